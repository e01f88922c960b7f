"""Whatever the text, extraction ends, and every span lies in it, in order and not empty."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction.extract import Document, extract
from claims.extraction.language import MOST_TOKENS, batches, parser, pieces, readable
from claims.extraction.quotes import find_quotations
from claims.extraction.types import CandidateDraft

SAID = "Ada Byron said the bridge is safe. "
WORDS = st.sampled_from(
    [
        "Ada Byron", "he", "said", "told", "that", "the bridge", "will open", "in 24 hours", "according to", "who",
        "promised", "to build", "denied", "claim", "by 2030", "“", "”", '"', "‘", "’", "«", "»", "„", "''", "``", "'",
        ",", ".", "?", "!", ":", ";", "…", "—", "(", ")", "\n", "\n\n", "\t", "\r\n", "\x00", "\u200b", "\u202e",
        "e\u0301", "👩‍🚒", "שלום", "он сказал", "彼は言った", "<b>", "&amp;", "THE MAYOR SAID", "A:", "B:",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(WORDS, max_size=40).map(" ".join), st.lists(WORDS, max_size=40).map("".join), st.text()
)


def drafts_of(text: str) -> list[CandidateDraft]:
    (found,) = extract([Document("text", text)], speakers=[])
    for draft in found:
        attribution = draft.attribution
        assert attribution.content
        for spans in (attribution.content, attribution.source, attribution.cue):
            assert all(0 <= start < end <= len(text) for start, end in spans)
            assert all(before[1] <= after[0] for before, after in pairwise(spans))
        assert draft.quote == text[draft.start : draft.end]
        assert draft.statement == draft.statement.strip()
        assert attribution.reporter is None or 0 <= attribution.reporter < len(found)
    return found


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_spans_are_exact_in_any_text(text: str) -> None:
    drafts_of(text)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_quotations_are_in_order_and_do_not_overlap(text: str) -> None:
    found = find_quotations(text)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@settings(max_examples=300, deadline=None)
@given(st.text(), st.integers(0, 400))
def test_what_the_parser_reads_has_the_texts_length(text: str, times: int) -> None:
    long = text * times
    assert len(readable(long)) == len(long)
    assert "".join(pieces(long)) == long


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ("👩‍🚒 👍🏽 ", "emoji"),
        ("Cafe\u0301 e\u0301te\u0301. ", "combining characters"),
        ("אמר שלום. ", "right to left"),
        ("\u202eabc\u202c. ", "direction marks"),
        ("Null\x00byte. ", "null byte"),
        ("<p>Here &amp; there</p> ", "HTML remnants"),
        ("“Never closed. \n", "a mark never closed"),
        ("x" * 500 + " ", "an endless word"),
        ("“" * 300 + "\n", "many marks"),
        ("Er sagte, das sei „falsch“. ", "another language"),
    ],
)
def test_offsets_stay_exact_after(before: str, why: str) -> None:
    text = f"{before}\n{SAID}"
    found = [draft for draft in drafts_of(text) if draft.quote == "the bridge is safe"]
    assert len(found) == 1, why
    start, end = found[0].attribution.source[0]
    assert text[start:end].endswith("Byron")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "“",
        "””””",
        "“‘“‘“‘",
        "said",
        "he said " * 3000,
        "'" * 3000,
        '" ' * 3000,
        "THE MAYOR SAID “NO” " * 100,
        "no marks and no stops and she said that " * 500,
    ],
    ids=lambda text: f"{text[:20]!r}, {len(text)} characters",
)
def test_odd_texts_are_read_to_their_end(text: str) -> None:
    drafts_of(text)


def test_capitals_are_read_like_other_text() -> None:
    (draft,) = drafts_of("THE MAYOR SAID: “THE BRIDGE IS SAFE.”")
    assert draft.quote == "“THE BRIDGE IS SAFE.”"


def test_one_paragraph_of_200_000_characters_is_read_to_its_end() -> None:
    text = SAID * (200_000 // len(SAID))
    found = drafts_of(text)
    assert len(found) >= 0.99 * (200_000 // len(SAID))
    assert found[-1].end > 199_000


def test_what_is_in_pieces_for_the_parser_is_one_text_for_offsets() -> None:
    text = SAID * 1500
    assert len(pieces(text)) > 2
    assert {draft.quote for draft in drafts_of(text)} == {"the bridge is safe"}


@pytest.mark.parametrize("unit", ['"', "“ ” ", "(", "—", "😀", "1 ", "a ", SAID])
def test_no_more_is_parsed_at_once_than_memory_allows(unit: str) -> None:
    texts = [unit * (30_000 // len(unit)), SAID, unit * (60_000 // len(unit)), ""]
    parts = [part for text in texts for part in pieces(readable(text))]
    made = list(batches(parts))
    assert [part for batch in made for part in batch] == parts
    tokens = [sum(len(doc) for doc in map(parser().nlp.make_doc, batch)) for batch in made]
    assert max(tokens) <= MOST_TOKENS + len(texts)  # blanks at an edge are a token to the tokeniser


def test_a_text_of_quotation_marks_leaves_the_worker_its_memory() -> None:
    """A token each: by what the models hold of one, all at once would take 600 MB."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        assert process.submit(_peak_of_marks, 25_000).result() < 420


def _peak_of_marks(number: int) -> float:
    """Megabytes that a process has needed at most, once it has read so many."""
    drafts_of('"' * number)
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line)
    return int(peak.split()[1]) / 1024
