"""Which claims a reader's words find: each way of finding them has an index, and together they are a union.

An OR over several tables can use no index: it reads every claim. A union of ids reads the few that match. The ids
are fetched, not joined: for a join the planner may read every claim again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial, reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector, TrigramWordSimilarity
from django.db.models import F, IntegerField, Max, QuerySet, Value
from django.db.models.functions import Cast, Greatest

from claims.models.remembered import is_large, remembered
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
FEW = 50  # found by the words as they are written: below that, by letters, too
RECENT = 100_000  # claims of a large record that are asked first
NEWEST = (
    F("pk") + 0
).desc()  # not by the key's index, on whose way the planner would compare the letters of all
EXACT = re.compile(r'"|(?:^|\s)-\w')  # who writes "a phrase" or -without means the words as they are


def search(rows: ClaimQuerySet, text: str) -> ClaimQuerySet:
    """Those of the rows that match; of those that hold a common word, the newest RANKED.

    Annotates `relevance`, a whole number, the larger the better.
    """
    query = SearchQuery(text, config=CONFIG, search_type="websearch")
    named = Speaker.objects.order_by().annotate(words=NAMES).filter(words=query)
    # Fetched, not joined: not knowing how few they are, the planner may read every claim.
    as_written = partial(_as_written, of_the_name=list(named.values_list("pk", flat=True)[:RANKED]))
    found = set[int]()
    for enough, ways in (RANKED, as_written), (RANKED, _by_others), (FEW, _by_letters), (FEW, _by_each_word):
        if len(found) < enough:
            found |= _newest(rows.order_by(), partial(ways, query=query, text=text))
    likeness = Greatest(TrigramWordSimilarity(text, "wording"), TrigramWordSimilarity(text, "speaker__name"))
    score = (SearchRank(TOGETHER, query) + likeness) * Value(1_000_000)
    return rows.filter(pk__in=found or {0}).annotate(relevance=Cast(score, IntegerField()))


def _newest(claims: QuerySet[Claim], ways: Callable[[QuerySet[Claim]], list[QuerySet[Claim]]]) -> set[int]:
    """The ids that the ways find, of each the newest RANKED.

    In a large record the newest RECENT claims are asked first: a common word, or one that is written nearly so,
    would bring thousands of which few are ranked.
    """
    found = set[int]()
    for part in [_recent(claims), claims] if is_large() else [claims]:
        each = [(way if way.query.order_by else way.order_by(NEWEST))[:RANKED] for way in ways(part)]
        found = set(_union(each).values_list("pk", flat=True)) if each else found
        if len(found) >= RANKED:
            break
    return found


def _recent(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    every: Any = claims.model._base_manager
    last = remembered("newest claim", lambda: every.aggregate(last=Max("pk"))["last"])
    return claims.filter(pk__gt=(last or 0) - RECENT)


def _as_written(
    claims: QuerySet[Claim], query: SearchQuery, text: str, of_the_name: list[int]
) -> list[QuerySet[Claim]]:
    """All words in the wording; all in the speaker's name, which these have; some here and the others there."""
    words, named = claims.annotate(words=WORDING), Speaker.objects.order_by().annotate(words=NAMES)
    any_word = reduce(or_, [SearchQuery(word, config=CONFIG) for word in text.split()] or [query])
    ways = [
        words.filter(words=query).order_by("-pk"),
        claims.filter(speaker__in=of_the_name),
        words.filter(words=any_word, speaker__in=named.filter(words=any_word)),
    ]
    if not EXACT.search(text):
        return [*ways[:2], _together(ways[2], query)]
    return [_together(way, query) for way in ways]  # nor in the name what is excluded, nor in the wording


def _together(claims: QuerySet[Claim], query: SearchQuery) -> QuerySet[Claim]:
    return claims.annotate(together=TOGETHER).filter(together=query)


def _by_others(claims: QuerySet[Claim], query: SearchQuery, text: str) -> list[QuerySet[Claim]]:
    """In a quote that two people confirmed; by another name of the speaker."""
    words = SearchVector("appearances__quote", config=CONFIG)
    seen = claims.filter(appearances__state="confirmed", appearances__seconded_by__isnull=False)
    return [
        seen.annotate(words=words).filter(words=query),
        claims.filter(speaker__aliases__name__iexact=text),
    ]


def _by_letters(claims: QuerySet[Claim], query: SearchQuery, text: str) -> list[QuerySet[Claim]]:
    """The whole text with a few wrong letters or missing words."""
    return [] if EXACT.search(text) else _like(claims, text)


def _by_each_word(claims: QuerySet[Claim], query: SearchQuery, text: str) -> list[QuerySet[Claim]]:
    """Every longer word with wrong letters."""
    words = [word for word in text.split() if len(word) >= SHORTEST][:MISSPELT]
    return [_like_each(claims, words)] if words and words != [text] and not EXACT.search(text) else []


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
