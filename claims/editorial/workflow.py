"""A review's way: draft, submitted, returned, approved, published, corrected, withdrawn, or discarded.

TRANSITIONS is the one table of who may do what. The database keeps the same rules by constraints
and triggers, so that no path leads around them; there is no override for publishing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from claims.editorial.appearances import see
from claims.editorial.refusals import Problem, Refused, Stale, in_words, refuse, require, with_article
from claims.editorial.webhooks import tell_of_review
from claims.editorial.wording import worded
from claims.ingest import rich_text
from claims.models import (
    Claim,
    Comment,
    Evidence,
    Methodology,
    Occasion,
    Review,
    ReviewVersion,
    User,
    act_as,
)

State = ReviewVersion.State
CONTENT = {"rating", "headline", "summary", "body", "methodology", "change_note", "claim_wording"}


@dataclass(frozen=True, slots=True)
class Transition:
    """One step: from where, by which verb, to where, with which permission, on which conditions."""

    before: frozenset[str]
    verb: str
    after: str
    permission: str
    checks: tuple[Callable[[ReviewVersion, User], Problem | None], ...] = ()


# Conditions --------------------------------------------------------------------------------------
def has_rating(version: ReviewVersion, actor: User) -> Problem | None:
    """A rating is chosen."""
    return None if version.rating_id else Problem("rating", "Choose a rating.")


def has_summary(version: ReviewVersion, actor: User) -> Problem | None:
    """The summary is written."""
    return None if version.summary.strip() else Problem("summary", "Write the summary.")


def has_methodology(version: ReviewVersion, actor: User) -> Problem | None:
    """The methodology is named."""
    return None if version.methodology_id else Problem("methodology", "Name the version of the methodology.")


def has_evidence(version: ReviewVersion, actor: User) -> Problem | None:
    """At least one document."""
    found = Evidence.objects.filter(version=version).exists()
    return None if found else Problem("evidence", "Attach at least one piece of evidence.")


def says_what_changed(version: ReviewVersion, actor: User) -> Problem | None:
    """A correction of what readers see says what was wrong."""
    if version.number == 1 or version.change_note.strip() or version.review.public is None:
        return None
    return Problem(
        "change_note", "Say what was wrong and what changed: readers see it beside the correction."
    )


def speaker_confirmed(version: ReviewVersion, actor: User) -> Problem | None:
    """A person has confirmed who said it."""
    confirmed = version.review.claim.speaker_confirmed_by_id
    return None if confirmed else Problem("speaker", "Confirm the speaker of the claim first.")


def not_an_author(version: ReviewVersion, actor: User) -> Problem | None:
    """Four eyes: whoever wrote in the version does not approve it, administrators included."""
    if actor.pk not in version.authors:
        return None
    return Problem(
        "approver", "You wrote in this version, so you cannot approve it. Ask a colleague who did not."
    )


COMPLETE = (has_rating, has_summary, has_methodology, has_evidence, says_what_changed)
TRANSITIONS = (
    Transition(frozenset({"draft", "returned"}), "submit", State.SUBMITTED, "submit_review", COMPLETE),
    Transition(frozenset({"submitted", "approved"}), "return", State.RETURNED, "return_review"),
    Transition(
        frozenset({"submitted"}), "approve", State.APPROVED, "approve_review", (*COMPLETE, not_an_author)
    ),
    Transition(
        frozenset({"approved"}), "publish", State.PUBLISHED, "publish_review", (*COMPLETE, speaker_confirmed)
    ),
    Transition(frozenset({"published"}), "correct", State.CORRECTED, "submit_review"),
    Transition(frozenset({"published"}), "withdraw", State.WITHDRAWN, "withdraw_review"),
    Transition(frozenset({"draft", "returned"}), "discard", State.DISCARDED, "submit_review"),
)
BY_VERB = {transition.verb: transition for transition in TRANSITIONS}


def allowed(version: ReviewVersion, actor: User) -> list[Transition]:
    """The steps that the state and the person's groups permit; conditions may still stand in the way."""
    return [
        step
        for step in TRANSITIONS
        if version.state in step.before and actor.has_perm(f"claims.{step.permission}")
    ]


