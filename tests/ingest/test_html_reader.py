"""A page gives its article, not its furniture."""

from datetime import date

import pytest

from claims.ingest.readers import html
from claims.ingest.types import ArticleDraft, IngestError
from tests.ingest import samples


def read(page: str, url: str = "") -> ArticleDraft:
    [draft] = html.read(samples.raw(page.encode(), origin="story.html", url=url))
    assert isinstance(draft, ArticleDraft)
    return draft


def test_text_title_byline_date_and_address_are_found() -> None:
    canonical = "https://news.example/harbour"
    draft = read(samples.PAGE.replace("CANONICAL", canonical), url=canonical + "?utm_source=mail")
    for line in samples.LINES:
        assert line in draft.text
    assert "All rights reserved" not in draft.text
    assert draft.title == "Harbour reopens after storm"
    assert draft.byline == "Ida Holm"
    assert draft.published_on == date(2024, 11, 18)
    assert (draft.url, draft.key, draft.host) == (canonical, canonical, "news.example")


def test_a_part_of_a_page_is_read_too() -> None:
    part = samples.PAGE[samples.PAGE.index("<article>") : samples.PAGE.index("<footer>")]
    assert samples.LINES[2] in read(part).text


def test_paragraphs_stay_apart() -> None:
    assert f"{samples.LINES[0]}\n" in read(samples.PAGE).text


@pytest.mark.parametrize(
    "page", ["<html></html>", "<html><body><script>load()</script></body></html>", "<p></p>"]
)
def test_a_page_without_text_is_refused_with_a_way_out(page: str) -> None:
    with pytest.raises(IngestError, match=r"story.html: no article text.*\.txt file"):
        read(page)


def test_an_empty_page_is_refused() -> None:
    with pytest.raises(IngestError, match=r"story\.html: the page is empty"):
        read("")


def test_a_notice_is_not_stored_as_an_article() -> None:
    notice = (
        "<html><body><article><p>Please enable JavaScript to continue reading this page.</p></article></body>"
    )
    with pytest.raises(IngestError, match="needs JavaScript in place of the article"):
        read(notice)
