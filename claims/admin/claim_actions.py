"""What the claim's desk does: one function an action. Each reads its form and calls a verb."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from claims import tasks
from claims.admin.evidence_desk import form_of
from claims.admin.forms import AnswerForm, ClaimForm, EvidenceForm, ReplyForm, ReviewForm
from claims.admin.requests import given_id, given_ids, person
from claims.admin.uploads import uploaded
from claims.editorial import appearances, claims, conversation, evidence, merging, speakers, workflow
from claims.editorial.refusals import refuse
from claims.models import (
    Appearance,
    Claim,
    DuePrecision,
    Evidence,
    ReviewVersion,
    RightOfReply,
    StatementKind,
    User,
    published,
)

Bound = dict[str, forms.Form]
DONE = {
    "submit": "Submitted. A colleague who did not write in it approves it.",
    "return": "Returned, with your comment.",
    "approve": "Approved. It can be published now.",
    "publish": "Published. Readers see it now.",
    "correct": "A new version is open. Readers see the published one until this one is published.",
    "withdraw": "Withdrawn. Readers see your reason.",
    "discard": "Discarded. The review stands as it did; the text is kept among the versions.",
    "reopen": "Taken back to draft.",
}


class InvalidForm(Exception):
    """The form is shown again with its errors."""


def _valid(form: forms.Form, bound: Bound, name: str) -> dict[str, Any]:
    bound[name] = form
    if not form.is_valid():
        raise InvalidForm
    return form.cleaned_data


def version_of(request: HttpRequest, claim: Claim) -> ReviewVersion:
    """The version that the form was made for."""
    wanted = given_id(request, "version")
    return get_object_or_404(ReviewVersion.objects.select_related("review"), review__claim=claim, pk=wanted)


# The claim -----------------------------------------------------------------------------------------
def _edit_claim(request: HttpRequest, claim: Claim, bound: Bound) -> None:
    data = _valid(ClaimForm(request.POST), bound, "claim_form")
    actor = person(request)
    if claim.due_on and data["kind"] != StatementKind.PROMISE and data["due_on"] is None:
        claims.set_deadline(claim=claim, actor=actor, due_on=None)
    claims.edit_claim(
        claim=claim, actor=actor, wording=data["wording"], kind=data["kind"], said_on=data["said_on"]
    )
    claims.set_topics(claim=claim, actor=actor, topics=data["topics"])
    may_fall_due = claim.kind == StatementKind.PROMISE or data["due_on"]
    if may_fall_due and (data["due_on"] != claim.due_on or data["due_basis"] != claim.due_basis):
        claims.set_deadline(
            claim=claim,
            actor=actor,
            due_on=data["due_on"],
            precision=data["due_precision"] or DuePrecision.DAY,
            basis=data["due_basis"],
        )
    messages.success(request, "The claim is saved.")


def _confirm_speaker(request: HttpRequest, claim: Claim, bound: Bound) -> None:
    actor = person(request)
    post = request.POST
    speaker = speakers.speaker_named(
        name=post.get("speaker_name", ""), actor=actor, enter="new_speaker" in post
    )
    claims.confirm_speaker(claim=claim, actor=actor, speaker=speaker)
    messages.success(request, f"Confirmed: {claim.speaker} said it.")


def _confirm_deadline(request: HttpRequest, claim: Claim, bound: Bound) -> None:
    claims.confirm_deadline(claim=claim, actor=person(request))
    messages.success(request, f"Confirmed: due {claim.due_on:%-d %B %Y}.")


def _settle_suggested(request: HttpRequest, claim: Claim, bound: Bound) -> None:
    wanted = Appearance.State.CONFIRMED if "confirm" in request.POST else Appearance.State.REJECTED
    settled = appearances.settle_suggested(claim=claim, actor=person(request), state=wanted)
    messages.success(request, f"{settled} appearance{'s' if settled != 1 else ''} {wanted.label.lower()}.")


def _second_look(request: HttpRequest, claim: Claim, bound: Bound) -> None:
    chosen, actor = given_ids(request, "appearance"), person(request)
    if "reject" in request.POST:
        number = appearances.reject(claim=claim, actor=actor, appearances=chosen)
        messages.success(request, f"{number} appearance{'s' if number != 1 else ''} rejected.")
        return
    number = appearances.second(claim=claim, actor=actor, appearances=chosen)
    messages.success(request, f"Two have looked: readers see {number} more appearance{'s' * (number != 1)}.")


def _merge(request: HttpRequest, claim: Claim, bound: Bound) -> None:
    into = Claim.objects.filter(pk=given_id(request, "into")).first()
    if into is None:
        raise refuse("into", "Choose the claim to merge into by its number, as in its address.")
    merging.merge(claim=claim, into=into, actor=person(request))
    tasks.ring_for_subscribers()
    messages.success(request, f"Merged into: {into.headline}. The old address leads there.")


def _split(request: HttpRequest, claim: Claim, bound: Bound) -> None:
    fresh = merging.split(
        claim=claim,
        appearances=given_ids(request, "appearance"),
        wording=request.POST.get("wording", ""),
        actor=person(request),
    )
    messages.success(request, f"A claim of its own now: {fresh.headline} (number {fresh.pk}).")


# The review ----------------------------------------------------------------------------------------
def _start(request: HttpRequest, claim: Claim, bound: Bound) -> None:
    workflow.start_review(claim=claim, actor=person(request))
    messages.success(request, "A draft is open.")


def _save(request: HttpRequest, claim: Claim, bound: Bound) -> None:
    version = version_of(request, claim)
    form = ReviewForm(request.POST, kind=claim.kind, is_correction=version.number > 1)
    data = _valid(form, bound, "form")
    before = version.state
    workflow.edit(version=version, actor=person(request), seen=request.POST.get("seen", ""), **data)
    if before in {"submitted", "approved"} and version.state == "draft":
        messages.warning(request, "Saved. The version is a draft again: an edit voids the approval.")
    else:
        messages.success(request, "The draft is saved.")


def _restore(request: HttpRequest, claim: Claim, bound: Bound) -> None:
    older = version_of(request, claim)
    workflow.restore(older=older, actor=person(request))
    messages.success(request, f"The text of version {older.number} stands in the open version now.")


def _step(request: HttpRequest, claim: Claim, bound: Bound) -> None:
    version, actor, note = version_of(request, claim), person(request), request.POST.get("note", "")
    action = request.POST["action"]
    match action:
        case "submit":
            workflow.submit(version=version, actor=actor)
        case "return":
            workflow.return_review(version=version, actor=actor, comment=note)
        case "approve":
            shown = given_ids(request, "appearance")
            workflow.approve(version=version, actor=actor, seen=request.POST.get("seen"), appearances=shown)
        case "publish":
            workflow.publish(version=version, actor=actor)
            tasks.ring_for_subscribers()
        case "correct":
            workflow.correct(review=version.review, actor=actor, change_note=note)
        case "withdraw":
            workflow.withdraw(version=version, actor=actor, reason=note)
            tasks.ring_for_subscribers()
        case "discard":
            workflow.discard(version=version, actor=actor)
        case "reopen":
            workflow.reopen(version=version, actor=actor)
    messages.success(request, DONE[action])


# Evidence and replies ------------------------------------------------------------------------------
def _attach(request: HttpRequest, claim: Claim, bound: Bound) -> None:
    data = _valid(EvidenceForm(request.POST, request.FILES), bound, "evidence_form")
    data["file"] = uploaded(request, data["file"])
    evidence.attach_evidence(version=version_of(request, claim), actor=person(request), **data)
    tasks.ring_for_copy()
    messages.success(request, "The evidence is attached.")


def _evidence_of(request: HttpRequest, claim: Claim) -> Evidence:
    wanted = given_id(request, "evidence")
    return get_object_or_404(published.documents(), version__review__claim=claim, pk=wanted)


def _edit_evidence(request: HttpRequest, claim: Claim, bound: Bound) -> None:
    item = _evidence_of(request, claim)
    form = form_of(item, data=request.POST, files=request.FILES)
    data = _valid(form, bound, f"evidence_form_{item.pk}")
    data["file"] = uploaded(request, data["file"])
    evidence.edit_evidence(evidence=item, actor=person(request), **data)
    tasks.ring_for_copy()
    messages.success(request, "The evidence is saved.")


def _fetch_again(request: HttpRequest, claim: Claim, bound: Bound) -> None:
    evidence.fetch_again(evidence=_evidence_of(request, claim), actor=person(request))
    tasks.ring_for_copy()
    messages.success(request, "The page is being asked for. Reload in a moment to see what came of it.")


def _remove(request: HttpRequest, claim: Claim, bound: Bound) -> None:
    item = _evidence_of(request, claim)
    evidence.remove_evidence(evidence=item, actor=person(request))
    messages.success(request, "The evidence is removed; the history keeps it.")


def _ask(request: HttpRequest, claim: Claim, bound: Bound) -> None:
    data = _valid(ReplyForm(request.POST), bound, "reply_form")
    conversation.ask(review=claim.review, actor=person(request), **data)
    messages.success(request, f"Recorded: {data['asked_whom']} was asked.")


def _answer(request: HttpRequest, claim: Claim, bound: Bound) -> None:
    reply = get_object_or_404(RightOfReply, review__claim=claim, pk=given_id(request, "reply"))
    data = _valid(AnswerForm(request.POST), bound, "answer_form")
    conversation.record_answer(reply=reply, actor=person(request), **data)
    messages.success(request, "The answer is recorded.")


# Colleagues ----------------------------------------------------------------------------------------
def _comment(request: HttpRequest, claim: Claim, bound: Bound) -> None:
    conversation.comment(review=claim.review, actor=person(request), text=request.POST.get("text", ""))
    messages.success(request, "Your comment stands.")


def _assign(request: HttpRequest, claim: Claim, bound: Bound) -> None:
    to = User.objects.filter(pk=given_id(request, "to"), is_active=True).first()
    conversation.assign(review=claim.review, actor=person(request), to=to)
    messages.success(request, f"Assigned to {to.called}." if to else "Assigned to nobody.")


ACTIONS: dict[str, Callable[[HttpRequest, Claim, Bound], None]] = {
    "claim": _edit_claim,
    "confirm-speaker": _confirm_speaker,
    "confirm-deadline": _confirm_deadline,
    "settle-suggested": _settle_suggested,
    "second-look": _second_look,
    "merge": _merge,
    "split": _split,
    "start": _start,
    "save": _save,
    "restore": _restore,
    **dict.fromkeys(DONE, _step),
    "attach": _attach,
    "evidence": _edit_evidence,
    "fetch-again": _fetch_again,
    "remove": _remove,
    "ask": _ask,
    "answer": _answer,
    "comment": _comment,
    "assign": _assign,
}
