"""A connection that the server closed is told from one that lives, unasked; a lost machine holds nothing for long."""

from __future__ import annotations

import select
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from config.postgresql import base

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kept() -> Iterator[Any]:
    """A connection of its own, kept from the request before."""
    link: Any = connection.copy()
    link.ensure_connection()
    yield link
    link.close()


def until_something_is_said(link: Any) -> None:
    """Wait for the server's word, ten seconds at most."""
    news = select.poll()
    news.register(link.connection.fileno(), select.POLLIN)
    assert news.poll(10_000)


def test_a_quiet_connection_is_taken_as_living_and_nothing_is_sent(
    kept: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(kept), "cursor", lambda *_: pytest.fail("a question was sent"))
    assert kept.is_usable()


def test_one_that_the_server_ended_is_not_used_again(kept: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [kept.connection.info.backend_pid])
    until_something_is_said(kept)
    assert not kept.is_usable()


def test_one_to_which_something_was_said_is_asked_and_lives(kept: Any) -> None:
    with kept.cursor() as cursor:
        cursor.execute("LISTEN bell")
    with connection.cursor() as cursor:
        cursor.execute("NOTIFY bell")
    until_something_is_said(kept)
    assert kept.is_usable()


def test_a_closed_one_is_not_used(kept: Any) -> None:
    kept.connection.close()
    assert not kept.is_usable()


def test_what_a_machine_holds_that_the_network_lost_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "HELD", "100ms")
    lost: Any = connection.copy()
    lost.ensure_connection()
    lost.set_autocommit(False)
    with lost.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(41)")
    until_something_is_said(lost)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(41), pg_advisory_unlock(41)")
        assert cursor.fetchone() == (True, True)
    lost.close()
