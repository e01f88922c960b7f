"""Write the export: streamed, published in one step, and the same bytes for the same data."""

from __future__ import annotations

import csv
import gzip
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

from django.conf import settings
from django.db import connection, transaction

from claims.editorial.opendata.tables import TABLES, Table
from claims.models.changes import verdicts_changed_at

AT_ONCE = 2_000  # rows in memory
LATEST = "latest"


@dataclass(frozen=True, slots=True)
class Exported:
    """Where the export stands, how many rows it has, and whether it is a new one."""

    folder: Path
    rows: int
    is_new: bool


def export_public(folder: Path, *, keep: int = 7) -> Exported:
    """Export below `folder` and point `folder/latest` at it; the `keep` newest exports stay.

    All tables are read in one snapshot. When nothing changed, the export that is there stays.
    Raises OSError when the folder cannot be written; what was published before is then untouched.
    """
    folder.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
    try:
        with _snapshot():
            package = _package()
            for table in TABLES:
                package["resources"] += _write(table, draft)
        _describe(package, draft)
        digest = sha256((draft / "datapackage.json").read_bytes()).hexdigest()[:12]
        target = folder / f"{package['created'][:10]}-{digest}"
        is_new = not target.exists()
        if is_new:
            draft.chmod(0o755)
            draft.rename(target)
        _point(folder, target)
        _clear(folder, keep)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    rows = sum(item["rows"] for item in package["resources"] if item["format"] == "jsonl")
    return Exported(target, rows, is_new)


@contextmanager
def _snapshot() -> Iterator[None]:
    """One state of the record for all tables, and no write by mistake."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _package() -> dict[str, Any]:
    """The head of datapackage.json. The date is that of the last verdict, not of the export."""
    return {
        "profile": "tabular-data-package",
        "name": "claims",
        "title": f"{settings.SITE_NAME}: who claimed what, where, and whether it was true",
        "homepage": f"{settings.SITE_URL}/",
        "created": verdicts_changed_at().isoformat(timespec="seconds"),
        "licenses": [{"name": settings.DATA_LICENCE, "path": settings.DATA_LICENCE_URL}],
        "resources": [],
    }


def _write(table: Table, draft: Path) -> list[dict[str, Any]]:
    """Both files of a table in one pass; their descriptions."""
    names, count = list(table.columns), 0
    paths = {form: draft / f"{table.name}.{form}.gz" for form in ("jsonl", "csv")}
    with _gzip(paths["jsonl"]) as lines, _gzip(paths["csv"]) as cells:
        writer = csv.writer(cells, lineterminator="\r\n")
        writer.writerow(names)
        for values in table.values().iterator(chunk_size=AT_ONCE):
            said = [table.told.get(name, _plain)(value) for name, value in zip(names, values, strict=True)]
            lines.write(json.dumps(dict(zip(names, said, strict=True)), ensure_ascii=False) + "\n")
            writer.writerow([json.dumps(v, ensure_ascii=False) if isinstance(v, list) else v for v in said])
            count += 1
    fields = [{"name": name, "type": kind} for name, (kind, _) in table.columns.items()]
    return [
        {
            "name": f"{table.name}-{form}",
            "title": table.title,
            "path": path.name,
            "format": form,
            "compression": "gz",
            "rows": count,
            "bytes": path.stat().st_size,
            "hash": f"sha256:{_digest(path)}",
            "schema": {"fields": fields, "primaryKey": "id"},
        }
        for form, path in paths.items()
    ]


@contextmanager
def _gzip(path: Path) -> Iterator[TextIO]:
    """A gzip file without name and time in its head, so that equal data make equal bytes."""
    with (
        path.open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed,
        TextIOWrapper(packed, encoding="utf-8", newline="") as text,
    ):
        yield text


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        digest = sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _describe(package: dict[str, Any], draft: Path) -> None:
    """datapackage.json (schema, licence, date) and SHA256SUMS (`sha256sum -c` reads it)."""
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    (draft / "datapackage.json").write_text(text, encoding="utf-8")
    sums = [f"{_digest(path)}  {path.name}\n" for path in sorted(draft.iterdir())]
    (draft / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


def _point(folder: Path, target: Path) -> None:
    """Move `latest` in one step: readers see the old export or the new one, never half of one."""
    fresh = folder / f".{LATEST}-{os.getpid()}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target.name, target_is_directory=True)
    fresh.replace(folder / LATEST)


def _clear(folder: Path, keep: int) -> None:
    """Take the oldest exports away; never the one that is published."""
    published = (folder / LATEST).resolve()
    exports = [path for path in folder.iterdir() if path.is_dir() and (path / "SHA256SUMS").exists()]
    old = sorted(exports, key=lambda path: path.stat().st_mtime, reverse=True)[keep:]
    for path in old:
        if path.resolve() != published and not path.is_symlink():
            shutil.rmtree(path)
