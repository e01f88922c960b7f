"""The night's work: the public export and other publishers' reviews. Off unless set; two beats do no harm."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from pytest_django import Settings

from claims import tasks
from claims.models import ExternalReview
from claims.polling.others import _with_key, _without_key
from tests.factories import make_published_review
from tests.ingest.server import page, serving
from tests.management.test_import_claimreview import REVIEW, feed

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def somebody_else_at(work: str) -> Iterator[None]:
    """Another process that holds the lock, and has let go of it at the end: a closed connection alone lingers."""
    key = [f"claims.{work}"]
    with psycopg.connect(
        **{k: v for k, v in connection.get_connection_params().items() if k in PLACE}
    ) as other:
        other.execute("SELECT pg_advisory_lock(hashtext(%s))", key)
        yield
        other.execute("SELECT pg_advisory_unlock(hashtext(%s))", key)


PLACE = {"dbname", "user", "password", "host", "port"}


def test_the_export_is_off_without_a_folder(settings: Settings) -> None:
    settings.PUBLIC_EXPORT_FOLDER = ""
    tasks.export_record()


def test_the_export_stands_in_its_folder_and_a_second_ring_changes_nothing(
    settings: Settings, tmp_path: Path
) -> None:
    make_published_review()
    settings.PUBLIC_EXPORT_FOLDER = str(tmp_path)
    tasks.export_record()
    first = (tmp_path / "latest").resolve()
    tasks.export_record()
    assert (tmp_path / "latest").resolve() == first
    assert (first / "claims.jsonl.gz").exists()


def test_a_second_export_at_the_same_time_goes_home(settings: Settings, tmp_path: Path) -> None:
    settings.PUBLIC_EXPORT_FOLDER = str(tmp_path)
    with somebody_else_at("export"):
        tasks.export_record()
        assert not list(tmp_path.iterdir())
    tasks.export_record()
    assert (tmp_path / "latest").exists()


def test_reviews_are_read_once_each_and_a_broken_feed_stops_no_other(settings: Settings) -> None:
    settings.INGEST_ALLOW_HOSTS = ["127.0.0.1"]
    with serving({"/feed": page(json.dumps(feed(REVIEW)), "application/ld+json")}) as base:
        settings.EXTERNAL_REVIEW_FEEDS = [f"{base}/nowhere", f"{base}/feed"]
        with somebody_else_at("external reviews"):
            tasks.refresh_external_reviews()
            assert not ExternalReview.objects.exists()
        tasks.refresh_external_reviews()
        tasks.refresh_external_reviews()
    assert ExternalReview.objects.get().publisher == "The Checkers"


def test_the_key_goes_to_google_alone_and_into_no_message(settings: Settings) -> None:
    settings.GOOGLE_FACT_CHECK_KEY = "secret+1"
    google = "https://factchecktools.googleapis.com/v1alpha1/claims:search?query=port"
    assert _with_key(google) == f"{google}&key=secret%2B1"
    assert _with_key("https://checkers.example/feed") == "https://checkers.example/feed"
    assert "secret" not in _without_key(f"{_with_key(google)}: answered 403")
