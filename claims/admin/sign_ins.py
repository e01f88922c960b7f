"""Where am I signed in? One's own browsers, each with a way to sign it out; administrators see anybody's.

No address of the network is kept: it names a house, says little about a telephone, and behind a proxy it is
the proxy's.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib import admin, messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from ua_parser import parse

from claims.admin.requests import given_id, person
from claims.editorial import sign_ins
from claims.models import SignIn, User

NOTED_EVERY = timedelta(minutes=5)
AGENT_READ = 400  # characters


class NoteVisits:
    """Middleware: where and when people were last seen below /admin/, to five minutes.

    The moment of the last note stands in the session, so that most pages ask the database nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/admin/") and isinstance(request.user, User):
            self.note(request, request.user)
        return self.get_response(request)

    def note(self, request: HttpRequest, user: User) -> None:
        """Once for a new session, then every five minutes."""
        key, now = request.session.session_key, timezone.now()
        noted = request.session.get("noted", {})
        if noted.get("key") == key and now - datetime.fromisoformat(noted["at"]) < NOTED_EVERY:
            return
        sign_ins.note_visit(
            user=user, session_key=str(key), device=device_named(request.headers.get("User-Agent", ""))
        )
        request.session["noted"] = {"key": key, "at": now.isoformat()}


def device_named(agent: str) -> str:
    """What a browser says it is, in people's words: “Firefox on Linux”. Empty when it says nothing."""
    read = parse(agent[:AGENT_READ])
    browser = read.user_agent.family if read.user_agent else ""
    system = read.os.family if read.os else ""
    return " on ".join(part for part in (browser, system) if part)


@login_required
def desk(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """One's own browsers, or with a number those of that person."""
    whose = _whose(request, pk)
    rows = sign_ins.sign_ins_of(whose)
    context = {
        **admin.site.each_context(request),
        "title": "Where I am signed in" if pk is None else f"Where {whose.called} is signed in",
        "rows": rows,
        "whose": whose,
        "own": pk is None,
        "here": request.session.session_key,
        "others": sum(row.session_id != request.session.session_key for row in rows),
    }
    return render(request, "admin/desk/sign_ins.html", context)


@require_POST
@login_required
def end(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Sign one browser out, or all of them but this one."""
    whose, actor = _whose(request, pk), person(request)
    if "all" in request.POST:
        number = sign_ins.end_all(user=whose, actor=actor, but=request.session.session_key)
        messages.success(request, f"Signed out in {number} browser{'s' if number != 1 else ''}.")
    else:
        found = SignIn.objects.filter(user=whose, pk=given_id(request, "sign_in")).first()
        if found is None:
            messages.info(request, "That browser was signed out already.")
        else:
            sign_ins.end(sign_in=found, actor=actor)
            messages.success(request, f"Signed out: {found.device or 'an unknown browser'}.")
    return HttpResponseRedirect(
        reverse("desk-sign-ins") if pk is None else reverse("desk-sign-ins-of", args=[pk])
    )


def _whose(request: HttpRequest, pk: int | None) -> User:
    actor = person(request)
    if pk is None:
        return actor
    if not actor.has_perm("claims.change_user"):
        raise PermissionDenied
    return get_object_or_404(User, pk=pk)
