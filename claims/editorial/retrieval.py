"""Which rows to compare at all: a few hundred out of millions, by index.

By words: the lexemes that few rows have, one by one; commoner ones in pairs, until the rows that the
planner expects are as many as can be read at once. By the words that were meant where those
that are written find little (typing errors).
By meaning, the nearest vectors, where the database has pgvector.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cached_property
from hashlib import sha256
from itertools import chain, combinations
from typing import Any, TypeVar

import numpy as np
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.core.cache import caches
from django.db import connection, models
from django.db.models import F, QuerySet
from numpy.typing import NDArray

from claims.editorial.likeness.index import Frequency
from claims.editorial.likeness.signs import same_sense
from claims.editorial.likeness.terms import STOP, WORD, stem, terms
from claims.models import Claim, vocabulary
from claims.models.claim import ClaimQuerySet

Row = TypeVar("Row", bound=models.Model)

READ_AT_ONCE = 3_000  # rows that words may bring, as the planner expects
READ_OF_ONE = 500  # of one speaker's, who may have tens of thousands; or for words that may be meant
FEW = 300  # rows of a speaker, say, of a large table: found by who said it, their words are read one by one
WORDS_ASKED = 30
LETTERS = 100  # of a text that may hold typing errors
MEANT = 3  # words that one with a typing error may have been meant as
PAIRED = 8  # of the common words, the rarest are asked for in pairs
ESTIMATES = "estimates"  # the cache that remembers them
FEWEST = 2_000  # a word of a smaller record is as rare as one in so many
NEAREST = 40  # as many as pgvector looks at unless told otherwise


def sharing_words(
    rows: QuerySet[Row],
    field: str,
    text: str,
    limit: int,
    *,
    among: QuerySet[Row] | None = None,
    read: int = READ_AT_ONCE,
) -> list[Row]:
    """The rows that share the telling words of a text, those with the most first.

    `rows` must be narrowed as its words index is; synonyms of the trade count as shared. `among` is a wider
    choice, in which words are as common as in `rows`: asked for often, its words are counted once. About
    `read` rows are read.
    """
    expected = Expected(rows, field) if among is None else Expected(among, field, rows)
    query, are_many = _affordable(expected, [_quoted(options) for options in _lexemes(text)], read)
    if not query:
        return []
    asked = SearchQuery(query, search_type="raw", config="simple")
    found = rows.annotate(words=SearchVector(field, config="english")).filter(words=asked)
    if are_many:  # thousands say the very same: any of them will do
        found = found.filter(pk__in=list(found.order_by().values_list("pk", flat=True)[:read]))
    ranked = found.annotate(nearness=SearchRank(F("words"), asked)).order_by("-nearness", "id")
    return list(ranked[:limit])


def sharing_letters(
    rows: QuerySet[Row], field: str, text: str, limit: int, *, among: QuerySet[Row] | None = None
) -> list[Row]:
    """The rows that share what the text's words may have been meant as: words with typing errors."""
    asked = [word for word in WORD.findall(text[:LETTERS].lower()) if word not in STOP]
    known = vocabulary.likely(asked[:WORDS_ASKED])
    meant = [word for asked, options in known.items() for word in options[:MEANT] if word != asked]
    return sharing_words(rows, field, " ".join(meant), limit, among=among, read=READ_OF_ONE)


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
    """How many of the rows the planner expects to hold given words; remembered, since it costs a question.

    Of a `choice` of the rows nothing but its size is asked: the words are taken to be as common in it.
    """

    def __init__(self, rows: QuerySet[Any], field: str, choice: QuerySet[Any] | None = None) -> None:
        self.rows, self.field, self.choice = rows.order_by(), field, choice
        asked = f"{connection.settings_dict['NAME']} {field} {self.rows.query}"
        self.name = sha256(asked.encode()).hexdigest()

    @cached_property
    def share(self) -> float:
        """How much of the rows the choice is."""
        if self.choice is None:
            return 1.0
        rows = Expected(self.rows, self.field)
        return Expected(self.choice, self.field).number() / max(1, rows.number())

    @cached_property
    def are_few(self) -> bool:
        """Is the whole table, or are they, quickly read? Then nothing need be asked about any word."""
        whole = Expected(self.rows.model._base_manager.all(), self.field)
        return whole.number() <= READ_AT_ONCE or self.number() <= FEW

    def number(self, query: str = "") -> int:
        """For a query of words, or for all of the rows."""
        return self.numbers([query])[0]

    def numbers(self, queries: Sequence[str]) -> list[int]:
        """For each of the queries. The planner is asked once for all that are not remembered."""
        names = {query: f"{self.name}-{sha256(query.encode()).hexdigest()}" for query in queries}
        known = caches[ESTIMATES].get_many(names.values())
        if new := [query for query, name in names.items() if name not in known]:
            found = dict(zip([names[query] for query in new], self._planned(new), strict=True))
            caches[ESTIMATES].set_many(found)
            known |= found
        return [round(self.share * known[names[query]]) for query in queries]

    def _planned(self, queries: Sequence[str]) -> list[int]:
        parts, values = zip(*(self._statement(query) for query in queries), strict=True)
        told = " UNION ALL ".join(f"({part})" for part in parts)
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {told}", list(chain.from_iterable(values)))
            [[found]] = cursor.fetchall()
        top = found[0]["Plan"]
        if len(queries) == 1:
            return [int(top["Plan Rows"])]
        each = [int(plan["Plan Rows"]) for plan in top["Plans"] if plan["Parent Relationship"] == "Member"]
        if len(each) != len(queries):  # the planner leaves out what it can prove to be empty
            return [self._planned([query])[0] for query in queries]
        return each

    def _statement(self, query: str) -> tuple[str, tuple[Any, ...]]:
        rows = self.rows
        if query:
            asked = SearchQuery(query, search_type="raw", config="simple")
            rows = rows.annotate(words=SearchVector(self.field, config="english")).filter(words=asked)
        sql, values = rows.values("pk").query.sql_with_params()
        return sql, tuple(values)


def frequency_among(rows: QuerySet[Any], field: str, asked: Iterable[str]) -> Frequency:
    """How common the asked texts' stems are among the rows, as the planner expects.

    Other words, which only the rows have, count as one in a thousand: nobody asks for them.
    """
    expected = Expected(rows, field)
    total = max(expected.number(), FEWEST)
    stems = sorted({term for text in asked for term in terms(text)[:WORDS_ASKED]})
    numbers = expected.numbers([_quoted([term]) for term in stems])
    shares = {term: min(0.5, number / total) for term, number in zip(stems, numbers, strict=True)}
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


def _affordable(expected: Expected, wanted: list[str], read: int) -> tuple[str, bool]:
    """A query for as many of the words as brings no more rows than may be read; and whether it may yet."""
    wanted = list(dict.fromkeys(wanted))
    if not wanted or expected.are_few:
        return " | ".join(wanted), False
    total = max(1, expected.number())
    costs = sorted(zip(expected.numbers(wanted), wanted, strict=True))
    parts, left = [], read
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
    if parts:
        return " | ".join(parts), False
    return " & ".join(part for _, part in common), True
