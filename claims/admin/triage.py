"""The triage desk: the queue, the article with every candidate in place, the decision beside it.

It works with page loads alone; `desk.js` makes the same forms answer in place and adds the keys.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from claims.admin.highlight import paragraphs
from claims.admin.queue import PAGE, counted, filters_of, ignored, queue, views_of
from claims.admin.queue import matching as matching_groups
from claims.admin.requests import asked_ids, person, tell
from claims.admin.seen_before import Seen, with_ratings
from claims.admin.triage_actions import act, keep_typed
from claims.editorial import matching, meaning, triage
from claims.editorial.external import ReviewMatch, similar_reviews
from claims.editorial.refusals import Refused
from claims.models import (
    Candidate,
    DismissReason,
    Outlet,
    Speaker,
    StatementKind,
    Topic,
    User,
)
from claims.models.remembered import remembered

IN_PLACE = "X-Desk"  # sent by desk.js: the desk alone is wanted; answered with its address
UNDONE_WITHIN = timedelta(minutes=30)
NAMES = 2_000  # of speakers that the page offers
EXTERNAL = 3  # reviews of other publishers that are shown


@permission_required("claims.view_candidate", raise_exception=True)
def desk(request: HttpRequest) -> HttpResponse:
    """The desk with one candidate chosen: the one asked for, else the first that is free."""
    return _page(request, filters_of(request), request.GET.get("c", ""))


def _page(request: HttpRequest, filters: dict[str, str], wanted: str) -> HttpResponse:
    """The page; for `desk.js` the desk alone. A peek at what comes next tells nobody that we look at it."""
    asked, user = request.headers.get(IN_PLACE, ""), person(request)
    is_peek = asked == "peek"
    found = queue(filters, user)
    rows = list(found[: PAGE + 1])
    chosen = _chosen(wanted, rows, user)
    context = {
        "filters": filters,
        "query": urlencode(filters),
        "rows": rows[:PAGE],
        "more": len(rows) > PAGE,
        "ticked": asked_ids(request, "tick"),
        "ignored": ignored(filters),
        "now": timezone.now(),
        "is_peek": is_peek,
        **({} if is_peek else _last_decided(user)),
        "waiting": counted(Candidate.objects.awaiting_triage()),
        "matching": matching_groups(filters, user) if filters.keys() - {"order"} else None,
        "set_filters": len(filters.keys() - {"q"}),
        "views": views_of(user),
        "chosen": chosen,
        "reasons": list(enumerate(DismissReason.choices, 1)),
        "kinds": StatementKind.choices,
        "states": Candidate.State.choices,
        "topics": Topic.objects.order_by("name")[:300],
        "colleagues": User.objects.filter(is_active=True, is_staff=True).order_by("username")[:300],
        "outlets": Outlet.objects.order_by("name")[:300],
    }
    if chosen is not None:
        context |= _decision(request, chosen, rows, is_peek=is_peek)
    if asked:
        response = render(request, "admin/desk/triage_desk.html", context)
        response[IN_PLACE] = _address(filters, wanted)
        return response
    context |= {**admin.site.each_context(request), "title": "Triage", "is_fullwidth": "1"}
    context["known_speakers"] = remembered("speakers to choose from", _names)
    return render(request, "admin/desk/triage.html", context)


def _names() -> SafeString:
    """Of speakers, for the box where one is typed."""
    names = Speaker.objects.order_by("name").values_list("name")[:NAMES]
    return format_html_join("", '<option value="{}">', names)


def _address(filters: dict[str, str], wanted: str) -> str:
    query = urlencode(filters | ({"c": wanted} if wanted else {}))
    return f"{reverse('desk-triage')}{'?' if query else ''}{query}"


def _last_decided(user: User) -> dict[str, Any]:
    """This person's last decision, while fresh and made since they signed in, and of how many others it was, too."""
    since = timezone.now() - UNDONE_WITHIN
    made = Candidate.objects.filter(decided_by=user, decided_at__gte=max(since, user.last_login or since))
    last = made.select_related("claim").order_by("-decided_at", "id").first()
    if last is None or not triage.may_undo(last):
        return {}
    return {"last_decided": last, "decided_with_it": triage.decided_with(last).count() - 1}


def _chosen(wanted: str, rows: list[Candidate], user: User) -> Candidate | None:
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 19:
        found = Candidate.objects.select_related(
            "revision__article__outlet", "speaker", "claim", "locked_by", "decided_by", "assigned_to"
        ).filter(pk=int(wanted))
        return found.first()
    return _first_free(rows, user)


def _first_free(rows: list[Candidate], user: User) -> Candidate | None:
    """The first that no colleague looks at and none was given; where all are, simply the first."""
    now = timezone.now()
    return next((row for row in rows if row.is_free_for(user.pk, now)), rows[0] if rows else None)


def _decision(
    request: HttpRequest, chosen: Candidate, rows: list[Candidate], *, is_peek: bool
) -> dict[str, Any]:
    user = person(request)
    is_free = is_peek or triage.lock(candidate=chosen, actor=user)
    keys = [row.pk for row in rows]
    at = keys.index(chosen.pk) if chosen.pk in keys else -1
    typed = {} if is_peek or "typed" not in request.session else request.session.pop("typed")
    in_text = list(chosen.revision.candidates.order_by("start"))
    return {
        "paragraphs": paragraphs(chosen.revision.text, in_text, chosen),
        "in_text": len(in_text),
        "previous": keys[at - 1] if at > 0 else None,
        "next": keys[at + 1] if 0 <= at < len(keys) - 1 else None,
        "onward": _first_free(rows[at + 1 :], user) if at >= 0 else None,
        "matches": _matches(chosen, chosen.statement),
        "external": _external(chosen, chosen.statement),
        "words_alone": meaning.what_is_missing(),
        "same": matching.same_in_queue(chosen),
        "reach": triage.reach(chosen),
        "may_undo": triage.may_undo(chosen),
        "typed": typed.get(str(chosen.pk)),
        "colleague": None if is_free else chosen.locked_by,
        "renew_seconds": int(triage.LOCK_FOR.total_seconds() * 0.4),
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
def stay(request: HttpRequest, pk: int) -> HttpResponse:
    """The editor is still there. If a colleague is on it by now, the answer says who."""
    candidate = get_object_or_404(Candidate.objects.select_related("locked_by"), pk=pk)
    if triage.stay(candidate=candidate, actor=person(request)):
        return HttpResponse(status=204)
    is_taken = candidate.locked_until and candidate.locked_until > timezone.now()
    said = f"{candidate.locked_by.called} is on this." if is_taken and candidate.locked_by else ""
    return HttpResponse(said, status=409, content_type="text/plain; charset=utf-8")


@require_POST
@permission_required("claims.change_candidate", raise_exception=True)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision; then the next candidate. A refusal stays on this one and says why."""
    candidate = get_object_or_404(Candidate, pk=pk)
    after = request.POST.get("next", "")
    try:
        said, stay = act(request, candidate)
        messages.success(request, said)
    except Refused as refused:
        stay = True
        if request.POST.get("action") in {"promote", "speaker"}:
            keep_typed(request, pk)
        tell(request, refused)
    wanted = str(pk) if stay else after if after.isascii() and after.isdigit() else ""
    if IN_PLACE in request.headers:
        return _page(request, filters_of(request), wanted)
    return HttpResponseRedirect(_address(filters_of(request), wanted))
