"""Training on ClaimBuster: crowd labels to learn from, expert labels to report on."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from claims.extraction.checkworthiness import features, ngrams
from claims.extraction.checkworthiness.model import Model

SEED = 20

Labels = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One labelled sentence of a debate."""

    text: str
    checkworthy: bool
    year: int


def read_claimbuster(path: Path) -> list[Sentence]:
    """`crowdsourced.csv` or `groundtruth.csv`. Raises OSError or KeyError where it is another file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Sentence(row["Text"], row["Verdict"] == "1", int(row["File_id"][:4]))
            for row in csv.DictReader(file)
        ]


def without(sentences: Sequence[Sentence], others: Sequence[Sentence]) -> list[Sentence]:
    """The sentences whose text is not among the others, so that nothing is reported on that was learnt."""
    known = {other.text for other in others}
    return [sentence for sentence in sentences if sentence.text not in known]


def ngram_matrix(texts: Sequence[str]) -> sparse.csr_matrix:
    """Rows of length 1, as `model.ngram_row` reads them."""
    rows = [ngrams.columns(text) for text in texts]
    values = np.concatenate([np.full(len(row), 1 / np.sqrt(len(row)), dtype=np.float32) for row in rows])
    pointers = np.cumsum([0, *(len(row) for row in rows)])
    return sparse.csr_matrix((values, np.concatenate(rows), pointers), shape=(len(rows), ngrams.COLUMNS))


def matrix(texts: Sequence[str]) -> sparse.csr_matrix:
    """The inputs of the linear model: signs, then n-grams."""
    return sparse.hstack([sparse.csr_matrix(features.vectors(texts)), ngram_matrix(texts)]).tocsr()


def fit(texts: Sequence[str], labels: Labels) -> Model:
    """A linear model without calibration (slope 1, offset 0, threshold .5)."""
    fitted = LogisticRegression(C=4.0, max_iter=1000, random_state=SEED).fit(matrix(texts), labels)
    weights = fitted.coef_[0].astype(np.float32)
    signs = weights.size - ngrams.COLUMNS
    return Model(
        ngram_weights=weights[signs:].astype(np.float16).astype(np.float32),
        sign_weights=weights[:signs],
        bias=float(np.float32(fitted.intercept_[0])),
        slope=1.0,
        offset=0.0,
        threshold=0.5,
        version="claimbuster-1",
    )


def train(sentences: Sequence[Sentence]) -> Model:
    """The model on all sentences; calibration and threshold come from elections left out in turn."""
    texts = [sentence.text for sentence in sentences]
    labels = np.array([sentence.checkworthy for sentence in sentences])
    years = np.array([sentence.year for sentence in sentences])
    model = fit(texts, labels)
    logits = np.zeros(len(texts), dtype=np.float32)
    for year in sorted(set(years.tolist())):
        held = years == year
        kept = [text for text, out in zip(texts, held, strict=True) if not out]
        left = [text for text, out in zip(texts, held, strict=True) if out]
        logits[held] = fit(kept, labels[~held]).logits(left)
    slope, offset = calibrate(logits, labels)
    probabilities = 1 / (1 + np.exp(-(slope * logits + offset)))
    threshold = best_threshold(probabilities, labels)
    return Model(model.ngram_weights, model.sign_weights, model.bias, slope, offset, threshold, model.version)


def calibrate(logits: npt.NDArray[np.float32], labels: Labels) -> tuple[float, float]:
    """Slope and offset that turn logits into probabilities (Platt's scaling)."""
    fitted = LogisticRegression(C=1e6).fit(logits.reshape(-1, 1), labels)
    return float(np.float32(fitted.coef_[0, 0])), float(np.float32(fitted.intercept_[0]))


def best_threshold(probabilities: npt.NDArray[np.float64], labels: Labels) -> float:
    """The threshold with the highest F1, in steps of a hundredth."""
    steps = np.arange(0.1, 0.9, 0.01)
    scores = [f1(probabilities >= step, labels) for step in steps]
    return float(np.float32(steps[int(np.argmax(scores))]))


def f1(found: Labels, labels: Labels) -> float:
    """F1 of the class "check-worthy"."""
    return float(2 * (found & labels).sum() / max(1, found.sum() + labels.sum()))
