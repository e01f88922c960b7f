"""Scores check-worthiness: F1 of what was called check-worthy, average precision of the ranking, calibration."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figures:
    """All between 0 and 1."""

    n: int
    yes: int
    precision: float
    recall: float
    f1: float
    average_precision: float

    def rounded(self) -> dict[str, float]:
        """For print: three digits."""
        return {name: round(value, 3) for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class Bin:
    """Of the sentences scored from `low` to `high`, the share that is check-worthy, and the mean score."""

    low: float
    high: float
    number: int
    mean: float
    share: float


def read_gold(path: Path) -> Iterator[tuple[str, bool]]:
    """Sentences and labels of a CheckThat! file: tab-separated, columns Text and class_label (Yes or No).

    Raises OSError, or ValueError for a file with other columns.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if not {"Text", "class_label"} <= set(rows.fieldnames or ()):
            raise ValueError("the columns Text and class_label are missing")
        for row in rows:
            yield row["Text"], row["class_label"] == "Yes"


def figures_of(scores: Sequence[float], found: Sequence[bool], labels: Sequence[bool]) -> Figures:
    """The figures of scores, of decisions made by them, and of the truth, sentence by sentence."""
    hits = sum(call and label for call, label in zip(found, labels, strict=True))
    called, yes = sum(found), sum(labels)
    return Figures(
        n=len(labels),
        yes=yes,
        precision=hits / max(1, called),
        recall=hits / max(1, yes),
        f1=2 * hits / max(1, called + yes),
        average_precision=average_precision(scores, labels),
    )


def average_precision(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Mean of the precision at each check-worthy sentence, best score first; equals keep their order."""
    ranked = sorted(zip(scores, labels, strict=True), key=lambda pair: -pair[0])
    hits, total = 0, 0.0
    for rank, (_, label) in enumerate(ranked, 1):
        if label:
            hits += 1
            total += hits / rank
    return total / max(1, hits)


def reliability(scores: Sequence[float], labels: Sequence[bool], bins: int = 10) -> list[Bin]:
    """How often a score comes true, by steps of the score; steps without a sentence are left out."""
    edges = [step / bins for step in range(bins + 1)]
    table = []
    for low, high in pairwise(edges):
        inside = [
            (score, label)
            for score, label in zip(scores, labels, strict=True)
            if low <= score < high or (high == 1.0 and score == 1.0)
        ]
        if inside:
            number = len(inside)
            mean = sum(score for score, _ in inside) / number
            table.append(Bin(low, high, number, mean, sum(label for _, label in inside) / number))
    return table
