"""Two speakers that are one: everything of the one goes to the other, and its address leads there.

Where a review of the one is submitted, approved or published, a second person confirms the merge: who said
it is part of what was approved.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from claims.editorial.refusals import Problem, Refused, in_words, refuse, require, with_article
from claims.models import (
    Affiliation,
    Alias,
    Appearance,
    Candidate,
    Claim,
    Review,
    ReviewVersion,
    Speaker,
    SpeakerMerge,
    User,
    act_as,
)

FILLED = ("short_name", "gender", "wikidata", "description")  # taken over where the other has none
SEEN = ("submitted", "approved", "published")


@dataclass(frozen=True, slots=True)
class Move:
    """What a merge would move, and what stands in its way."""

    claims: int
    appearances: int
    candidates: int
    aliases: list[str]
    roles: list[str]
    filled: dict[str, str]
    under_review: int
    problems: list[Problem]

    @property
    def needs_a_second(self) -> bool:
        """Must somebody else confirm it?"""
        return self.under_review > 0


def preview(*, speaker: Speaker, into: Speaker, asked: SpeakerMerge | None = None) -> Move:
    """What the merge, perhaps `asked` for already, would do. Changes nothing."""
    return Move(
        claims=Claim.objects.filter(speaker=speaker).count(),
        appearances=Appearance.objects.filter(speaker=speaker).count(),
        candidates=Candidate.objects.filter(speaker=speaker).count(),
        aliases=_new_names(speaker, into),
        roles=[str(role) for role in _new_roles(speaker, into)],
        filled=_filled(speaker, into),
        under_review=_under_review(speaker),
        problems=_problems(speaker, into, asked),
    )


def merge_speakers(*, speaker: Speaker, into: Speaker, actor: User) -> SpeakerMerge:
    """Make `speaker` a part of `into`; where a second person must confirm, ask for it.

    Raises Refused for two that cannot be one: not of one kind, or of two Wikidata items.
    """
    require(actor, "change_speaker")
    with act_as(actor), in_words():
        _hold(speaker.pk, into.pk)
        if problems := _problems(speaker, into):
            raise Refused(*problems)
        asked = SpeakerMerge.objects.create(
            former_id=speaker.pk, slug=speaker.slug, name=speaker.name, into=into, asked_by=actor
        )
        if not _under_review(speaker):
            _do(asked, actor)
    return asked


def confirm_merge(*, merge: SpeakerMerge, actor: User) -> None:
    """A second person agrees, and it is done. Raises Refused for whoever asked."""
    if not actor.has_perm("claims.approve_review"):
        raise refuse("actor", "Merging speakers under review is confirmed by a reviewer.")
    with act_as(actor), in_words():
        held = SpeakerMerge.objects.waiting().select_for_update(of=["self"]).filter(pk=merge.pk).first()
        if held is None:
            raise refuse("merge", "A colleague has settled this merge meanwhile. Reload the page.")
        if held.asked_by_id == actor.pk:
            raise refuse("actor", "You asked for it: a colleague confirms it.")
        _hold(held.former_id, held.into_id)
        speaker = Speaker.objects.filter(pk=held.former_id).first()
        if speaker is None:
            raise refuse("merge", f"{held.name} is gone already. Drop the request.")
        if problems := _problems(speaker, held.into, held):
            raise Refused(*problems)
        _do(held, actor)
    merge.refresh_from_db()


def drop_merge(*, merge: SpeakerMerge, actor: User) -> None:
    """Take back a merge that waits; whoever asked, or a reviewer, may."""
    if merge.asked_by_id != actor.pk and not actor.has_perm("claims.approve_review"):
        raise refuse("actor", "Whoever asked for the merge, or a reviewer, may drop it.")
    with act_as(actor):
        gone, _ = SpeakerMerge.objects.filter(pk=merge.pk, confirmed_at=None).delete()
    if not gone:
        raise refuse("merge", "A colleague has settled this merge meanwhile. Reload the page.")


def _do(merge: SpeakerMerge, actor: User) -> None:
    """Everything moves; then the empty row goes. The database refuses if anything still hangs on it."""
    speaker, into = Speaker.objects.get(pk=merge.former_id), merge.into
    SpeakerMerge.objects.filter(pk=merge.pk).update(confirmed_by=actor, confirmed_at=timezone.now())
    SpeakerMerge.objects.filter(into=speaker).update(into=into)
    Claim.objects.filter(speaker=speaker).update(speaker=into)
    Appearance.objects.filter(speaker=speaker).update(speaker=into)
    Candidate.objects.filter(speaker=speaker).order_by().update(speaker=into)
    Alias.objects.bulk_create(Alias(speaker=into, name=name) for name in _new_names(speaker, into))
    Affiliation.objects.filter(pk__in=[role.pk for role in _new_roles(speaker, into)]).update(speaker=into)
    filled = _filled(speaker, into)
    speaker.delete()  # its aliases and the roles that both had go with it; the history keeps them
    if filled:
        Speaker.objects.filter(pk=into.pk).update(**filled)
    merge.refresh_from_db()


def _problems(speaker: Speaker, into: Speaker, asked: SpeakerMerge | None = None) -> list[Problem]:
    if speaker.pk == into.pk:
        return [Problem("into", "Choose another speaker: nobody is merged into themselves.")]
    found = []
    if speaker.kind != into.kind:
        one, other_kind = (with_article(who.get_kind_display().lower()) for who in (speaker, into))
        kinds = f"{speaker} is {one}, {into} {other_kind}"
        found.append(Problem("kind", f"{kinds}. If they are one, correct the kind first."))
    if speaker.wikidata and into.wikidata and speaker.wikidata != into.wikidata:
        items = f"{speaker.wikidata} and {into.wikidata}"
        found.append(
            Problem("wikidata", f"They are two items on Wikidata, {items}. If they are one, mend that first.")
        )
    waiting = SpeakerMerge.objects.waiting().filter(former_id__in=[speaker.pk, into.pk])
    for other in (merge for merge in waiting if asked is None or merge.pk != asked.pk):
        found.append(
            Problem("into", f"{other.name} waits to be merged into {other.into}: settle that first.")
        )
    return found


def _under_review(speaker: Speaker) -> int:
    """How many of the speaker's claims a second person has before them, or readers have."""
    versions = ReviewVersion.objects.filter(state__in=SEEN)
    return Review.objects.filter(claim__speaker=speaker, versions__in=versions).distinct().count()


def _new_names(speaker: Speaker, into: Speaker) -> list[str]:
    known = {into.name.lower(), *(alias.name.lower() for alias in into.aliases.all())}
    names = dict.fromkeys([speaker.name, *(alias.name for alias in speaker.aliases.all())])
    return [name for name in names if name.lower() not in known]


def _new_roles(speaker: Speaker, into: Speaker) -> list[Affiliation]:
    held = {(role.role, role.body, role.start) for role in into.affiliations.all()}
    return [role for role in speaker.affiliations.all() if (role.role, role.body, role.start) not in held]


def _filled(speaker: Speaker, into: Speaker) -> dict[str, str]:
    return {
        name: getattr(speaker, name) for name in FILLED if getattr(speaker, name) and not getattr(into, name)
    }


def _hold(*pks: int) -> None:
    """Both rows are held, in one order, until the merge is over."""
    if len(Speaker.objects.select_for_update().filter(pk__in=pks).order_by("pk")) < len(set(pks)):
        raise refuse("into", "One of the two is gone meanwhile. Reload the page.")
