"""Where the reading of a long file stopped, so that the next run goes on there.

Two who read one file at once do no harm: what the other stored is known.
"""

from __future__ import annotations

from pathlib import Path

from claims.ingest.backfill import Place
from claims.models import Backfill


def place_in(path: Path) -> tuple[Place, int]:
    """How far the file was read, and how many of those lines failed; the beginning where nothing is noted."""
    row = Backfill.objects.filter(path=str(path.resolve())).first()
    return (Place(row.offset, row.line, row.sha256), row.failed) if row else (Place(), 0)


def note_place(*, path: Path, place: Place, failed: int) -> None:
    """Everything before this place is stored."""
    Backfill.objects.update_or_create(
        path=str(path.resolve()),
        defaults={"offset": place.offset, "line": place.line, "sha256": place.sha256, "failed": failed},
    )


def forget_place(*, path: Path) -> None:
    """The file was read to its end."""
    Backfill.objects.filter(path=str(path.resolve())).delete()
