"""Training on ClaimBuster: crowd labels to learn from, expert labels to report on.

Everything is fixed (order, seed, single thread, rounding), so that the same data give the same bytes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from claims.extraction.checkworthiness import features, ngrams, wordpieces
from claims.extraction.checkworthiness.model import Model

SEED = 20
VERSION = "claimbuster-2"
STRENGTH = 1.3  # inverse of the penalty, found on elections left out
SIGN_SCALE = 0.9  # how far each sort of input is trusted, found likewise
MEANING_SCALE = 0.22

Labels = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One labelled sentence of a debate."""

    text: str
    checkworthy: bool
    year: int


def read_claimbuster(path: Path) -> list[Sentence]:
    """`crowdsourced.csv` or `groundtruth.csv`. Raises OSError, or KeyError or ValueError for another file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Sentence(row["Text"], row["Verdict"] == "1", int(row["File_id"][:4]))
            for row in csv.DictReader(file)
        ]


def without(sentences: Sequence[Sentence], others: Sequence[Sentence]) -> list[Sentence]:
    """The sentences whose text is not among the others, so that nothing is reported on that was learnt."""
    known = {other.text for other in others}
    return [sentence for sentence in sentences if sentence.text not in known]


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that the model sees of the sentences: a row each."""

    ngrams: sparse.csr_matrix  # rows of length 1, as `model.ngram_row` reads them
    signs: npt.NDArray[np.float32]
    meanings: npt.NDArray[np.float32]

    def take(self, rows: Labels) -> Inputs:
        """The chosen rows."""
        return Inputs(self.ngrams[rows], self.signs[rows], self.meanings[rows])

    def logits(self, model: Model) -> Numbers:
        """As `Model.logits`, without reading the texts again."""
        found = self.ngrams @ model.ngram_weights + self.signs @ model.sign_weights
        return np.asarray(found + self.meanings @ model.meaning_weights + model.bias, dtype=np.float64)


def inputs_of(texts: Sequence[str]) -> Inputs:
    """Read the texts."""
    rows = [ngrams.columns(text) for text in texts]
    values = np.concatenate([np.full(len(row), 1 / np.sqrt(len(row)), dtype=np.float32) for row in rows])
    pointers = np.cumsum([0, *(len(row) for row in rows)])
    grams = sparse.csr_matrix((values, np.concatenate(rows), pointers), shape=(len(rows), ngrams.COLUMNS))
    return Inputs(grams, features.vectors(texts), wordpieces.vectors(texts))


def fit(inputs: Inputs, labels: Labels) -> Model:
    """A linear model without calibration (slope 1, offset 0, threshold .5).

    Inputs are scaled before the fit, which says how far each may be trusted (rare n-grams more than
    frequent ones, those seen once not at all), and the weights are scaled back after it.
    """
    seen = np.bincount(inputs.ngrams.indices, minlength=ngrams.COLUMNS)
    rarity = np.where(seen > 1, 1 + np.log((1 + len(labels)) / (1 + seen)), 0.0) / 4
    signs = np.full(inputs.signs.shape[1], SIGN_SCALE)
    meanings = MEANING_SCALE / np.maximum(inputs.meanings.std(axis=0, dtype=np.float64), 1e-3)
    scales = np.concatenate([rarity, signs, meanings])
    dense = sparse.csr_matrix(np.hstack([inputs.signs, inputs.meanings]))
    matrix = sparse.hstack([inputs.ngrams, dense]).tocsr().multiply(scales).tocsr()
    fitted = LogisticRegression(C=STRENGTH, solver="liblinear", dual=True, max_iter=300, random_state=SEED)
    weights = fitted.fit(matrix, labels).coef_[0] * scales
    grams, surface, meaning = np.split(weights, [ngrams.COLUMNS, ngrams.COLUMNS + len(signs)])
    return Model(
        ngram_weights=grams.astype(np.float16).astype(np.float32),  # as it is stored
        sign_weights=surface.astype(np.float32),
        meaning_weights=meaning.astype(np.float32),
        bias=float(np.float32(fitted.intercept_[0])),
        slope=1.0,
        offset=0.0,
        threshold=0.5,
        version=VERSION,
    )


@dataclass(frozen=True, slots=True)
class Trained:
    """A model, and how its like scored the sentences of years that were left out of training."""

    model: Model
    unseen: Numbers  # 0..1, one a sentence


def train(sentences: Sequence[Sentence]) -> Trained:
    """The model on all sentences; calibration and threshold come from elections left out in turn.

    Raises ValueError for sentences of one year, or of one sort.
    """
    inputs = inputs_of([sentence.text for sentence in sentences])
    labels = np.array([sentence.checkworthy for sentence in sentences])
    years = np.array([sentence.year for sentence in sentences])
    logits = unseen_logits(inputs, labels, years)
    slope, offset = calibrate(logits, labels)
    probabilities = 1 / (1 + np.exp(-(slope * logits + offset)))
    threshold = best_threshold(probabilities, labels, years)
    model = replace(fit(inputs, labels), slope=slope, offset=offset, threshold=threshold)
    return Trained(model, probabilities)


def unseen_logits(inputs: Inputs, labels: Labels, years: npt.NDArray[np.int64]) -> Numbers:
    """For each sentence the logit of a model that saw nothing of its year."""
    logits = np.zeros(len(labels))
    for held in left_out(years):
        logits[held] = inputs.take(held).logits(fit(inputs.take(~held), labels[~held]))
    return logits


def left_out(years: npt.NDArray[np.int64]) -> Iterator[Labels]:
    """Each year in turn, as a choice of rows. Raises ValueError where there is but one."""
    found = sorted(set(years.tolist()))
    if len(found) < 2:
        raise ValueError("sentences of at least two years are needed, to calibrate on one that was not seen")
    yield from (years == year for year in found)


def calibrate(logits: Numbers, labels: Labels) -> tuple[float, float]:
    """Slope and offset that turn logits into probabilities (Platt's scaling)."""
    fitted = LogisticRegression(C=1e6).fit(logits.reshape(-1, 1), labels)
    return float(np.float32(fitted.coef_[0, 0])), float(np.float32(fitted.intercept_[0]))


def best_threshold(probabilities: Numbers, labels: Labels, years: npt.NDArray[np.int64]) -> float:
    """The threshold whose F1, averaged over the years, is highest: their shares of positives differ."""
    steps = np.arange(0.1, 0.9, 0.01)
    scores = [
        np.mean([f1(probabilities[held] >= step, labels[held]) for held in left_out(years)]) for step in steps
    ]
    return float(np.float32(steps[int(np.argmax(scores))]))


def f1(found: Labels, labels: Labels) -> float:
    """F1 of the class "check-worthy"."""
    return float(2 * (found & labels).sum() / max(1, found.sum() + labels.sum()))
