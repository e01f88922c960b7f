"""A candidate becomes a claim, or a further appearance of a known one."""

from datetime import date
from typing import Any

from claims.editorial import triage
from claims.models import Appearance, Candidate, Claim
from tests.editorial.refusals import refused
from tests.factories import QUOTE, ada, cleo, make_candidate, make_claim, make_speaker


def marsh_candidate(**fields: Any) -> Candidate:
    return make_candidate(speaker=make_speaker(), **fields)


def test_a_new_claim_holds_wording_speaker_day_and_the_exact_words() -> None:
    candidate = marsh_candidate()
    claim = triage.promote(candidate=candidate, actor=ada(), wording="unemployment in the port is 4 percent")
    appearance = claim.appearances.get()
    assert claim.headline == "Marsh: unemployment in the port is 4 percent"
    assert claim.said_on == date(2024, 11, 18)
    assert claim.speaker_confirmed_by == ada()
    assert (appearance.quote, appearance.state) == (QUOTE, Appearance.State.CONFIRMED)
    assert (candidate.state, candidate.claim, candidate.decided_by) == ("promoted", claim, ada())


def test_a_promise_takes_its_deadline_along_as_a_proposal() -> None:
    candidate = marsh_candidate(
        kind="promise", due_on=date(2027, 12, 31), due_precision="year", due_basis="by 2027"
    )
    claim = triage.promote(candidate=candidate, actor=ada(), wording="build 300 homes")
    assert (claim.due_on, claim.due_basis) == (date(2027, 12, 31), "by 2027")
    assert claim.due_confirmed_at is None


def test_another_kind_leaves_the_deadline_behind() -> None:
    candidate = marsh_candidate(
        kind="promise", due_on=date(2027, 12, 31), due_precision="year", due_basis="by 2027"
    )
    claim = triage.promote(candidate=candidate, actor=ada(), wording="build 300 homes", kind="fact")
    assert claim.due_on is None


def test_a_known_claim_gets_a_further_appearance() -> None:
    known = make_claim(speaker=make_speaker())
    triage.promote(candidate=marsh_candidate(), actor=ada(), claim=known)
    triage.promote(candidate=marsh_candidate(), actor=ada(), claim=known)
    assert known.appearances.count() == 2
    assert Claim.objects.count() == 1


def test_a_claim_has_one_speaker() -> None:
    other = make_claim(speaker=make_speaker("Tom Reed"))
    with refused("speaker", "Tom Reed"):
        triage.promote(candidate=marsh_candidate(), actor=ada(), claim=other)


def test_without_a_speaker_nothing_is_promoted() -> None:
    with refused("speaker", "Choose the speaker"):
        triage.promote(candidate=make_candidate(), actor=ada(), wording="something")


def test_without_a_wording_nothing_is_promoted() -> None:
    with refused("wording"):
        triage.promote(candidate=marsh_candidate(statement=""), actor=ada())


def test_an_outsider_promotes_nothing() -> None:
    candidate = marsh_candidate()
    with refused("actor"):
        triage.promote(candidate=candidate, actor=cleo(), wording="something")
    assert Claim.objects.count() == 0


def test_two_claims_with_the_same_words_have_two_addresses() -> None:
    first = triage.promote(candidate=marsh_candidate(), actor=ada(), wording="build homes")
    second = triage.promote(candidate=marsh_candidate(), actor=ada(), wording="build homes")
    assert (first.slug, second.slug) == ("marsh-build-homes", "marsh-build-homes-2")
