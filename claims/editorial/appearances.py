"""Where a claim was said: confirmed by one person, and seen by a second before readers see it.

The database keeps the rule: nobody confirms or seconds in another's name, nobody seconds what they
confirmed themselves, and another claim, quote, speaker or day is confirmed anew.
"""

from __future__ import annotations

from collections.abc import Collection

from django.utils import timezone

from claims.editorial.refusals import in_words, refuse, require
from claims.models import Appearance, Claim, User, act_as

State = Appearance.State


def settle_suggested(*, claim: Claim, actor: User, state: Appearance.State) -> int:
    """Confirm or reject every appearance of a claim that nobody has looked at yet; how many those were."""
    require(actor, "change_claim")
    with act_as(actor), in_words():
        suggested = claim.appearances.filter(state=State.SUGGESTED)
        if state == State.CONFIRMED:
            return suggested.update(state=state, confirmed_by=actor, confirmed_at=timezone.now())
        return suggested.update(state=state)


def second(*, claim: Claim, actor: User, appearances: Collection[int]) -> int:
    """Say, as a second person, that the claim was said there; how many appearances (by id) readers see now.

    Raises Refused when nothing of these waits for this person.
    """
    if not actor.has_perm("claims.approve_review"):
        raise refuse("appearance", "Your account may not decide what readers see. Ask a reviewer.")
    seen = see(claim=claim, actor=actor, appearances=appearances)
    if not seen and claim.appearances.awaiting_second_look().filter(pk__in=appearances).exists():
        raise refuse("appearance", "You confirmed this yourself: a colleague takes the second look.")
    if not seen:
        raise refuse("appearance", "Nothing waits there any more: a colleague was faster. Reload the page.")
    return seen


def see(*, claim: Claim, actor: User, appearances: Collection[int] | None = None) -> int:
    """Take the second look at what others confirmed, all of it where no ids are named; how many those were."""
    waiting = claim.appearances.awaiting_second_look().exclude(confirmed_by=actor)
    if appearances is not None:
        waiting = waiting.filter(pk__in=appearances)
    with act_as(actor), in_words():
        return waiting.update(seconded_by=actor, seconded_at=timezone.now())


def reject(*, claim: Claim, actor: User, appearances: Collection[int]) -> int:
    """Say that the claim was not said there; how many of these (ids) readers do not see, and never will."""
    require(actor, "change_claim")
    waiting = claim.appearances.awaiting_second_look().filter(pk__in=appearances)
    with act_as(actor), in_words():
        rejected = waiting.update(state=State.REJECTED)
    if not rejected:
        raise refuse("appearance", "Nothing waits there any more: a colleague was faster. Reload the page.")
    return rejected


def move(*, appearances: Collection[int], to: Claim, actor: User) -> None:
    """Let these (ids) be appearances of another claim. Whoever says so confirms them; a second look follows."""
    rows = Appearance.objects.filter(pk__in=appearances)
    with act_as(actor), in_words():
        rows.filter(state=State.CONFIRMED).update(claim=to, confirmed_by=actor, confirmed_at=timezone.now())
        rows.exclude(state=State.CONFIRMED).update(claim=to)
