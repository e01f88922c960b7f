"""`as_of` answers as the record stood when that day was over."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pgtrigger
import pytest
from django.utils import timezone

from claims.models import Claim, ReviewVersion, act_as
from claims.models.history import events
from tests.api.ask import ask, refused, results, slugs
from tests.factories import ada, make_appearance, make_claim, make_published_review, make_rating

TODAY = timezone.localdate()
DAYS = {name: TODAY - timedelta(days=n) for n, name in ((30, "before"), (20, "first"), (10, "corrected"))}


def at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


@pytest.fixture
def corrected() -> Claim:
    """Rated false twenty days ago, with a deadline added and the rating corrected ten days ago."""
    claim = make_claim("build 300 homes", kind="promise", said_on=date(2024, 11, 18))
    old = make_published_review(claim)
    make_appearance(claim, confirmed_by=ada(), confirmed_at=at(DAYS["corrected"]))
    Claim.objects.filter(pk=claim.pk).update(
        due_on=DAYS["corrected"], due_precision="day", due_basis="the day named"
    )
    with act_as(ada()):
        ReviewVersion.objects.filter(pk=old.pk).update(state="corrected", closed_at=at(DAYS["corrected"]))
    new = make_published_review(claim, rating=make_rating("True", maps_to="true"), change_note="We misread.")
    with pgtrigger.ignore():  # only to lay the past: rows are never dated back otherwise
        ReviewVersion.objects.filter(pk=old.pk).update(published_at=at(DAYS["first"]))
        ReviewVersion.objects.filter(pk=new.pk).update(published_at=at(DAYS["corrected"]))
        first, *later = events(Claim).filter(pgh_obj_id=claim.pk).order_by("pgh_id")
        events(Claim).filter(pk=first.pk).update(pgh_created_at=at(DAYS["before"]))
        ids = [event.pk for event in later]
        events(Claim).filter(pk__in=ids).update(pgh_created_at=at(DAYS["corrected"]))
    return claim


def label(row: Any) -> str:
    return str(row["review"]["rating"]["label"])


def test_the_older_rating_is_told_until_the_day_of_the_correction(corrected: Claim) -> None:
    for days_ago, told in ((20, "False"), (11, "False"), (10, "True"), (0, "True")):
        day = TODAY - timedelta(days=days_ago)
        [row] = results("claims/", as_of=day)
        assert label(row) == told, day
        assert label(ask(f"claims/{corrected.slug}/", as_of=day)) == told, day


def test_before_its_publication_the_claim_is_not_there(corrected: Claim) -> None:
    assert slugs("claims/", as_of=TODAY - timedelta(days=21)) == []
    assert slugs("claims/", as_of="1999-01-01") == []


def test_versions_and_appearances_are_those_of_the_day(corrected: Claim) -> None:
    then = ask(f"claims/{corrected.slug}/", as_of=DAYS["first"])
    assert [(v["version"], v["state"], v["closed_at"]) for v in then["versions"]] == [(1, "published", None)]
    assert then["appearances"] == []
    now = ask(f"claims/{corrected.slug}/")
    assert [v["version"] for v in now["versions"]] == [2, 1]
    assert len(now["appearances"]) == 1


def test_a_deadline_is_told_as_it_was_known(corrected: Claim) -> None:
    assert ask(f"promises/{corrected.slug}/", as_of=DAYS["first"])["due"]["state"] == "undated"
    assert ask(f"promises/{corrected.slug}/", as_of=DAYS["corrected"])["due"]["state"] == "pending"
    assert ask(f"promises/{corrected.slug}/")["due"]["state"] == "overdue"


def test_filters_look_at_the_rating_of_the_day(corrected: Claim) -> None:
    assert slugs("claims/", maps_to="false", as_of=DAYS["first"]) == [corrected.slug]
    assert slugs("claims/", maps_to="false") == []


def test_what_was_withdrawn_since_is_out_of_view_for_the_past_too(corrected: Claim) -> None:
    with act_as(ada()):
        ReviewVersion.objects.filter(state="published").update(
            state="withdrawn", withdrawn_reason="We misheard.", closed_at=timezone.now()
        )
    assert slugs("claims/", as_of=DAYS["first"]) == []


@pytest.mark.parametrize(
    "value", ["yesterday", "2024-13-01", "20241118", "", "2024-11-18T00:00", "9999-12-31"]
)
def test_a_day_that_is_none_or_to_come_is_refused(value: str) -> None:
    assert list(refused("claims/", as_of=value)["errors"]) == ["as_of"]


def test_where_promises_stood_is_not_asked_of_the_past() -> None:
    assert list(refused("promises/", as_of="2024-01-01", state="overdue")["errors"]) == ["state"]
