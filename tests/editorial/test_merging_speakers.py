"""Two speakers that are one: everything moves, the history keeps it, and what was reviewed needs a second person."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.db.models import ProtectedError

from claims.editorial import claims, speaker_merging, workflow
from claims.editorial.speakers import speaker_named
from claims.models import Affiliation, Alias, Claim, ReviewVersion, Speaker, SpeakerMerge, act_as
from claims.models.history import events
from tests.editorial.refusals import refused
from tests.factories import (
    ada,
    ben,
    cleo,
    make_appearance,
    make_candidate,
    make_claim,
    make_draft,
    make_published_review,
    make_speaker,
    paula,
)
from tests.models.refusals import refused as refused_by_the_database


def two() -> tuple[Speaker, Speaker]:
    """One person, entered twice."""
    return make_speaker("L. Marsh"), make_speaker("Linda Marsh")


def published_by_ben(claim: Claim) -> ReviewVersion:
    return make_published_review(claim)


def test_claims_appearances_candidates_and_names_move() -> None:
    twice, stays = two()
    claim = make_claim(speaker=twice)
    appearance, candidate = make_appearance(claim), make_candidate(speaker=twice)
    Alias.objects.create(speaker=twice, name="Mayor Marsh")
    merge = speaker_merging.merge_speakers(speaker=twice, into=stays, actor=ada())
    for row in (claim, appearance, candidate):
        row.refresh_from_db()
        assert row.speaker == stays
    assert sorted(alias.name for alias in stays.aliases.all()) == ["L. Marsh", "Mayor Marsh"]
    assert speaker_named(name="L. Marsh", actor=ada()) == stays
    assert not Speaker.objects.filter(pk=merge.former_id).exists()


def test_roles_move_and_none_is_doubled() -> None:
    twice, stays = two()
    for speaker in (twice, stays):
        Affiliation.objects.create(speaker=speaker, role="Mayor", body="Harbour", start=date(2020, 5, 1))
    Affiliation.objects.create(speaker=twice, role="Councillor", body="Harbour")
    speaker_merging.merge_speakers(speaker=twice, into=stays, actor=ada())
    assert sorted(role.role for role in stays.affiliations.all()) == ["Councillor", "Mayor"]


def test_what_the_other_lacks_is_taken_over_and_nothing_else() -> None:
    twice, stays = two()
    Speaker.objects.filter(pk=twice.pk).update(wikidata="Q42", description="mayor", gender="f")
    Speaker.objects.filter(pk=stays.pk).update(description="Mayor of Harbour")
    twice.refresh_from_db()
    stays.refresh_from_db()
    speaker_merging.merge_speakers(speaker=twice, into=stays, actor=ada())
    stays.refresh_from_db()
    assert (stays.wikidata, stays.description, stays.gender) == ("Q42", "Mayor of Harbour", "f")


def test_the_preview_says_what_moves_and_changes_nothing() -> None:
    twice, stays = two()
    make_appearance(make_claim(speaker=twice))
    make_candidate(speaker=twice)
    move = speaker_merging.preview(speaker=twice, into=stays)
    assert (move.claims, move.appearances, move.candidates, move.aliases) == (1, 1, 1, ["L. Marsh"])
    assert not move.needs_a_second
    assert twice.claims.count() == 1


def test_it_is_in_the_history_in_the_name_of_whoever_did_it() -> None:
    twice, stays = two()
    merge = speaker_merging.merge_speakers(speaker=twice, into=stays, actor=ada())
    gone = events(Speaker).get(pgh_obj_id=merge.former_id, pgh_label="delete")
    assert gone.pgh_context.metadata["user"] == ada().pk
    done = events(SpeakerMerge).filter(pgh_obj_id=merge.pk).latest("pgh_id")
    assert (done.name, done.into_id, done.confirmed_by_id) == ("L. Marsh", stays.pk, ada().pk)


def test_an_old_address_never_leads_to_one_that_was_merged_itself() -> None:
    (first, second), last = two(), make_speaker("Linda Marsh-Hale")
    speaker_merging.merge_speakers(speaker=first, into=second, actor=ada())
    speaker_merging.merge_speakers(speaker=second, into=last, actor=ada())
    assert set(SpeakerMerge.objects.values_list("slug", "into")) == {
        ("l-marsh", last.pk),
        ("linda-marsh", last.pk),
    }


def test_nobody_new_gets_an_old_address() -> None:
    twice, stays = two()
    speaker_merging.merge_speakers(speaker=twice, into=stays, actor=ada())
    stays.aliases.all().delete()
    fresh = speaker_named(name="L. Marsh", actor=ada(), enter=True)
    assert fresh is not None
    assert fresh.slug == "l-marsh-2"


# Refusals --------------------------------------------------------------------------------------------
def test_nobody_is_merged_into_themselves() -> None:
    with refused("into"):
        speaker_merging.merge_speakers(speaker=make_speaker(), into=make_speaker(), actor=ada())


def test_a_person_is_no_government() -> None:
    twice, _ = two()
    with refused("kind", "L. Marsh is a person, Norway a government"):
        speaker_merging.merge_speakers(
            speaker=twice, into=make_speaker("Norway", kind="government"), actor=ada()
        )


def test_two_items_of_wikidata_are_two_people() -> None:
    twice = make_speaker("L. Marsh", wikidata="Q1")
    with refused("wikidata", "Q1 and Q2"):
        speaker_merging.merge_speakers(
            speaker=twice, into=make_speaker("Linda Marsh", wikidata="Q2"), actor=ada()
        )


def test_an_outsider_merges_nobody() -> None:
    twice, stays = two()
    with refused("actor"):
        speaker_merging.merge_speakers(speaker=twice, into=stays, actor=cleo())


def test_one_that_is_gone_meanwhile_is_said() -> None:
    twice, stays = two()
    Speaker.objects.filter(pk=stays.pk).delete()
    with refused("into", "gone meanwhile"):
        speaker_merging.merge_speakers(speaker=twice, into=stays, actor=ada())


def test_a_speaker_with_claims_is_not_deleted() -> None:
    with pytest.raises(ProtectedError):
        make_claim().speaker.delete()


# Under review ----------------------------------------------------------------------------------------
def waiting_merge() -> tuple[Claim, Speaker, SpeakerMerge]:
    twice, stays = two()
    claim = published_by_ben(make_claim(speaker=twice)).review.claim
    return claim, stays, speaker_merging.merge_speakers(speaker=twice, into=stays, actor=ada())


def test_what_readers_see_moves_only_when_a_second_person_agrees() -> None:
    claim, stays, merge = waiting_merge()
    claim.refresh_from_db()
    assert (merge.confirmed_at, claim.speaker.name) == (None, "L. Marsh")
    speaker_merging.confirm_merge(merge=merge, actor=ben())
    claim.refresh_from_db()
    assert claim.speaker == stays
    assert claim.review.public is not None
    assert (merge.asked_by, merge.confirmed_by) == (ada(), ben())


def test_an_approval_stays_since_two_people_agreed() -> None:
    twice, stays = two()
    version = make_draft(make_claim(speaker=twice))
    claims.confirm_speaker(claim=version.review.claim, actor=ada())
    workflow.submit(version=version, actor=ada())
    workflow.approve(version=version, actor=ben())
    merge = speaker_merging.merge_speakers(speaker=twice, into=stays, actor=ada())
    speaker_merging.confirm_merge(merge=merge, actor=paula())
    version.refresh_from_db()
    assert (version.state, version.approver, paula().pk in version.authors) == ("approved", ben(), False)


def test_whoever_asked_does_not_confirm() -> None:
    twice, stays = two()
    published_by_ben(make_claim(speaker=twice))
    merge = speaker_merging.merge_speakers(speaker=twice, into=stays, actor=ben())
    with refused("actor", "You asked for it"):
        speaker_merging.confirm_merge(merge=merge, actor=ben())


def test_a_reporter_does_not_confirm() -> None:
    *_, merge = waiting_merge()
    with refused("actor", "a reviewer"):
        speaker_merging.confirm_merge(merge=merge, actor=ada())


def test_a_request_may_be_dropped_by_whoever_asked_and_is_then_gone() -> None:
    claim, _, merge = waiting_merge()
    with refused("actor"):
        speaker_merging.drop_merge(merge=merge, actor=cleo())
    speaker_merging.drop_merge(merge=merge, actor=ada())
    with refused("merge", "settled this merge meanwhile"):
        speaker_merging.confirm_merge(merge=merge, actor=ben())
    claim.refresh_from_db()
    assert claim.speaker.name == "L. Marsh"


def test_a_speaker_that_waits_is_merged_into_nobody_else() -> None:
    claim, _, _ = waiting_merge()
    with refused("into", "waits to be merged into Linda Marsh"):
        speaker_merging.merge_speakers(speaker=claim.speaker, into=make_speaker("Tom Reed"), actor=ada())


def test_two_that_became_unlike_meanwhile_are_refused() -> None:
    _, stays, merge = waiting_merge()
    Speaker.objects.filter(pk=stays.pk).update(kind="organisation")
    with refused("kind"):
        speaker_merging.confirm_merge(merge=merge, actor=ben())


def test_the_drafts_of_one_person_alone_make_that_person_an_author() -> None:
    twice, stays = two()
    draft = make_draft(make_claim(speaker=twice))
    speaker_merging.merge_speakers(speaker=twice, into=stays, actor=ben())
    draft.refresh_from_db()
    assert ben().pk in draft.authors


# The database has the last word ----------------------------------------------------------------------
def test_one_person_alone_cannot_write_a_merge_of_two() -> None:
    claim, _, merge = waiting_merge()
    with refused_by_the_database("merge_in_ones_own_name"), act_as(ada()):
        SpeakerMerge.objects.filter(pk=merge.pk).update(confirmed_by=ben(), confirmed_at=merge.asked_at)
    with refused_by_the_database("merge_in_ones_own_name"), act_as(ada()):
        SpeakerMerge.objects.filter(pk=merge.pk).update(asked_by=ben())
    with act_as(ada()):
        SpeakerMerge.objects.filter(pk=merge.pk).update(confirmed_by=ada(), confirmed_at=merge.asked_at)
    with refused_by_the_database("claim_said_as_reviewed"), act_as(ada()):
        Claim.objects.filter(pk=claim.pk).update(speaker=merge.into)


def test_nor_does_a_merge_let_the_wording_change_with_it() -> None:
    claim, stays, merge = waiting_merge()
    speaker_merging.confirm_merge(merge=merge, actor=ben())
    with refused_by_the_database("claim_said_as_reviewed"), act_as(ada()), connection.cursor() as cursor:
        cursor.execute("UPDATE claims_claim SET wording = 'something else' WHERE id = %s", [claim.pk])
    assert stays.claims.get().wording == claim.wording