def blockers(version: ReviewVersion, verb: str, actor: User) -> list[Problem]:
    """What stands in the way of a step, all at once."""
    step = BY_VERB[verb]
    if not actor.has_perm(f"claims.{step.permission}"):
        return [Problem("actor", f"Your account may not {verb} reviews. Ask somebody who may.")]
    if version.state not in step.before:
        named = with_article(f"{version.get_state_display().lower()} version").capitalize()
        return [Problem("state", f"{named} cannot be {step.after}. Reload to see where it stands.")]
    return [problem for check in step.checks if (problem := check(version, actor))]


# Verbs -------------------------------------------------------------------------------------------
def start_review(*, claim: Claim, actor: User) -> ReviewVersion:
    """The first draft, or the open one if there is one."""
    require(actor, "change_reviewversion")
    with act_as(actor), in_words():
        # So that nobody takes the claim back meanwhile.
        if Claim.objects.select_for_update(no_key=True).filter(pk=claim.pk).first() is None:
            raise refuse("claim", "This claim is gone: a colleague took back the decision that made it.")
        review, _ = Review.objects.get_or_create(claim=claim, defaults={"assigned_to": actor})
        open_version = review.versions.open().first()
        if open_version is not None:
            return open_version
        newest = review.current
        if newest is not None and newest.state == State.PUBLISHED:
            raise refuse("state", "This review is published. Correct it instead: that opens a new version.")
        return ReviewVersion.objects.create(
            review=review,
            number=_next_number(review),
            methodology=Methodology.objects.first(),
            authors=[actor.pk],
        )


def edit(*, version: ReviewVersion, actor: User, seen: str | None = None, **content: Any) -> ReviewVersion:
    """Change the content. A submitted or approved version goes back to draft: the approval is void.

    `seen` is the content_mark of what the editor had before them; Stale is raised if it no longer holds.
    """
    require(actor, "change_reviewversion")
    unknown = set(content) - CONTENT
    if unknown:
        raise TypeError(f"not content of a review: {sorted(unknown)}")
    with act_as(actor), in_words():
        held = _held(version)
        if held.state == State.DISCARDED:
            raise refuse(
                "state", "This version was discarded. Open a new one: its text can be taken over there."
            )
        if held.state in {State.PUBLISHED, State.CORRECTED, State.WITHDRAWN}:
            raise refuse(
                "state", "A published version is never overwritten. Correct it: that opens a new version."
            )
        mark = held.content_mark
        if content.get("claim_wording"):
            content["claim_wording"] = worded(content["claim_wording"])
        if "body" in content:
            content["body"] = rich_text.clean(content["body"])
            held.body = rich_text.clean(held.body)  # what differs in nothing that shows is no change
        changed = {name: value for name, value in content.items() if getattr(held, name) != value}
        if changed and seen is not None and seen != mark:
            raise Stale
        if changed:
            ReviewVersion.objects.filter(pk=held.pk).update(**changed, **_voided(held))
    version.refresh_from_db()
    return version


def _voided(held: ReviewVersion) -> dict[str, Any]:
    if held.state in {State.SUBMITTED, State.APPROVED}:
        return {"state": State.DRAFT, "approver": None, "approved_at": None}
    return {}


def void_approval(*, claim: Claim, actor: User) -> None:
    """What was submitted or approved goes back to draft, since the claim itself is being changed."""
    open_version = ReviewVersion.objects.open().filter(review__claim=claim).select_for_update().first()
    if open_version is not None and (voided := _voided(open_version)):
        with act_as(actor), in_words():
            ReviewVersion.objects.filter(pk=open_version.pk).update(**voided)


def reopen(*, version: ReviewVersion, actor: User) -> None:
    """Take a submitted or approved version back to draft, to work on it."""
    require(actor, "change_reviewversion")
    with act_as(actor), in_words():
        held = _held(version)
        if held.state not in {State.SUBMITTED, State.APPROVED}:
            raise refuse("state", f"A {held.get_state_display().lower()} version is not taken back.")
        ReviewVersion.objects.filter(pk=held.pk).update(**_voided(held))
    version.refresh_from_db()


def submit(*, version: ReviewVersion, actor: User) -> None:
    """Hand over for approval."""
    _move(version, "submit", actor, submitted_at=timezone.now())


def return_review(*, version: ReviewVersion, actor: User, comment: str) -> None:
    """Give back, with what is to be done."""
    if not comment.strip():
        raise refuse("comment", "Say what is to be done: a review is returned with a comment.")
    with act_as(actor):
        _move(version, "return", actor, approver=None, approved_at=None)
        Comment.objects.create(
            review=version.review, version_number=version.number, author=actor, text=comment.strip()
        )


