"""Two speakers that are one: both side by side, what would move, and the merge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from claims.admin.requests import given_id, person, tell
from claims.editorial import speaker_merging, speakers
from claims.editorial.refusals import Refused
from claims.models import Claim, Speaker, SpeakerMerge

SHOWN = 6  # claims of each
LIKE = 8  # speakers of a like name


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, as the page shows it."""

    speaker: Speaker
    aliases: list[str]
    roles: list[str]
    claims: list[Claim]
    number: int


@permission_required("claims.change_speaker", raise_exception=True)
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the other one; then both, side by side. A POST merges them."""
    speaker = Speaker.objects.filter(pk=pk).first()
    if speaker is None:
        return _merged_already(request, pk)
    waiting = SpeakerMerge.objects.waiting().filter(former_id=pk).first()
    into = waiting.into if waiting else _other(request, speaker)
    if request.method == "POST" and into is not None and waiting is None:
        done = _merge(request, speaker, into)
        if done is not None:
            return done
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": "Merge two speakers",
        "speaker": speaker,
        "typed": request.GET.get("into", "")[:200],
        "like": Speaker.objects.named_like(speaker.name).exclude(pk=pk)[:LIKE],
        "waiting": waiting,
        "may_confirm": person(request).has_perm("claims.approve_review"),
    }
    if into is not None:
        move = speaker_merging.preview(speaker=speaker, into=into, asked=waiting)
        context |= {"into": into, "move": move}
        context["sides"] = [_side(speaker), _side(into)]
    return render(request, "admin/desk/merge_speakers.html", context)


def _merged_already(request: HttpRequest, pk: int) -> HttpResponse:
    """A colleague was faster: who, said where the speaker is now."""
    merge = get_object_or_404(_done(pk))
    messages.warning(request, _told(merge))
    return HttpResponseRedirect(reverse("admin:claims_speaker_change", args=[merge.into_id]))


def _done(number: int) -> QuerySet[SpeakerMerge]:
    """How the speaker who had this number was merged away."""
    return SpeakerMerge.objects.done().filter(former_id=number).select_related("into", "confirmed_by")


def _told(merge: SpeakerMerge) -> str:
    who = f" by {merge.confirmed_by.called}" if merge.confirmed_by else ""
    return f"Merged already{who}: {merge.name} is {merge.into} now."


def _other(request: HttpRequest, speaker: Speaker) -> Speaker | None:
    """The one to merge into: by number from the list, by name as typed."""
    if number := given_id(request, "into"):
        if merge := _done(number).first():
            messages.error(request, _told(merge))
        return Speaker.objects.filter(pk=number).first()
    name = request.GET.get("into", "")
    try:
        return speakers.speaker_named(name=name, actor=person(request))
    except Refused:
        messages.error(request, f"Nobody, or more than one, is known as “{name[:60]}”. Choose from the list.")
        return None


def _merge(request: HttpRequest, speaker: Speaker, into: Speaker) -> HttpResponse | None:
    try:
        merge = speaker_merging.merge_speakers(speaker=speaker, into=into, actor=person(request))
    except Refused as refused:
        tell(request, refused)
        return None
    if merge.confirmed_at is None:
        messages.success(request, "Asked for. A reviewer confirms it; it stands on their start page.")
        return HttpResponseRedirect(reverse("desk-merge-speaker", args=[speaker.pk]))
    messages.success(request, f"Merged: {merge.name} is {into} now. The old address leads there.")
    return HttpResponseRedirect(reverse("admin:claims_speaker_change", args=[into.pk]))


@require_POST
@permission_required("claims.change_speaker", raise_exception=True)
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a merge that waits, or drop it."""
    merge = get_object_or_404(SpeakerMerge.objects.select_related("into"), pk=pk)
    actor = person(request)
    there = reverse("admin:claims_speaker_change", args=[merge.into_id])
    try:
        if "confirm" in request.POST:
            speaker_merging.confirm_merge(merge=merge, actor=actor)
            messages.success(
                request, f"Merged: {merge.name} is {merge.into} now. The old address leads there."
            )
        else:
            speaker_merging.drop_merge(merge=merge, actor=actor)
            messages.success(request, "The request is dropped; the two stay two.")
    except Refused as refused:
        tell(request, refused)
    return HttpResponseRedirect(there)


def _side(speaker: Speaker) -> Side:
    claims = Claim.objects.filter(speaker=speaker, merged_into=None).select_related("speaker")
    return Side(
        speaker=speaker,
        aliases=[alias.name for alias in speaker.aliases.all()],
        roles=[_period(role) for role in speaker.affiliations.all()],
        claims=list(claims.order_by("-id")[:SHOWN]),
        number=claims.count(),
    )


def _period(role: Any) -> str:
    if role.start is None and role.end is None:
        return str(role)
    first, last = (day.strftime("%-d %B %Y") if day else "" for day in (role.start, role.end))
    return f"{role}, {first or 'until'} {f'to {last}' if first and last else last or 'onwards'}"
