"""Which claims a reader's words find: each way of finding them has an index, and together they are a union.

An OR over several tables can use no index: it reads every claim. A union of ids reads the few that match.
"""

from __future__ import annotations

import re
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector, TrigramWordSimilarity
from django.db.models import F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, Greatest

from claims.models.speaker import Speaker

if TYPE_CHECKING:
    from claims.models.claim import Claim, ClaimQuerySet

CONFIG = "english"
NAMES = SearchVector("name", "short_name", config=CONFIG)
WORDING = SearchVector("wording", config=CONFIG)
TOGETHER = SearchVector("wording", "speaker__name", "speaker__short_name", config=CONFIG)
MISSPELT = 8  # words that may be misspelt
SHORTEST = 4  # letters of such a word
RANKED = 500  # claims a way; ranking takes far longer than finding, and who finds more narrows the question
NEWEST = (
    F("pk") + 0
).desc()  # not by the key's index, on whose way the planner would compare the letters of all
EXACT = re.compile(r'"|(?:^|\s)-\w')  # who writes "a phrase" or -without means the words as they are


def search(rows: ClaimQuerySet, text: str) -> ClaimQuerySet:
    """Those of the rows that match; of those that hold a common word, the newest RANKED.

    Annotates `relevance`, a whole number, the larger the better.
    """
    query = SearchQuery(text, config=CONFIG, search_type="websearch")
    claims = rows.order_by()
    ways = [_by_words(claims, query), _by_names(claims, query, text)]
    if EXACT.search(text):
        ways[0] = (
            ways[0].annotate(together=TOGETHER).filter(together=query)
        )  # nor in the name what is excluded
    if not _are_enough(ways):
        ways += [_by_quotes(claims, query), claims.filter(speaker__aliases__name__iexact=text)]
        ways += [] if EXACT.search(text) else _by_letters(claims, text)
    likeness = Greatest(TrigramWordSimilarity(text, "wording"), TrigramWordSimilarity(text, "speaker__name"))
    score = (SearchRank(TOGETHER, query) + likeness) * Value(1_000_000)
    words, *others = ways
    found = _union([words.order_by("-pk")[:RANKED], *(way.order_by(NEWEST)[:RANKED] for way in others)])
    return rows.filter(pk__in=found).annotate(relevance=Cast(score, IntegerField()))


def _are_enough(ways: list[QuerySet[Claim]]) -> bool:
    """Do the words as they are written bring as many claims as are ranked? Then nobody looks for others."""
    return any(way.values("pk")[:RANKED].count() == RANKED for way in ways)


def _by_words(claims: QuerySet[Claim], query: SearchQuery) -> QuerySet[Claim]:
    """All words in the wording."""
    return claims.annotate(words=WORDING).filter(words=query)


def _by_names(claims: QuerySet[Claim], query: SearchQuery, text: str) -> QuerySet[Claim]:
    """At least one word in the speaker's name, the others there or in the wording."""
    any_word = reduce(or_, [SearchQuery(word, config=CONFIG) for word in text.split()] or [query])
    named = Speaker.objects.order_by().annotate(words=NAMES).filter(words=any_word)
    return claims.filter(speaker__in=named).annotate(together=TOGETHER).filter(together=query)


def _by_quotes(claims: QuerySet[Claim], query: SearchQuery) -> QuerySet[Claim]:
    """In a quote that two people confirmed."""
    words = SearchVector("appearances__quote", config=CONFIG)
    seen = claims.filter(appearances__state="confirmed", appearances__seconded_by__isnull=False)
    return seen.annotate(words=words).filter(words=query)


def _by_letters(claims: QuerySet[Claim], text: str) -> list[QuerySet[Claim]]:
    """The whole text with a few wrong letters or missing words; or every longer word with wrong letters."""
    words = [word for word in text.split() if len(word) >= SHORTEST][:MISSPELT]
    each = [_like_each(claims, words)] if words and words != [text] else []
    return _like(claims, text) + each


def _like(claims: QuerySet[Claim], text: str) -> list[QuerySet[Claim]]:
    """Letters like those of a part of the wording, or of the speaker's name."""
    named = Speaker.objects.order_by().filter(name__trigram_word_similar=text)
    return [claims.filter(wording__trigram_word_similar=text), claims.filter(speaker__in=named)]


def _like_each(claims: QuerySet[Claim], words: list[str]) -> QuerySet[Claim]:
    """Every longer word is like one of the wording or of the speaker's name: "Ukrane", "Trupm" are found.

    Asked word by word: one wrong letter weighs little in a word and much less in a whole query.
    """
    found = claims
    for word in words:
        found = found.filter(pk__in=_union(_like(claims, word)))
    return found


def _union(ways: list[QuerySet[Claim]]) -> QuerySet[Any, Any]:
    first, *others = [way.values("pk") for way in ways]
    return first.union(*others)
