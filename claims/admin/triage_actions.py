"""What the triage desk does: one function an action. Each says what was done, and whether to stay there."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from claims.admin.queue import ME, NOBODY
from claims.admin.requests import given_id, person
from claims.editorial import assigning, grouping, matching, speakers, triage
from claims.editorial.refusals import refuse
from claims.models import Candidate, Claim, Speaker

Done = tuple[str, bool]
TYPED = ("speaker_name", "wording", "kind", "new_speaker")


def keep_typed(request: HttpRequest, pk: int, names: Iterable[str] = TYPED) -> None:
    """The same candidate is shown again: what was typed is not lost."""
    request.session["typed"] = {str(pk): {name: request.POST.get(name, "") for name in names}}


def _promote(request: HttpRequest, candidate: Candidate) -> Done:
    post, speaker, reach = request.POST, _speaker(request), triage.reach(candidate)
    claim = triage.promote(
        candidate=candidate,
        actor=person(request),
        wording=post.get("wording", ""),
        speaker=speaker,
        kind=post.get("kind", ""),
    )
    return f"Promoted{reach.told}: {claim.headline}", False


def _attach(request: HttpRequest, candidate: Candidate) -> Done:
    known = Claim.objects.filter(pk=given_id(request, "claim")).first()
    if known is None:
        raise refuse("claim", "Choose the claim to attach it to.")
    reach = triage.reach(candidate)
    triage.promote(candidate=candidate, actor=person(request), claim=known)
    return f"Attached{reach.told} to: {known.headline}", False


def _not_same(request: HttpRequest, candidate: Candidate) -> Done:
    known = get_object_or_404(Claim, pk=given_id(request, "claim"))
    matching.reject_match(candidate=candidate, claim=known, actor=person(request))
    return f"Not the same as: {known.headline}. It is not suggested again.", True


def _take_out(request: HttpRequest, candidate: Candidate) -> Done:
    other = get_object_or_404(Candidate, pk=given_id(request, "member"))
    grouping.take_out(candidate=other, actor=person(request))
    return "Taken out: it stands for itself in the queue.", True


def _dismiss(request: HttpRequest, candidate: Candidate) -> Done:
    reason, note = request.POST.get("reason", ""), request.POST.get("note", "")
    triage.dismiss(candidate=candidate, actor=person(request), reason=reason, note=note)
    return "Dismissed.", False


def _undo(request: HttpRequest, candidate: Candidate) -> Done:
    triage.undo(candidate=candidate, actor=person(request))
    return "Back in the queue.", True


def _undo_stroke(request: HttpRequest, candidate: Candidate) -> Done:
    number = triage.undo_stroke(candidate=candidate, actor=person(request))
    return "Back in the queue." if number == 1 else f"{number} candidates are back in the queue.", True


def _change_speaker(request: HttpRequest, candidate: Candidate) -> Done:
    speaker = _speaker(request)
    if speaker is None:
        raise refuse("speaker", "Type the name of the speaker first.")
    triage.change_speaker(candidate=candidate, actor=person(request), speaker=speaker)
    if "wording" in request.POST:
        keep_typed(request, candidate.pk, ("wording", "kind"))
    return f"Speaker: {speaker}.", True


def _assign(request: HttpRequest, candidate: Candidate) -> Done:
    """To oneself, to nobody or to a colleague; given away, the next one is shown."""
    actor, given = person(request), request.POST.get("to", "")
    to = None if given == NOBODY else actor if given == ME else assigning.colleague_named(given)
    assigning.assign(candidate=candidate, actor=actor, to=to, seen=given_id(request, "seen") or None)
    if to is None:
        return "It is nobody’s again.", True
    return ("It is yours.", True) if to == actor else (f"Given to {to.called}.", False)


def _unknown(request: HttpRequest, candidate: Candidate) -> Done:
    name = request.POST.get("action", "")
    return f"Nothing done: “{name[:20]}” is not a decision.", True


def _speaker(request: HttpRequest) -> Speaker | None:
    post = request.POST
    return speakers.speaker_named(
        name=post.get("speaker_name", ""), actor=person(request), enter=bool(post.get("new_speaker"))
    )


ACTIONS: dict[str, Callable[[HttpRequest, Candidate], Done]] = {
    "promote": _promote,
    "attach": _attach,
    "not_same": _not_same,
    "take_out": _take_out,
    "dismiss": _dismiss,
    "undo": _undo,
    "undo_stroke": _undo_stroke,
    "speaker": _change_speaker,
    "assign": _assign,
}


def act(request: HttpRequest, candidate: Candidate) -> Done:
    """Do what was asked for. Raises Refused."""
    return ACTIONS.get(request.POST.get("action", ""), _unknown)(request, candidate)
