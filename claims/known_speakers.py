"""The speakers of the database as the values that extraction knows, read again only when they have changed."""

from __future__ import annotations

from functools import lru_cache

from django.apps import apps
from django.db.models import Value

from claims.extraction.types import KnownAffiliation, KnownSpeaker, SpeakerKind
from claims.models import Speaker


def known_speakers() -> tuple[KnownSpeaker, ...]:
    """All speakers with names and roles; read again only when their history has grown."""
    return _speakers(_edition())


def _edition() -> tuple[tuple[int, int], ...]:
    """Changes whenever a speaker, alias or affiliation does: every write leaves an event."""
    newest = []
    for n, noun in enumerate(("Speaker", "Alias", "Affiliation")):
        trail = apps.get_model("claims", f"{noun}Event")._default_manager.order_by("-pgh_id")
        newest.append(trail.values_list(Value(n), "pgh_id")[:1])
    first, *others = newest
    return tuple(sorted(first.union(*others, all=True)))  # asked for with every article: one query


@lru_cache(maxsize=1)
def _speakers(edition: tuple[tuple[int, int], ...]) -> tuple[KnownSpeaker, ...]:
    rows = Speaker.objects.prefetch_related("aliases", "affiliations").order_by("id")
    return tuple(
        KnownSpeaker(
            key=row.slug,
            name=row.name,
            kind=SpeakerKind(row.kind),
            gender=row.gender,
            aliases=tuple(alias.name for alias in row.aliases.all()),
            affiliations=tuple(
                KnownAffiliation(held.role, held.body, held.start, held.end)
                for held in row.affiliations.all()
            ),
        )
        for row in rows
    )
