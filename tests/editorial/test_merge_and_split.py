"""Two claims that are one, one claim that is two. Addresses stay alive, reviews stay."""

from __future__ import annotations

from datetime import date

from claims.editorial import merging, workflow
from claims.models import Claim
from tests.editorial.refusals import refused
from tests.factories import (
    QUOTE,
    ada,
    cleo,
    make_appearance,
    make_claim,
    make_draft,
    make_published_review,
    make_revision,
    make_speaker,
    make_topic,
    paula,
)


def test_a_merged_claim_leads_to_the_one_that_stays() -> None:
    old, stays = make_claim("fell to four percent"), make_claim("fell to 4 percent")
    make_appearance(old)
    old.topics.add(make_topic("Work"))
    merging.merge(claim=old, into=stays, actor=ada())
    assert old.merged_into == stays
    assert [a.quote for a in stays.appearances.all()] == [QUOTE]
    assert [t.name for t in stays.topics.all()] == ["Work"]


def test_the_same_passage_is_not_doubled() -> None:
    old, stays, revision = make_claim(), make_claim(), make_revision()
    make_appearance(old, revision=revision)
    make_appearance(stays, revision=revision)
    merging.merge(claim=old, into=stays, actor=ada())
    assert stays.appearances.count() == 1


def test_an_address_never_leads_to_a_claim_that_was_merged_away_itself() -> None:
    first, second, third = make_claim(), make_claim(), make_claim()
    merging.merge(claim=first, into=second, actor=ada())
    merging.merge(claim=second, into=third, actor=ada())
    first.refresh_from_db()
    assert first.merged_into == third
    with refused("into", "merged away already"):
        merging.merge(claim=make_claim(), into=second, actor=ada())


def test_only_claims_of_one_speaker_are_merged() -> None:
    with refused("into", "Tom Reed"):
        merging.merge(claim=make_claim(), into=make_claim(speaker=make_speaker("Tom Reed")), actor=ada())


def test_a_claim_is_not_merged_into_itself() -> None:
    claim = make_claim()
    with refused("into"):
        merging.merge(claim=claim, into=claim, actor=ada())


def test_readers_do_not_lose_a_published_review() -> None:
    reviewed = make_published_review().review.claim
    with refused("into", "the other way round"):
        merging.merge(claim=reviewed, into=make_claim(), actor=paula())
    merging.merge(claim=make_claim(), into=reviewed, actor=ada())


def test_an_open_review_is_finished_first() -> None:
    with refused("into", "still open"):
        merging.merge(claim=make_draft().review.claim, into=make_claim(), actor=ada())


def test_of_two_published_reviews_a_publisher_decides_and_both_are_kept() -> None:
    old, stays = make_published_review().review, make_published_review().review
    with refused("actor", "publisher"):
        merging.merge(claim=old.claim, into=stays.claim, actor=ada())
    merging.merge(claim=old.claim, into=stays.claim, actor=paula())
    assert old.versions.count() == 1
    assert Claim.objects.published().get() == stays.claim


def test_split_moves_the_chosen_appearances_to_a_claim_of_their_own() -> None:
    claim = make_claim()
    stays, goes = make_appearance(claim), make_appearance(claim, said_on=date(2024, 11, 2))
    fresh = merging.split(claim=claim, appearances=[goes.pk], wording="build 300 homes", actor=ada())
    assert [a.pk for a in claim.appearances.all()] == [stays.pk]
    assert [a.pk for a in fresh.appearances.all()] == [goes.pk]
    assert (fresh.speaker, fresh.said_on) == (claim.speaker, date(2024, 11, 2))


def test_split_leaves_something_behind() -> None:
    claim = make_claim()
    only = make_appearance(claim)
    with refused("appearances", "Leave at least one"):
        merging.split(claim=claim, appearances=[only.pk], wording="build homes", actor=ada())
    with refused("appearances", "Choose"):
        merging.split(claim=claim, appearances=[], wording="build homes", actor=ada())


def test_an_outsider_merges_nothing() -> None:
    with refused("actor"):
        merging.merge(claim=make_claim(), into=make_claim(), actor=cleo())


def test_a_merged_claim_keeps_its_review_for_the_record() -> None:
    version = make_published_review()
    workflow.withdraw(version=version, actor=paula(), reason="Doubled.")
    merging.merge(claim=version.review.claim, into=make_claim(), actor=ada())
    version.refresh_from_db()
    assert version.state == "withdrawn"
