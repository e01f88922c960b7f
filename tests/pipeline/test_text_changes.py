"""A changed text carries over what still stands in it, and tells an editor of what does not."""

import pytest

from claims import pipeline, revisions
from claims.models import Appearance, ArticleRevision, Candidate, SilentEdit
from tests.factories import ada, make_appearance, make_candidate, make_claim, make_revision
from tests.pipeline.drafts import draft

URL = "https://news.example/storm"
QUOTE = "Unemployment in the port fell to 4 percent last year."
TEXT = f'Harbour reopens\n\nMayor Linda Marsh said on Monday: "{QUOTE}" The quay was full.\n'
LATER = "Updated at noon.\n\n" + TEXT
SOFTER = TEXT.replace("fell to 4 percent", "fell to about 5 percent")
pytestmark = pytest.mark.usefixtures("extraction")


def extracted(text: str = TEXT) -> ArticleRevision:
    """The text, stored under the address and extracted."""
    stored = pipeline.store_draft(draft(text, url=URL))
    pipeline.extract_revision(revision_id=stored.revision_id)
    return ArticleRevision.objects.get(pk=stored.revision_id)


def test_a_candidate_moves_to_the_new_text_and_keeps_its_decision() -> None:
    extracted()
    decided = Candidate.objects.get()
    Candidate.objects.update(
        state="dismissed", dismiss_reason="fragment", decided_by=ada(), decided_at=decided.created_at
    )
    after = extracted(LATER)
    candidate = Candidate.objects.get()
    assert candidate.pk == decided.pk
    assert candidate.revision == after
    assert candidate.state == "dismissed"
    assert after.text[candidate.start : candidate.end] == QUOTE
    assert [after.text[start:end] for start, end in candidate.spans] == [QUOTE]
    assert not SilentEdit.objects.exists()


def test_an_appearance_moves_to_the_new_text() -> None:
    before = extracted()
    appearance = make_appearance(make_claim(), revision=before, quote=QUOTE, confirmed_by=ada())
    after = extracted(LATER)
    appearance.refresh_from_db()
    assert appearance.revision == after
    assert after.text[appearance.start : appearance.end] == QUOTE


def test_a_changed_sentence_is_told_with_what_it_became() -> None:
    before = extracted()
    appearance = make_appearance(make_claim(), revision=before, quote=QUOTE, confirmed_by=ada())
    after = extracted(SOFTER)
    edit = SilentEdit.objects.get()
    assert (edit.before, edit.after, edit.appearance, edit.kind) == (before, after, appearance, "changed")
    assert edit.sentence_before == f'Mayor Linda Marsh said on Monday: "{QUOTE}"'
    assert "about 5 percent" in edit.sentence_after
    appearance.refresh_from_db()
    assert appearance.revision == before
    assert sorted(Candidate.objects.values_list("revision", flat=True)) == [before.pk, after.pk]


def test_a_sentence_that_was_taken_out_is_told() -> None:
    extracted()
    extracted("Harbour reopens\n\nThe quay was full.\n")
    edit = SilentEdit.objects.get()
    assert edit.kind == "vanished"
    assert edit.candidate == Candidate.objects.get()


def test_a_rejected_appearance_and_a_dismissed_candidate_are_told_of_nobody() -> None:
    before = extracted()
    candidate = Candidate.objects.get()
    Candidate.objects.update(
        state="dismissed", dismiss_reason="fragment", decided_by=ada(), decided_at=candidate.created_at
    )
    make_appearance(make_claim(), revision=before, quote=QUOTE, state=Appearance.State.REJECTED)
    extracted(SOFTER)
    assert not SilentEdit.objects.exists()


def test_a_text_that_changed_before_it_was_read_is_followed_when_it_is() -> None:
    first = pipeline.store_draft(draft(TEXT, url=URL))
    after = extracted(LATER)
    pipeline.extract_revision(revision_id=first.revision_id)
    assert Candidate.objects.get().revision == after


def test_following_twice_changes_nothing_more() -> None:
    before = extracted()
    after = extracted(SOFTER)
    revisions.follow(before=before, after=after)
    assert SilentEdit.objects.count() == 1


def test_an_alert_is_seen_once_by_somebody() -> None:
    extracted()
    extracted(SOFTER)
    edit = SilentEdit.objects.unseen().get()
    assert revisions.mark_seen(edit_ids=[edit.pk], actor=ada()) == 1
    assert revisions.mark_seen(edit_ids=[edit.pk], actor=ada()) == 0
    edit.refresh_from_db()
    assert edit.seen_by == ada()


def test_alerts_of_claims_come_first() -> None:
    revision = make_revision(TEXT + 'Marsh added: "We built 300 homes." That was all.\n')
    after = make_revision("Nothing.\n", article=revision.article)
    make_candidate("We built 300 homes.", revision=revision)
    make_appearance(make_claim(), revision=revision, quote=QUOTE, confirmed_by=ada())
    revisions.follow(before=revision, after=after)
    assert [edit.appearance is not None for edit in SilentEdit.objects.unseen()] == [True, False]
