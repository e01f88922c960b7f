"""What one newsroom's decisions add to the score: a small correction of the trained model's log-odds.

The correction starts at nothing and is pulled back to nothing by a strong prior: with few decisions the
ranking stays the trained model's. How much of its queue a desk promotes says how many hands it has, not what
the statements are like; so the intercept is learnt and then left out, and scores keep their scale.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from claims.extraction.checkworthiness import features, ngrams
from claims.extraction.checkworthiness.model import Model, shipped
from claims.extraction.types import Kind

BUCKETS = 1 << 12  # n-grams share these columns: a desk has thousands of decisions, not millions
PRIOR = 2.0  # strength of the pull back to the trained model
TOLD = 0.4  # log-odds; a correction beyond it is told to the editor
LIKED = "like what your desk has promoted"
DISLIKED = "like what your desk has dismissed"
EDGE = 1e-4  # scores of exactly 0 or 1 have no log-odds

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Decision:
    """What an editor decided on a statement that the trained model had scored."""

    text: str
    kind: Kind
    base: float  # 0..1, the trained model's score
    promoted: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """The learnt correction."""

    weights: Array  # (BUCKETS + signs + kinds,)

    def shift(self, text: str, kind: Kind) -> float:
        """What the correction adds to the log-odds."""
        columns, values = _inputs(text, kind)
        return float(self.weights[columns] @ values)

    def score(self, text: str, kind: Kind, base: float) -> tuple[float, str]:
        """The corrected score (0..1), and a reason where the correction is more than slight (else "")."""
        shift = self.shift(text, kind)
        reason = "" if abs(shift) < TOLD else LIKED if shift > 0 else DISLIKED
        return round(float(_sigmoid(_log_odds(base) + shift)), 4), reason


def train(decisions: Sequence[Decision]) -> Desk:
    """The correction that these decisions ask for. Raises ValueError unless both sorts are among them."""
    from scipy import optimize, sparse  # noqa: PLC0415 - training only

    labels = np.array([decision.promoted for decision in decisions], dtype=float)
    if not 0 < labels.sum() < len(labels):
        raise ValueError("decisions of both sorts are needed, promoted and dismissed")
    offsets = np.array([_log_odds(decision.base) for decision in decisions])
    rows = [_inputs(decision.text, decision.kind) for decision in decisions]
    pointers = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([columns for columns, _ in rows])
    values = np.concatenate([values for _, values in rows])
    matrix = sparse.csr_matrix((values, columns, pointers), shape=(len(rows), _width()))

    def loss(weights: Array) -> tuple[float, Array]:
        logits = offsets + matrix @ weights[:-1] + weights[-1]
        likelihood = np.logaddexp(0, logits) - labels * logits
        away = _sigmoid(logits) - labels
        slope = np.append(matrix.T @ away + PRIOR * weights[:-1], away.sum())
        return float(likelihood.sum() + PRIOR / 2 * weights[:-1] @ weights[:-1]), slope

    found = optimize.minimize(loss, np.zeros(_width() + 1), jac=True, method="L-BFGS-B")
    return Desk(found.x[:-1])


def to_bytes(desk: Desk) -> bytes:
    """As stored in the database."""
    file = io.BytesIO()
    np.savez_compressed(file, weights=desk.weights.astype(np.float32))
    return file.getvalue()


def from_bytes(stored: bytes) -> Desk:
    """Read what `to_bytes` gave. Raises ValueError where the inputs have changed since."""
    with np.load(io.BytesIO(stored), allow_pickle=False) as data:
        weights = data["weights"].astype(np.float64)
    if len(weights) != _width():
        raise ValueError("learnt by another version of the program")
    return Desk(weights)


def is_checkworthy(score: float, model: Model | None = None) -> bool:
    """By the trained model's threshold, which the correction leaves as it is."""
    return score >= (model or shipped()).threshold


def _width() -> int:
    return BUCKETS + len(features.SIGNS) + len(Kind)


def _inputs(text: str, kind: Kind) -> tuple[npt.NDArray[np.int64], Array]:
    """The columns that the statement has something in, and what."""
    grams = sorted({column % BUCKETS for column in ngrams.columns(text)})
    signs = [BUCKETS + n for n, count in enumerate(features.count_signs(text)) if count]
    kinds = [BUCKETS + len(features.SIGNS) + list(Kind).index(kind)]
    values = [1 / np.sqrt(len(grams))] * len(grams) + [0.5] * len(signs) + [1.0]
    return np.array(grams + signs + kinds), np.array(values)


def _log_odds(score: float) -> float:
    bounded = min(max(score, EDGE), 1 - EDGE)
    return float(np.log(bounded / (1 - bounded)))


def _sigmoid(logits: Array | float) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.asarray(logits))), dtype=np.float64)
