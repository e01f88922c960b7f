"""Which claims a reader's words find: each way of finding them has an index, and together they are a union.

An OR over several tables can use no index: it reads every claim. A union of ids reads the few that match. The ids
are fetched, not joined: for a join the planner may read every claim again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector, TrigramWordSimilarity
from django.db.models import F, IntegerField, Max, QuerySet, Value
from django.db.models.functions import Cast, Greatest

from claims.models.remembered import expected, is_large, remembered
from claims.models.speaker import Speaker
from claims.models.vocabulary import CONFIG, meant

if TYPE_CHECKING:
    from claims.models.claim import Claim, ClaimQuerySet

    Ways = Callable[[QuerySet[Claim]], list[QuerySet[Claim]]]

NAMES = SearchVector("name", "short_name", config=CONFIG)
WORDING = SearchVector("wording", config=CONFIG)
TOGETHER = SearchVector("wording", "speaker__name", "speaker__short_name", config=CONFIG)
RANKED = 300  # claims a way; ranking takes far longer than finding, and who finds more narrows the question
FEW = 50  # found by the words as they are written: below that, by letters, too
FOUND_AT_ONCE = (
    3_000  # claims that are read and put in order; where there are more, the newest are asked first
)
# Not by the key's index, on whose way the planner would compare all.
NEWEST = (F("pk") + 0).desc()
EXACT = re.compile(r'"|(?:^|\s)-\w')  # who writes "a phrase" or -without means the words as they are


def search(rows: ClaimQuerySet, text: str) -> ClaimQuerySet:
    """Those of the rows that match; of those that hold a common word, the newest RANKED.

    Annotates `relevance`, a whole number, the larger the better.
    """
    query = SearchQuery(text, config=CONFIG, search_type="websearch")
    found = set[int]()
    for enough, ways in (RANKED, _as_written), (RANKED, _by_others), (FEW, _by_letters):
        if len(found) < enough:
            found |= _newest(rows.order_by(), ways(query, text))
    likeness = Greatest(TrigramWordSimilarity(text, "wording"), TrigramWordSimilarity(text, "speaker__name"))
    score = (SearchRank(TOGETHER, query) + likeness) * Value(1_000_000)
    return rows.filter(pk__in=found or {0}).annotate(relevance=Cast(score, IntegerField()))


def _newest(claims: QuerySet[Claim], ways: Ways) -> set[int]:
    """The ids that the ways find, of each the newest RANKED.

    Of a large record the newest claims are asked first, as many as the planner expects to hold enough: a common
    word, or one that is written nearly so, would bring hundreds of thousands of which few are ranked.
    """
    found = set[int]()
    for part in [*_recent(claims, ways), claims] if is_large() else [claims]:
        each = [way.order_by(NEWEST)[:RANKED] for way in ways(part)]
        found = set(_union(each).values_list("pk", flat=True)) if each else found
        if len(found) >= RANKED:
            break
    return found


def _recent(claims: QuerySet[Claim], ways: Ways) -> list[QuerySet[Claim]]:
    """The newest of the claims, twice as many as will do; none where all that are found are few."""
    if not (each := ways(claims)):
        return []
    number = expected(_union(each))
    if number <= FOUND_AT_ONCE:
        return []
    every: Any = claims.model._base_manager
    last = remembered("newest claim", lambda: every.aggregate(last=Max("pk"))["last"]) or 0
    return [claims.filter(pk__gt=last - round(2 * last * RANKED / number))]


def _as_written(query: SearchQuery, text: str) -> Ways:
    """The words as they are."""
    each = [SearchQuery(word, config=CONFIG) for word in text.split()] or [query]
    return _holding(query, each, whole=bool(EXACT.search(text)))


def _by_letters(query: SearchQuery, text: str) -> Ways:
    """What each word may have been meant as: "Ukrane", "Trupm" are found."""
    each = [] if EXACT.search(text) else meant(text)
    return _holding(reduce(and_, each), each) if each else lambda claims: []


def _holding(every: SearchQuery, each: list[SearchQuery], whole: bool = False) -> Ways:
    """All words in the wording; all in the speaker's name; some here and the others there.

    `whole`: nor may the name hold what is excluded from the wording, nor the wording what is from the name.
    """
    # Fetched, not joined: not knowing how few they are, the planner may read every claim.
    of_the_name = list(_named(every).values_list("pk", flat=True)[:RANKED])
    both = _some_in_the_name(each)

    def ways(claims: QuerySet[Claim]) -> list[QuerySet[Claim]]:
        words: Any = claims.annotate(words=WORDING)
        here = [words.filter(words=every), claims.filter(speaker__in=of_the_name)]
        there = [words.filter(words=said, speaker__in=named) for said, named in both]
        loose, strict = ([], [*here, *there]) if whole else (here, there)
        return [*loose, *(_together(way, every) for way in strict)]

    return ways


def _named(query: SearchQuery) -> QuerySet[Speaker]:
    return Speaker.objects.order_by().annotate(words=NAMES).filter(words=query)


def _some_in_the_name(each: list[SearchQuery]) -> list[tuple[SearchQuery, Any]]:
    """Where words of a question stand in the speaker's name and others in the wording: these, and such speakers.

    Of whom there are many is looked at only for what the wording then must hold: there may be thousands of Anns.
    """
    if len(each) < 2:
        return []
    ways = [_named(word).annotate(n=Value(n)).values_list("n", "pk") for n, word in enumerate(each)]
    first, *others = [way[: RANKED + 1] for way in ways]
    having = defaultdict[int, list[int]](list)
    for n, speaker in first.union(*others, all=True):
        having[n].append(speaker)
    common = [n for n, speakers in having.items() if len(speakers) > RANKED]
    few = {speaker for n in having.keys() - set(common) for speaker in having[n]}
    found: list[tuple[SearchQuery, Any]] = [(reduce(or_, each), few)] if few else []
    if common:
        others_said = [word for n, word in enumerate(each) if n not in common]
        said = reduce(and_, others_said) if others_said else reduce(or_, each)
        found.append((said, _named(reduce(or_, [each[n] for n in common])).values("pk")))
    return found


def _together(claims: QuerySet[Claim], query: SearchQuery) -> QuerySet[Claim]:
    return claims.annotate(together=TOGETHER).filter(together=query)


def _by_others(query: SearchQuery, text: str) -> Ways:
    """In a quote that two people confirmed; by another name of the speaker."""
    words = SearchVector("appearances__quote", config=CONFIG)

    def ways(claims: QuerySet[Claim]) -> list[QuerySet[Claim]]:
        seen = claims.filter(appearances__state="confirmed", appearances__seconded_by__isnull=False)
        return [
            seen.annotate(words=words).filter(words=query),
            claims.filter(speaker__aliases__name__iexact=text),
        ]

    return ways


def _union(ways: list[QuerySet[Claim]]) -> QuerySet[Any, Any]:
    first, *others = [way.values("pk") for way in ways]
    return first.union(*others)
