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


STATED = '<meta property="article:published_time" content="2024-11-18T09:00:00Z">'
UNDATED = samples.PAGE.replace(STATED, "").replace(
    "</article>",
    "<p>Emissions rose for years. The council promised to cut them by 2026, it said on 3 May 2019 and again on "
    "2020-02-01.</p></article>",
)


def test_a_year_in_the_text_is_not_the_day_of_publication() -> None:
    assert "by 2026" in read(UNDATED).text
    assert read(UNDATED).published_on is None


@pytest.mark.parametrize(
    "mark",
    [
        '<meta name="date" content="2024-11-18">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-11-18"}</script>',
        '<time datetime="2024-11-18T09:00">Monday</time>',
        '<span class="pub-date">18 November 2024</span>',
    ],
)
def test_a_day_that_the_markup_states_is_the_day_of_publication(mark: str) -> None:
    place = "</head>" if mark.startswith(("<meta", "<script")) else "<article>"
    dated = UNDATED.replace(place, mark + place if place == "</head>" else place + mark)
    assert read(dated).published_on == date(2024, 11, 18)


@pytest.mark.parametrize(
    "mark",
    [
        '<meta itemprop="copyrightYear" content="2024">',
        '<span class="update">18 November 2024</span>',
        '<meta name="description" content="It was 18 November 2024.">',
    ],
)
def test_what_the_markup_does_not_call_its_date_is_none(mark: str) -> None:
    assert read(UNDATED.replace("<article>", "<article>" + mark)).published_on is None


@pytest.mark.parametrize(
    ("mark", "period"),
    [
        ('<meta property="article:published_time" content="2024-11">', "2024-11"),
        ('<meta name="DC.date" content="2024">', "2024"),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-11"}</script>',
            "2024-11",
        ),
        ('<time datetime="2024-11">last autumn</time>', "2024-11"),
        ('<p class="issue-date">November 2024</p>', "2024-11"),
        ('<meta name="date" content="2999-01">', ""),
        ('<meta name="date" content="2024-13">', ""),
        ("<p>It was November 2024</p>", ""),
    ],
)
def test_a_month_or_a_year_is_kept_as_such_and_no_day_is_made_up(mark: str, period: str) -> None:
    draft = read(UNDATED.replace("<article>", "<article>" + mark))
    assert (draft.published_on, draft.published_in) == (None, period)


def test_a_day_says_more_than_a_month() -> None:
    draft = read(samples.PAGE.replace("<article>", '<article><time datetime="2024-11">November</time>'))
    assert (draft.published_on, draft.published_in) == (date(2024, 11, 18), "")


def test_the_path_of_the_address_may_state_the_day() -> None:
    assert read(UNDATED, url="https://news.example/2024/11/18/harbour").published_on == date(2024, 11, 18)


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
