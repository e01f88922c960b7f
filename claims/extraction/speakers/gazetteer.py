"""Known speakers: read from a file, looked up by name, surname or role."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from claims.extraction.lexicon import government, words
from claims.extraction.types import KnownAffiliation, KnownSpeaker, SpeakerKind


class SpeakersFileError(ValueError):
    """The file of speakers cannot be read; the message names file, entry and remedy."""


def load_speakers(path: Path) -> tuple[KnownSpeaker, ...]:
    """Known speakers from a JSON list as `seeds/speakers.json` has it.

    An entry: {"slug", "name", "kind", "gender", "aliases": […],
    "affiliations": [{"role", "body", "from": "2012-05-07", "to": null}]}.
    """
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SpeakersFileError(
            f"{path}: cannot be read as JSON ({error}). Give a list of speakers."
        ) from error
    if not isinstance(rows, list):
        raise SpeakersFileError(f"{path}: a JSON list of speakers is expected, not {type(rows).__name__}.")
    return tuple(_speaker(path, number, row) for number, row in enumerate(rows, 1))


def _speaker(path: Path, number: int, row: Any) -> KnownSpeaker:
    try:
        affiliations = tuple(
            KnownAffiliation(held["role"], held["body"], _day(held.get("from")), _day(held.get("to")))
            for held in row.get("affiliations", [])
        )
        return KnownSpeaker(
            key=row["slug"],
            name=row["name"],
            kind=SpeakerKind(row.get("kind", "person")),
            gender=row.get("gender", ""),
            aliases=tuple(row.get("aliases", [])),
            affiliations=affiliations,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SpeakersFileError(
            f"{path}: entry {number}: {error!r}. It needs slug and name; dates are written 2012-05-07."
        ) from error


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def normal(name: str) -> str:
    """For comparison: no accents, no possessive, no article, lower case."""
    bare = unicodedata.normalize("NFKD", name.replace("’", "'").replace("ø", "o").replace("ł", "l"))
    bare = "".join(c for c in bare if not unicodedata.combining(c)).lower().strip()
    bare = re.sub(r"'s\b|(?<=s)'(?=\s|$)", "", bare)
    bare = re.sub(r"^(the|a|an) ", "", bare)
    return " ".join(bare.replace(".", "").split())


class Gazetteer:
    """Known speakers by the names they go by and by the roles they held."""

    def __init__(self, speakers: Sequence[KnownSpeaker]) -> None:
        self.speakers = speakers
        self.by_name: dict[str, list[KnownSpeaker]] = defaultdict(list)
        self.by_surname: dict[str, list[KnownSpeaker]] = defaultdict(list)
        for speaker in speakers:
            for name in {normal(n) for n in (speaker.name, *speaker.aliases)}:
                self.by_name[name].append(speaker)
            if speaker.kind == SpeakerKind.PERSON:
                self.by_surname[normal(speaker.name).split()[-1]].append(speaker)

    def named(self, name: str) -> list[KnownSpeaker]:
        """All who go by this name."""
        return self.by_name.get(normal(name), [])

    def in_role(self, role: str, place: str, on: date | None) -> list[KnownSpeaker]:
        """Who held such a role that day: ("leader", "Russia", 2024-11-08)."""
        wanted = government("speaker_roles").get(role, frozenset({role.replace(" ", "-")}))
        found = []
        for speaker in self.speakers:
            for held in speaker.affiliations:
                same_role = held.role.lower().replace(" ", "-") in wanted
                if same_role and held.body == place and _covers(held, on):
                    found.append(speaker)
                    break
        return found


def _covers(held: KnownAffiliation, on: date | None) -> bool:
    if on is None:
        return held.end is None
    return (held.start is None or held.start <= on) and (held.end is None or on <= held.end)


def places() -> dict[str, str]:
    """Adjective, capital or seat of government -> country, in lower case: "russian" -> "Russia"."""
    found = {}
    for country, names in government("speaker_places").items():
        found[country.lower()] = country
        found |= {name.replace("-", " ").lower(): country for name in names}
    return found


def gender_of(first_name: str) -> str:
    """ "m", "f" or "" by the lists of first names."""
    name = normal(first_name)
    if name in words("speaker_men"):
        return "m"
    return "f" if name in words("speaker_women") else ""


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """In order, each once."""
    return tuple(dict.fromkeys(names))
