"""The start page: what waits for this person, what is new of it, and their daily message."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from claims.admin.queue import counted
from claims.admin.requests import person
from claims.admin.subscribers import given_up
from claims.editorial import inbox
from claims.editorial.refusals import Refused
from claims.models import Candidate, ReviewVersion, SpeakerMerge, User


def start_page(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """What this person should look at next."""
    user = request.user
    if not isinstance(user, User):
        return context
    mine = Q(authors__contains=[user.pk]) | Q(review__assigned_to=user)
    drafts = ReviewVersion.objects.filter(mine, state="draft").select_related("review__claim__speaker")
    waiting = Candidate.objects.awaiting_triage()
    cards = inbox.inbox(user)
    context |= {
        "title": "Start page",
        "queue_waiting": counted(waiting),
        "worthy": counted(waiting.filter(checkworthy=True)),
        "for_me_to_triage": counted(waiting.first_of_groups().filter(assigned_to=user)),
        "my_drafts": drafts.order_by("-id")[: inbox.SHOWN],
        "cards": cards,
        "merges": SpeakerMerge.objects.waiting().exclude(asked_by=user)[: inbox.SHOWN]
        if user.has_perm("claims.approve_review")
        else [],
        "unread": sum(card.unread for card in cards),
        "given_up": given_up(request),
    }
    return context


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    inbox.read_all(actor=person(request))
    return HttpResponseRedirect(reverse("admin:index"))


@require_POST
def digest(request: HttpRequest) -> HttpResponse:
    """Switch the daily message on or off."""
    on = request.POST.get("on") == "1"
    try:
        inbox.choose_digest(actor=person(request), on=on)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, "You get a message a day, when something is new." if on else "No more messages."
        )
    return HttpResponseRedirect(reverse("admin:index"))
