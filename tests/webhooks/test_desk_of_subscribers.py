"""The desk: add a subscriber, see what it was sent, be told when it was given up, switch it on again."""

from __future__ import annotations

import re
from typing import Any

import pytest

from claims import tasks
from claims.editorial import webhooks
from claims.models import Delivery, Webhook
from claims.models.webhook import TOLD
from tests.admin.client import desk_of, text_of
from tests.factories import ada, paula

LIST, LOG = "/admin/claims/webhook/", "/admin/claims/delivery/"


@pytest.fixture(autouse=True)
def no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk rings, nobody hears."""
    monkeypatch.setattr(tasks, "ring_for_deliveries", lambda: None)


def subscribe(**fields: Any) -> Webhook:
    return Webhook.objects.create(name="The Harbour Post", url="https://harbour.example/hook", **fields)


def filled(**fields: Any) -> dict[str, Any]:
    return {
        "name": "The Harbour Post",
        "url": "https://harbour.example/hook",
        "told_of": ["review.withdrawn", "promise.due"],
        "is_active": "on",
        **fields,
    }


def act(action: str, row: Any, where: str = LIST) -> str:
    return text_of(
        desk_of(paula()).post(where, {"action": action, "_selected_action": [row.pk]}, follow=True)
    )


def test_a_subscriber_is_added_and_its_secret_shown() -> None:
    page = text_of(desk_of(paula()).post(f"{LIST}add/", filled(), follow=True))
    webhook = Webhook.objects.get()
    assert webhook.told_of == ["review.withdrawn", "promise.due"]
    assert webhook.secret.startswith("whsec_")
    assert webhook.secret in page


def test_a_new_one_is_told_of_everything_unless_somebody_unticks_it() -> None:
    page = desk_of(paula()).get(f"{LIST}add/").content.decode()
    assert page.count('name="told_of"') == len(re.findall(r'name="told_of"[^>]*checked', page)) == len(TOLD)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"url": "ftp://harbour.example"}, "Enter a valid URL."),
        ({"url": "harbour"}, "Enter a valid URL."),
        ({"told_of": []}, "This field is required."),
        ({"told_of": ["gossip"]}, "gossip is not one of the available choices."),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(fields: dict[str, Any], said: str) -> None:
    assert said in text_of(desk_of(paula()).post(f"{LIST}add/", filled(**fields)))
    assert not Webhook.objects.exists()


def test_a_reporter_sees_neither_subscribers_nor_their_log() -> None:
    subscribe(is_active=False, off_note="Given up.")
    desk = desk_of(ada())
    assert [desk.get(where).status_code for where in (LIST, LOG)] == [403, 403]
    assert "Given up." not in text_of(desk.get("/admin/"))


def test_who_was_given_up_is_told_of_on_the_start_page_and_at_operations() -> None:
    subscribe(is_active=False, off_note="Given up on 1 May 2024 after 8 tries: answered 500.")
    for page in ("/admin/", "/admin/operations/"):
        told = text_of(desk_of(paula()).get(page))
        assert "The Harbour Post is told nothing any more" in told
        assert "after 8 tries: answered 500" in told


def test_switching_on_by_the_form_begins_with_a_clean_slate() -> None:
    webhook = subscribe(is_active=False, off_note="Given up.", failures=9)
    desk_of(paula()).post(f"{LIST}{webhook.pk}/change/", filled(), follow=True)
    webhook.refresh_from_db()
    assert (webhook.is_active, webhook.off_note, webhook.failures) == (True, "", 0)


def test_a_test_message_waits_for_a_worker_and_stands_in_the_log() -> None:
    webhook = subscribe()
    assert "1 test messages wait" in act("send_test", webhook)
    page = text_of(desk_of(paula()).get(LOG))
    assert "A test, asked for at the desk" in page
    delivery = Delivery.objects.get()
    assert '"type": "webhook.test"' in delivery.body
    assert "webhook.test" in text_of(desk_of(paula()).get(f"{LOG}{delivery.pk}/change/"))


def test_a_new_secret_and_a_second_sending_are_buttons() -> None:
    webhook = subscribe()
    old = webhook.secret
    assert "The new secret of The Harbour Post: whsec_" in act("renew_secret", webhook)
    webhook.refresh_from_db()
    assert webhook.secret != old
    webhooks.send_test(webhook=webhook)
    Delivery.objects.update(state="failed", note="answered 500", tries=8)
    assert "1 wait for a worker" in act("send_again", Delivery.objects.get(), LOG)
    assert Delivery.objects.get().state == "waiting"


def test_nobody_reads_a_secret_in_the_audit_trail() -> None:
    webhook = subscribe()
    assert not hasattr(webhook.events.get(), "secret")  # type: ignore[attr-defined]
