"""What editors do to a review is told to subscribers, in the same transaction and with nothing unpublished."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from claims.editorial import merging, webhooks, workflow
from claims.models import Claim, Delivery, Occasion, ReviewVersion, Webhook
from claims.polling import deliveries
from tests.factories import (
    ada,
    ben,
    make_claim,
    make_draft,
    make_published_review,
    make_rating,
    paula,
)
from tests.webhooks.receiver import receiving


def subscribe(**fields: Any) -> Webhook:
    return Webhook.objects.create(name="The Harbour Post", url="https://harbour.example/hook", **fields)


def through_the_desk(version: ReviewVersion) -> None:
    """Submitted by Ada, approved by Ben, published by Paula."""
    claim = Claim.objects.filter(pk=version.review.claim_id)
    claim.update(speaker_confirmed_by=ben(), speaker_confirmed_at=timezone.now())
    workflow.submit(version=version, actor=ada())
    workflow.approve(version=version, actor=ben())
    workflow.publish(version=version, actor=paula())


def test_publishing_correcting_and_withdrawing_are_told_in_this_order() -> None:
    with receiving() as receiver:
        webhook = receiver.subscribe()
        version = make_draft()
        through_the_desk(version)
        second = workflow.correct(review=version.review, actor=ada(), change_note="The table was misread.")
        workflow.edit(version=second, actor=ada(), rating=make_rating("Mixed", maps_to="mixture"))
        through_the_desk(second)
        workflow.withdraw(version=second, actor=paula(), reason="The office withdrew its table.")
        assert deliveries.run(seconds=20) == 3
        told = receiver.verified(webhook)
    assert [message["type"] for message in told] == [
        "review.published",
        "review.corrected",
        "review.withdrawn",
    ]
    assert {message["version"] for message in told} == {"1"}
    first, corrected, withdrawn = [message["data"] for message in told]
    claim = version.review.claim
    assert first["claim"]["page_url"] == f"https://claims.example/claims/{claim.slug}/"
    assert first["claim"]["speaker"] == {"slug": "linda-marsh", "name": "Linda Marsh"}
    assert first["review"]["rating"] == {
        "slug": "false",
        "label": "False",
        "maps_to": "false",
        "scale": "truth",
    }
    assert corrected["review"]["change_note"] == "The table was misread."
    assert corrected["review"]["rating"]["label"] == "Mixed"
    assert withdrawn["review"]["withdrawn_reason"] == "The office withdrew its table."
    assert "summary" not in withdrawn["review"]


def test_a_merged_claim_is_told_with_the_one_that_takes_its_place() -> None:
    subscribe()
    gone = make_published_review(make_claim("the port is big", slug="port-is-big")).review.claim
    stays = make_published_review(make_claim("the port is the largest", slug="port-is-largest")).review.claim
    merging.merge(claim=gone, into=stays, actor=paula())
    told = json.loads(Delivery.objects.get(event="claim.merged").body)
    assert (told["type"], told["version"]) == ("claim.merged", "1")
    assert told["data"]["claim"]["slug"] == "port-is-big"
    assert told["data"]["into"]["slug"] == "port-is-largest"
    assert told["data"]["into"]["page_url"] == "https://claims.example/claims/port-is-largest/"
    assert told["data"]["review"]["state"] == "published"


def test_a_merge_that_readers_do_not_see_is_nobodys_business() -> None:
    subscribe()
    never_public, stays = (
        make_claim(slug="draft"),
        make_published_review(make_claim(slug="public")).review.claim,
    )
    merging.merge(claim=never_public, into=stays, actor=paula())
    withdrawn = make_published_review(make_claim(slug="withdrawn"))
    workflow.withdraw(version=withdrawn, actor=paula(), reason="The table was wrong.")
    merging.merge(claim=withdrawn.review.claim, into=make_claim(slug="secret"), actor=paula())
    assert not Delivery.objects.filter(event="claim.merged").exists()


def test_drafts_and_approvals_are_nobodys_business() -> None:
    subscribe()
    version = make_draft()
    workflow.submit(version=version, actor=ada())
    workflow.approve(version=version, actor=ben())
    assert not Delivery.objects.exists()


def test_what_is_rolled_back_is_not_told() -> None:
    subscribe()
    version = make_draft()
    with pytest.raises(RuntimeError), transaction.atomic():
        through_the_desk(version)
        raise RuntimeError
    assert not Delivery.objects.exists()


def test_subscribers_get_what_they_asked_for_and_nothing_while_off() -> None:
    wants_withdrawals = subscribe(told_of=[Occasion.WITHDRAWN])
    subscribe(is_active=False)
    version = make_draft()
    through_the_desk(version)
    assert not Delivery.objects.exists()
    workflow.withdraw(version=version, actor=paula(), reason="Wrong.")
    assert Delivery.objects.get().webhook == wants_withdrawals


def test_one_event_has_one_id_for_all_subscribers() -> None:
    subscribe()
    subscribe()
    through_the_desk(make_draft())
    assert Delivery.objects.count() == 2
    assert Delivery.objects.values("message_id").distinct().count() == 1


# Promises --------------------------------------------------------------------------------------------
def promise(days: int) -> Claim:
    claim = make_claim("build 300 homes", due_on=timezone.localdate() + timedelta(days=days))
    make_published_review(claim, rating=make_rating("In progress", maps_to="other"))
    return claim


def test_a_promise_that_falls_due_is_told_once_with_its_date() -> None:
    subscribe()
    claim = promise(0)
    assert [webhooks.tell_of_promises(), webhooks.tell_of_promises()] == [1, 0]
    delivery = Delivery.objects.get()
    assert delivery.event == "promise.due"
    assert f'"on": "{claim.due_on}"' in delivery.body
    assert '"confirmed": false' in delivery.body


def test_a_promise_with_another_date_is_told_anew() -> None:
    subscribe()
    claim = promise(-1)
    webhooks.tell_of_promises()
    Claim.objects.filter(pk=claim.pk).update(due_on=timezone.localdate())
    assert webhooks.tell_of_promises() == 1


@pytest.mark.parametrize("days", [1, -31])
def test_a_promise_not_due_yet_or_due_long_ago_is_not_told(days: int) -> None:
    subscribe()
    promise(days)
    assert webhooks.tell_of_promises() == 0


def test_a_settled_promise_and_one_that_is_not_public_are_not_told() -> None:
    subscribe()
    today = timezone.localdate()
    kept = make_claim("open the bridge", due_on=today)
    make_published_review(kept, rating=make_rating("Promise kept", maps_to="true"))
    make_draft(make_claim("paint the bridge", due_on=today))
    assert webhooks.tell_of_promises() == 0


def test_the_log_forgets_after_90_days_but_never_what_waits() -> None:
    subscribe()
    version = make_draft()
    through_the_desk(version)
    workflow.withdraw(version=version, actor=paula(), reason="Wrong.")
    old = timezone.now() - timedelta(days=91)
    Delivery.objects.update(created_at=old)
    Delivery.objects.filter(event="review.published").update(state="delivered", delivered_at=old)
    assert webhooks.forget_old_deliveries() == 1
    assert Delivery.objects.get().state == "waiting"
