"""The claim's desk: claim, appearances, review, evidence, comments and history on one page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from claims.admin.triage import _user
from claims.editorial import claims, evidence, matching, speakers, workflow
from claims.editorial.refusals import Refused
from claims.models import (
    Claim,
    DuePrecision,
    Evidence,
    Methodology,
    Rating,
    ReviewVersion,
    Stance,
    StatementKind,
    User,
)


class ReviewForm(forms.Form):
    """The content of a version."""

    rating = forms.ModelChoiceField(Rating.objects.none(), required=False)
    headline = forms.CharField(max_length=300, required=False)
    summary = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=5_000)
    body = forms.CharField(widget=forms.Textarea(attrs={"rows": 10}), required=False, max_length=200_000)
    methodology = forms.ModelChoiceField(Methodology.objects.all(), required=False)
    change_note = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=5_000,
        help_text="For a correction: what was wrong and what changed. Shown in public.",
    )

    def __init__(self, *args: Any, kind: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        ratings = Rating.objects.filter(scale__is_active=True).select_related("scale")
        wanted = "promise" if kind == StatementKind.PROMISE else "truth"
        choices: dict[str, list[tuple[int, str]]] = {}
        for rating in sorted(ratings, key=lambda r: (r.scale.kind != wanted, r.scale.name, r.position)):
            choices.setdefault(rating.scale.name, []).append((rating.pk, rating.label))
        field = self.fields["rating"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = ratings
        field.choices = [("", "no rating yet"), *choices.items()]


class EvidenceForm(forms.Form):
    """One document."""

    title = forms.CharField(max_length=300)
    url = forms.URLField(max_length=1000, required=False, assume_scheme="https")
    publisher = forms.CharField(max_length=200, required=False)
    dated_on = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    stance = forms.ChoiceField(choices=Stance)
    excerpt = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=20_000)
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=20_000)


class ClaimForm(forms.Form):
    """Wording, kind, day and deadline."""

    wording = forms.CharField(max_length=500)
    kind = forms.ChoiceField(choices=StatementKind)
    said_on = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    due_on = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    due_precision = forms.ChoiceField(choices=[("", "—"), *DuePrecision.choices], required=False)
    due_basis = forms.CharField(max_length=300, required=False)


@permission_required("claims.view_claim", raise_exception=True)
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """The page."""
    return _page(request, get_object_or_404(Claim.objects.select_related("speaker"), pk=pk))


def _page(request: HttpRequest, claim: Claim, status: int = 200, **bound: forms.Form) -> HttpResponse:
    user = _user(request)
    review = getattr(claim, "review", None)
    version = review.current if review else None
    content = {name: getattr(version, name) for name in ReviewForm.base_fields} if version else {}
    initial = {name: getattr(claim, name) for name in ClaimForm.base_fields}
    context = {
        **admin.site.each_context(request),
        "title": "Claim",
        "is_fullwidth": "1",
        "claim": claim,
        "review": review,
        "version": version,
        "versions": review.versions.select_related("rating", "approver", "published_by") if review else [],
        "steps": [_step(version, step, user) for step in workflow.allowed(version, user)] if version else [],
        "may_reopen": version is not None and version.state in {"submitted", "approved"},
        "form": ReviewForm(initial=content, kind=claim.kind),
        "evidence_form": EvidenceForm(),
        "claim_form": ClaimForm(initial=initial),
        "appearances": claim.appearances.select_related("revision__article__outlet").order_by("said_on"),
        "evidence": version.evidence.all() if version else [],
        "comments": review.comments.select_related("author") if review else [],
        "people": {user.pk: user.first_name or user.username for user in User.objects.all()},
        "before": [
            m
            for m in matching.similar_claims(statement=claim.wording, speaker=claim.speaker, limit=6)
            if m.claim.pk != claim.pk
        ],
        **bound,
    }
    context["authors"] = [context["people"].get(pk, "?") for pk in version.authors] if version else []
    return render(request, "admin/desk/claim.html", context, status=status)


def _step(version: ReviewVersion, step: workflow.Transition, user: User) -> dict[str, Any]:
    return {"verb": step.verb, "problems": workflow.blockers(version, step.verb, user)}


@require_POST
@permission_required("claims.change_claim", raise_exception=True)
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """One verb on the claim or its review; a refusal shows what blocks, and nothing typed is lost."""
    claim = get_object_or_404(Claim.objects.select_related("speaker"), pk=pk)
    action = request.POST.get("action", "")
    bound: dict[str, forms.Form] = {}
    try:
        ACTIONS.get(action, _unknown)(request, claim, bound)
    except Refused as refused:
        for problem in refused.problems:
            messages.error(request, problem.message)
        return _page(request, claim, status=409, **bound)
    except InvalidForm:
        messages.error(request, "Nothing was saved: see the marked fields.")
        return _page(request, claim, status=422, **bound)
    return HttpResponseRedirect(reverse("desk-claim", args=[pk]))


class InvalidForm(Exception):
    """The form is shown again with its errors."""


def _unknown(request: HttpRequest, claim: Claim, bound: dict[str, forms.Form]) -> None:
    messages.error(request, "Nothing done: no such action.")


def _valid(form: forms.Form, bound: dict[str, forms.Form], name: str) -> dict[str, Any]:
    bound[name] = form
    if not form.is_valid():
        raise InvalidForm
    return form.cleaned_data


def _version(request: HttpRequest, claim: Claim) -> ReviewVersion:
    """The version that the form was made for."""
    return get_object_or_404(ReviewVersion, review__claim=claim, pk=request.POST.get("version") or 0)


def _edit_claim(request: HttpRequest, claim: Claim, bound: dict[str, forms.Form]) -> None:
    data = _valid(ClaimForm(request.POST), bound, "claim_form")
    actor = _user(request)
    due: date | None = data["due_on"]
    if claim.due_on and data["kind"] != StatementKind.PROMISE and due is None:
        claims.set_deadline(claim=claim, actor=actor, due_on=None)
    claims.edit_claim(
        claim=claim, actor=actor, wording=data["wording"], kind=data["kind"], said_on=data["said_on"]
    )
    if due != claim.due_on or data["due_basis"] != claim.due_basis:
        claims.set_deadline(
            claim=claim,
            actor=actor,
            due_on=due,
            precision=data["due_precision"] or DuePrecision.DAY,
            basis=data["due_basis"],
        )
    messages.success(request, "The claim is saved.")


def _confirm_speaker(request: HttpRequest, claim: Claim, bound: dict[str, forms.Form]) -> None:
    actor = _user(request)
    speaker = speakers.speaker_named(name=request.POST.get("speaker_name", ""), actor=actor)
    claims.confirm_speaker(claim=claim, actor=actor, speaker=speaker)
    messages.success(request, f"Confirmed: {claim.speaker} said it.")


def _start(request: HttpRequest, claim: Claim, bound: dict[str, forms.Form]) -> None:
    workflow.start_review(claim=claim, actor=_user(request))
    messages.success(request, "A draft is open.")


def _save(request: HttpRequest, claim: Claim, bound: dict[str, forms.Form]) -> None:
    data = _valid(ReviewForm(request.POST, kind=claim.kind), bound, "form")
    version = _version(request, claim)
    before = version.state
    workflow.edit(version=version, actor=_user(request), **data)
    if before in {"submitted", "approved"} and version.state == "draft":
        messages.warning(request, "Saved. The version is a draft again: an edit voids the approval.")
    else:
        messages.success(request, "The draft is saved.")


def _attach(request: HttpRequest, claim: Claim, bound: dict[str, forms.Form]) -> None:
    data = _valid(EvidenceForm(request.POST), bound, "evidence_form")
    evidence.attach_evidence(version=_version(request, claim), actor=_user(request), **data)
    messages.success(request, "The evidence is attached.")


def _remove(request: HttpRequest, claim: Claim, bound: dict[str, forms.Form]) -> None:
    item = get_object_or_404(Evidence, version__review__claim=claim, pk=request.POST.get("evidence") or 0)
    evidence.remove_evidence(evidence=item, actor=_user(request))
    messages.success(request, "The evidence is removed; the history keeps it.")


def _step_verb(request: HttpRequest, claim: Claim, bound: dict[str, forms.Form]) -> None:
    version, actor, note = _version(request, claim), _user(request), request.POST.get("note", "")
    match request.POST["action"]:
        case "submit":
            workflow.submit(version=version, actor=actor)
        case "return":
            workflow.return_review(version=version, actor=actor, comment=note)
        case "approve":
            workflow.approve(version=version, actor=actor)
        case "publish":
            workflow.publish(version=version, actor=actor)
        case "correct":
            workflow.correct(review=version.review, actor=actor, change_note=note)
        case "withdraw":
            workflow.withdraw(version=version, actor=actor, reason=note)
        case "reopen":
            workflow.reopen(version=version, actor=actor)
    messages.success(request, f"Done: {request.POST['action']}.")


ACTIONS: dict[str, Callable[[HttpRequest, Claim, dict[str, forms.Form]], None]] = {
    "claim": _edit_claim,
    "confirm-speaker": _confirm_speaker,
    "start": _start,
    "save": _save,
    "attach": _attach,
    "remove": _remove,
    **dict.fromkeys(("submit", "return", "approve", "publish", "correct", "withdraw", "reopen"), _step_verb),
}
