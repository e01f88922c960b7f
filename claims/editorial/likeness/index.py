"""An inverted index in memory: how much of what a query says stands in each document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix

Scores = NDArray[np.float64]
Frequency = Callable[[str], float]
"""Which share of all documents has a term, 0..1; for when the documents at hand are a choice of them."""

SATURATION, BY_LENGTH = 1.2, 0.75  # BM25's k1 and b


class Index:
    """BM25 over lists of terms. `frequency` replaces what the documents themselves say of rarity."""

    def __init__(self, documents: Sequence[Sequence[str]], *, frequency: Frequency | None = None) -> None:
        self.size = len(documents)
        self.vocabulary: dict[str, int] = {}
        rows, columns, counts = [], [], []
        for row, document in enumerate(documents):
            for term, count in Counter(document).items():
                rows.append(row)
                columns.append(self.vocabulary.setdefault(term, len(self.vocabulary)))
                counts.append(count)
        where = (np.array(rows, np.int32), np.array(columns, np.int32))
        self.rarity = self._rarity(where[1], frequency)
        lengths = np.array([len(document) for document in documents], float)
        relative = lengths / max(lengths.mean(), 1.0) if self.size else lengths
        tf = np.array(counts, float)
        damped = tf + SATURATION * (1 - BY_LENGTH + BY_LENGTH * relative[where[0]])
        shape = (self.size, len(self.vocabulary))
        self._bm25 = csc_matrix((tf * (SATURATION + 1) / damped * self.rarity[where[1]], where), shape)
        self._presence = csc_matrix((self.rarity[where[1]], where), shape)
        self._whole = np.maximum(np.asarray(self._presence.sum(1)).ravel(), 1.0)

    def _rarity(self, columns: NDArray[np.int32], frequency: Frequency | None) -> Scores:
        """The information of each term: log of one over its share of the documents."""
        size = self.size
        found = np.bincount(columns, minlength=len(self.vocabulary)).astype(float)
        if frequency is not None:
            size = 1_000_000
            found = np.array([frequency(term) * size for term in self.vocabulary])
        self.unknown = float(np.log(1 + (size + 0.5) / 0.5))  # of a term that no document has
        return np.asarray(np.log(1 + (size - found + 0.5) / (found + 0.5)))

    def bm25(self, query: Sequence[str]) -> Scores:
        """A score for every document."""
        return self._sum(self._bm25, query)

    def covered(self, query: Sequence[str]) -> Scores:
        """Which share of each document's information the query has, 0..1."""
        return np.asarray(self._sum(self._presence, query) / self._whole)

    def information(self, query: Sequence[str]) -> float:
        """How much the query itself says; at least 1."""
        known = (self.vocabulary.get(term) for term in set(query))
        return max(1.0, float(sum(self.unknown if n is None else self.rarity[n] for n in known)))

    def _sum(self, matrix: csc_matrix, query: Sequence[str]) -> Scores:
        columns = [self.vocabulary[term] for term in set(query) if term in self.vocabulary]
        return np.asarray(matrix[:, columns].sum(1), float).ravel()
