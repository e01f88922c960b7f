"""Datasette with the same rows: one SQLite table with all that a claim's line says, indexed, with full text."""

from __future__ import annotations

import re
import sqlite3
import sys
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from claims.management.bench.api.questions import Questions

COLUMNS = [
    "id",
    "slug",
    "wording",
    "kind",
    "said_on",
    "due_on",
    "due_precision",
    "due_basis",
    "due_confirmed_at",
]
COLUMNS += [
    "speaker_id",
    "speaker_slug",
    "speaker_name",
    "speaker_short_name",
    "speaker_role",
    "topics",
    "version",
]
COLUMNS += ["headline", "summary", "published_at", "rating_slug", "rating_label", "rating_scale"]
COLUMNS += [
    "rating_definition",
    "rating_value",
    "rating_maps_to",
    "rating_colour",
    "rating_shape",
    "review_id",
]
AT_ONCE = 5_000


def write_rows(path: Path, select: str) -> int:
    """Put what `select` brings into a new SQLite file; how many rows."""
    path.unlink(missing_ok=True)
    file = sqlite3.connect(path)
    file.execute(f"CREATE TABLE claims (id INTEGER PRIMARY KEY, {', '.join(COLUMNS[1:])})")
    insert, count = f"INSERT INTO claims VALUES ({', '.join('?' * len(COLUMNS))})", 0  # noqa: S608 - marks alone
    with connection.cursor() as cursor:
        cursor.execute(select)
        while rows := cursor.fetchmany(AT_ONCE):
            file.executemany(insert, [[_plain(value) for value in row] for row in rows])
            count += len(rows)
    file.execute("CREATE INDEX newest ON claims (published_at DESC, id DESC)")
    file.execute("CREATE INDEX of_speaker ON claims (speaker_slug, published_at DESC)")
    words = "fts5(wording, speaker_name, content='claims', content_rowid='id')"
    file.execute(f"CREATE VIRTUAL TABLE claims_fts USING {words}")
    file.execute("INSERT INTO claims_fts(claims_fts) VALUES ('rebuild')")
    file.execute("ANALYZE")
    file.commit()
    file.close()
    return count


def command(path: Path, port: int) -> list[str]:
    """Its server, as quick as its settings make it: the file does not change, nothing is counted or suggested."""
    program = [
        sys.executable,
        "-m",
        "datasette",
        "serve",
        "-i",
        str(path),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    for name in ("suggest_facets", "allow_facet", "allow_download"):
        program += ["--setting", name, "off"]
    return program


def path(kind: str, asked: Questions, database: str, n: int) -> str:
    """The address of call n; a line of the list has all that Datasette's item has."""
    claims = f"/{database}/claims"
    some = f"{claims}.json?_shape=objects&_nocount=1&_nofacet=1&_size=20"
    return {
        "list": f"{some}&_sort_desc=published_at",
        "filter": f"{some}&_sort_desc=published_at&speaker_slug={asked.speaker(n).slug}&kind=promise",
        "detail": f"{claims}/{asked.claim(n).pk}.json?_shape=objects",
        "search": f"{some}&_search={quote(asked.words(n))}",
        "match": f"{some}&_searchmode=raw&_search={quote(' OR '.join(re.findall('[a-z]+', asked.text(n).lower())))}",
    }[kind]


def _plain(value: object) -> object:
    return value if isinstance(value, int | float | str | None) else str(value)
