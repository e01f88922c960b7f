"""Scores claimers on NewsClaims: whose claim is a sentence, somebody's or the journalist's?

A gold sentence takes the attribution whose content covers most of it, the shorter one on a tie. Its
claimer is the source's words, or the resolved speaker where the source is a pronoun or empty.
Without an attribution the claim is the journalist's.
"""

from __future__ import annotations

import json
import re
import string
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.extraction.types import Span

Row = Mapping[str, Any]
PRONOUNS = frozenset(
    "he she they it i we who his her their my our its him them".split()  # noqa: SIM905
)
NOBODY = "<AUTHOR>"


@dataclass(frozen=True, slots=True)
class Attributed:
    """A prediction: where its content stands, the words of its source, the resolved speaker."""

    content: tuple[Span, ...]
    source: tuple[Span, ...]
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A gold sentence: its place in the text, and its claimer; empty for the journalist."""

    span: Span
    claimer: str
    in_sentence: bool


def read_texts(path: Path) -> dict[str, str]:
    """The articles by id, put together from their sentences."""
    return {name: _text(rows) for name, rows in json.loads(path.read_text(encoding="utf-8")).items()}


def _text(rows: Mapping[str, Row]) -> str:
    length = max(row["start_char"] + len(row["sentence"]) for row in rows.values())
    text = [" "] * length
    for row in rows.values():
        text[row["start_char"] : row["start_char"] + len(row["sentence"])] = row["sentence"]
    return "".join(text)


def read_gold(gold: Path, sentences: Path) -> Iterator[tuple[str, list[Sentence]]]:
    """The labelled sentences of each article."""
    placed = json.loads(sentences.read_text(encoding="utf-8"))
    for name, rows in json.loads(gold.read_text(encoding="utf-8")).items():
        found = []
        for key, row in rows.items():
            if "has_claimer" not in row:
                continue
            start = placed[name][key]["start_char"]
            claimer = row["claimer"] if row["has_claimer"] else ""
            end = start + len(placed[name][key]["sentence"])
            found.append(Sentence((start, end), claimer, bool(row.get("claimer_in_sentence"))))
        yield name, found


def claimer_of(span: Span, text: str, attributions: Sequence[Attributed]) -> str:
    """Whose claim the sentence at `span` is; empty for the journalist."""
    best: tuple[tuple[int, int], Attributed] | None = None
    for attribution in attributions:
        overlap = sum(max(0, min(span[1], b) - max(span[0], a)) for a, b in attribution.content)
        rank = (overlap, -sum(b - a for a, b in attribution.content))
        if overlap and (best is None or rank > best[0]):
            best = (rank, attribution)
    if best is None:
        return ""
    words = " ".join(text[a:b] for a, b in best[1].source)
    if not words or words.lower().strip() in PRONOUNS:
        return best[1].speaker or words
    return words


def evaluate(
    gold: Mapping[str, Sequence[Sentence]],
    texts: Mapping[str, str],
    predicted: Mapping[str, Sequence[Attributed]],
) -> dict[str, float | int]:
    """The measures of the set: token F1 of the claimer with a class for no claimer, 0 to 1."""
    inside: list[float] = []
    outside: list[float] = []
    own = own_guessed = own_right = 0
    for name, sentences in gold.items():
        for sentence in sentences:
            guess = claimer_of(sentence.span, texts[name], predicted.get(name, ()))
            own_guessed += not guess
            if sentence.claimer:
                likeness = token_f1(guess or NOBODY, sentence.claimer)
                (inside if sentence.in_sentence else outside).append(likeness)
            else:
                own += 1
                own_right += not guess
    reported = inside + outside
    journalist = 2 * own_right / (own_guessed + own) if own_right else 0.0
    total = len(reported) + own
    return {
        "claimer_F1": round((sum(reported) + own * journalist) / total, 3) if total else 0.0,
        "reported_F1": _mean(reported),
        "n_reported": len(reported),
        "journalist_F1": round(journalist, 3),
        "n_journalist": own,
        "in_sentence_F1": _mean(inside),
        "n_in": len(inside),
        "out_of_sentence_F1": _mean(outside),
        "n_out": len(outside),
    }


def token_f1(guess: str, gold: str) -> float:
    """Words in common, without case, punctuation and articles."""
    a, b = _tokens(guess), _tokens(gold)
    common = sum((Counter(a) & Counter(b)).values())
    return 2 * common / (len(a) + len(b)) if common else 0.0


def _tokens(text: str) -> list[str]:
    plain = "".join(c for c in text.lower() if c not in string.punctuation)
    return re.sub(r"\b(a|an|the)\b", " ", plain).split()


def _mean(figures: Sequence[float]) -> float:
    return round(sum(figures) / len(figures), 3) if figures else 0.0
