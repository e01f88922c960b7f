"""Scores one kind against the rest, on sets that label it.

averitec: JSON, statistic where `claim_types` has "Numerical Claim". quantemp: tab-separated, statistic where
`taxonomy_label` is "statistical" (its other labels are numerical too, so read the recall). mimac: JSON lines,
promise where `binary_pledge` is set.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from claims.extraction.types import Kind

Gold = list[tuple[str, bool]]


def read_averitec(path: Path) -> Gold:
    """Claims and whether they are numerical. Raises OSError, ValueError or KeyError for another file."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [(row["claim"], "Numerical Claim" in row["claim_types"]) for row in rows]


def read_quantemp(path: Path) -> Gold:
    """Claims and whether they are statistical. Raises OSError or KeyError for another file."""
    with path.open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return [(row["claim"], row["taxonomy_label"] == "statistical") for row in rows]


def read_mimac(path: Path) -> Gold:
    """Sentences and whether they are pledges. Raises OSError, ValueError or KeyError for another file."""
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [(str(row["text"]), bool(row["binary_pledge"])) for row in rows]


SETS: dict[str, tuple[Kind, Callable[[Path], Gold]]] = {
    "averitec": (Kind.STATISTIC, read_averitec),
    "quantemp": (Kind.STATISTIC, read_quantemp),
    "mimac": (Kind.PROMISE, read_mimac),
}


def set_of(path: Path) -> str:
    """Which of `SETS` the file is, by what stands in it. Raises ValueError for another file."""
    with path.open(encoding="utf-8") as file:
        start = file.read(20_000)
    for name, mark in (
        ("averitec", "claim_types"),
        ("quantemp", "taxonomy_label"),
        ("mimac", "binary_pledge"),
    ):
        if mark in start:
            return name
    raise ValueError("none of the known sets: AVeriTeC (JSON), QuanTemp (tab-separated), MiMaC (JSON lines)")


def evaluate(wanted: Kind, found: Sequence[Kind], gold: Sequence[bool]) -> dict[str, float | str]:
    """Precision, recall and F1 of one kind."""
    right = sum(kind == wanted and label for kind, label in zip(found, gold, strict=True))
    guessed, labelled = sum(kind == wanted for kind in found), sum(gold)
    return {
        "kind": wanted.value,
        "n": len(gold),
        "gold": labelled,
        "P": round(right / max(1, guessed), 3),
        "R": round(right / max(1, labelled), 3),
        "F1": round(2 * right / max(1, guessed + labelled), 3),
    }
