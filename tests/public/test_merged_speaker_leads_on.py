"""The address of a speaker that was merged leads to the one it became part of, for good."""

from __future__ import annotations

import pytest
from django.test import Client

from claims.editorial import speaker_merging
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
