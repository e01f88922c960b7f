"""The triage desk: the queue, the article with every candidate in place, the decision beside it.

It works with page loads alone; `desk.js` makes the same forms answer in place and adds the keys.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from claims.admin.highlight import paragraphs
from claims.admin.requests import given_id, person
from claims.admin.seen_before import Seen, with_ratings
from claims.editorial import grouping, matching, meaning, speakers, triage
from claims.editorial.external import ReviewMatch, similar_reviews
from claims.editorial.refusals import Refused, refuse
from claims.models import (
    Candidate,
    Claim,
    DismissReason,
    Outlet,
    SavedView,
    Speaker,
    StatementKind,
    User,
)

PAGE = 40
FILTERS = ("q", "speaker", "outlet", "kind", "state", "score", "language", "since", "mine", "order")
UNDONE_WITHIN = timedelta(minutes=30)
TYPED = ("speaker_name", "wording", "kind", "new_speaker")
COUNTED = 10_000  # beyond that the queue says "more than", since counting takes its time
EXTERNAL = 3  # reviews of other publishers that are shown


def filters_of(request: HttpRequest) -> dict[str, str]:
    """The filters that are set. They live in the address alone; a form carries it along as `back`."""
    given = QueryDict(request.POST.get("back", "")) if request.method == "POST" else request.GET
    return {name: value for name in FILTERS if (value := given.get(name, "").strip().replace("\x00", ""))}


def queue(filters: dict[str, str]) -> QuerySet[Candidate]:
    """The candidates that the filters leave, the most check-worthy first."""
    state = filters.get("state", Candidate.State.WAITING)
    found = Candidate.objects.filter(
        state=state if state in Candidate.State.values else Candidate.State.WAITING
    )
    if "q" in filters:
        found = found.filter(quote__icontains=filters["q"])
    if "speaker" in filters:
        name = filters["speaker"]
        found = found.filter(Q(speaker__name__iexact=name) | Q(speaker_name__iexact=name))
    if "outlet" in filters:
        found = found.filter(revision__article__outlet__slug=filters["outlet"])
    if filters.get("kind") in StatementKind.values:
        found = found.filter(kind=filters["kind"])
    if filters.get("score", "").isdigit():
        found = found.filter(checkworthiness__gte=int(filters["score"]) / 100)
    if "language" in filters:
        found = found.filter(revision__article__language=filters["language"])
    if since := _day(filters.get("since", "")):
        found = found.filter(revision__article__published_on__gte=since)
    found = found.one_a_group(narrowed=bool(filters.keys() - {"order"}))
    found = found.select_related("revision__article__outlet", "speaker", "claim", "locked_by")
    found = found.defer("revision__text").with_repetitions()
    if filters.get("order") == "newest":
        return found.order_by("-id")
    return found.by_worth()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def waiting_count(candidates: QuerySet[Candidate] | None = None) -> str:
    """How many wait; beyond COUNTED it is not worth the counting."""
    if candidates is None:
        candidates = Candidate.objects.awaiting_triage()
    counted = candidates[: COUNTED + 1].count()
    return f"more than {COUNTED:,}" if counted > COUNTED else f"{counted:,}"


@permission_required("claims.view_candidate", raise_exception=True)
def desk(request: HttpRequest) -> HttpResponse:
    """The desk with one candidate chosen: the one asked for, else the first."""
    filters = filters_of(request)
    found = queue(filters)
    if "mine" in filters:
        found = found.filter(locked_by=person(request), locked_until__gt=timezone.now())
    rows = list(found[: PAGE + 1])
    chosen = _chosen(request, rows)
    context = {
        **admin.site.each_context(request),
        "title": "Triage",
        "is_fullwidth": "1",
        "filters": filters,
        "query": urlencode(filters),
        "rows": rows[:PAGE],
        "more": len(rows) > PAGE,
        "now": timezone.now(),
        "last_decided": _last_decided(person(request)),
        "waiting": waiting_count(),
        "set_filters": len(filters.keys() - {"q"}),
        "views": SavedView.objects.filter(owner=person(request)),
        "chosen": chosen,
        "reasons": list(enumerate(DismissReason.choices, 1)),
        "kinds": StatementKind.choices,
        "states": Candidate.State.choices,
        "outlets": Outlet.objects.order_by("name")[:300],
        "known_speakers": Speaker.objects.order_by("name").values_list("name", flat=True)[:2000],
    }
    if chosen is not None:
        context |= _decision(request, chosen, rows)
    return render(request, "admin/desk/triage.html", context)


def _last_decided(user: User) -> Candidate | None:
    """This person's last decision, while it is fresh and was made since they signed in."""
    since = timezone.now() - UNDONE_WITHIN
    made = Candidate.objects.filter(decided_by=user, decided_at__gte=max(since, user.last_login or since))
    last = made.select_related("claim").order_by("-decided_at").first()
    return last if last and triage.may_undo(last) else None


def _chosen(request: HttpRequest, rows: list[Candidate]) -> Candidate | None:
    wanted = request.GET.get("c", "")
    if wanted.isdigit() and len(wanted) < 19:
        found = Candidate.objects.select_related(
            "revision__article__outlet", "speaker", "claim", "locked_by", "decided_by"
        ).filter(pk=int(wanted))
        return found.first()
    return rows[0] if rows else None


