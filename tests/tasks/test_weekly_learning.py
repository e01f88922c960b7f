"""Each week the ranking learns from the desk, as the command does; off by a setting, quiet while it cannot."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from claims import tasks
from claims.models import Ranking
from config.celery import app
from tests.management.test_learn_from_desk import decide
from tests.tasks.test_nightly import somebody_else_at

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_the_desk_decided_is_learnt() -> None:
    for number in range(80):
        decide(number, promotes_schools=True)
    tasks.learn_from_desk()
    assert Ranking.objects.in_use().get().learnt_from == 60


def test_too_few_decisions_are_no_error() -> None:
    decide(1, promotes_schools=True)
    tasks.learn_from_desk()
    assert not Ranking.objects.exists()


def test_nothing_is_learnt_where_it_is_switched_off_or_under_way(settings: Settings) -> None:
    for number in range(80):
        decide(number, promotes_schools=True)
    with somebody_else_at("ranking"):
        tasks.learn_from_desk()
    settings.LEARN_FROM_DESK = False
    tasks.learn_from_desk()
    assert not Ranking.objects.exists()


def test_the_beat_rings_once_a_week() -> None:
    entry = app.conf.beat_schedule["ranking"]
    assert entry["task"] == tasks.learn_from_desk.name
    assert entry["schedule"].day_of_week == {1}