def restore(*, older: ReviewVersion, actor: User) -> ReviewVersion:
    """Put the content of an older version into the open one. Nothing older is overwritten."""
    open_version = older.review.versions.open().first()
    if open_version is None:
        raise refuse("state", "Open a new version first: correct the published review.")
    content = {name: getattr(older, name) for name in CONTENT - {"change_note", "claim_wording"}}
    return edit(version=open_version, actor=actor, **content)


def approve(
    *,
    version: ReviewVersion,
    actor: User,
    seen: str | None = None,
    appearances: Collection[int] | None = None,
) -> None:
    """The second pair of eyes, on the review and on where the claim was said.

    `seen` is the submission_mark of what they read, `appearances` the ids of those that they were shown:
    all that others confirmed by now, when it is not given.
    """
    with act_as(actor):
        if seen is not None and seen != _held(version).submission_mark:
            raise refuse("state", "It was changed after you opened the page. Read it again, please.")
        _move(version, "approve", actor, approver=actor, approved_at=timezone.now())
        see(claim=version.review.claim, actor=actor, appearances=appearances)


def publish(*, version: ReviewVersion, actor: User) -> None:
    """Make it public. A version that was public until now becomes corrected, in the same transaction."""
    now = timezone.now()
    with act_as(actor), in_words():
        held = _held(version)
        _refuse_blocked(held, "publish", actor)
        corrected = held.review.versions.filter(state=State.PUBLISHED).update(
            state=State.CORRECTED, closed_at=now
        )
        _move(version, "publish", actor, published_by=actor, published_at=now)
        if held.claim_wording:
            Claim.objects.filter(pk=held.review.claim_id).update(wording=held.claim_wording)
        event = Occasion.CORRECTED if corrected else Occasion.PUBLISHED
        tell_of_review(version=version, event=event)


def correct(*, review: Review, actor: User, change_note: str = "") -> ReviewVersion:
    """Open a new version of a published review, with its content and evidence."""
    with act_as(actor), in_words():
        public = review.public
        if public is None:
            raise refuse("state", "Only a published review is corrected.")
        problems = blockers(public, "correct", actor)
        if problems:
            raise Refused(*problems)
        copied = {name: getattr(public, name) for name in CONTENT - {"change_note", "claim_wording"}}
        version = ReviewVersion.objects.create(
            review=review, number=_next_number(review), authors=[actor.pk], change_note=change_note, **copied
        )
        for item in public.evidence.all():
            item.pk, item.version = None, version
            item._state.adding = True
            item.save(force_insert=True)
    return version


def withdraw(*, version: ReviewVersion, actor: User, reason: str) -> None:
    """Take it out of public view, with a reason that shows in public. One publisher may do this alone."""
    if not reason.strip():
        raise refuse("withdrawn_reason", "Say why: the reason shows in public.")
    with act_as(actor):
        _move(version, "withdraw", actor, withdrawn_reason=reason.strip(), closed_at=timezone.now())
        tell_of_review(version=version, event=Occasion.WITHDRAWN)


def discard(*, version: ReviewVersion, actor: User) -> None:
    """Give up a draft or a correction. Its text stays and can be taken over; the review stands as it did before."""
    _move(version, "discard", actor)


def _move(version: ReviewVersion, verb: str, actor: User, **fields: Any) -> None:
    with act_as(actor), in_words():
        held = _held(version)
        _refuse_blocked(held, verb, actor)
        ReviewVersion.objects.filter(pk=held.pk).update(state=BY_VERB[verb].after, **fields)
    version.refresh_from_db()


def _refuse_blocked(held: ReviewVersion, verb: str, actor: User) -> None:
    problems = blockers(held, verb, actor)
    if problems:
        raise Refused(*problems)


def _held(version: ReviewVersion) -> ReviewVersion:
    """The row as it stands now, locked for this transaction."""
    return (
        ReviewVersion.objects.select_for_update(of=["self"])
        .select_related("review__claim", "rating", "methodology")
        .get(pk=version.pk)
    )


def _next_number(review: Review) -> int:
    newest = review.versions.order_by("-number").first()
    return newest.number + 1 if newest else 1
