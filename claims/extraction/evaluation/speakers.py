"""Scores speakers on GUM: is the attribution found, and does it resolve to the right name?

A gold attribution is found when a prediction shares 30% of the united characters of their contents;
one to one, the likest first, overlapping sources first on a tie. It is right when the predicted speaker
matches one of the names that the gold speaker goes by. Gold without a name counts for finding only.
`end_to_end_recall` is right over all gold with a name, `speaker_accuracy` over those found, in per cent.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.extraction.evaluation.polnear import characters
from claims.extraction.evaluation.speaker_names import Names, words_of

LEAST = 0.3  # of the united characters
NOTE = "RST attribution is not exhaustive; a lower bound"
Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Guess:
    """A prediction: characters of content and source, the resolved speaker."""

    content: frozenset[int]
    source: frozenset[int]
    speaker: str | None


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """An annotated attribution; `names` is empty where nobody is named in the text."""

    content: frozenset[int]
    source: frozenset[int]
    source_kind: str  # "name", "pronoun", "nominal" or "none"
    person: int  # of a pronoun
    names: tuple[str, ...]
    wiki: str | None
    kind: str | None  # "person", "organization" …


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """An annotated text."""

    id: str
    text: str
    genre: str
    date: str | None
    attributions: tuple[GoldAttribution, ...]


def read_gum(path: Path) -> Iterator[GoldDocument]:
    """The texts of a file. Raises OSError, or ValueError for a line that is not of this form."""
    with path.open(encoding="utf-8") as lines:
        for line in filter(str.strip, lines):
            row = json.loads(line)
            gold = tuple(_attribution(entry) for entry in row["attributions"])
            yield GoldDocument(row["id"], row["text"], row["genre"], row.get("date"), gold)


def _attribution(row: dict[str, Any]) -> GoldAttribution:
    speaker = row["speaker"]
    return GoldAttribution(
        content=characters(row["content"]),
        source=characters(row["source"]),
        source_kind=row["source_kind"],
        person=row.get("person", 3),
        names=tuple(speaker["names"]),
        wiki=speaker["wiki"],
        kind=speaker["etype"],
    )


def evaluate(documents: Iterable[GoldDocument], predicted: Mapping[str, Sequence[Guess]]) -> Figures:
    """The figures of all, and by sort of source, person of the pronoun and genre."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    guessed = 0
    for document in documents:
        guesses = predicted.get(document.id, ())
        guessed += len(guesses)
        _count(counts, document, guesses)
    overall = counts["all"]
    return {
        "gold": overall["gold"],
        "predictions": guessed,
        "found": overall["found"],
        "found_recall": _per_cent(overall["found"], overall["gold"]),
        "precision": _per_cent(overall["found"], guessed),
        "precision_note": NOTE,
        "overall": _figures(overall),
        "by_source_kind": {
            kind: _figures(counts[kind])
            for kind in ("name", "pronoun", "nominal", "none")
            if counts[kind]["gold"]
        },
        "by_pronoun_person": _group(counts, "pronoun:"),
        "by_genre": _group(counts, "genre:"),
    }


def _count(counts: dict[str, Counter[str]], document: GoldDocument, guesses: Sequence[Guess]) -> None:
    text = words_of(document.text)
    pairs = _pair(document.attributions, guesses)
    for index, gold in enumerate(document.attributions):
        guess = guesses[pairs[index]] if index in pairs else None
        named, speaker = bool(gold.names), guess.speaker if guess else None
        right = named and Names(gold.names, gold.wiki, gold.kind, text).match(speaker)
        kinds = ["all", gold.source_kind, f"genre:{document.genre}"]
        if gold.source_kind == "pronoun":
            kinds.append(f"pronoun:person {gold.person}")
        for kind in kinds:
            counts[kind].update(
                {
                    "gold": 1,
                    "found": guess is not None,
                    "with source": guess is not None and bool(gold.source),
                    "source met": guess is not None and bool(gold.source & guess.source),
                    "named": named,
                    "named found": named and guess is not None,
                    "answered": named and bool(speaker),
                    "right": right,
                }
            )


def _pair(gold: Sequence[GoldAttribution], guesses: Sequence[Guess]) -> dict[int, int]:
    """Which guess each gold attribution gets, by index."""
    scored = []
    for i, attribution in enumerate(gold):
        for j, guess in enumerate(guesses):
            common = len(attribution.content & guess.content)
            likeness = common / len(attribution.content | guess.content) if common else 0.0
            if likeness >= LEAST:
                scored.append((-round(likeness, 6), not attribution.source & guess.source, i, j))
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, _, i, j in sorted(scored):
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def _group(counts: Mapping[str, Counter[str]], prefix: str) -> dict[str, Figures]:
    return {
        kind.removeprefix(prefix): _figures(counts[kind])
        for kind in sorted(counts)
        if kind.startswith(prefix)
    }


def _figures(count: Counter[str]) -> Figures:
    return {
        "gold": count["gold"],
        "found": count["found"],
        "found_recall": _per_cent(count["found"], count["gold"]),
        "source_span_overlap_of_found": _per_cent(count["source met"], count["with source"]),
        "gold_with_name": count["named"],
        "found_with_name": count["named found"],
        "answered": count["answered"],
        "right": count["right"],
        "speaker_accuracy": _per_cent(count["right"], count["named found"]),
        "end_to_end_recall": _per_cent(count["right"], count["named"]),
    }


def _per_cent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None
