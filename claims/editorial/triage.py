"""The queue: promote, dismiss, undo; soft locks. Every decision is a compare-and-set."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.utils import timezone

from claims.editorial.claims import free_slug, refuse_unknown_kind
from claims.editorial.grouping import hold_group
from claims.editorial.matching import decide_match
from claims.editorial.refusals import Refused, in_words, refuse, require
from claims.editorial.wording import worded
from claims.models import (
    Appearance,
    ArticleRevision,
    Candidate,
    Claim,
    ClaimMatch,
    DismissReason,
    Review,
    Speaker,
    StatementKind,
    User,
    act_as,
)
from claims.models.candidate import CandidateQuerySet

LOCK_FOR = timedelta(minutes=5)
State = Candidate.State


class Reach(NamedTuple):
    """What one stroke decides: the candidates of the group, and the articles that print the same texts."""

    candidates: int
    copies: int

    @property
    def told(self) -> str:
        """Behind the name of a decision, in brackets; empty for one candidate alone."""
        if self == (1, 0):
            return ""
        said = f"{self.candidates} candidate{'s' if self.candidates != 1 else ''}"
        if self.copies:
            said += f"; the text stands in {self.copies} further article{'s' if self.copies != 1 else ''}"
        return f" ({said})"


def promote(
    *,
    candidate: Candidate,
    actor: User,
    claim: Claim | None = None,
    wording: str = "",
    speaker: Speaker | None = None,
    kind: str = "",
) -> Claim:
    """Make a claim of a candidate, or a further appearance of a known claim; of its whole group alike.

    Raises Refused: without a speaker or a wording, for a kind that is none, or when a colleague was faster.
    """
    require(actor, "change_candidate")
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
    if claim is None:
        wording = worded(wording or candidate.statement)
        refuse_unknown_kind(kind or candidate.kind)
    with act_as(actor), in_words():
        group = _held(candidate)
        known, claim = claim, claim or _new_claim(group[0], actor, wording, speaker, kind or group[0].kind)
        for held in group:
            _appear(held, claim, speaker, actor)
        _decide(group, actor, state=State.PROMOTED, claim=claim, speaker=speaker)
        if known is not None:
            decide_match(candidate=group[0], claim=known, actor=actor, state=ClaimMatch.State.CONFIRMED)
    candidate.refresh_from_db()
    return claim


def dismiss(
    *, candidate: Candidate, actor: User, reason: str, note: str = "", at: datetime | None = None
) -> None:
    """Put a candidate and its group aside, with a reason: the ranking learns from it.

    What is decided by one stroke is decided at one moment: `at`, else now.
    """
    require(actor, "change_candidate")
    if reason not in DismissReason.values:
        raise refuse("reason", "Choose why: " + ", ".join(str(label) for label in DismissReason.labels) + ".")
    with act_as(actor), in_words():
        group = _held(candidate)
        why = {"dismiss_reason": reason, "dismiss_note": note[:500]}
        _decide(group, actor, at=at, state=State.DISMISSED, **why)
    candidate.refresh_from_db()


def dismiss_many(
    *, candidates: Iterable[Candidate], actor: User, reason: str
) -> tuple[int, list[tuple[Candidate, Refused]]]:
    """Dismiss each by itself, as one stroke. How many were, and which were refused and why."""
    if reason not in DismissReason.values:
        raise refuse("reason", "Choose why: " + ", ".join(str(label) for label in DismissReason.labels) + ".")
    done, refused, now = 0, [], timezone.now()
    for candidate in candidates:
        try:
            dismiss(candidate=candidate, actor=actor, reason=reason, at=now)
            done += 1
        except Refused as problem:
            refused.append((candidate, problem))
    return done, refused


def undo(*, candidate: Candidate, actor: User) -> None:
    """Back to the queue, with all that were decided by the same stroke, while nothing else rests on it.

    Its appearances go, with those in copies of the same texts. A claim that was made by it goes with it
    when nothing else hangs on it: no review, no further appearance. The history keeps all.
    """
    require(actor, "change_candidate")
    with act_as(actor), in_words():
        rows = {row.pk: row for row in hold_group(candidate)}
        held = rows[candidate.pk]
        if held.state == State.WAITING:
            raise refuse("state", "Nothing to undo: this candidate waits in the queue.")
        if held.claim_id is not None:
            # Whoever begins a review of the claim just now has either begun it, or waits until this is over.
            Claim.objects.select_for_update().filter(pk=held.claim_id).first()
        if not may_undo(held):
            raise refuse(
                "claim", "A review of this claim has begun. Split or correct it on the claim's desk."
            )
        together = [row for row in rows.values() if _decision(row) == _decision(held)]
        _back_to_queue(together)
        if held.claim is not None:
            _take_back(together, held.claim)
    candidate.refresh_from_db()


def decided_with(candidate: Candidate) -> CandidateQuerySet:
    """All that were decided by the same stroke, this one as well."""
    stroke = {"decided_by": candidate.decided_by_id, "decided_at": candidate.decided_at}
    return Candidate.objects.exclude(state=State.WAITING).filter(**stroke).order_by("id")


def undo_stroke(*, candidate: Candidate, actor: User) -> int:
    """Take back all that one stroke decided, such as a page that was dismissed; how many wait again.

    Each group by itself, as it was decided. Raises Refused where the first one cannot be taken back.
    """
    together = list(decided_with(candidate))
    undo(candidate=candidate, actor=actor)
    for row in together:
        row.refresh_from_db(fields=["state"])  # with the first of a group all of it went back
        if row.state != State.WAITING:
            undo(candidate=row, actor=actor)
    return len(together)


def may_undo(candidate: Candidate) -> bool:
    """Can its decision be taken back? Not when it made the claim, and a review of that has begun."""
    if candidate.state == State.WAITING:
        return False
    if candidate.claim is None or not candidate.claim.review_versions_exist():
        return True
    # Only attaching to a known claim confirms a match: of the candidate that led its group then.
    attached = ClaimMatch.objects.filter(claim=candidate.claim, state=ClaimMatch.State.CONFIRMED)
    return attached.filter(
        candidate__decided_by=candidate.decided_by_id, candidate__decided_at=candidate.decided_at
    ).exists()


def reach(candidate: Candidate) -> Reach:
    """What a decision on this candidate would decide."""
    group = candidate.all_of_group().awaiting_triage().order_by()
    copies = ArticleRevision.objects.filter(
        twin_of__article__revisions__in=group.values("revision"),
    )
    return Reach(group.count(), copies.values("article").distinct().count())


def change_speaker(*, candidate: Candidate, actor: User, speaker: Speaker) -> None:
    """Correct who said it, for its group as well; the name as read stays beside it."""
    require(actor, "change_candidate")
    with act_as(actor):
        group = [row.pk for row in _held(candidate)]
        Candidate.objects.filter(pk__in=group).update(
            speaker=speaker, speaker_confidence=1.0, speaker_how=f"chosen by {actor.get_username()}"
        )
    candidate.refresh_from_db()


def lock(*, candidate: Candidate, actor: User) -> bool:
    """Say that `actor` looks at it, and at no other any more. False when a colleague does."""
    now = timezone.now()
    Candidate.objects.filter(locked_by=actor).exclude(pk=candidate.pk).update(
        locked_by=None, locked_until=None
    )
    free = Candidate.objects.filter(pk=candidate.pk).free_for(actor.pk, now)
    return bool(free.update(locked_by=actor, locked_until=now + LOCK_FOR))


def stay(*, candidate: Candidate, actor: User) -> bool:
    """Say that `actor` still looks at it. False when they left it, or a colleague has it by now."""
    still = Candidate.objects.awaiting_triage().filter(pk=candidate.pk, locked_by=actor)
    return bool(still.update(locked_until=timezone.now() + LOCK_FOR))


def unlock(*, candidate: Candidate, actor: User) -> None:
    """Stop looking."""
    Candidate.objects.filter(pk=candidate.pk, locked_by=actor).update(locked_by=None, locked_until=None)


def _held(candidate: Candidate) -> list[Candidate]:
    """The candidate, still undecided, and all that wait with it in its group; locked until the end."""
    rows = hold_group(candidate).select_related("revision__article")
    group = sorted(rows, key=lambda row: (row.pk != candidate.pk, row.pk))
    held = group[0]
    if held.state != State.WAITING:
        who = held.decided_by.called if held.decided_by else "somebody"
        raise refuse("state", f"{who} has already {held.get_state_display().lower()} this candidate.")
    return [row for row in group if row.state == State.WAITING]


def _decide(group: list[Candidate], actor: User, *, at: datetime | None = None, **fields: object) -> None:
    Candidate.objects.filter(pk__in=[row.pk for row in group]).update(
        **fields, decided_by=actor, decided_at=at or timezone.now(), locked_by=None, locked_until=None
    )


def _decision(row: Candidate) -> tuple[int | None, datetime | None]:
    return row.decided_by_id, row.decided_at


def _back_to_queue(group: list[Candidate]) -> None:
    Candidate.objects.filter(pk__in=[row.pk for row in group]).update(
        state=State.WAITING,
        claim=None,
        dismiss_reason="",
        dismiss_note="",
        decided_by=None,
        decided_at=None,
    )


def _take_back(group: list[Candidate], claim: Claim) -> None:
    """The appearances, in copies as well, and the match go; so does a claim that nothing else hangs on."""
    said = Appearance.objects.filter(claim=claim)
    for row in group:
        said.filter(revision=row.revision_id, start=row.start, end=row.end).delete()
        said.filter(revision__twin_of__article__revisions=row.revision_id, quote=row.quote).delete()
    ClaimMatch.objects.filter(candidate__in=group, claim=claim).delete()
    _delete_if_bare(claim)


def _new_claim(held: Candidate, actor: User, wording: str, speaker: Speaker, kind: str) -> Claim:
    promise = kind == StatementKind.PROMISE
    return Claim.objects.create(
        slug=free_slug(speaker, wording),
        wording=wording,
        speaker=speaker,
        kind=kind,
        said_on=held.revision.article.published_on,
        due_on=held.due_on if promise else None,
        due_precision=held.due_precision if promise else "",
        due_basis=held.due_basis if promise else "",
        speaker_confirmed_by=actor,
        speaker_confirmed_at=timezone.now(),
        created_by=actor,
    )


def _appear(held: Candidate, claim: Claim, speaker: Speaker, actor: User) -> None:
    """Readers of a published claim see it once a second person has looked at it."""
    place: dict[str, Any] = {"claim": claim, "revision": held.revision, "start": held.start, "end": held.end}
    if Appearance.objects.filter(**place, state=Appearance.State.CONFIRMED).exists():
        return
    Appearance.objects.update_or_create(
        **place,
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