def _decision(request: HttpRequest, chosen: Candidate, rows: list[Candidate]) -> dict[str, Any]:
    user = person(request)
    is_free = triage.lock(candidate=chosen, actor=user)
    chosen.refresh_from_db(fields=["locked_by", "locked_until"])
    keys = [row.pk for row in rows]
    at = keys.index(chosen.pk) if chosen.pk in keys else -1
    typed = request.session.pop("typed", {})
    in_text = list(chosen.revision.candidates.order_by("start"))
    return {
        "paragraphs": paragraphs(chosen.revision.text, in_text, chosen),
        "in_text": len(in_text),
        "previous": keys[at - 1] if at > 0 else None,
        "next": keys[at + 1] if 0 <= at < len(keys) - 1 else None,
        "matches": _matches(chosen, chosen.statement),
        "external": _external(chosen, chosen.statement),
        "words_alone": meaning.what_is_missing(),
        "same": matching.same_in_queue(chosen),
        "reach": triage.reach(chosen),
        "may_undo": triage.may_undo(chosen),
        "typed": typed.get(str(chosen.pk)),
        "colleague": None if is_free else chosen.locked_by,
    }


def _matches(chosen: Candidate, statement: str) -> list[Seen]:
    return with_ratings(
        matching.similar_claims(
            statement=statement, quote=chosen.quote, speaker=chosen.speaker, candidate=chosen
        )
    )


def _external(chosen: Candidate, statement: str) -> list[ReviewMatch]:
    return similar_reviews(statement=statement, quote=chosen.quote, speaker=chosen.speaker, limit=EXTERNAL)


@permission_required("claims.view_candidate", raise_exception=True)
def like(request: HttpRequest, pk: int) -> HttpResponse:
    """The known claims like the wording that is being typed: a part of the page."""
    chosen = get_object_or_404(Candidate.objects.select_related("speaker").defer("revision__text"), pk=pk)
    wording = request.GET.get("wording", "").replace("\x00", "").strip()[:500]
    filters = filters_of(request)
    context = {
        "chosen": chosen,
        "matches": _matches(chosen, wording or chosen.statement),
        "external": _external(chosen, wording or chosen.statement),
        "query": urlencode(filters),
        "reach": triage.reach(chosen),
    }
    return render(request, "admin/desk/matches.html", context)


@require_POST
@permission_required("claims.change_candidate", raise_exception=True)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision; then the next candidate. A refusal stays on this one and says why."""
    candidate = get_object_or_404(Candidate, pk=pk)
    after = request.POST.get("next", "")
    try:
        said, stay = _act(request, candidate)
        messages.success(request, said)
    except Refused as refused:
        stay = True
        if request.POST.get("action") == "promote":  # shown again: what was typed is not lost
            request.session["typed"] = {str(pk): {name: request.POST.get(name, "") for name in TYPED}}
        for problem in refused.problems:
            messages.error(request, problem.message)
    query = filters_of(request)
    if stay:
        query["c"] = str(pk)
    elif after.isdigit():
        query["c"] = after
    return HttpResponseRedirect(f"{reverse('desk-triage')}?{urlencode(query)}")


def _act(request: HttpRequest, candidate: Candidate) -> tuple[str, bool]:
    """Do it; what to say, and whether to stay on this candidate."""
    actor, post = person(request), request.POST
    match post.get("action", ""):
        case "promote":
            speaker = _speaker(request)
            reach = triage.reach(candidate)
            claim = triage.promote(
                candidate=candidate,
                actor=actor,
                wording=post.get("wording", ""),
                speaker=speaker,
                kind=post.get("kind", ""),
            )
            return f"Promoted{reach.told}: {claim.headline}", False
        case "attach":
            known = Claim.objects.filter(pk=given_id(request, "claim")).first()
            if known is None:
                raise refuse("claim", "Choose the claim to attach it to.")
            reach = triage.reach(candidate)
            triage.promote(candidate=candidate, actor=actor, claim=known)
            return f"Attached{reach.told} to: {known.headline}", False
        case "not_same":
            known = get_object_or_404(Claim, pk=given_id(request, "claim"))
            matching.reject_match(candidate=candidate, claim=known, actor=actor)
            return f"Not the same as: {known.headline}. It is not suggested again.", True
        case "take_out":
            other = get_object_or_404(Candidate, pk=given_id(request, "member"))
            grouping.take_out(candidate=other, actor=actor)
            return "Taken out: it stands for itself in the queue.", True
        case "dismiss":
            triage.dismiss(
                candidate=candidate, actor=actor, reason=post.get("reason", ""), note=post.get("note", "")
            )
            return "Dismissed.", False
        case "undo":
            triage.undo(candidate=candidate, actor=actor)
            return "Back in the queue.", True
        case "speaker":
            speaker = _speaker(request)
            if speaker is not None:
                triage.change_speaker(candidate=candidate, actor=actor, speaker=speaker)
            return f"Speaker: {speaker}.", True
        case other:
            return f"Nothing done: “{other[:20]}” is not a decision.", True


def _speaker(request: HttpRequest) -> Speaker | None:
    post = request.POST
    return speakers.speaker_named(
        name=post.get("speaker_name", ""), actor=person(request), enter=bool(post.get("new_speaker"))
    )


def waiting_badge(request: HttpRequest) -> str:
    """How many wait, for the sidebar."""
    return waiting_count().replace("more than ", "> ")
