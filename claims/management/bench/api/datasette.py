"""Datasette with the same rows in SQLite, indexed, with full text.

What a claim's line says stands in one table, its versions, replies and appearances in three more. An item is a
query in Datasette's settings that brings all of them, as ours does.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from claims.management.bench.api import bare
from claims.management.bench.api.questions import Questions

AT_ONCE = 5_000
RATING = tuple(f"rating_{name}" for name in bare.RATING_NAMES)
SPEAKER = tuple(f"speaker_{name}" for name in bare.SPEAKER_NAMES)
CLAIM: tuple[str, ...] = ("id", "slug", "wording", "kind", "said_on", "due_on", "due_precision", "due_basis")
CLAIM += ("due_confirmed_at", *SPEAKER, "speaker_role", "topics")
CLAIM += ("version", "headline", "summary", "published_at", *RATING, "review_id")
ARTICLE = tuple(f"article_{name}" for name in bare.ARTICLE_NAMES)


@dataclass(frozen=True, slots=True)
class Table:
    """A table in SQLite, and the SQL that brings its rows out of ours. Items find theirs by `key`."""

    name: str
    columns: tuple[str, ...]
    select: str
    key: str
    order: str = ""

    def copy(self, file: sqlite3.Connection) -> None:
        """All rows."""
        columns = ", ".join(f'"{name}"' for name in self.columns)
        file.execute(f"CREATE TABLE {self.name} ({columns})")
        insert = f"INSERT INTO {self.name} VALUES ({', '.join('?' * len(self.columns))})"  # noqa: S608 - marks alone
        with connection.cursor() as cursor:
            cursor.execute(self.select)
            while rows := cursor.fetchmany(AT_ONCE):
                file.executemany(insert, [[_plain(value) for value in row] for row in rows])
        file.execute(f"CREATE INDEX of_{self.name} ON {self.name} ({self.key})")

    def told(self, of: str) -> str:
        """SQL for the rows of a claim as JSON."""
        members = ", ".join(f"""'{name}', "{name}\"""" for name in self.columns)
        rows = f"SELECT * FROM {self.name} WHERE {self.key} = {of} ORDER BY {self.order}"  # noqa: S608 - ours
        return f"(SELECT json_group_array(json_object({members})) FROM ({rows})) AS {self.name}"  # noqa: S608


CLAIMS = Table("claims", CLAIM, bare.CLAIM + "true", "slug")
VERSIONS = Table(
    "versions",
    (*bare.VERSION_NAMES, *RATING, "evidence", "review_id"),
    bare.VERSION,
    "review_id",
    "version DESC",
)
REPLIES = Table("replies", (*bare.REPLY_NAMES, "review_id"), bare.REPLY, "review_id", "asked_on")
APPEARANCES = Table(
    "appearances",
    (*bare.APPEARANCE_NAMES, *SPEAKER, *ARTICLE, "claim_id"),
    bare.APPEARANCE,
    "claim_id",
    "said_on, id",
)
ITEM = f"""
    SELECT claims.*, {VERSIONS.told("claims.review_id")}, {REPLIES.told("claims.review_id")},
           {APPEARANCES.told("claims.id")}
    FROM claims WHERE slug = :slug
"""  # noqa: S608 - ours


def write_rows(path: Path) -> None:
    """Put the public record into a new SQLite file."""
    path.unlink(missing_ok=True)
    file = sqlite3.connect(path)
    for table in (CLAIMS, VERSIONS, REPLIES, APPEARANCES):
        table.copy(file)
    file.execute("CREATE UNIQUE INDEX claim ON claims (id)")
    file.execute("CREATE INDEX newest ON claims (published_at DESC, id DESC)")
    file.execute("CREATE INDEX of_speaker ON claims (speaker_slug, published_at DESC)")
    words = "fts5(wording, speaker_name, content='claims', content_rowid='rowid')"
    file.execute(f"CREATE VIRTUAL TABLE claims_fts USING {words}")
    file.execute("INSERT INTO claims_fts(claims_fts) VALUES ('rebuild')")
    file.execute("ANALYZE")
    file.commit()
    file.close()


def command(path: Path, port: int) -> list[str]:
    """Its server, as quick as its settings make it: the file does not change, nothing is counted or suggested."""
    settings = path.with_suffix(".json")
    settings.write_text(json.dumps({"databases": {path.stem: {"queries": {"claim": {"sql": ITEM}}}}}))
    program = [sys.executable, "-m", "datasette", "serve", "-i", str(path), "--metadata", str(settings)]
    program += ["--host", "127.0.0.1", "--port", str(port)]
    for name in ("suggest_facets", "allow_facet", "allow_download"):
        program += ["--setting", name, "off"]
    return program


def path(kind: str, asked: Questions, database: str, n: int) -> str:
    """The address of call n; it answers with all that ours has."""
    some = f"/{database}/claims.json?_shape=objects&_nocount=1&_nofacet=1&_size=20"
    return {
        "list": f"{some}&_sort_desc=published_at",
        "filter": f"{some}&_sort_desc=published_at&speaker_slug={asked.speaker(n).slug}&kind=promise",
        "detail": f"/{database}/claim.json?_shape=objects&slug={asked.claim(n).slug}",
        "search": f"{some}&_search={quote(asked.words(n))}",
        "match": f"{some}&_searchmode=raw&_search={quote(' OR '.join(re.findall('[a-z]+', asked.text(n).lower())))}",
    }[kind]


def _plain(value: object) -> object:
    if isinstance(value, list | dict):
        return json.dumps(value, default=str)
    return value if isinstance(value, int | float | str | None) else str(value)
