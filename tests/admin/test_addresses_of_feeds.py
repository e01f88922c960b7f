"""An address that can never be polled is refused where it is entered, with what to enter instead."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from claims.models import Feed
from tests.admin.client import desk_of, text_of
from tests.factories import make_outlet, make_user

ADD = "/admin/claims/feed/add/"


def entered(url: str, kind: str = "rss") -> Any:
    given = {"outlet": make_outlet().pk, "url": url, "kind": kind, "is_active": "on"}
    given |= {"interval_minutes": 60, "longest_minutes": 1440}
    return desk_of(make_user("alex", is_superuser=True, is_staff=True)).post(ADD, given, follow=True)


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "javascript:alert(1)",
        "ftp://news.example/feed",
        "http://",
        "http://[",
        "https://news.example:port/feed",
        "https://news example/feed",
        "/srv/inbox",
    ],
)
def test_what_is_no_address_of_the_web_is_refused(url: str) -> None:
    page = text_of(entered(url))
    assert "Give the whole address, such as https://news.example/feed" in page
    assert not Feed.objects.exists()


def test_a_password_in_the_address_is_refused() -> None:
    assert "Leave them out" in text_of(entered("https://ada:secret@news.example/feed"))
    assert not Feed.objects.exists()


@pytest.mark.parametrize("kind", ["rss", "jsonfeed", "sitemap", "page"])
def test_an_address_of_the_web_is_taken(kind: str) -> None:
    entered("https://news.example:8443/feed?of=all", kind)
    assert Feed.objects.get().kind == kind


@pytest.mark.parametrize("kind", ["folder", "jsonl"])
def test_below_the_folders_of_the_settings_a_path_is_taken(
    kind: str, tmp_path: Path, settings: Settings
) -> None:
    settings.INGEST_FOLDERS = [str(tmp_path)]
    entered(str(tmp_path / "wire"), kind)
    assert Feed.objects.get().kind == kind


@pytest.mark.parametrize("url", ["/etc", "nonsense", "https://news.example/feed", "{}/../etc"])
def test_a_path_elsewhere_is_refused_with_where_it_may_lie(
    url: str, tmp_path: Path, settings: Settings
) -> None:
    settings.INGEST_FOLDERS = [str(tmp_path)]
    page = text_of(entered(url.format(tmp_path), "folder"))
    assert f"not below a folder named in INGEST_FOLDERS ({tmp_path})" in page
    assert not Feed.objects.exists()
