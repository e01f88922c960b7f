"""The start page: mine, waiting for my review, returned to me, deadlines, the queue."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from claims.admin.queue import counted
from claims.admin.subscribers import given_up
from claims.editorial import conversation, deadlines
from claims.models import Candidate, ReviewVersion, SpeakerMerge, User

SHOWN = 8


def start_page(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """What this person should look at next."""
    user = request.user
    if not isinstance(user, User):
        return context
    waiting = Candidate.objects.awaiting_triage()
    open_versions = ReviewVersion.objects.open().select_related("review__claim__speaker").order_by("-id")
    mine = open_versions.filter(Q(authors__contains=[user.pk]) | Q(review__assigned_to=user))
    context |= {
        "title": "Start page",
        "queue_waiting": counted(waiting),
        "worthy": counted(waiting.filter(checkworthy=True)),
        "for_me_to_triage": counted(waiting.first_of_groups().filter(assigned_to=user)),
        "my_drafts": mine.filter(state="draft")[:SHOWN],
        "returned_to_me": mine.filter(state="returned")[:SHOWN],
        "for_me_to_review": open_versions.filter(state="submitted").exclude(authors__contains=[user.pk])[
            :SHOWN
        ]
        if user.has_perm("claims.approve_review")
        else [],
        "for_me_to_publish": open_versions.filter(state="approved")[:SHOWN]
        if user.has_perm("claims.publish_review")
        else [],
        "merges": SpeakerMerge.objects.waiting().exclude(asked_by=user)[:SHOWN]
        if user.has_perm("claims.approve_review")
        else [],
        "deadlines": [*deadlines.overdue()[:SHOWN], *deadlines.due_soon()[:SHOWN]],
        "given_up": given_up(request),
        "mentions": conversation.mentions_of(user)[:SHOWN],
    }
    return context
