"""Scores matching: is the known claim that answers a query among the first? Is a query new?

MAP@5 divides by at most five relevant claims; a query without a run counts as missed. For "this is new" each
query is asked twice: as it is, and with its true claims removed, which makes it new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Run = Mapping[str, Sequence[str]]
"""The claims' ids of each query, best first."""


def read_qrels(path: Path) -> dict[str, set[str]]:
    """The relevant claims of each query: lines of query, 0, claim, 1. Raises OSError, ValueError for none."""
    relevant: dict[str, set[str]] = defaultdict(set)
    for line in path.read_text(encoding="utf-8").splitlines():
        query, _, rest = line.partition("\t")
        parts = rest.split("\t")
        if len(parts) >= 3 and parts[2] == "1":
            relevant[query].add(parts[1])
    if not relevant:
        raise ValueError("no line of the form: query, 0, claim, 1, separated by tabs")
    return dict(relevant)


def evaluate(run: Run, relevant: Mapping[str, set[str]]) -> dict[str, float]:
    """The figures over the queries that have a relevant claim, 0 to 1."""
    totals = dict.fromkeys(("MAP@5", "MRR", "P@1", "hit@5", "hit@10"), 0.0)
    for query, wanted in relevant.items():
        ranks = [rank for rank, claim in enumerate(run.get(query, ()), 1) if claim in wanted]
        first = ranks[0] if ranks else 0
        precisions = [hits / rank for hits, rank in enumerate(ranks, 1) if rank <= 5]
        totals["MAP@5"] += sum(precisions) / min(len(wanted), 5)
        totals["MRR"] += 1 / first if first else 0
        totals["P@1"] += first == 1
        totals["hit@5"] += 0 < first <= 5
        totals["hit@10"] += 0 < first <= 10
    means = {name: round(total / len(relevant), 3) for name, total in totals.items()}
    return {"queries": len(relevant), **means}


class Likest(NamedTuple):
    """For each query the score of the likest claim: as it is, and with its true claims removed."""

    known: NDArray[np.float64]
    new: NDArray[np.float64]


def threshold_of(likest: Likest) -> float:
    """Below which score "this is new" has the largest F1."""
    return max(map(float, np.unique(np.concatenate(likest))), key=lambda step: newness(likest, step)["F1"])


def newness(likest: Likest, threshold: float) -> dict[str, float]:
    """F1, precision and recall of "this is new", said of what scores below the threshold."""
    right, wrong = int((likest.new < threshold).sum()), int((likest.known < threshold).sum())
    precision, recall = right / max(1, right + wrong), right / max(1, len(likest.new))
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"F1": round(f1, 3), "precision": round(precision, 3), "recall": round(recall, 3)}
