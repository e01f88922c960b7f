"""The queue: promote, dismiss, undo; soft locks. Every decision is a compare-and-set."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from claims.editorial.claims import free_slug
from claims.editorial.refusals import Refused, in_words, refuse
from claims.models import (
    Appearance,
    Candidate,
    Claim,
    DismissReason,
    Review,
    Speaker,
    StatementKind,
    User,
    act_as,
)

LOCK_FOR = timedelta(minutes=5)
State = Candidate.State


def promote(
    *,
    candidate: Candidate,
    actor: User,
    claim: Claim | None = None,
    wording: str = "",
    speaker: Speaker | None = None,
    kind: str = "",
) -> Claim:
    """Make a claim of a candidate, or a further appearance of a known claim.

    Raises Refused: without a speaker, without a wording, or when a colleague was faster.
    """
    _may_triage(actor)
    speaker = speaker or candidate.speaker or (claim.speaker if claim else None)
    if speaker is None:
        raise refuse(
            "speaker", "Choose the speaker: nobody is named, or more than one person could be meant."
        )
    if claim is not None and claim.speaker_id != speaker.pk:
        raise refuse(
            "speaker",
            f"That claim is {claim.speaker}'s. Change the speaker of the candidate first, or make a new claim.",
        )
    wording = (wording or candidate.statement).strip()
    if claim is None and not wording:
        raise refuse("wording", "Word the claim, without the speaker: “end war in 24 hours”.")
    with act_as(actor), in_words():
        held = _held(candidate)
        claim = claim or _new_claim(held, actor, wording, speaker, kind or held.kind)
        _appear(held, claim, speaker, actor)
        _decide(held, actor, state=State.PROMOTED, claim=claim, speaker=speaker)
    candidate.refresh_from_db()
    return claim


def dismiss(*, candidate: Candidate, actor: User, reason: str, note: str = "") -> None:
    """Put a candidate aside, with a reason: the ranking learns from it."""
    _may_triage(actor)
    if reason not in DismissReason.values:
        raise refuse("reason", "Choose why: " + ", ".join(str(label) for label in DismissReason.labels) + ".")
    with act_as(actor), in_words():
        held = _held(candidate)
        _decide(held, actor, state=State.DISMISSED, dismiss_reason=reason, dismiss_note=note[:500])
    candidate.refresh_from_db()


def dismiss_many(
    *, candidates: Iterable[Candidate], actor: User, reason: str
) -> tuple[int, list[tuple[Candidate, Refused]]]:
    """Dismiss each by itself. How many were, and which were refused and why."""
    if reason not in DismissReason.values:
        raise refuse("reason", "Choose why: " + ", ".join(str(label) for label in DismissReason.labels) + ".")
    done, refused = 0, []
    for candidate in candidates:
        try:
            dismiss(candidate=candidate, actor=actor, reason=reason)
            done += 1
        except Refused as problem:
            refused.append((candidate, problem))
    return done, refused


def undo(*, candidate: Candidate, actor: User) -> None:
    """Back to the queue, while nothing else rests on the decision.

    A claim that was made by it goes with it when nothing else hangs on it: no review, no further
    appearance. The history keeps both.
    """
    _may_triage(actor)
    with act_as(actor), in_words():
        held = Candidate.objects.select_for_update(of=["self"]).get(pk=candidate.pk)
        if held.state == State.WAITING:
            raise refuse("state", "Nothing to undo: this candidate waits in the queue.")
        if held.claim and held.claim.review_versions_exist():
            raise refuse(
                "claim", "A review of this claim has begun. Split or correct it on the claim's desk."
            )
        claim = held.claim
        Candidate.objects.filter(pk=held.pk).update(
            state=State.WAITING,
            claim=None,
            dismiss_reason="",
            dismiss_note="",
            decided_by=None,
            decided_at=None,
        )
        if claim is not None:
            Appearance.objects.filter(
                claim=claim, revision=held.revision_id, start=held.start, end=held.end
            ).delete()
            _delete_if_bare(claim)
    candidate.refresh_from_db()


def change_speaker(*, candidate: Candidate, actor: User, speaker: Speaker) -> None:
    """Correct who said it; the name as read stays beside it."""
    _may_triage(actor)
    with act_as(actor):
        Candidate.objects.filter(pk=candidate.pk, state=State.WAITING).update(
            speaker=speaker, speaker_confidence=1.0, speaker_how=f"chosen by {actor.get_username()}"
        )
    candidate.refresh_from_db()


def lock(*, candidate: Candidate, actor: User) -> bool:
    """Say that `actor` looks at it. False when a colleague does."""
    now = timezone.now()
    free = Candidate.objects.filter(pk=candidate.pk).free_for(actor.pk, now)
    return bool(free.update(locked_by=actor, locked_until=now + LOCK_FOR))


def unlock(*, candidate: Candidate, actor: User) -> None:
    """Stop looking."""
    Candidate.objects.filter(pk=candidate.pk, locked_by=actor).update(locked_by=None, locked_until=None)


def _may_triage(actor: User) -> None:
    if not actor.has_perm("claims.change_candidate"):
        raise refuse("actor", "Your account may not decide on candidates. Ask an administrator for a group.")


def _held(candidate: Candidate) -> Candidate:
    """The row, locked for this transaction, still undecided."""
    held = (
        Candidate.objects.select_for_update(of=["self"])
        .select_related("revision__article")
        .get(pk=candidate.pk)
    )
    if held.state != State.WAITING:
        who = held.decided_by.first_name or held.decided_by.username if held.decided_by else "somebody"
        raise refuse("state", f"{who} has already {held.get_state_display().lower()} this candidate.")
    return held


def _decide(held: Candidate, actor: User, **fields: object) -> None:
    Candidate.objects.filter(pk=held.pk).update(
        **fields, decided_by=actor, decided_at=timezone.now(), locked_by=None, locked_until=None
    )


def _new_claim(held: Candidate, actor: User, wording: str, speaker: Speaker, kind: str) -> Claim:
    promise = kind == StatementKind.PROMISE
    dated = promise and held.due_on is not None
    return Claim.objects.create(
        slug=free_slug(speaker, wording),
        wording=wording[:500],
        speaker=speaker,
        kind=kind,
        said_on=held.revision.article.published_on,
        due_on=held.due_on if dated else None,
        due_precision=held.due_precision if dated else "",
        due_basis=held.due_basis if dated else "",
        speaker_confirmed_by=actor,
        speaker_confirmed_at=timezone.now(),
        created_by=actor,
    )


def _appear(held: Candidate, claim: Claim, speaker: Speaker, actor: User) -> None:
    Appearance.objects.update_or_create(
        claim=claim,
        revision=held.revision,
        start=held.start,
        end=held.end,
        defaults={
            "quote": held.quote,
            "speaker": speaker,
            "said_on": held.revision.article.published_on,
            "state": Appearance.State.CONFIRMED,
            "confirmed_by": actor,
            "confirmed_at": timezone.now(),
        },
    )


def _delete_if_bare(claim: Claim) -> None:
    rests = (claim.appearances, claim.candidates, claim.merged_from)
    if not any(rows.exists() for rows in rests) and not Review.objects.filter(claim=claim).exists():
        claim.topics.clear()
        claim.delete()
