"""The figures for speakers on a small file of our own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from claims.extraction.evaluation.speakers import Guess, evaluate, read_gum

TEXT = "Clara Olsen said it was safe. She added it was tested. Officials said it was not."
CLAUSES = ["it was safe", "it was tested", "it was not"]
SOURCES = ["Clara Olsen", "She", "Officials"]


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def write_gold(path: Path) -> Path:
    kinds = ["name", "pronoun", "nominal"]
    rows: list[dict[str, Any]] = [
        {
            "content": [span(clause)],
            "source": [span(source)],
            "source_kind": kind,
            "speaker": {
                "names": [] if kind == "nominal" else ["Clara Olsen"],
                "wiki": None,
                "etype": "person",
            },
        }
        for clause, source, kind in zip(CLAUSES, SOURCES, kinds, strict=True)
    ]
    document = {"id": "one", "text": TEXT, "genre": "news", "date": "2020-01-01", "attributions": rows}
    path.write_text(json.dumps(document) + "\n", encoding="utf-8")
    return path


def guess(clause: str, source: str, speaker: str | None) -> Guess:
    return Guess(frozenset(range(*span(clause))), frozenset(range(*span(source))), speaker)


def test_found_and_right_are_counted_apart(tmp_path: Path) -> None:
    figures = evaluate(
        read_gum(write_gold(tmp_path / "gold.jsonl")),
        {
            "one": [
                guess("it was safe", "Clara Olsen", "Clara Olsen"),
                guess("it was tested", "She", "Thomas Winter"),
                guess("it was not", "Officials", None),
            ]
        },
    )
    assert (figures["gold"], figures["found"], figures["predictions"]) == (3, 3, 3)
    assert figures["overall"]["right"] == 1
    assert figures["overall"]["end_to_end_recall"] == 50.0
    assert figures["by_source_kind"]["name"]["end_to_end_recall"] == 100.0
    assert figures["by_source_kind"]["pronoun"]["end_to_end_recall"] == 0.0
    assert figures["by_source_kind"]["nominal"]["end_to_end_recall"] is None
    assert figures["by_pronoun_person"]["person 3"]["gold"] == 1


def test_what_is_not_found_lowers_the_recall(tmp_path: Path) -> None:
    gold = read_gum(write_gold(tmp_path / "gold.jsonl"))
    figures = evaluate(gold, {"one": [guess("it was safe", "Clara Olsen", "Olsen")]})
    assert figures["overall"]["speaker_accuracy"] == 100.0
    assert figures["overall"]["end_to_end_recall"] == 50.0


def test_one_guess_counts_for_one_gold_only(tmp_path: Path) -> None:
    gold = read_gum(write_gold(tmp_path / "gold.jsonl"))
    twice = [guess("it was safe", "Clara Olsen", "Clara Olsen")] * 2
    assert evaluate(gold, {"one": twice})["found"] == 1
