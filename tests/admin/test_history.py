"""A claim's history: who changed what and when, word by word, from what the database wrote down."""

from django.db import connection
from django.urls import reverse

from claims.admin.history import Entry, timeline, timeline_of
from claims.admin.worddiff import Change, word_diff
from claims.editorial import evidence, workflow
from claims.models import Affiliation, Alias, Claim, Speaker, act_as
from tests.admin.client import desk_of, text_of
from tests.factories import ada, ben, cleo, make_claim, make_draft, make_speaker


def newest(claim: Claim, what: str) -> Entry:
    """The newest entry of that kind."""
    return next(entry for entry in timeline(claim) if entry.what == what)


def test_an_edit_shows_the_words_that_went_and_came() -> None:
    version = make_draft()
    workflow.edit(version=version, actor=ben(), summary="The labour office counted 6.3 percent.")
    entry = newest(version.review.claim, "Review, version 1 changed")
    assert entry.who == "Ben"
    summaries = [field for field in entry.fields if field[0] == "Summary"]
    assert summaries == [
        (
            "Summary",
            [
                Change("same", "The labour office counted "),
                Change("gone", "6.1 "),
                Change("new", "6.3 "),
                Change("same", "percent."),
            ],
        )
    ]


def test_states_and_people_are_named_in_words() -> None:
    version = make_draft()
    workflow.submit(version=version, actor=ada())
    workflow.approve(version=version, actor=ben())
    fields = dict(newest(version.review.claim, "Review, version 1 changed").fields)
    assert fields["State"] == [Change("gone", "Submitted"), Change("new", "Approved")]
    assert fields["Approver"] == [Change("new", "Ben")]


def test_a_speaker_has_a_history_with_other_names_and_roles() -> None:
    speaker = make_speaker()
    with act_as(ada()):
        Speaker.objects.filter(pk=speaker.pk).update(description="Mayor")
        Alias.objects.create(speaker=speaker, name="L. Marsh")
    told = [(entry.what, dict(entry.fields)) for entry in timeline_of(speaker, [Alias, Affiliation])]
    assert ("Speaker changed", {"Description": [Change("new", "Mayor")]}) in told
    assert ("Alias added", {"Name": [Change("new", "L. Marsh")]}) in told
    page = text_of(desk_of(ada()).get(f"/admin/claims/speaker/{speaker.pk}/history/"))
    assert "Ada · Alias added" in page


def test_an_outsider_sees_no_history() -> None:
    speaker = make_speaker()
    assert desk_of(cleo()).get(f"/admin/claims/speaker/{speaker.pk}/history/").status_code in {302, 403}


def test_removed_evidence_stays_in_the_history() -> None:
    version = make_draft()
    evidence.remove_evidence(evidence=version.evidence.get(), actor=ada())
    entry = newest(version.review.claim, "Evidence removed")
    assert ("Title", [Change("gone", "Labour market in figures")]) in entry.fields


def test_raw_sql_is_seen_too() -> None:
    claim = make_claim()
    with act_as(ada()), connection.cursor() as cursor:
        cursor.execute("UPDATE claims_claim SET wording = 'it rose' WHERE id = %s", [claim.pk])
    assert newest(claim, "Claim changed").who == "Ada"


def test_the_page_marks_what_went_and_came() -> None:
    version = make_draft()
    workflow.edit(version=version, actor=ada(), headline="Yes, it fell")
    page = desk_of(ada()).get(reverse("desk-history", args=[version.review.claim_id])).content.decode()
    assert "<del>" in page
    assert "<ins>Yes, it fell</ins>" in page or "<ins>Yes, " in page


def test_the_new_text_is_always_whole() -> None:
    for before, after in (("", "a b"), ("a b", ""), ("a  b\n\nc", "a b\n\nd c"), ("x " * 5000, "y " * 5000)):
        changes = word_diff(before, after)
        assert "".join(c.text for c in changes if c.kind != "gone") == after
        assert "".join(c.text for c in changes if c.kind in {"gone", "same"}).split() == before.split()
