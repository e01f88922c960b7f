"""Known speakers from a JSON file.

A list of entries, as `seeds/speakers.json` has it:
{"slug", "name", "short_name", "kind", "gender", "wikidata", "description", "aliases": […],
"affiliations": [{"role", "body", "from": "2012-05-07", "to": null}]}.
`slug` is the natural key and `name` the canonical name; everything else may be left out. `kind` is one
of person, organisation, government; `gender` "m", "f" or "". `aliases` are further names and spellings
under which the entry alone is meant: a bare surname belongs there only if it needs no first name.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from claims.extraction.types import KnownAffiliation, KnownSpeaker, SpeakerKind

GENDERS = {"m", "f", ""}


class SpeakersFileError(ValueError):
    """The file of speakers cannot be read; the message names file, entry and remedy."""


def load_speakers(path: Path) -> tuple[KnownSpeaker, ...]:
    """The known speakers of a file. Raises SpeakersFileError."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SpeakersFileError(
            f"{path}: cannot be read ({error.strerror}). Check name and rights."
        ) from error
    except ValueError as error:
        raise SpeakersFileError(f"{path}: is not JSON ({error}). Give a list of speakers.") from error
    if not isinstance(rows, list):
        raise SpeakersFileError(f"{path}: a JSON list of speakers is expected, not {type(rows).__name__}.")
    speakers = tuple(_speaker(f"{path}: entry {number}", row) for number, row in enumerate(rows, 1))
    _refuse_doubles(path, speakers)
    return speakers


def _refuse_doubles(path: Path, speakers: tuple[KnownSpeaker, ...]) -> None:
    seen: set[str] = set()
    for number, speaker in enumerate(speakers, 1):
        if speaker.key in seen:
            raise SpeakersFileError(
                f"{path}: entry {number}: the slug {speaker.key!r} stands there twice. Rename or merge one."
            )
        seen.add(speaker.key)


def _speaker(place: str, row: Any) -> KnownSpeaker:
    if not isinstance(row, dict):
        raise SpeakersFileError(f"{place}: an object is expected, not {type(row).__name__}.")
    try:
        kind = SpeakerKind(row.get("kind", "person"))
    except ValueError:
        raise SpeakersFileError(
            f"{place}: kind {row['kind']!r} is unknown. Use person, organisation or government."
        ) from None
    gender = row.get("gender") or ""
    if gender not in GENDERS:
        raise SpeakersFileError(f'{place}: gender {gender!r} is unknown. Use "m", "f" or "".')
    return KnownSpeaker(
        key=_text(place, row, "slug"),
        name=_text(place, row, "name"),
        kind=kind,
        gender=gender,
        aliases=_aliases(place, row),
        affiliations=_affiliations(place, row),
    )


def _text(place: str, row: dict[str, Any], field: str) -> str:
    value = row.get(field)
    if not isinstance(value, str) or not value.strip():
        raise SpeakersFileError(f"{place}: {field!r} is missing or empty. Every speaker needs slug and name.")
    return value


def _aliases(place: str, row: dict[str, Any]) -> tuple[str, ...]:
    aliases = row.get("aliases") or []
    if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
        raise SpeakersFileError(f"{place}: aliases must be a list of names.")
    return tuple(aliases)


def _affiliations(place: str, row: dict[str, Any]) -> tuple[KnownAffiliation, ...]:
    found = []
    for held in row.get("affiliations") or []:
        if not isinstance(held, dict):
            raise SpeakersFileError(f"{place}: an affiliation is an object with role and body.")
        role, body = _text(place, held, "role"), _text(place, held, "body")
        start, end = _day(place, held.get("from")), _day(place, held.get("to"))
        if start and end and end < start:
            raise SpeakersFileError(
                f"{place}: {role} ends ({end}) before it begins ({start}). Swap the dates."
            )
        found.append(KnownAffiliation(role, body, start, end))
    return tuple(found)


def _day(place: str, text: Any) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise SpeakersFileError(f"{place}: the date {text!r} must be written like 2012-05-07.") from None
