"""What stands in the queue: filters in the address, counts, whose it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, QueryDict

from claims.models import Candidate, StatementKind, Topic, User
from claims.models.candidate import CandidateQuerySet

FILTERS = ("q", "speaker", "outlet", "topic", "kind", "state", "score", "language", "since", "whose", "order")
COUNTED = 10_000  # beyond that the queue says "more than", since counting takes its time
ME, NOBODY = "me", "nobody"  # values of `whose`; a colleague is @name


def filters_of(request: HttpRequest) -> dict[str, str]:
    """The filters that are set. They live in the address alone; a form carries it along as `back`."""
    given = QueryDict(request.POST.get("back", "")) if request.method == "POST" else request.GET
    return {name: value for name in FILTERS if (value := given.get(name, "").strip().replace("\x00", ""))}


def queue(filters: dict[str, str], user: User) -> CandidateQuerySet:
    """The candidates that the filters leave, the most check-worthy first."""
    state = filters.get("state", Candidate.State.WAITING)
    found: CandidateQuerySet = Candidate.objects.filter(
        state=state if state in Candidate.State.values else Candidate.State.WAITING
    )
    for name, narrow in NARROW.items():
        if name in filters:
            found = narrow(found, filters[name])
    found = found.one_a_group(narrowed=bool(filters.keys() - {"order", "whose"}))
    if "whose" in filters:  # a group is somebody's as a whole
        found = _whose(found, filters["whose"], user)
    found = found.select_related("revision__article__outlet", "speaker", "claim", "locked_by", "assigned_to")
    found = found.defer("revision__text").with_repetitions()
    return found.order_by("-id") if filters.get("order") == "newest" else found.by_worth()


def _speaker(found: CandidateQuerySet, name: str) -> CandidateQuerySet:
    return found.filter(Q(speaker__name__iexact=name) | Q(speaker_name__iexact=name))


def _topic(found: CandidateQuerySet, slug: str) -> CandidateQuerySet:
    topic = Topic.objects.filter(slug=slug).first()
    return found.about(topic) if topic else found.none()


def _score(found: CandidateQuerySet, hundredths: str) -> CandidateQuerySet:
    is_number = hundredths.isascii() and hundredths.isdigit()
    return found.filter(checkworthiness__gte=int(hundredths[:4]) / 100) if is_number else found


def _since(found: CandidateQuerySet, text: str) -> CandidateQuerySet:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return found
    return found.filter(revision__article__published_on__gte=day)


def _whose(found: CandidateQuerySet, whose: str, user: User) -> CandidateQuerySet:
    if whose == NOBODY:
        return found.filter(assigned_to=None)
    name = user.get_username() if whose == ME else whose.removeprefix("@")
    return found.filter(assigned_to__username=name)


NARROW: dict[str, Callable[[CandidateQuerySet, str], Any]] = {
    "q": lambda found, text: found.filter(quote__icontains=text),
    "speaker": _speaker,
    "outlet": lambda found, slug: found.filter(revision__article__outlet__slug=slug),
    "topic": _topic,
    "kind": lambda found, kind: found.filter(kind=kind) if kind in StatementKind.values else found,
    "score": _score,
    "language": lambda found, language: found.filter(revision__article__language=language),
    "since": _since,
}


def counted(candidates: CandidateQuerySet) -> str:
    """How many; beyond COUNTED it is not worth the counting."""
    number = candidates.order_by()[: COUNTED + 1].count()
    return f"more than {COUNTED:,}" if number > COUNTED else f"{number:,}"


def waiting_badge(request: HttpRequest) -> str:
    """How many wait, for the sidebar."""
    return counted(Candidate.objects.awaiting_triage()).replace("more than ", "> ")
