"""Speakers: found by name, or entered by an editor."""

from __future__ import annotations

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q
from django.utils.text import slugify

from claims.editorial.refusals import refuse
from claims.models import Speaker, SpeakerMerge, User, act_as

ALIKE = 0.3  # trigrams of a name shared with a known one
NAME_MOST = 200  # characters


def speaker_named(*, name: str, actor: User, enter: bool = False) -> Speaker | None:
    """The speaker of that name or alias. None for an empty name. `enter`: anew, when nobody has it.

    Raises Refused when nobody is known by it, unless `enter` (a typing error makes no new person), and
    when several people go by it: an editor must say which.
    """
    name = " ".join(name.replace("\x00", "").split())
    if not name:
        return None
    if len(name) > NAME_MOST:
        raise refuse("speaker", f"A name has {NAME_MOST} characters at most; this one has {len(name)}.")
    found = list(Speaker.objects.filter(Q(name__iexact=name) | Q(aliases__name__iexact=name)).distinct()[:3])
    exact = [speaker for speaker in found if speaker.name.lower() == name.lower()]
    if len(exact or found) > 1:
        who = " or ".join(str(speaker) for speaker in found)
        raise refuse("speaker", f"Several people go by “{name}”: {who}. Give the full name.")
    if found:
        return (exact or found)[0]
    if not enter:
        raise refuse(
            "speaker", f"Nobody is known as “{name}”.{_meant(name)} Or tick “enter as a new speaker”."
        )
    if not actor.has_perm("claims.add_speaker"):
        raise refuse("speaker", f"Nobody is known as “{name}”, and your account may not enter new speakers.")
    with act_as(actor):
        return Speaker.objects.create(name=name, slug=_free_slug(name))


def _meant(name: str) -> str:
    """The known names most like this one, as a question; empty when there is none."""
    likeness = TrigramWordSimilarity(name, "name")
    near = Speaker.objects.annotate(likeness=likeness).filter(likeness__gte=ALIKE)
    names = near.order_by("-likeness", "name").values_list("name", flat=True)[:3]
    return f" Did you mean {' or '.join(names)}?" if names else " Check the spelling."


def _free_slug(name: str) -> str:
    """An address that nobody has, nor had before a merge."""
    base = slugify(name)[:110] or "speaker"
    slugs = (base, *(f"{base}-{n}" for n in range(2, 1000)))
    held = set(Speaker.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    held |= set(SpeakerMerge.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in slugs if slug not in held)
