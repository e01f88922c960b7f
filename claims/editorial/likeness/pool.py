"""Known claims, and how like each of them a text is: words, letters, figures and meaning in one score.

The weights are a listwise logistic fit (see evaluation.py): few, all of one sign, the same for every
kind of text. Without vectors a second set, fitted without them, stands in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import HashingVectorizer

from claims.editorial.likeness.index import Frequency, Index, Scores
from claims.editorial.likeness.signs import Signs, evidence, figures, signs
from claims.editorial.likeness.terms import clean, terms
from claims.editorial.likeness.vectors import Vectors

TERMS_READ = 400  # of a text; more adds time, not sense
LETTERS_READ = 4_000

FEATURES = ("words", "share", "covered", "pairs", "letters", "figures", "meaning")
WITH_MEANING = np.array([2.2, 1.4, 0.9, 0.75, 1.8, 0.8, 10.6])
WORDS_ALONE = np.array([3.2, 2.0, 1.5, 1.2, 3.3, 0.6])
# From scores to log-odds of "the same": a logistic fit on best matches, half of them with the true one removed.
MEANING_SLOPE, MEANING_AT_ZERO = 0.58, -6.8
WORDS_SLOPE, WORDS_AT_ZERO = 0.65, -5.4
CERTAIN = 4.0  # words and meaning say no more than this, so that evidence can outweigh them


@dataclass(frozen=True, slots=True)
class Known:
    """A known claim; `title` is what else is said of it: a headline, quotes.

    `publisher` says whose review it has when that is not ours.
    """

    text: str
    title: str = ""
    publisher: str = ""


class Pool:
    """Known claims, indexed. `vectors` holds a row for each, or is None; so do those of the titles."""

    def __init__(
        self,
        known: Sequence[Known],
        *,
        vectors: Vectors | None = None,
        title_vectors: Vectors | None = None,
        frequency: Frequency | None = None,
    ) -> None:
        self.known, self.vectors, self.title_vectors = known, vectors, title_vectors
        texts = [_terms(entry.text) for entry in known]
        titles = [_terms(entry.title) for entry in known]
        self._all = Index([a + b for a, b in zip(texts, titles, strict=True)], frequency=frequency)
        self._text = Index(texts, frequency=frequency)
        self._pairs = Index([_pairs(a) + _pairs(b) for a, b in zip(texts, titles, strict=True)])
        self._trigrams = HashingVectorizer(
            analyzer="char_wb", ngram_range=(3, 3), binary=True, alternate_sign=False, dtype=np.float32
        )
        self._letters = self._trigrams.transform([entry.text for entry in known]) if known else None
        self._figures = Index([sorted(figures(entry.text)) for entry in known])

    def features(self, text: str, vector: NDArray[np.float32] | None = None) -> NDArray[np.float64]:
        """A row for every known claim: FEATURES, without the last where there are no vectors."""
        text = clean(text)[:LETTERS_READ]
        query = _terms(text)
        words = self._all.bm25(query)
        information = self._all.information(query)
        columns = [
            words / 20,
            words / information,
            self._text.covered(query),
            self._pairs.bm25(_pairs(query)) / information,
            (self._letters @ self._trigrams.transform([text]).T).toarray().ravel(),
            (self._figures.bm25(sorted(figures(text))) > 0).astype(float),
        ]
        if self.vectors is not None and vector is not None:
            meaning = self.vectors @ vector
            if self.title_vectors is not None:
                meaning = np.maximum(meaning, self.title_vectors @ vector)
            columns.append(meaning)
        return np.column_stack(columns)

    def scores(self, text: str, vector: NDArray[np.float32] | None = None) -> Scores:
        """How like the text each known claim is; the larger the liker, no fixed ends."""
        if not self.known:
            return np.zeros(0)
        rows = self.features(text, vector)
        return np.asarray(rows @ (WITH_MEANING if rows.shape[1] == len(FEATURES) else WORDS_ALONE))

    def ways(self, text: str, vector: NDArray[np.float32] | None = None) -> dict[str, Scores]:
        """The scores by words alone; with a vector by vectors alone and by both, too."""
        rows = self.features(text, vector)
        scores = {"words": rows[:, : len(WORDS_ALONE)] @ WORDS_ALONE}
        if rows.shape[1] == len(FEATURES):
            scores |= {"vectors": rows[:, -1], "both": rows @ WITH_MEANING}
        return scores

    def log_odds(self, text: str, vector: NDArray[np.float32] | None = None) -> Scores:
        """How probable it is that each known claim says the same: scores and evidence; 0 is one in two."""
        slope, at_zero = WORDS_SLOPE, WORDS_AT_ZERO
        if self.vectors is not None and vector is not None:
            slope, at_zero = MEANING_SLOPE, MEANING_AT_ZERO
        asked = signs(clean(text)[:LETTERS_READ])
        for_and_against = np.array([evidence(asked, _signs(entry)) for entry in self.known])
        likeness = np.clip(self.scores(text, vector) * slope + at_zero, -CERTAIN, CERTAIN)
        return np.asarray(likeness + for_and_against)

    def rank(
        self, text: str, vector: NDArray[np.float32] | None = None, limit: int = 100
    ) -> list[tuple[int, float]]:
        """Positions and scores of the likest, the likest first."""
        return likest(self.scores(text, vector), limit)


def likest(scores: Scores, limit: int) -> list[tuple[int, float]]:
    """Positions and scores of the largest, the largest first."""
    best = np.argsort(-scores, kind="stable")[:limit]
    return [(int(n), float(scores[n])) for n in best]


def _signs(entry: Known) -> Signs:
    """Those of the claim; names that it leaves out are taken from what else is said of it."""
    own = signs(entry.text)
    return own if own.names or not entry.title else replace(own, names=signs(entry.title).names)


def _terms(text: str) -> list[str]:
    return terms(text[: LETTERS_READ * 4])[:TERMS_READ]


def _pairs(words: Sequence[str]) -> list[str]:
    return [f"{one} {other}" for one, other in pairwise(words)]
