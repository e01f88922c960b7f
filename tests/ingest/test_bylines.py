"""Who wrote it: what the page marks as its byline, and never a word that is no name."""

import pytest

from claims.ingest.bylines import byline_of


@pytest.mark.parametrize(
    "markup",
    [
        '<span itemprop="author"><b itemprop="name">Ida Holm</b></span>',
        '<a rel="author" href="/holm">Ida Holm</a>',
        '<p class="byline">By Ida Holm</p>',
        '<p class="article-byline">Written by: Ida Holm | The Harbour Post</p>',
        '<div class="author-name">Ida Holm</div>',
        '<div class="byline"><a class="byline__author">Ida Holm</a><p>Reporter of the Post</p></div>',
        '<span class="authorname">Ida Holm</span>',
    ],
)
def test_the_byline_that_the_page_marks_is_taken(markup: str) -> None:
    assert byline_of(f"<html><body>{markup}</body></html>", "Some Neighbour") == "Ida Holm"


def test_several_authors_are_all_named() -> None:
    both = "".join(
        f'<i itemprop="author"><b itemprop="name">{who}</b></i>' for who in ("Ida Holm", "Tom Reyes")
    )
    assert byline_of(f"<html><body>{both}</body></html>", "") == "Ida Holm, Tom Reyes"


@pytest.mark.parametrize("word", ["Username", "admin", "by"])
def test_a_word_that_is_no_name_is_none(word: str) -> None:
    assert byline_of("<html><body></body></html>", word) == ""


@pytest.mark.parametrize("words", ["Updated 18 November 2024 at 10:00", "By", "Share this: 17 comments?"])
def test_what_a_byline_holds_beside_names_is_left_out(words: str) -> None:
    assert byline_of(f'<html><body><p class="byline">{words}</p></body></html>', "Ida Holm") == "Ida Holm"


def test_an_agency_that_the_head_states_is_named_where_nobody_is() -> None:
    page = '<html><head><meta property="og:article:author" content="Harbour News"></head><body></body></html>'
    assert byline_of(page, "") == "Harbour News"
    assert byline_of(page, "Ida Holm") == "Ida Holm"


def test_a_page_that_marks_none_keeps_what_was_read() -> None:
    assert byline_of("<html><body><p>Text.</p></body></html>", "Ida Holm") == "Ida Holm"
    assert byline_of("", "Ida Holm") == "Ida Holm"
