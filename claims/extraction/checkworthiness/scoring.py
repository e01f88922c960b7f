"""One path from texts to scores, for the command, the extractor and the evaluation alike."""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.checkworthiness import features
from claims.extraction.checkworthiness.model import Model, shipped
from claims.extraction.kinds import kind_of
from claims.extraction.noise import damped, noise_in
from claims.extraction.types import Kind, Score


def score_sentences(texts: Sequence[str], model: Model | None = None) -> list[Score]:
    """Score each text, in order. Deterministic; the score of a text does not depend on the others.

    The probability comes from the model (the shipped one by default), known noise lowers it,
    and the reasons say in words what was seen.
    """
    model = model or shipped()
    probabilities = model.probabilities(texts)
    return [
        _score(text, float(probability), model.threshold)
        for text, probability in zip(texts, probabilities, strict=True)
    ]


def _score(text: str, probability: float, threshold: float) -> Score:
    noises = noise_in(text)
    score = round(damped(probability, noises), 4)
    kind = kind_of(text)
    reasons = features.reasons(text)
    if kind is Kind.PREDICTION:
        reasons += ("speaks of the future",)
    return Score(
        checkworthiness=score,
        checkworthy=score >= threshold,
        kind=kind,
        reasons=reasons + tuple(noise.reason for noise in noises),
    )
