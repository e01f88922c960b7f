"""Evidence with an address gets a copy of its text, or the reason why not; nobody becomes an author by that."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler

import pytest
from django.utils import timezone
from pytest_django import Settings

from claims.editorial import evidence, workflow
from claims.ingest.clean import sha256
from claims.models import Evidence, ReviewVersion
from claims.polling import errands, turns
from tests.factories import ada, ben, make_draft, paula
from tests.ingest.samples import LINES
from tests.ingest.server import page, status
from tests.polling.site import Site, news_site, run

BIG = 10_000_001  # bytes; one more than is read


def attach(address: str) -> Evidence:
    """A document at this address, attached by Ada to a draft of hers."""
    return evidence.attach_evidence(version=make_draft(), actor=ada(), title="Count", url=address)


def after_visit(item: Evidence) -> Evidence:
    """The row when all errands that are due were run."""
    run()
    item.refresh_from_db()
    return item


def make_due(item: Evidence) -> None:
    """As though the time for the next look had come."""
    Evidence.objects.filter(pk=item.pk).update(due_at=timezone.now())


def stored_copy(site: Site) -> Evidence:
    item = after_visit(attach(site.article("/count")))
    assert item.copy_state == "stored"
    return item


def failed_copy(address: str) -> str:
    """Why no copy was stored, in words."""
    item = after_visit(attach(address))
    assert (item.copy_state, item.archived_text, item.archived_sha256) == ("failed", "", "")
    return item.fetch_note


def test_the_readable_text_is_stored_with_its_hash_and_time() -> None:
    with news_site() as site:
        item = stored_copy(site)
    assert LINES[0] in item.archived_text
    assert "<p>" not in item.archived_text
    assert item.archived_sha256 == sha256(item.archived_text)
    assert item.archived_at is not None
    assert item.fetch_note == ""


def test_evidence_without_an_address_asks_for_nothing() -> None:
    item = evidence.attach_evidence(version=make_draft(), actor=ada(), title="A letter")
    assert (item.copy_state, item.due_at) == ("none", None)


def test_a_page_that_is_not_there_is_told_and_marked() -> None:
    with news_site() as site:
        item = attach(site.address + "/nothing")
        after_visit(item)
    assert item.copy_state == "failed"
    assert "answered 404" in item.fetch_note
    assert item.gone_at is not None


def test_a_wall_is_told_with_what_to_do_instead() -> None:
    with news_site() as site:
        site.answers["/closed"] = status(403)
        reason = failed_copy(site.address + "/closed")
    assert "does not let us read it. Give an archive address" in reason


def test_a_private_address_is_refused(settings: Settings) -> None:
    settings.INGEST_ALLOW_HOSTS = []
    with news_site() as site:
        reason = failed_copy(site.article("/count"))
        assert "private network" in reason
        assert "/count" not in site.asked


def test_a_page_too_large_is_not_stored() -> None:
    with news_site() as site:
        site.answers["/large"] = page(b"a" * BIG, "text/plain")
        site.answers["/robots.txt"] = status(404)
        item = after_visit(attach(site.address + "/large"))
    assert item.archived_text == ""
    assert "more than 10,000,000 bytes" in item.fetch_note


def test_a_slow_page_is_tried_again_later(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = turns.limits()
    monkeypatch.setattr(turns, "limits", lambda: replace(usual, read=0.2, whole=0.4))

    def slow(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(1)

    with news_site() as site:
        site.answers["/slow"] = slow
        item = after_visit(attach(site.address + "/slow"))
    assert (item.copy_state, item.tries) == ("waiting", 1)
    assert "no whole answer within 0.4 seconds" in item.fetch_note
    assert item.due_at is not None
    assert item.due_at > timezone.now() + timedelta(seconds=60)


def test_after_the_last_try_it_is_given_up_until_the_next_look(settings: Settings) -> None:
    settings.FETCH_TRIES = 2
    with news_site() as site:
        site.answers["/ill"] = status(500)
        item = after_visit(attach(site.address + "/ill"))
        assert item.copy_state == "waiting"
        make_due(item)
        after_visit(item)
    assert item.copy_state == "failed"
    assert item.gone_at is None  # a site in trouble is no page that was taken away
    assert item.due_at is not None
    assert item.due_at > timezone.now() + timedelta(days=29)


def test_a_pdf_that_cannot_be_read_is_told() -> None:
    with news_site() as site:
        site.answers["/report.pdf"] = page(b"%PDF-1.7 ...", "application/pdf")
        assert "The PDF is damaged or cut off" in failed_copy(site.address + "/report.pdf")


def test_robots_txt_holds_for_evidence_too() -> None:
    with news_site() as site:
        site.answers["/robots.txt"] = page("User-agent: *\nDisallow: /", "text/plain")
        assert "robots.txt forbids it" in failed_copy(site.article("/count"))
        assert "/count" not in site.asked


def test_a_worker_that_died_holds_it_up_for_its_lease_only() -> None:
    with news_site() as site:
        item = attach(site.article("/count"))
        dead = timezone.now() + timedelta(seconds=60)
        Evidence.objects.filter(pk=item.pk).update(lease_until=dead)
        assert after_visit(item).copy_state == "waiting"
        Evidence.objects.filter(pk=item.pk).update(lease_until=timezone.now())
        assert after_visit(item).copy_state == "stored"


def test_a_second_visit_changes_nothing_of_the_copy() -> None:
    with news_site() as site:
        item = stored_copy(site)
        before = (item.archived_text, item.archived_at)
        site.article("/count", "And something new.")
        make_due(item)
        after_visit(item)
        assert site.asked.count("/count") == 2
    assert (item.archived_text, item.archived_at) == before
    assert item.checked_at is not None
    assert item.archived_at is not None
    assert item.checked_at > item.archived_at


def test_an_approval_and_the_authors_stay_as_they_are() -> None:
    with news_site() as site:
        version = make_draft()
        item = evidence.attach_evidence(
            version=version, actor=ada(), title="Count", url=site.article("/count")
        )
        workflow.submit(version=version, actor=ada())
        workflow.approve(version=version, actor=ben())
        before = ReviewVersion.objects.values().get(pk=version.pk)
        assert after_visit(item).copy_state == "stored"
    assert ReviewVersion.objects.values().get(pk=version.pk) == before
    assert before["authors"] == [ada().pk]


def test_asking_again_makes_nobody_an_author() -> None:
    with news_site() as site:
        item = after_visit(attach(site.address + "/late"))
        site.article("/late")
        evidence.fetch_again(evidence=item, actor=ben())
        assert after_visit(item).copy_state == "stored"
    assert item.gone_at is None
    assert item.version.authors == [ada().pk]


def test_another_address_is_fetched_anew() -> None:
    with news_site() as site:
        item = stored_copy(site)
        evidence.edit_evidence(evidence=item, actor=ada(), url=site.article("/other"))
        assert item.archived_text == ""
        after_visit(item)
    assert "This is the news of /other." in item.archived_text


def test_an_answer_for_an_address_that_was_changed_meanwhile_is_dropped() -> None:
    with news_site() as site:
        item = attach(site.article("/count"))
        while (errand := errands.take()) is not None and not _rules_known(site):
            errands.do(errand)
        assert errand is not None
        evidence.edit_evidence(evidence=item, actor=ada(), url=site.article("/other"))
        errands.do(errand)
        item.refresh_from_db()
        assert (item.copy_state, item.archived_text) == ("waiting", "")


def _rules_known(site: Site) -> bool:
    return turns.rules_are_known(turns.host_of(site.address), timezone.now())


def test_a_copy_that_an_editor_waits_for_goes_before_links_to_look_at() -> None:
    with news_site() as site:
        older = stored_copy(site)
        Evidence.objects.filter(pk=older.pk).update(due_at=timezone.now() - timedelta(hours=1))
        item = attach(site.article("/new"))
        errand = errands.take()
    assert errand is not None
    assert errand.row == item


# Links -----------------------------------------------------------------------------------------------
def test_a_page_that_was_taken_away_is_marked_with_the_day_and_its_text_stays() -> None:
    with news_site() as site:
        item = stored_copy(site)
        del site.answers["/count"]
        make_due(item)
        after_visit(item)
    assert item.gone_at is not None
    assert item.gone_at.date() == timezone.now().date()
    assert item.copy_state == "stored"
    assert LINES[0] in item.archived_text


def test_the_first_day_that_it_was_gone_stays_until_the_page_is_back() -> None:
    first = timezone.now() - timedelta(days=30)
    with news_site() as site:
        item = stored_copy(site)
        there = site.answers.pop("/count")
        Evidence.objects.filter(pk=item.pk).update(gone_at=first, due_at=timezone.now())
        assert after_visit(item).gone_at == first
        site.answers["/count"] = there
        make_due(item)
        assert after_visit(item).gone_at is None


def test_links_of_a_version_that_was_corrected_are_left_alone() -> None:
    with news_site() as site:
        item = stored_copy(site)
        version = item.version
        workflow.submit(version=version, actor=ada())
        workflow.approve(version=version, actor=ben())
        version.review.claim.__class__.objects.filter(pk=version.review.claim_id).update(
            speaker_confirmed_by=ben(), speaker_confirmed_at=timezone.now()
        )
        workflow.publish(version=version, actor=paula())
        new = workflow.correct(review=version.review, actor=ada(), change_note="A figure was wrong.")
        assert new.evidence.get(title="Count").archived_sha256 == item.archived_sha256
        workflow.submit(version=new, actor=ada())
        workflow.approve(version=new, actor=ben())
        workflow.publish(version=new, actor=paula())
        make_due(item)
        visits = site.asked.count("/count")
        run()
        assert site.asked.count("/count") == visits
