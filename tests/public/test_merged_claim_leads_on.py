"""The address of a merged claim leads to the claim it became part of, for good."""

import pytest
from django.test import Client

from claims.models import Claim
from tests.factories import make_claim, make_draft, make_published_review


@pytest.mark.parametrize("ending", ["", "embed/"])
def test_it_leads_to_the_end_of_the_way(client: Client, ending: str) -> None:
    first, second, last = make_claim(), make_claim(), make_claim()
    for claim in (first, second, last):
        make_published_review(claim)
    Claim.objects.filter(pk=first.pk).update(merged_into=second)
    Claim.objects.filter(pk=second.pk).update(merged_into=last)
    answer = client.get(f"/claims/{first.slug}/{ending}")
    assert (answer.status_code, answer["Location"]) == (301, f"/claims/{last.slug}/{ending}")


def test_a_claim_merged_into_a_draft_leads_nowhere(client: Client) -> None:
    first, draft = make_claim(), make_claim()
    make_published_review(first)
    make_draft(draft)
    Claim.objects.filter(pk=first.pk).update(merged_into=draft)
    assert client.get(f"/claims/{first.slug}/").status_code == 404


def test_a_claim_that_was_never_public_leads_nowhere(client: Client) -> None:
    draft, public = make_claim(), make_claim()
    make_published_review(public)
    Claim.objects.filter(pk=draft.pk).update(merged_into=public)
    assert client.get(f"/claims/{draft.slug}/").status_code == 404


def test_a_merged_claim_stands_in_no_list(client: Client) -> None:
    first, last = make_claim("the port is full"), make_claim()
    make_published_review(first)
    make_published_review(last)
    Claim.objects.filter(pk=first.pk).update(merged_into=last)
    assert "the port is full" not in client.get("/claims/").content.decode()
