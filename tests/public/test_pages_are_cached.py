"""Pages may be kept for a minute, are not sent twice to who has them, and set no cookie."""

import pytest
from django.test import Client

from tests.factories import make_claim, make_published_review


@pytest.mark.parametrize(
    "path", ["/", "/claims/", "/claims/port/", "/claims/feed.rss", "/claims/port/card.png"]
)
def test_unchanged_pages_are_not_sent_again(client: Client, path: str) -> None:
    claim = make_claim(slug="port")
    make_published_review(claim)
    first = client.get(path)
    assert first["Cache-Control"] == "public, max-age=60"
    assert not first.cookies
    assert "Cookie" not in first.get("Vary", "")
    again = client.get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_changed_page_is_sent(client: Client) -> None:
    first = client.get("/claims/")
    make_published_review(make_claim())
    assert client.get("/claims/", headers={"if-none-match": first["ETag"]}).status_code == 200
