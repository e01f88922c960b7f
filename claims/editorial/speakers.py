"""Speakers: found by name, or entered by an editor."""

from __future__ import annotations

from itertools import count

from django.db.models import Q
from django.utils.text import slugify

from claims.editorial.refusals import refuse
from claims.models import Speaker, User, act_as


def speaker_named(*, name: str, actor: User) -> Speaker | None:
    """The speaker of that name or alias; entered anew when nobody has it. None for an empty name.

    Raises Refused when several people go by it: an editor must say which.
    """
    name = " ".join(name.replace("\x00", "").split())[:200]
    if not name:
        return None
    found = list(Speaker.objects.filter(Q(name__iexact=name) | Q(aliases__name__iexact=name)).distinct()[:3])
    exact = [speaker for speaker in found if speaker.name.lower() == name.lower()]
    if len(exact or found) > 1:
        who = " or ".join(str(speaker) for speaker in found)
        raise refuse("speaker", f"Several people go by “{name}”: {who}. Give the full name.")
    if found:
        return (exact or found)[0]
    if not actor.has_perm("claims.add_speaker"):
        raise refuse("speaker", f"Nobody is known as “{name}”, and your account may not enter new speakers.")
    with act_as(actor):
        return Speaker.objects.create(name=name, slug=_free_slug(name))


def _free_slug(name: str) -> str:
    base = slugify(name)[:110] or "speaker"
    if not Speaker.objects.filter(slug=base).exists():
        return base
    return next(slug for n in count(2) if not Speaker.objects.filter(slug=(slug := f"{base}-{n}")).exists())
