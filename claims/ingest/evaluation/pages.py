"""How well pages are read, on a folder of saved pages with what stands in them, beside bare trafilatura.

The folder holds some of: `readability/<name>/{source.html,expected.html,expected-metadata.json}` (the layout of
Mozilla Readability's test pages), `newspaper4k/<name>.{html,txt,json}`, and `trafilatura/*.html` with an
`evaldata_subset.json` of sentences that must and must not be read. Text is scored by the words that it shares with
the expected text, as bags of words: F1 a page, then the mean over pages.
"""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lxml import html as lxml_html  # type: ignore[import-untyped]
from trafilatura import bare_extraction

from claims.ingest.clean import parse_day
from claims.ingest.readers import html
from claims.ingest.types import ArticleDraft, IngestError, Limits, Raw

WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Page:
    """A saved page and what is in it. None where the set does not say."""

    name: str
    body: bytes
    text: str | None
    title: str | None
    byline: str | None
    day: date | None
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """What was read out of a page."""

    text: str = ""
    title: str = ""
    byline: str = ""
    day: date | None = None


def pages(folder: Path) -> Iterator[Page]:
    """The pages of the folder, in order of their names."""
    for place in sorted(folder.glob("readability/*/source.html")):
        facts = json.loads((place.parent / "expected-metadata.json").read_bytes())
        tree = lxml_html.fromstring((place.parent / "expected.html").read_bytes().decode("utf-8", "replace"))
        day = parse_day(facts.get("publishedTime") or "")
        yield Page(
            place.parent.name, place.read_bytes(), _spaced(tree), facts.get("title"), facts.get("byline"), day
        )
    for place in sorted(folder.glob("newspaper4k/*.json")):
        facts = json.loads(place.read_bytes())
        body, text = place.with_suffix(".html"), place.with_suffix(".txt")
        if body.exists():
            words = text.read_text("utf-8", "replace") if text.exists() else None
            byline = ", ".join(facts.get("authors") or []) or None
            day = parse_day(str(facts.get("publish_date") or ""))
            yield Page(place.stem, body.read_bytes(), words, facts.get("title"), byline, day)
    listed = folder / "trafilatura/evaldata_subset.json"
    for address, facts in json.loads(listed.read_bytes()).items() if listed.exists() else ():
        body = listed.parent / facts["file"]
        yield Page(
            address,
            body.read_bytes(),
            *(None, None, None, None),
            wanted=tuple(facts["with"]),
            unwanted=tuple(facts["without"]),
        )


def ours(page: Page) -> Read:
    """By our reader; nothing where it refuses the page."""
    try:
        found = next(html.read(Raw(io.BytesIO(page.body), page.name, Limits())))
    except IngestError:
        return Read()
    if not isinstance(found, ArticleDraft):
        return Read()
    return Read(found.text, found.title, found.byline, found.published_on)


def bare(page: Page) -> Read:
    """By trafilatura with its defaults."""
    found: Any = bare_extraction(page.body, with_metadata=True)
    if found is None:
        return Read()
    return Read(found.text or "", found.title or "", found.author or "", parse_day(found.date or ""))


def f1(found: str, expected: str) -> float:
    """Agreement of two texts as bags of words, 0 to 1."""
    mine, theirs = (Counter(WORD.findall(text.lower())) for text in (found, expected))
    shared = (mine & theirs).total()
    return 2 * shared / (mine.total() + theirs.total()) if shared else 0.0


def has(text: str, piece: str) -> bool:
    """Does the piece stand in the text, whatever the blanks?"""
    return " ".join(piece.split()) in " ".join(text.split())


def same_words(found: str, expected: str) -> bool:
    """Is every word of the shorter in the longer, in whatever order?"""
    mine, theirs = (set(WORD.findall(text.lower())) for text in (found, expected))
    return bool(mine) and bool(theirs) and (mine <= theirs or theirs <= mine)


def figures(folder: Path) -> dict[str, Any]:
    """Ours and bare trafilatura's, a pair each, of how many. Raises ValueError where the folder holds no pages."""
    found = list(pages(folder))
    if not found:
        raise ValueError(f"no pages in {folder}: it needs a folder readability, newspaper4k or trafilatura")
    read = [(page, ours(page), bare(page)) for page in found]
    texts = [(f1(a.text, p.text), f1(b.text, p.text)) for p, a, b in read if p.text]
    titles = [(same_words(a.title, p.title), same_words(b.title, p.title)) for p, a, b in read if p.title]
    bylines = [
        (same_words(a.byline, p.byline), same_words(b.byline, p.byline)) for p, a, b in read if p.byline
    ]
    days = [(a.day == p.day, b.day == p.day) for p, a, b in read if p.day]
    wanted = [(has(a.text, piece), has(b.text, piece)) for p, a, b in read for piece in p.wanted]
    unwanted = [(has(a.text, piece), has(b.text, piece)) for p, a, b in read for piece in p.unwanted]
    worse = [p.name for p, a, b in read if p.text and f1(a.text, p.text) < f1(b.text, p.text) - 0.02]
    return {
        "pages": len(found),
        "text, mean F1": _means(texts),
        "title": _means(titles),
        "byline": _means(bylines),
        "day": _means(days),
        "sentences that must be read": _means(wanted),
        "sentences that must not": _means(unwanted),
        "worse than bare": worse,
    }


def _means(pairs: Sequence[tuple[float, float]]) -> dict[str, float]:
    ours_mean, bare_mean = (sum(pair[n] for pair in pairs) / max(1, len(pairs)) for n in (0, 1))
    return {"n": len(pairs), "ours": round(ours_mean, 3), "trafilatura": round(bare_mean, 3)}


def _spaced(tree: Any) -> str:
    return " ".join(str(piece) for piece in tree.itertext())
