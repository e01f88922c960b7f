"""The desk says how our copy of each document stands, shows its text, and asks for the page again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from claims import tasks
from claims.editorial import workflow
from claims.ingest.clean import sha256
from claims.models import Evidence
from tests.admin.client import desk_of, text_of
from tests.factories import ada, ben, cleo, make_draft, make_evidence, make_published_review

WORDS = "Of every hundred people, six were out of work. " * 100
AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
COPY = {"archived_text": WORDS, "archived_sha256": sha256(WORDS), "archived_at": AT, "copy_state": "stored"}


def document(**fields: Any) -> Evidence:
    """A document under a draft of Ada's."""
    return make_evidence(make_draft(), title="Census", **fields)


def desk(item: Evidence) -> str:
    return text_of(desk_of(ada()).get(reverse("desk-claim", args=[item.version.review.claim_id])))


def act(item: Evidence, **post: Any) -> Any:
    address = reverse("desk-claim-act", args=[item.version.review.claim_id])
    return desk_of(ada()).post(address, {"evidence": item.pk, **post}, follow=True)


def test_it_says_when_the_copy_was_stored_and_how_long_it_is() -> None:
    assert "Copy stored of Census 24 Nov 2026, 4,700 characters" in desk(document(**COPY))


def test_it_says_why_there_is_none_and_offers_another_try() -> None:
    item = document(copy_state="failed", fetch_note="answered 403 Forbidden: does not let us read it.")
    assert "Could not be fetched: answered 403 Forbidden: does not let us read it. Try again" in desk(item)


def test_it_offers_a_copy_of_a_page_that_was_never_fetched() -> None:
    assert "No copy is kept. Fetch a copy" in desk(document())


def test_trying_again_makes_it_due_at_once() -> None:
    item = document(copy_state="failed", fetch_note="answered 503", tries=5)
    assert "The page is being asked for" in text_of(act(item, action="fetch-again"))
    item.refresh_from_db()
    assert (item.copy_state, item.tries) == ("waiting", 0)
    assert Evidence.objects.due(item.due_at).get() == item  # type: ignore[arg-type]


def test_trying_again_under_an_approved_version_leaves_the_approval() -> None:
    item = document(copy_state="failed", fetch_note="answered 503")
    workflow.submit(version=item.version, actor=ada())
    workflow.approve(version=item.version, actor=ben())
    act(item, action="fetch-again")
    item.refresh_from_db()
    item.version.refresh_from_db()
    assert (item.copy_state, item.version.state, item.version.approver) == ("waiting", "approved", ben())


def test_where_the_page_is_gone_it_leads_to_the_stored_text() -> None:
    item = document(**COPY, gone_at=AT, fetch_note="answered 404 Not Found")
    assert "The page was gone when it was looked for on 24 November 2026. Read the stored copy" in desk(item)
    copy = text_of(desk_of(ada()).get(reverse("desk-stored-copy", args=[item.pk])))
    assert "six were out of work" in copy
    assert item.archived_sha256 in copy


def test_markup_in_a_stored_text_is_shown_as_text() -> None:
    bad = "<script>alert(1)</script>"
    item = document(**{**COPY, "archived_text": bad, "archived_sha256": sha256(bad)})
    response = desk_of(ada()).get(reverse("desk-stored-copy", args=[item.pk]))
    assert bad not in response.content.decode()
    assert "alert(1)" in text_of(response)


def test_an_outsider_reads_no_stored_text() -> None:
    address = reverse("desk-stored-copy", args=[document(**COPY).pk])
    response = desk_of(cleo()).get(address)
    assert response.status_code == 302  # to the sign-in
    assert "six were out of work" not in response.content.decode()


def test_there_is_no_page_for_a_copy_that_is_not_kept() -> None:
    assert desk_of(ada()).get(reverse("desk-stored-copy", args=[document().pk])).status_code == 404


def test_readers_are_shown_that_a_copy_is_kept_but_not_its_text() -> None:
    item = make_published_review().evidence.get()
    Evidence.objects.filter(pk=item.pk).update(**COPY, gone_at=AT)
    response = desk_of(cleo()).get(f"/claims/{item.version.review.claim.slug}/")
    page = text_of(response)
    assert "We keep a copy of the text, taken 24 November 2026, 09:30 UTC" in page
    assert "no longer there when we looked on 24 November 2026" in page
    assert sha256(WORDS) in page
    assert "six were out of work" not in page


def test_attaching_rings_for_a_fetcher_once_it_is_committed(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    version = make_draft()
    address = reverse("desk-claim-act", args=[version.review.claim_id])
    post = {"action": "attach", "version": version.pk, "title": "Count", "stance": "refutes"}
    post |= {"url": "https://count.example/", "archive_url": "https://archive.example/count"}
    with django_capture_on_commit_callbacks() as callbacks:
        desk_of(ada()).post(address, post)
    item = version.evidence.get(title="Count")
    assert (item.copy_state, item.archive_url) == ("waiting", "https://archive.example/count")
    assert [getattr(call, "func", None) for call in callbacks] == [tasks.send_errands]


def test_a_document_is_edited_and_another_address_is_fetched_anew() -> None:
    item = document(**COPY)
    post = {"title": "Census of 2024", "stance": "refutes", "archive_url": "https://archive.example/1"}
    assert "The evidence is saved" in text_of(act(item, action="evidence", url=item.url, **post))
    item.refresh_from_db()
    assert (item.title, item.archive_url, item.copy_state) == (
        "Census of 2024",
        "https://archive.example/1",
        "stored",
    )
    act(item, action="evidence", url="https://elsewhere.example/", **post)
    item.refresh_from_db()
    assert (item.copy_state, item.archived_text) == ("waiting", "")


def test_an_address_that_is_none_is_told_at_its_field_and_nothing_typed_is_lost() -> None:
    item = document()
    response = act(item, action="evidence", title="Census", stance="refutes", archive_url="no address")
    assert response.status_code == 422
    assert "Enter a valid URL" in text_of(response)
    assert 'value="no address"' in response.content.decode()
