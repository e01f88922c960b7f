"""Which rows to compare at all: a few hundred out of millions, by index.

By words: the lexemes that few rows have, one by one; commoner ones in pairs, until the rows that the
planner expects are as many as can be read at once. By letters where words find little (typing errors).
By meaning, the nearest vectors, where the database has pgvector.
"""

from __future__ import annotations

import dataclasses
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations
from typing import Any, TypeVar

import numpy as np
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector, TrigramSimilarity
from django.db import connection, models
from django.db.models import F, QuerySet
from numpy.typing import NDArray

from claims.editorial.likeness.index import Frequency
from claims.editorial.likeness.signs import same_sense
from claims.editorial.likeness.terms import STOP, WORD, stem, terms
from claims.models import Claim
from claims.models.claim import ClaimQuerySet

Row = TypeVar("Row", bound=models.Model)

READ_AT_ONCE = 3_000  # rows that words may bring, as the planner expects
WORDS_ASKED = 30
PAIRED = 8  # of the common words, the rarest are asked for in pairs
REMEMBERED = 600  # seconds that an estimate holds
FEWEST = 2_000  # a word of a smaller record is as rare as one in so many
NEAREST = 40  # as many as pgvector looks at unless told otherwise


def sharing_words(
    rows: QuerySet[Row], field: str, text: str, limit: int, *, among: QuerySet[Row] | None = None
) -> list[Row]:
    """The rows that share the telling words of a text, those with the most first.

    `rows` must be narrowed as its words index is; synonyms of the trade count as shared. `among` is a wider
    choice whose word counts may stand in for those of `rows`: asked for often, it is estimated once.
    """
    expected = Expected(rows if among is None else among, field)
    query = _affordable(expected, [_quoted(options) for options in _lexemes(text)])
    if not query:
        return []
    asked = SearchQuery(query, search_type="raw", config="simple")
    found = rows.annotate(words=SearchVector(field, config="english")).filter(words=asked)
    # Where thousands say the very same, any of them will do.
    if not expected.are_few and expected.number(query) > READ_AT_ONCE:
        found = found.filter(pk__in=list(found.order_by().values_list("pk", flat=True)[:READ_AT_ONCE]))
    ranked = found.annotate(nearness=SearchRank(F("words"), asked)).order_by("-nearness", "id")
    return list(ranked[:limit])


def sharing_letters(rows: QuerySet[Row], field: str, text: str, limit: int) -> list[Row]:
    """The rows whose trigrams are like the text's: words with typing errors."""
    alike = rows.filter(**{f"{field}__trigram_similar": text[:100]})
    return list(alike.order_by(TrigramSimilarity(field, text[:100]).desc(), "id")[:limit])


def nearest(vector: NDArray[np.float32], model: str) -> list[int]:
    """Ids of the claims nearest in meaning. Only where `vectors_indexed`."""
    sql = (
        "SELECT claim_id FROM claims_claimvector WHERE model = %s"
        " ORDER BY numbers::halfvec(384) <=> %s::halfvec(384) LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [model, json.dumps([round(float(n), 5) for n in vector]), NEAREST])
        return [row[0] for row in cursor.fetchall()]


def vectors_indexed() -> bool:
    """Has the database pgvector, and the index that needs it?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('claim_vector_nearest') IS NOT NULL")
        return bool(cursor.fetchone()[0])


class Expected:
    """How many of the rows the planner expects to hold given words; remembered, since it costs a question."""

    def __init__(self, rows: QuerySet[Any], field: str) -> None:
        self.rows, self.field = rows.order_by(), field
        self.key = (connection.settings_dict["NAME"], field, str(self.rows.query))

    def number(self, query: str = "") -> int:
        """For a query of words, or for all of the rows."""
        return _planned(_Question(self.key, query, self), int(time.monotonic() // REMEMBERED))

    @cached_property
    def are_few(self) -> bool:
        """Can the whole table be read at once? Then nothing need be asked about any word."""
        return Expected(self.rows.model._base_manager.all(), self.field).number() <= READ_AT_ONCE


@dataclass(frozen=True, slots=True)
class _Question:
    """Told apart by database, field, SQL and words."""

    key: tuple[str, str, str]
    query: str
    expected: Expected = dataclasses.field(compare=False)


@lru_cache(maxsize=3_000)  # each holds its rows' query, some ten kilobytes
def _planned(question: _Question, now: int) -> int:
    rows, words = question.expected.rows, SearchVector(question.expected.field, config="english")
    if question.query:
        asked = SearchQuery(question.query, search_type="raw", config="simple")
        rows = rows.annotate(words=words).filter(words=asked)
    plan = json.loads(rows.explain(format="json"))
    return int(plan[0]["Plan"]["Plan Rows"])


def forget_estimates() -> None:
    """Ask the planner anew from here on."""
    _planned.cache_clear()


def frequency_among(rows: QuerySet[Any], field: str, asked: Iterable[str]) -> Frequency:
    """How common the asked texts' stems are among the rows, as the planner expects.

    Other words, which only the rows have, count as one in a thousand: nobody asks for them.
    """
    expected = Expected(rows, field)
    total = max(expected.number(), FEWEST)
    stems = {term for text in asked for term in terms(text)[:WORDS_ASKED]}
    shares = {term: min(0.5, expected.number(_quoted([term])) / total) for term in stems}
    return lambda term: shares.get(term, 0.001)


def known_claims() -> ClaimQuerySet:
    """The claims that something can be a repetition of."""
    rows: ClaimQuerySet = Claim.objects.filter(merged_into=None)
    return rows


def _lexemes(text: str) -> list[list[str]]:
    """The text's words as stems, each with the stems that say the same."""
    words = dict.fromkeys(word.split("'")[0] for word in WORD.findall(text.lower().replace("’", "'")))
    told = [word for word in words if word and word not in STOP]
    return [list(dict.fromkeys(map(stem, same_sense(word)))) for word in told[:WORDS_ASKED]]


def _quoted(options: Iterable[str]) -> str:
    marks = ["'" + option.replace("\\", "").replace("'", "''") + "'" for option in options]
    return f"({' | '.join(marks)})"


def _affordable(expected: Expected, wanted: list[str]) -> str:
    """A query for as many of the words as brings no more rows than can be read at once."""
    wanted = list(dict.fromkeys(wanted))
    if expected.are_few:
        return " | ".join(wanted)
    total = expected.number()
    costs = sorted((expected.number(part), part) for part in wanted)
    parts, left = [], READ_AT_ONCE
    for cost, part in costs:
        if cost > left:
            break
        parts.append(part)
        left -= cost
    common = costs[len(parts) :][:PAIRED]
    for (one_cost, one), (other_cost, other) in combinations(common, 2):
        cost = round(5 * one_cost * other_cost / total)  # words of one subject come together
        if cost <= left:
            parts.append(f"({one} & {other})")
            left -= cost
    if not parts and common:
        parts.append(" & ".join(part for _, part in common))
    return " | ".join(parts)
