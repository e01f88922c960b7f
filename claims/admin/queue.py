"""What stands in the queue: filters in the address, counts, whose it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.core.cache import cache
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.http import HttpRequest, QueryDict

from claims.models import (
    Article,
    Candidate,
    Outlet,
    SavedView,
    Speaker,
    StatementKind,
    Topic,
    User,
    remembered,
)
from claims.models.candidate import CandidateQuerySet

FILTERS = ("q", "speaker", "outlet", "topic", "kind", "state", "score", "language", "since", "whose", "order")
PAGE = 40  # rows that the desk shows
ARTICLES = 2_000
COUNTED = 10_000  # beyond that the queue says "more than", since counting takes its time
COMMON = 500  # groups that hold the words: then they are looked for as words, and not in parts of others
SORTED = 50_000  # candidates that hold the words; more are looked for in the order of the queue
GROUPED = 2_000  # candidates that are looked through to say how many groups match
VIEWS = 12  # saved views that are shown
COUNT_FOR = 120  # seconds for which the counts of saved views are remembered
ME, NOBODY = "me", "nobody"  # values of `whose`; a colleague is @name


def filters_of(request: HttpRequest) -> dict[str, str]:
    """The filters that are set. They live in the address alone; a form carries it along as `back`."""
    return _read(QueryDict(request.POST.get("back", "")) if request.method == "POST" else request.GET)


def _read(given: QueryDict) -> dict[str, str]:
    return {name: value for name in FILTERS if (value := given.get(name, "").strip().replace("\x00", ""))}


def queue(filters: dict[str, str], user: User) -> CandidateQuerySet:
    """The groups of the candidates that the filters leave, the most check-worthy first; narrowed, one page."""
    found = _narrowed(filters, user)
    is_few = "q" in filters and remembered.expected(found) <= SORTED
    found = _in_order(found, filters, is_few=is_few)
    if filters.keys() - {"order", "whose"}:
        found = _in_order(Candidate.objects.filter(pk__in=found.groups(PAGE + 1)), filters)
    else:
        found = found.first_of_groups()
    found = found.select_related("revision__article__outlet", "speaker", "claim", "locked_by", "assigned_to")
    return found.defer("revision__text").with_repetitions()


def _narrowed(filters: dict[str, str], user: User) -> CandidateQuerySet:
    state = filters.get("state", Candidate.State.WAITING)
    found: CandidateQuerySet = Candidate.objects.filter(
        state=state if state in Candidate.State.values else Candidate.State.WAITING
    )
    for name, narrow in NARROW.items():
        if name in filters:
            found = narrow(found, filters[name])
    if "whose" in filters:  # a group is somebody's as a whole
        found = _whose(found, filters["whose"], user)
    return _articles(found, filters)


def ignored(filters: dict[str, str]) -> list[str]:
    """What the address asks for and the queue cannot read, in words: it would look narrowed, and is not."""
    return [
        f"“{filters[name][:60]}” is not known as a value of the filter “{name}”, which is left out."
        for name, is_known in KNOWN.items()
        if name in filters and not is_known(filters[name])
    ]


def _in_order(
    found: CandidateQuerySet, filters: dict[str, str], *, is_few: bool = False
) -> CandidateQuerySet:
    if filters.get("order") == "newest":
        return found.order_by("-id")
    return found.by_worth_few() if is_few else found.by_worth()


def _articles(found: CandidateQuerySet, filters: dict[str, str]) -> CandidateQuerySet:
    """What narrows by article looks at the newest ARTICLES such articles: an outlet may have a million."""
    articles = Article.objects.order_by("-published_on", "-id")
    if slug := filters.get("outlet"):
        articles = articles.filter(
            outlet__in=list(Outlet.objects.filter(slug=slug).values_list("pk", flat=True))
        )
    if language := filters.get("language"):
        articles = articles.filter(language=language)
    if day := _day(filters.get("since", "")):
        articles = articles.filter(published_on__gte=day)
    if not filters.keys() & {"outlet", "language"} and not day:
        return found
    return found.filter(revision__article__in=articles.values("pk")[:ARTICLES])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _words(found: CandidateQuerySet, text: str) -> CandidateQuerySet:
    """Any part of the quote, and all the words in what the groups say; where they are common, the words alone.

    Parts of common words are compared with every row that may hold them.
    """
    asked = SearchQuery(text, config="english")
    groups = Candidate.objects.awaiting_triage().first_of_groups().order_by()
    said = SearchVector("statement", config="english")
    having = list(groups.annotate(words=said).filter(words=asked).values_list("pk", flat=True)[:COMMON])
    if len(having) < COMMON:
        return found.filter(Q(quote__icontains=text) | Q(pk__in=having))
    return found.first_of_groups().annotate(words=said).filter(words=asked)


def _speaker(found: CandidateQuerySet, name: str) -> CandidateQuerySet:
    known = list(Speaker.objects.filter(name__iexact=name).values_list("pk", flat=True))
    return found.filter(Q(speaker__in=known) | Q(speaker__isnull=True, speaker_name__iexact=name))


def _topic(found: CandidateQuerySet, slug: str) -> CandidateQuerySet:
    topic = Topic.objects.filter(slug=slug).first()
    return found.about(topic) if topic else found.none()


def _score(found: CandidateQuerySet, hundredths: str) -> CandidateQuerySet:
    return found.filter(checkworthiness__gte=int(hundredths[:4]) / 100) if _is_number(hundredths) else found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _whose(found: CandidateQuerySet, whose: str, user: User) -> CandidateQuerySet:
    """Those whose group's first one is theirs."""
    name = user.get_username() if whose == ME else whose.removeprefix("@")
    wanted: dict[str, Any] = {"assigned_to": None} if whose == NOBODY else {"assigned_to__username": name}
    leading = Q(group__isnull=True, **wanted)
    return found.filter(
        leading | Q(group__isnull=False, **{f"group__{way}": value for way, value in wanted.items()})
    )


