"""Known speakers, looked up by the names they go by and by the roles they held on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cache

from claims.extraction.lexicon import government, words
from claims.extraction.speakers.names import JOINING, key_of, surname_of
from claims.extraction.types import KnownAffiliation, KnownSpeaker, SpeakerKind


class Gazetteer:
    """An index over known speakers. Built once, then only read."""

    def __init__(self, speakers: Sequence[KnownSpeaker]) -> None:
        self.speakers = speakers
        self.by_name: dict[str, list[KnownSpeaker]] = defaultdict(list)
        self.by_surname: dict[str, list[KnownSpeaker]] = defaultdict(list)
        self.roles = frozenset(held.role.lower() for s in speakers for held in s.affiliations)
        for speaker in speakers:
            for name in {key_of(n) for n in (speaker.name, *speaker.aliases)}:
                self.by_name[name].append(speaker)
            if speaker.kind == SpeakerKind.PERSON:
                self.by_surname[surname_of(key_of(speaker.name))].append(speaker)

    def named(self, name: str) -> list[KnownSpeaker]:
        """All who go by this name."""
        return self.by_name.get(key_of(name), [])

    def surnamed(self, name: str) -> list[KnownSpeaker]:
        """All people whose full name ends in this surname."""
        return self.by_surname.get(key_of(name), [])

    def in_role(self, role: str, place: str, on: date | None) -> list[KnownSpeaker]:
        """Who held such a role that day: ("leader", "Russia", 2024-11-08)."""
        wanted = role_names(role)
        return [
            speaker
            for speaker in self.speakers
            if any(_is_role(held, wanted) and _is_of(held, place) for held in held_on(speaker, on))
        ]


def held_on(speaker: KnownSpeaker, on: date | None) -> list[KnownAffiliation]:
    """The affiliations of that day; without a day, those that have not ended."""
    return [held for held in speaker.affiliations if _covers(held, on)]


def has_role(speaker: KnownSpeaker, role: str, on: date | None) -> bool:
    """Did they hold the role anywhere on that day?"""
    wanted = role_names(role)
    return any(_is_role(held, wanted) for held in held_on(speaker, on))


def had_role(speaker: KnownSpeaker, role: str, place: str, on: date | None) -> bool:
    """Did they hold the role before that day, and no longer: "the former president"?"""
    wanted = role_names(role)
    return any(
        _is_role(held, wanted)
        and (not place or _is_of(held, place))
        and held.end is not None
        and (on is None or held.end <= on)
        for held in speaker.affiliations
    )


def role_names(role: str) -> frozenset[str]:
    """What a description may mean, as roles are written: "leader" -> president, prime-minister …"""
    return government("speaker_roles").get(role, frozenset({role.replace(" ", "-")}))


def _is_role(held: KnownAffiliation, wanted: frozenset[str]) -> bool:
    return held.role.lower().replace(" ", "-") in wanted


def _is_of(held: KnownAffiliation, place: str) -> bool:
    """The body is the country itself, or stands for it: the Kremlin for Russia; "" is anywhere."""
    return not place or held.body == place or places().get(key_of(held.body)) == place


def _covers(held: KnownAffiliation, on: date | None) -> bool:
    if on is None:
        return held.end is None
    return (held.start is None or held.start <= on) and (held.end is None or on <= held.end)


@cache
def places() -> dict[str, str]:
    """Adjective, capital or seat of government -> country, by key: "russian" -> "Russia"."""
    found = {}
    for country, names in government("speaker_places").items():
        found[key_of(country)] = country
        found |= {key_of(name.replace("-", " ")): country for name in names}
    return found


def is_name(name: str) -> bool:
    """More than a title, a country's adjective or a sort of body.

    "Minister", "Afghan Ambassador" and "the Court" name nobody.
    """
    bare = words("speaker_titles")
    parts = name.split()
    if not parts or not name[:1].isalnum():
        return False
    if name in places().values() or (len(parts) == 1 and key_of(name) in places()):
        return True
    if len(parts) > 1 and parts[-1].lower() in government("speaker_roles") and not JOINING & set(parts):
        return False  # "Transport Minister"
    if len(parts) == 1 and not name.isupper() and name.lower() in _common():
        return False
    return any(word.lower() not in bare and key_of(word) not in places() for word in parts)


@cache
def _common() -> frozenset[str]:
    """Nouns that name nobody, capitalised or not."""
    return words("speaker_bodies") | words("speaker_collective") | words("speaker_anonymous")
