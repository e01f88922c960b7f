"""The claim's desk: claim, appearances, review, evidence, comments and history on one page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from claims.admin.claim_actions import ACTIONS, Bound, InvalidForm
from claims.admin.evidence_desk import evidence_items
from claims.admin.forms import AnswerForm, ClaimForm, EvidenceForm, ReplyForm, ReviewForm
from claims.admin.requests import person, tell
from claims.admin.seen_before import Seen, with_ratings
from claims.admin.worddiff import word_diff
from claims.editorial import evidence, inbox, matching, workflow
from claims.editorial.refusals import Refused, Stale
from claims.ingest import rich_text
from claims.models import Appearance, Claim, Review, ReviewVersion, User

VERB_LABELS = {
    "submit": "Submit for approval",
    "return": "Return with a comment",
    "approve": "Approve",
    "publish": "Publish",
    "correct": "Correct: open a new version",
    "withdraw": "Withdraw from the public",
    "discard": "Discard this version",
}
NOTES = {
    "return": "What is to be done",
    "withdraw": "Why (readers see this)",
    "correct": "What was wrong and what changes (readers see this)",
}


def _claim(pk: int) -> Claim:
    return get_object_or_404(Claim.objects.select_related("speaker", "merged_into__speaker"), pk=pk)


@permission_required("claims.view_claim", raise_exception=True)
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """The page. What concerns this claim is read now."""
    claim = _claim(pk)
    inbox.look(claim=claim, actor=person(request))
    return _page(request, claim)


@permission_required("claims.change_claim", raise_exception=True)
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """One verb on the claim or its review; a refusal shows what blocks, and nothing typed is lost."""
    there = reverse("desk-claim", args=[pk])
    if request.method != "POST":  # back from the sign-in page: the browser kept what was typed
        return HttpResponseRedirect(there)
    claim = _claim(pk)
    bound: Bound = {}
    name = request.POST.get("action", "")
    action = ACTIONS.get(name)
    if action is None:
        messages.error(request, "Nothing done: no such action.")
        return HttpResponseRedirect(there)
    try:
        action(request, claim, bound)
    except Refused as refused:
        tell(request, refused)
        for problem in refused.problems:
            for form in bound.values():  # at its field as well, and the form stays open
                if problem.field in form.fields:
                    form.add_error(problem.field, problem.message)
        extra: dict[str, Any] = {"problem_fields": [problem.field for problem in refused.problems]}
        if isinstance(refused, Stale):
            extra["conflict"] = _conflict(claim, bound)
        return _page(request, _claim(pk), status=409, bound=bound, **extra)
    except InvalidForm:
        messages.error(request, "Nothing was saved: see the marked fields.")
        return _page(request, claim, status=422, bound=bound)
    if request.POST.get("back") == "deadlines":
        return HttpResponseRedirect(reverse("desk-deadlines"))
    return HttpResponseRedirect(f"{there}?saved={name}")  # the browser forgets what it kept of that form


@require_POST
@permission_required("claims.change_reviewversion", raise_exception=True)
def clean(request: HttpRequest) -> HttpResponse:
    """What would be kept of HTML that somebody pastes, for the editor of a formatted text."""
    return HttpResponse(rich_text.as_html(rich_text.clean(request.POST.get("html", ""))))


def _conflict(claim: Claim, bound: Bound) -> list[dict[str, Any]]:
    """Field by field, what the colleague saved and what this editor typed, where they differ."""
    theirs, mine = claim.review.current, bound.get("form")
    if theirs is None or mine is None:
        return []
    rows: list[dict[str, Any]] = []
    for name, field in mine.fields.items():
        saved, typed = str(getattr(theirs, name) or ""), str(mine.cleaned_data.get(name) or "")
        if name == "body":
            saved, typed = rich_text.as_text(saved, marks=True), rich_text.as_text(typed, marks=True)
        if saved != typed:
            rows.append({"label": field.label or name.replace("_", " ").capitalize(), "theirs": saved})
            rows[-1] |= {"mine": typed, "changes": word_diff(saved, typed)}
    return rows


def _page(
    request: HttpRequest, claim: Claim, status: int = 200, bound: Bound | None = None, **extra: Any
) -> HttpResponse:
    review: Review | None = getattr(claim, "review", None)
    version = review.current if review else None
    appearances = list(
        claim.appearances.select_related("revision__article__outlet", "confirmed_by")
        .defer("revision__text")
        .order_by("said_on", "id")
    )
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": "Claim",
        "is_fullwidth": "1",
        "claim": claim,
        "review": review,
        "version": version,
        "appearances": appearances,
        "dated": [a for a in appearances if a.said_on and a.state != "rejected"],
        "suggested": sum(a.state == "suggested" for a in appearances),
        "alone": sum(a.waits_for_second_look for a in appearances),
        "waiting": _waiting(request, appearances),
        "claim_form": ClaimForm(initial=_initial(ClaimForm, claim) | {"topics": claim.topics.all()}),
        "before": _rated_before(claim),
        "own_record": _own_record(claim),
    }
    if review is not None and version is not None:
        context |= _review_context(person(request), claim, review, version, bound or {})
    context |= extra
    context |= bound or {}
    return render(request, "admin/desk/claim.html", context, status=status)


def _review_context(
    user: User, claim: Claim, review: Review, version: ReviewVersion, bound: Bound
) -> dict[str, Any]:
    people = {u.pk: u.called for u in User.objects.order_by("first_name", "username")}
    versions = list(review.versions.select_related("rating", "approver", "published_by", "methodology"))
    public = next((old for old in versions if old.state == "published"), None)
    return {
        "public": public,
        # Before that, who approves the review looks at its appearances as well.
        "second_look": public is not None or version.approved_at is not None,
        "versions": versions,
        "steps": _steps(version, public, user),
        "body_html": mark_safe(rich_text.as_html(version.body)),  # noqa: S308 - it comes out of the sanitiser
        "may_reopen": version.state in {"submitted", "approved"},
        "may_edit": version.state in {"draft", "returned", "submitted", "approved"},
        "form": ReviewForm(
            initial=_initial(ReviewForm, version), kind=claim.kind, is_correction=version.number > 1
        ),
        "evidence_form": EvidenceForm(),
        "evidence": evidence_items(version, bound),
        "warnings": evidence.warnings_of(version),
        "comments": review.comments.select_related("author"),
        "replies": review.replies.all(),
        "reply_form": ReplyForm(),
        "answer_form": AnswerForm(),
        "people": people,
        "authors": [people.get(pk, "?") for pk in version.authors],
    }


def _steps(version: ReviewVersion, public: ReviewVersion | None, user: User) -> list[dict[str, Any]]:
    """What this person may do next; what readers see may be withdrawn while a correction is being written."""
    steps = [(version, step) for step in workflow.allowed(version, user)]
    if public is not None and public.pk != version.pk:
        steps += [(public, step) for step in workflow.allowed(public, user) if step.verb == "withdraw"]
    return [
        {
            "verb": step.verb,
            "version": of,
            "label": VERB_LABELS[step.verb]
            + (f" (version {of.number}, which readers see)" if of.pk != version.pk else ""),
            "note": NOTES.get(step.verb),
            "problems": workflow.blockers(of, step.verb, user),
        }
        for of, step in steps
    ]


def _waiting(request: HttpRequest, appearances: list[Appearance]) -> list[Appearance]:
    """Those that this person may take the second look at."""
    alone = [a for a in appearances if a.waits_for_second_look and a.confirmed_by_id != request.user.pk]
    return alone if request.user.has_perm("claims.approve_review") else []


def _initial(form: type[forms.Form], row: Claim | ReviewVersion) -> dict[str, Any]:
    return {name: getattr(row, name) for name in form.base_fields if name != "topics"}


def _rated_before(claim: Claim) -> list[Seen]:
    """Claims like this one. Their public rating stands beside each."""
    found = matching.similar_claims(statement=claim.wording, speaker=claim.speaker, limit=6)
    return with_ratings(match for match in found if match.claim.pk != claim.pk)


def _own_record(claim: Claim) -> list[ReviewVersion]:
    """This speaker's newest ratings."""
    return list(
        ReviewVersion.objects.published()
        .filter(review__claim__speaker=claim.speaker_id)
        .exclude(review__claim=claim)
        .select_related("rating", "review__claim__speaker")
        .order_by("-review__claim__public_since", "-review__claim")[:5]
    )