NARROW: dict[str, Callable[[CandidateQuerySet, str], Any]] = {
    "q": _words,
    "speaker": _speaker,
    "topic": _topic,
    "kind": lambda found, kind: found.filter(kind=kind) if kind in StatementKind.values else found,
    "score": _score,
}
KNOWN: dict[str, Callable[[str], bool]] = {  # the others find nothing where the value is not known
    "kind": lambda kind: kind in StatementKind.values,
    "state": lambda state: state in Candidate.State.values,
    "score": _is_number,
    "since": lambda day: _day(day) is not None,
    "order": lambda order: order == "newest",
}


def counted(candidates: CandidateQuerySet) -> str:
    """How many, as of now; beyond COUNTED it is not worth the counting, and of a large record remembered."""
    number = remembered.counted(candidates, COUNTED + 1, shorter=0)
    return f"more than {COUNTED:,}" if number > COUNTED else f"{number:,}"


def matching(filters: dict[str, str], user: User) -> str:
    """How many groups the filters leave, of the first GROUPED candidates: one query, however many there are.

    Where there are more, that is remembered for a while: the next candidate is asked for with the same filters.
    """
    key = "groups-" + sha256(f"{sorted(filters.items())} {user.pk}".encode()).hexdigest()
    if known := cache.get(key):
        return str(known)
    rows = _narrowed(filters, user).order_by().values_list(Coalesce("group_id", "pk"), flat=True)
    looked_at = list(rows[: GROUPED + 1])
    number = len(set(looked_at))
    if len(looked_at) <= GROUPED:
        return f"{number:,}"
    return str(cache.get_or_set(key, f"more than {number - 1:,}", COUNT_FOR))


def views_of(user: User) -> list[tuple[SavedView, str]]:
    """The views that somebody keeps, each with how many match, as it was a moment ago."""
    return [(view, _remembered(view, user)) for view in SavedView.objects.filter(owner=user)[:VIEWS]]


def _remembered(view: SavedView, user: User) -> str:
    key = f"view-{view.pk}-{sha256(view.query.encode()).hexdigest()[:16]}"
    return str(cache.get_or_set(key, lambda: matching(_read(QueryDict(view.query)), user), COUNT_FOR))


def waiting_badge(request: HttpRequest) -> str:
    """How many wait, for the sidebar."""
    return counted(Candidate.objects.awaiting_triage()).replace("more than ", "> ")
