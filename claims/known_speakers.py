"""The speakers of the database as the values that extraction knows, read again only when they have changed."""

from __future__ import annotations

from functools import lru_cache

from django.apps import apps
from django.db.models import Max

from claims.extraction.types import KnownAffiliation, KnownSpeaker, SpeakerKind
from claims.models import Speaker


def known_speakers() -> tuple[KnownSpeaker, ...]:
    """All speakers with names and roles; read again only when their history has grown."""
    return _speakers(_edition())


def _edition() -> tuple[int, ...]:
    """Changes whenever a speaker, alias or affiliation does: every write leaves an event."""
    histories = (apps.get_model("claims", f"{noun}Event") for noun in ("Speaker", "Alias", "Affiliation"))
    newest = (history._default_manager.aggregate(newest=Max("pgh_id"))["newest"] for history in histories)
    return tuple(number or 0 for number in newest)


@lru_cache(maxsize=1)
def _speakers(edition: tuple[int, ...]) -> tuple[KnownSpeaker, ...]:
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
