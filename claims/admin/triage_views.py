"""Decisions on many candidates at once, and the views of the queue that an editor keeps."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from claims.admin.queue import filters_of
from claims.admin.requests import given_ids, person
from claims.editorial import assigning, triage
from claims.editorial.refusals import Refused
from claims.models import Candidate, SavedView

AT_ONCE = 100


def _back(request: HttpRequest, ticked: Sequence[int] = ()) -> HttpResponse:
    query = urlencode({**filters_of(request), "tick": ticked}, doseq=True)
    return HttpResponseRedirect(f"{reverse('desk-triage')}?{query}")


@require_POST
@permission_required("claims.change_candidate", raise_exception=True)
def bulk(request: HttpRequest) -> HttpResponse:
    """Dismiss every ticked candidate for one reason, or take them; those a colleague has meanwhile are named.

    Where nothing is done, the ticks stay.
    """
    ticked = given_ids(request, "candidate")[:AT_ONCE]
    if not ticked:
        messages.error(request, "Tick the candidates first.")
        return _back(request)
    candidates, actor = Candidate.objects.filter(pk__in=ticked), person(request)
    try:
        if "take" in request.POST:
            done, refused = assigning.assign_many(candidates=candidates, actor=actor, to=actor)
        else:
            reason = request.POST.get("reason", "")
            done, refused = triage.dismiss_many(candidates=candidates, actor=actor, reason=reason)
    except Refused as nothing:
        messages.error(request, str(nothing))
        return _back(request, ticked)
    messages.success(request, f"{done} assigned to you." if "take" in request.POST else f"{done} dismissed.")
    for candidate, problem in refused:
        messages.error(request, f"“{candidate}”: {problem}")
    return _back(request)


@require_POST
@permission_required("claims.view_candidate", raise_exception=True)
def views(request: HttpRequest) -> HttpResponse:
    """Keep the filters under a name, or drop a view that was kept."""
    owner = person(request)
    if drop := request.POST.get("drop", ""):
        SavedView.objects.filter(owner=owner, name=drop).delete()
        messages.success(request, f"The view “{drop}” is gone.")
        return _back(request)
    name = " ".join(request.POST.get("name", "").replace("\x00", "").split())[:60]
    if not name:
        messages.error(request, "Give the view a name.")
        return _back(request)
    SavedView.objects.update_or_create(
        owner=owner, name=name, defaults={"query": urlencode(filters_of(request))[:1000]}
    )
    messages.success(request, f"The view “{name}” is kept.")
    return _back(request)
