"""What a page shows of other articles is not taken for its own words."""

import time

import pytest

from claims.ingest.elsewhere import without_boxes
from claims.ingest.readers import html
from claims.ingest.types import ArticleDraft
from tests.ingest import samples

STRANGER = "“We shall close the airport in May for good,” said somebody else in another article of that day."
LINK = '<a href="/other">Council looks back upon a year of trouble at the airport</a>'
BOX = f'<div class="x"><h3>HEADING</h3><ul><li>{LINK}</li></ul><p>{STRANGER}</p></div>'


def text_of(page: str) -> str:
    [draft] = html.read(samples.raw(page.encode(), origin="story.html"))
    assert isinstance(draft, ArticleDraft)
    return draft.text


def with_box(box: str) -> str:
    """The box between the last two paragraphs of the article."""
    return samples.PAGE.replace(f"<p>{samples.LINES[-1]}</p>", f"{box}<p>{samples.LINES[-1]}</p>")


def all_lines_in(text: str) -> bool:
    return all(line in text for line in samples.LINES)


@pytest.mark.parametrize(
    "heading",
    [
        "You might also like",
        "More must-reads from the Post",
        "Related",
        "Lesen Sie auch",
        "Sur le même sujet",
    ],
)
def test_a_box_with_such_a_heading_is_left_out(heading: str) -> None:
    text = text_of(with_box(BOX.replace("HEADING", heading)))
    assert STRANGER not in text
    assert all_lines_in(text)


def test_a_heading_in_a_block_of_its_own_belongs_to_the_box_around_it() -> None:
    box = BOX.replace("<h3>HEADING</h3>", "<header><script>x()</script><h3>Other columns</h3></header>")
    assert STRANGER not in text_of(with_box(box))


def test_a_line_that_leads_on_is_left_out_and_its_neighbours_stay() -> None:
    text = text_of(with_box(f"<p><strong>Read more:</strong> {LINK}</p>"))
    assert "year of trouble" not in text
    assert all_lines_in(text)


@pytest.mark.parametrize("heading", ["Related problems are many", "What the mayor said"])
def test_words_that_only_begin_so_are_the_articles_own(heading: str) -> None:
    assert STRANGER in text_of(with_box(BOX.replace("HEADING", heading)))


def test_a_section_of_that_name_with_few_links_is_the_articles_own() -> None:
    section = BOX.replace("HEADING", "Featured").replace("</div>", f"<p>{STRANGER}</p></div>")
    assert STRANGER in text_of(with_box(section))


def test_a_button_of_that_name_takes_nothing_away() -> None:
    text = text_of(with_box(f"<div><button>Read more</button><p>{STRANGER}</p></div>"))
    assert STRANGER in text


def test_a_page_that_is_such_a_box_for_the_most_part_is_kept() -> None:
    page = samples.PAGE.replace("<article>", "<div><p>Related</p>").replace("</article>", "</div>")
    assert all_lines_in(text_of(page))


def test_a_page_of_nothing_but_such_headings_is_read_in_bounded_time() -> None:
    few = "<p>Some words.</p><div><h3>Read more</h3><p><a href='/x'>Another</a></p></div><h4>Read more</h4>"
    page = f"<html><body><div>{few * 20_000}</div></body></html>"
    began = time.process_time()
    without_boxes(page)
    assert time.process_time() - began < 30  # it was minutes
