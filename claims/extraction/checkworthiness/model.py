"""The trained model: from texts to calibrated probabilities, with numpy alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from claims.extraction.checkworthiness import features, ngrams, wordpieces

WEIGHTS = Path(__file__).with_name("weights.npz")

Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Model:
    """A linear model over n-grams, surface signs and meanings, with its calibration and its threshold."""

    ngram_weights: Array  # (ngrams.COLUMNS,)
    sign_weights: Array  # (columns of features.vectors,)
    meaning_weights: Array  # (wordpieces.DIRECTIONS,)
    bias: float
    slope: float  # calibration: probability = sigmoid(slope * logit + offset)
    offset: float
    threshold: float  # at and above it a statement counts as check-worthy
    version: str

    def logits(self, texts: Sequence[str]) -> Array:
        """Uncalibrated log-odds, one a text."""
        if not texts:
            return np.zeros(0, dtype=np.float32)
        signs = features.vectors(texts) @ self.sign_weights
        meanings = wordpieces.vectors(texts) @ self.meaning_weights
        grams = [ngram_row(text, self.ngram_weights) for text in texts]
        return (signs + meanings + np.array(grams, dtype=np.float32) + self.bias).astype(np.float32)

    def probabilities(self, texts: Sequence[str]) -> Array:
        """Calibrated probability that the text is a factual statement worth checking, one a text."""
        logits = self.slope * self.logits(texts) + self.offset
        probabilities: Array = (1 / (1 + np.exp(-logits))).astype(np.float32)
        return probabilities


def ngram_row(text: str, weights: Array) -> float:
    """The n-grams' share of the logit; a row of n-grams has length 1."""
    columns = ngrams.columns(text)
    return float(weights[columns].sum()) / float(np.sqrt(len(columns)))


def save(model: Model, path: Path) -> None:
    """Write the model so that equal models give equal bytes."""
    numbers = np.array([model.bias, model.slope, model.offset, model.threshold], dtype=np.float32)
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            ngram_weights=model.ngram_weights.astype(np.float16),
            sign_weights=model.sign_weights.astype(np.float32),
            meaning_weights=model.meaning_weights.astype(np.float32),
            numbers=numbers,
            version=np.array(model.version),
        )


def read(path: Path) -> Model:
    """Read what `save` wrote. Raises OSError, ValueError or KeyError on a file that is none."""
    with np.load(path, allow_pickle=False) as data:
        bias, slope, offset, threshold = (float(number) for number in data["numbers"])
        return Model(
            ngram_weights=data["ngram_weights"].astype(np.float32),
            sign_weights=data["sign_weights"].astype(np.float32),
            meaning_weights=data["meaning_weights"],
            bias=bias,
            slope=slope,
            offset=offset,
            threshold=threshold,
            version=str(data["version"]),
        )


@cache
def shipped() -> Model:
    """The model that comes with the program, read once a process."""
    return read(WEIGHTS)
