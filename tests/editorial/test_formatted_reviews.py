"""The full text of a review may be formatted: the same rules on every way in, safe on every way out."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from claims.admin.history import timeline
from claims.admin.worddiff import Change
from claims.editorial import intake, workflow
from claims.models import ReviewVersion, act_as
from tests.admin.client import desk_of, text_of
from tests.factories import ada, ben, make_claim, make_draft, published

PASTED = (
    "<p class=MsoNormal style='mso-x:1'>It <b>rose</b><o:p></o:p>.</p><!-- x --><script>alert(1)</script>"
    "<ul><li onclick=alert(1)>north</ul>"
)
KEPT = "<p>It <strong>rose</strong>.</p><ul><li>north</li></ul>"
READ = "It rose.\n\n- north"


def body_of(version: ReviewVersion) -> list[Change]:
    """What the newest change of a text looks like in the history."""
    fields = (dict(entry.fields) for entry in timeline(version.review.claim))
    return next(found["Body"] for found in fields if "Body" in found)


def test_through_the_verb() -> None:
    assert workflow.edit(version=make_draft(), actor=ada(), body=PASTED).body == KEPT


def test_through_the_form() -> None:
    version = make_draft()
    address = reverse("desk-claim-act", args=[version.review.claim_id])
    form = {"action": "save", "version": version.pk, "seen": version.content_mark, "body": PASTED}
    form |= {"summary": version.summary, "rating": version.rating_id, "methodology": version.methodology_id}
    assert desk_of(ada()).post(address, form).status_code == 302
    version.refresh_from_db()
    assert version.body == KEPT


def test_through_a_table() -> None:
    version = intake.bring_review(cells={"claim": make_claim().slug, "body": PASTED}, actor=ada())
    assert version.body == KEPT


def test_saving_what_is_there_already_changes_nothing_and_voids_no_approval() -> None:
    version = make_draft(body=KEPT)
    workflow.submit(version=version, actor=ada())
    workflow.edit(version=version, actor=ben(), body=PASTED)
    assert (version.state, version.authors) == ("submitted", [ada().pk])


def test_a_form_that_is_refused_shows_what_would_be_kept() -> None:
    version = make_draft()
    address = reverse("desk-claim-act", args=[version.review.claim_id])
    form = {"action": "save", "version": version.pk, "seen": version.content_mark, "headline": "x" * 301}
    page = desk_of(ada()).post(address, form | {"body": PASTED}).content.decode()
    assert "&lt;p&gt;It &lt;strong&gt;rose&lt;/strong&gt;" in page
    assert "mso-" not in page


def test_readers_machines_and_colleagues_get_it_clean_even_from_behind_the_verbs() -> None:
    version = make_draft()
    with act_as(ada()):
        ReviewVersion.objects.filter(pk=version.pk).update(body=PASTED)
    version.refresh_from_db()
    claim = published(version).review.claim
    assert KEPT in Client().get(f"/claims/{claim.slug}/").content.decode()
    assert KEPT in desk_of(ada()).get(reverse("desk-claim", args=[claim.pk])).content.decode()
    told = Client().get(f"/api/v1/claims/{claim.slug}/").json()["review"]
    assert (told["body"], told["body_html"]) == (READ, KEPT)


def test_the_history_compares_what_people_read() -> None:
    version = make_draft(body="It rose.\n\n- north")
    workflow.edit(version=version, actor=ben(), body=KEPT)
    assert [(change.kind, change.text.strip()) for change in body_of(version)] == [
        ("same", "It"),
        ("gone", "rose."),
        ("new", "**rose**."),
        ("same", "- north"),
    ]


def test_both_texts_of_a_stale_form_are_compared_as_people_read_them() -> None:
    version = make_draft()
    address = reverse("desk-claim-act", args=[version.review.claim_id])
    form = {"action": "save", "version": version.pk, "seen": version.content_mark, "body": PASTED}
    workflow.edit(version=version, actor=ben(), body="<p>It <b>fell</b>.</p>")
    assert "It **fell**. Yours" in text_of(desk_of(ada()).post(address, form))


def test_a_text_of_a_hundred_thousand_signs_is_taken_and_compared() -> None:
    version = make_draft()
    text = "<p>" + "<b>word</b> " * 9_000
    workflow.edit(version=version, actor=ada(), body=text)
    workflow.edit(version=version, actor=ben(), body=f"{text}<i>end</i>")
    assert [change.kind for change in body_of(version)] == ["gone", "new"]
