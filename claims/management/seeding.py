"""Seed files into rows, by natural keys. What exists is left as editors made it, unless asked."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction

from claims.extraction.speakers import SpeakersFileError, load_speakers
from claims.models import (
    Affiliation,
    Alias,
    Feed,
    Methodology,
    Outlet,
    Rating,
    RatingScale,
    Speaker,
    Topic,
    User,
)

Row = dict[str, Any]
RowModel = TypeVar("RowModel", bound=models.Model)
PEOPLE = {"ada": ("Ada", "reporter"), "ben": ("Ben", "reviewer"), "paula": ("Paula", "publisher")}


class SeedError(ValueError):
    """A seed file is wrong; the message names file, entry, field and remedy."""


class Seeder:
    """Loads the files of one folder; `counts` says what it did."""

    def __init__(self, folder: Path, *, update: bool = False) -> None:
        self.folder, self.update = folder, update
        self.counts: Counter[str] = Counter()

    @transaction.atomic
    def load(self) -> None:
        """All or nothing."""
        self.each("rating_scales", self.scale)
        self.each("topics", lambda row: self.keep(Topic, {"slug": row["slug"]}, row))
        self.each("outlets", lambda row: self.keep(Outlet, {"slug": row["slug"]}, row))
        self.each("feeds", self.feed)
        self.each("speakers", self.speaker)
        self.each("methodology", lambda row: self.keep(Methodology, {"version": row["version"]}, row))
        for name, (first_name, group) in PEOPLE.items():
            self.person(name, first_name, group)

    def each(self, name: str, load: Callable[[Row], object]) -> None:
        """Every entry of a file; a fault names it."""
        path = self.folder / f"{name}.json"
        try:
            rows = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise SeedError(f"{path}: cannot be read as JSON ({error}). Nothing was loaded.") from error
        if name == "speakers":
            try:
                load_speakers(path)
            except SpeakersFileError as error:
                raise SeedError(f"{error} Nothing was loaded.") from error
        for number, row in enumerate(rows, 1):
            try:
                load(row)
            except KeyError as error:
                raise SeedError(f"{path}: entry {number}: {error} is missing. Nothing was loaded.") from error
            except (ValidationError, DataError, IntegrityError, ValueError, TypeError) as error:
                raise SeedError(f"{path}: entry {number}: {error} Nothing was loaded.") from error

    def keep(self, model: type[RowModel], key: Row, row: Row) -> RowModel:
        """Make the row if it is missing; change it only when asked to."""
        fields = {name: value for name, value in row.items() if name not in key}
        found = model._default_manager.filter(**key).first()
        if found is None:
            self.counts["new"] += 1
            return model._default_manager.create(**key, **fields)
        changed = {name: value for name, value in fields.items() if str(getattr(found, name)) != str(value)}
        if changed and self.update:
            model._default_manager.filter(pk=found.pk).update(**changed)
            self.counts["updated"] += 1
        elif changed:
            self.counts["left as edited"] += 1
        else:
            self.counts["unchanged"] += 1
        return found

    def scale(self, row: Row) -> None:
        """A scale and its ratings, in their order."""
        fields = {name: value for name, value in row.items() if name != "ratings"}
        scale = self.keep(RatingScale, {"slug": row["slug"]}, fields)
        for position, rating in enumerate(row["ratings"], 1):
            self.keep(Rating, {"scale": scale, "slug": rating["slug"]}, {**rating, "position": position})

    def feed(self, row: Row) -> None:
        """A feed of a known outlet; seeds bring feeds switched off."""
        outlet = Outlet.objects.filter(slug=row["outlet"]).first()
        if outlet is None:
            raise ValueError(f"outlet {row['outlet']!r} is not in outlets.json.")
        self.keep(Feed, {"url": row["url"]}, {**row, "outlet": outlet})

    def speaker(self, row: Row) -> None:
        """A speaker with aliases and dated roles."""
        names = {"name", "short_name", "kind", "gender", "wikidata", "description"}
        fields = {name: row[name] for name in names if name in row}
        speaker = self.keep(Speaker, {"slug": row["slug"]}, fields)
        for alias in row.get("aliases", []):
            self.keep(Alias, {"speaker": speaker, "name": alias}, {})
        for held in row.get("affiliations", []):
            key = {"speaker": speaker, "role": held["role"], "body": held["body"], "start": held.get("from")}
            self.keep(Affiliation, key, {"end": held.get("to")})

    def person(self, name: str, first_name: str, group: str) -> None:
        """An editor without a password; `make run` gives them one."""
        user, made = User.objects.get_or_create(
            username=name, defaults={"first_name": first_name, "is_staff": True}
        )
        if made:
            user.set_unusable_password()
            user.save(update_fields=["password"])
            user.groups.add(Group.objects.get(name=group))
        self.counts["new" if made else "unchanged"] += 1
