"""People and bodies known to the tests."""

from __future__ import annotations

from datetime import date

from claims.extraction.types import KnownAffiliation, KnownSpeaker, SpeakerKind

ADA = KnownSpeaker(
    key="ada-byron",
    name="Ada Byron",
    gender="f",
    aliases=("Byron", "the Countess"),
    affiliations=(KnownAffiliation("President", "Estonia", date(2016, 10, 10), date(2021, 10, 10)),),
)
BEN = KnownSpeaker(
    key="ben-olsen",
    name="Ben Olsen",
    gender="m",
    affiliations=(KnownAffiliation("President", "Estonia", date(2021, 10, 11), None),),
)
OLENA = KnownSpeaker(key="olena-kovalenko", name="Olena Kovalenko", gender="f", aliases=("Kovalenko",))
HARBOUR = KnownSpeaker(
    key="harbour-authority", name="Harbour Authority", kind=SpeakerKind.ORGANISATION, aliases=("HA",)
)
ESTONIA = KnownSpeaker(
    key="estonia", name="Estonia", kind=SpeakerKind.GOVERNMENT, aliases=("Tallinn", "Estonian government")
)
