"""The address of a speaker that was merged leads to the one it became part of, for good."""

from __future__ import annotations

import pytest
from django.test import Client

from claims.editorial import speaker_merging
from claims.models import Speaker
from tests.factories import ada, ben, make_claim, make_published_review, make_speaker

ADDRESSES = ["/speakers/{}/", "/api/v1/speakers/{}/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_old_address_leads_on(client: Client, address: str) -> None:
    twice, stays = make_speaker("L. Marsh"), make_speaker("Linda Marsh")
    make_published_review(make_claim(speaker=twice))
    merge = speaker_merging.merge_speakers(speaker=twice, into=stays, actor=ada())
    assert client.get(address.format("l-marsh")).status_code == 200
    speaker_merging.confirm_merge(merge=merge, actor=ben())
    answer = client.get(address.format("l-marsh"))
    assert (answer.status_code, answer["Location"]) == (301, address.format("linda-marsh"))
    assert client.get(address.format("linda-marsh")).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_where_nothing_is_public_it_leads_nowhere(client: Client, address: str) -> None:
    speaker_merging.merge_speakers(speaker=make_speaker("L. Marsh"), into=make_speaker(), actor=ada())
    assert client.get(address.format("l-marsh")).status_code == 404


@pytest.fixture
def old_and_new() -> tuple[str, str]:
    """A claim of whom was merged, and one of whom was given another address."""
    twice, renamed = make_speaker("L. Marsh"), make_speaker("Bo Hale")
    for speaker, slug in ((twice, "of-merged"), (renamed, "of-renamed")):
        make_published_review(make_claim(speaker=speaker, slug=slug))
    merge = speaker_merging.merge_speakers(speaker=twice, into=make_speaker("Linda Marsh"), actor=ada())
    speaker_merging.confirm_merge(merge=merge, actor=ben())
    Speaker.objects.filter(pk=renamed.pk).update(slug="bo-hale-of-the-harbour")
    return "of-merged", "of-renamed"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "list_", ["/claims/?", "/claims/feed.rss?", "/api/v1/claims/?", "/api/v1/statistics/?"]
)
def test_lists_are_narrowed_by_an_address_of_before(
    client: Client, old_and_new: tuple[str, str], list_: str
) -> None:
    for old, now in (("l-marsh", "linda-marsh"), ("bo-hale", "bo-hale-of-the-harbour")):
        before, after = (client.get(f"{list_}speaker={slug}").content.decode() for slug in (old, now))
        assert before.replace(f'speaker={old}"', f'speaker={now}"') == after
        assert client.get(f"{list_}speaker=nobody").content.decode() != after


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_address_of_who_was_renamed_leads_on(
    client: Client, old_and_new: tuple[str, str], address: str
) -> None:
    answer = client.get(address.format("bo-hale"))
    assert (answer.status_code, answer["Location"]) == (301, address.format("bo-hale-of-the-harbour"))
