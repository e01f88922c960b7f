"""A notice in place of an article is told from an article that speaks of such things."""

import pytest

from claims.ingest.readers import html
from claims.ingest.types import ArticleDraft, Walled
from tests.ingest import samples


def read(body: str) -> object:
    return next(html.read(samples.raw(body.encode(), origin="page", url="https://news.example/a")))


@pytest.mark.parametrize(
    ("notice", "name"),
    [
        ("Please enable JavaScript to view this page and its contents.", "the page needs JavaScript"),
        ("Before you continue: we and our partners store cookies on your device.", "a consent notice"),
        ("Checking your browser. Verify you are human to go on.", "a check for robots"),
        ("Subscribe now to continue reading. Already a subscriber? Sign in.", "a paywall"),
    ],
)
def test_a_notice_is_named(notice: str, name: str) -> None:
    with pytest.raises(Walled, match=f"{name} in place of the article"):
        read(f"<html><body><article><p>{notice}</p></article></body></html>")


def test_a_notice_that_is_no_text_is_named_too() -> None:
    with pytest.raises(Walled, match="JavaScript"):
        read("<html><body><noscript>You need to enable JavaScript to run this app.</noscript></body></html>")


def test_the_beginning_of_a_paid_article_is_no_article() -> None:
    paid = '<script type="application/ld+json">{"isAccessibleForFree": false}</script>'
    with pytest.raises(Walled, match="a paywall"):
        read(f"<html><head>{paid}</head><body><article><p>{samples.LINES[0]}</p></article></body></html>")


def test_a_whole_article_that_speaks_of_cookies_is_an_article() -> None:
    lines = "".join(f"<p>{line}</p>" for line in (*samples.LINES, *samples.LINES, "They accept all cookies."))
    assert isinstance(read(f"<html><body><article>{lines}</article></body></html>"), ArticleDraft)
