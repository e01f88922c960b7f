"""`manage.py train_checkworthiness --from-desk`: the newsroom's taste is learnt, measured, kept only if better."""

from datetime import UTC, datetime, timedelta

from claims import pipeline
from claims.extraction.checkworthiness import desk
from claims.extraction.checkworthiness.model import shipped
from claims.models import Candidate, Ranking
from tests.factories import ada, make_candidate, make_claim, make_revision
from tests.management.run import run

SCHOOLS = "Schools in {place} hired {n} teachers"
PORTS = "The port of {place} unloaded {n} ships"
PLACES = ("Dover", "Hull", "Leith", "Cork", "Ghent", "Vigo", "Nantes", "Split")
START = datetime(2024, 11, 1, tzinfo=UTC)


def decide(number: int, *, promotes_schools: bool) -> Candidate:
    """One decision of an editor who wants either schools or ports, and is otherwise even-handed."""
    school = number % 2 == 0
    text = (SCHOOLS if school else PORTS).format(place=PLACES[number % len(PLACES)], n=100 + number)
    promoted = school == promotes_schools
    revision = make_revision(f"Linda Marsh said: “{text}.” That was item {number}.\n")
    decided = {"decided_by": ada(), "decided_at": START + timedelta(hours=number)}
    if promoted:
        return make_candidate(text, revision=revision, state="promoted", claim=make_claim(), **decided)
    return make_candidate(text, revision=revision, state="dismissed", dismiss_reason="unimportant", **decided)


def test_a_desk_with_a_taste_gets_a_better_ranking_on_decisions_held_back() -> None:
    for number in range(80):
        decide(number, promotes_schools=True)
    ran = run("train_checkworthiness", "--from-desk")
    assert not ran.failed
    assert "Learnt from 60 decisions, measured on the newest 20." in ran.out
    assert "The new one is better and is used from now on" in ran.out
    kept = Ranking.objects.in_use().get()
    assert kept.precision > 0.95
    assert kept.precision > kept.rival_precision + 0.2


def test_a_desk_that_changed_its_mind_keeps_the_ranking_it_has() -> None:
    for number in range(80):
        decide(number, promotes_schools=number < 60)
    waiting = make_candidate(state="waiting")
    ran = run("train_checkworthiness", "--from-desk")
    assert not ran.failed
    assert "The new one is not better and was put aside." in ran.out
    assert not Ranking.objects.in_use().exists()
    put_aside = Ranking.objects.get()
    assert put_aside.precision < put_aside.rival_precision
    waiting.refresh_from_db()
    assert waiting.checkworthiness == 0.8


def test_waiting_candidates_are_ranked_anew_with_a_reason_and_the_version() -> None:
    for number in range(80):
        decide(number, promotes_schools=True)
    school = make_candidate("Schools in Cork hired 5 teachers", state="waiting", checkworthiness=0.5)
    port = make_candidate("The port of Cork unloaded 5 ships", state="waiting", checkworthiness=0.5)
    run("train_checkworthiness", "--from-desk")
    school.refresh_from_db()
    port.refresh_from_db()
    assert school.checkworthiness > 0.6 > 0.4 > port.checkworthiness  # noqa: PLR0133 - reads as a line
    assert school.trained_score == port.trained_score == 0.5
    assert desk.LIKED in school.reasons
    assert desk.DISLIKED in port.reasons
    assert school.score_version == f"{shipped().version}+desk-{Ranking.objects.get().pk}"


def test_new_candidates_are_scored_by_the_ranking_in_use() -> None:
    for number in range(80):
        decide(number, promotes_schools=True)
    before = extracted(1)
    assert before.score_version == shipped().version
    run("train_checkworthiness", "--from-desk")
    after = extracted(2)
    assert after.score_version.startswith(f"{shipped().version}+desk-")
    assert after.checkworthiness > before.checkworthiness
    assert after.trained_score == before.checkworthiness


def test_it_learns_again_only_from_decisions_that_the_ranking_in_use_has_not_seen() -> None:
    for number in range(80):
        decide(number, promotes_schools=True)
    run("train_checkworthiness", "--from-desk")
    for number in range(80, 160):
        decide(number, promotes_schools=False)
    run("train_checkworthiness", "--from-desk")
    newest = Ranking.objects.first()
    assert newest is not None
    assert newest.rival.startswith(f"{shipped().version}+desk-")
    assert newest.learnt_from == 120
    assert Ranking.objects.in_use().count() == 1


def test_too_few_decisions_are_named_and_nothing_changes() -> None:
    for number in range(10):
        decide(number, promotes_schools=True)
    ran = run("train_checkworthiness", "--from-desk")
    assert ran.failed
    assert "10 telling decisions so far; 40 are needed." in ran.err
    assert not Ranking.objects.exists()


def test_a_desk_that_only_dismisses_teaches_nothing_yet() -> None:
    for number in range(0, 160, 2):
        decide(number, promotes_schools=False)
    ran = run("train_checkworthiness", "--from-desk")
    assert ran.failed
    assert "all are of one sort" in ran.err


def test_duplicates_and_wrong_speakers_do_not_count() -> None:
    for number in range(60):
        decide(number, promotes_schools=True)
    Candidate.objects.filter(state="dismissed").update(dismiss_reason="duplicate")
    assert "30 telling decisions so far" in run("train_checkworthiness", "--from-desk").err


def extracted(number: int) -> Candidate:
    """What the pipeline makes of a fresh article about a school."""
    revision = make_revision(f'Linda Marsh said: "Schools in Cork hired {number} teachers."\n')
    assert pipeline.extract_revision(revision_id=revision.pk)
    return Candidate.objects.get(revision=revision)
