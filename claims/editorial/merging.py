"""Two claims that are one, and one claim that is two. Claims are never deleted; addresses stay alive."""

from __future__ import annotations

from collections.abc import Collection

from claims.editorial.appearances import move
from claims.editorial.claims import free_slug
from claims.editorial.refusals import in_words, refuse, require
from claims.editorial.webhooks import tell_of_merge
from claims.editorial.wording import worded
from claims.models import Candidate, Claim, ReviewVersion, User, act_as


def merge(*, claim: Claim, into: Claim, actor: User) -> None:
    """`claim` becomes a name of `into`: its appearances move there, its address leads there.

    Its review stays with it, for the record. Readers see the appearances there once a second person has
    looked at them. Raises Refused where readers would lose a review.
    """
    require(actor, "change_claim")
    if claim.pk == into.pk:
        raise refuse("into", "Choose another claim: this one cannot be merged into itself.")
    with act_as(actor), in_words():
        held = {c.pk: c for c in Claim.objects.select_for_update().filter(pk__in=[claim.pk, into.pk])}
        _refuse_unlike(held[claim.pk], held[into.pk], actor)
        known = {(a.revision_id, a.start, a.end) for a in into.appearances.all()}
        moved = [a.pk for a in claim.appearances.all() if (a.revision_id, a.start, a.end) not in known]
        move(appearances=moved, to=into, actor=actor)
        Candidate.objects.filter(claim=claim).update(claim=into)
        Claim.objects.filter(merged_into=claim).update(merged_into=into)
        Claim.objects.filter(pk=claim.pk).update(merged_into=into)
        into.topics.add(*claim.topics.all())
        tell_of_merge(claim=claim, into=into)
    claim.refresh_from_db()


def _refuse_unlike(claim: Claim, into: Claim, actor: User) -> None:
    if claim.merged_into_id or into.merged_into_id:
        raise refuse("into", "One of the two was merged away already. Reload the page.")
    if claim.speaker_id != into.speaker_id:
        raise refuse("into", f"That claim is {into.speaker}'s. Only claims of one speaker are merged.")
    versions = ReviewVersion.objects.filter(review__claim=claim)
    if versions.open().exists():
        raise refuse(
            "into", "Its review is still open. Finish or discard it, or merge the other claim into this one."
        )
    if versions.filter(state="published").exists():
        if not ReviewVersion.objects.filter(review__claim=into, state="published").exists():
            raise refuse("into", "Readers would lose a published review. Merge the other way round.")
        if not actor.has_perm("claims.withdraw_review"):
            raise refuse("actor", "Merging takes a published review out of view: ask a publisher.")


def split(*, claim: Claim, appearances: Collection[int], wording: str, actor: User) -> Claim:
    """A new claim of the same speaker, with these appearances (ids). The rest stays."""
    require(actor, "change_claim")
    wording = worded(wording)
    chosen = list(claim.appearances.filter(pk__in=appearances))
    if not chosen:
        raise refuse("appearances", "Choose the appearances that belong to the new claim.")
    if len(chosen) == claim.appearances.count():
        raise refuse("appearances", "Leave at least one appearance here: else change the wording instead.")
    with act_as(actor), in_words():
        fresh = Claim.objects.create(
            slug=free_slug(claim.speaker, wording),
            wording=wording,
            speaker=claim.speaker,
            kind=claim.kind,
            said_on=min((a.said_on for a in chosen if a.said_on), default=None),
            speaker_confirmed_by=claim.speaker_confirmed_by,
            speaker_confirmed_at=claim.speaker_confirmed_at,
            created_by=actor,
        )
        fresh.topics.set(claim.topics.all())
        move(appearances=[a.pk for a in chosen], to=fresh, actor=actor)
        for one in chosen:
            Candidate.objects.filter(
                claim=claim, revision=one.revision_id, start=one.start, end=one.end
            ).update(claim=fresh)
    return fresh
