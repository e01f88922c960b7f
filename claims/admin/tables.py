"""Tables of claims and reviews in and out, as CSV and XLSX.

What comes in are drafts in the name of who brings them, all rows or none: `editorial.intake`. What
goes out holds no formula, whatever somebody said: a spreadsheet would run it.
"""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from import_export import fields, resources
from import_export.formats.base_formats import CSV, XLSX
from import_export.results import Result, RowResult
from import_export.tmp_storages import BaseStorage
from tablib import Dataset
from unfold.contrib.import_export import forms as themed

from claims.editorial import intake
from claims.editorial.evidence_files import most_bytes
from claims.editorial.refusals import refuse
from claims.ingest.clean import tidy
from claims.models import Claim, Review, ReviewVersion, User

FORMULA = re.compile(r"^[=+\-@\t\r]")  # a cell that begins so is run by one spreadsheet or another
CELL_MOST = 32_767  # characters that a cell of XLSX holds
FILE_MOST = 5_000_000
UNPACKED_MOST = 50_000_000


def neutral(value: Any) -> Any:
    """The cell, with an apostrophe before what a spreadsheet would run."""
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value


def cell_text(value: Any) -> str:
    """A cell as it was meant: dates as ISO, whole numbers without a point, our own apostrophe taken off."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = tidy(str(value)).strip()
    return text[1:] if text.startswith("'") and FORMULA.match(text[1:]) else text


class Rows(Result):  # type: ignore[misc]
    """Rows are numbered as the spreadsheet numbers them: the first after the headings is 2."""

    def row_errors(self) -> list[tuple[int, Any]]:
        """The rows that were refused, with why."""
        return [(number + 1, errors) for number, errors in super().row_errors()]


class Table(resources.ModelResource):  # type: ignore[misc]
    """A table whose rows go through a verb. `needs` are columns that must be there."""

    columns: tuple[str, ...]
    needs: tuple[str, ...]

    @classmethod
    def get_result_class(cls) -> type[Rows]:
        return Rows

    def bring(self, cells: Mapping[str, str], actor: User) -> Model | None:
        """The verb: what the row became, None where it changes nothing."""
        raise NotImplementedError

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        """Refuse a table of another kind as a whole."""
        lacking = intake.missing(dataset.headers or [], self.needs)
        if lacking:
            first = ", ".join(str(name) for name in (dataset.headers or [])[:8])
            raise refuse(
                "import_file",
                f"The table has no column “{lacking[0]}”. Its first row reads: {first}. It needs: "
                f"{', '.join(self.needs)}; and may have: {', '.join(self.columns)}.",
            )
        if len(dataset) > settings.IMPORT_ROWS:
            raise refuse(
                "import_file",
                f"The table has {len(dataset):,} rows; at most {settings.IMPORT_ROWS:,} come in at once. Split it.",
            )

    def after_import(self, dataset: Dataset, result: Any, **kwargs: Any) -> None:
        """The library would set the sequence of the ids; the program may not, and its rows have theirs from it."""

    def get_instance(self, instance_loader: Any, row: Any) -> None:
        """Nothing is overwritten: each row is new."""

    def import_row(self, row: Any, instance_loader: Any, **kwargs: Any) -> RowResult:
        """Blank rows are passed over."""
        if not any(cell_text(row.get(name)) for name in self.columns):
            passed = RowResult()
            passed.import_type = RowResult.IMPORT_TYPE_SKIP
            return passed
        return super().import_row(row, instance_loader, **kwargs)

    def import_instance(self, instance: Model, row: Any, **kwargs: Any) -> None:
        """All in the name of the editor; the verb knows what is wrong with a row."""
        cells = {name: cell_text(row.get(name)) for name in self.columns}
        made = self.bring(cells, kwargs["user"])
        if made is not None:
            vars(instance).update(vars(made))

    def skip_row(
        self, instance: Model, original: Any, row: Any, import_validation_errors: Any = None
    ) -> bool:
        """What was on record already."""
        return instance.pk is None

    def save_instance(self, instance: Model, is_create: bool, row: Any, **kwargs: Any) -> None:
        """The verb has done it."""

    def save_m2m(self, instance: Model, row: Any, **kwargs: Any) -> None:
        """The verb has done it."""

    def after_export(self, queryset: Any, dataset: Dataset, **kwargs: Any) -> None:
        """Neither formulas nor words cut off."""
        rows = [[neutral(value) for value in row] for row in dataset]
        longest = max((len(value) for row in rows for value in row if isinstance(value, str)), default=0)
        if kwargs.get("force_native_type") and longest > CELL_MOST:
            raise ValueError(
                f"A text has {longest:,} characters, and a cell of XLSX holds {CELL_MOST:,}. Export as CSV."
            )
        headers = dataset.headers
        dataset.wipe()
        dataset.headers = headers
        dataset.extend(rows)


def _column(name: str) -> fields.Field:
    return fields.Field(column_name=name)


class ClaimTable(Table):
    """Claims: what comes in again if it goes out, then where each stands."""

    columns, needs = intake.CLAIM_COLUMNS, intake.CLAIM_NEEDS
    speaker = fields.Field("speaker__name", "speaker")
    topics, state, rating = _column("topics"), _column("state"), _column("rating")

    class Meta:
        model = Claim
        fields = export_order = (*intake.CLAIM_COLUMNS, "id", "slug", "state", "rating")
        import_id_fields: tuple[str, ...] = ()
        use_transactions = True

    def bring(self, cells: Mapping[str, str], actor: User) -> Claim | None:
        return intake.bring_claim(cells=cells, actor=actor)

    def dehydrate_topics(self, claim: Claim) -> str:
        return "; ".join(topic.name for topic in claim.topics.all()) if claim.pk else ""

    def dehydrate_state(self, claim: Claim) -> str:
        newest = newest_version(getattr(claim, "review", None)) if claim.pk else None
        return newest.state if newest else ""

    def dehydrate_rating(self, claim: Claim) -> str:
        newest = newest_version(getattr(claim, "review", None)) if claim.pk else None
        return newest.rating.label if newest and newest.rating else ""


def _of_newest(read: Callable[[ReviewVersion], Any]) -> Callable[[Any, Review], Any]:
    """A column that reads the newest version of a review."""

    def column(table: Any, review: Review) -> Any:
        newest = newest_version(review) if review.pk else None
        return read(newest) if newest else ""

    return column


def newest_version(review: Review | None) -> ReviewVersion | None:
    """As `review.current`, over the versions that were fetched for all rows at once."""
    versions = review.versions.all() if review else ()
    kept = (version for version in versions if version.state != ReviewVersion.State.DISCARDED)
    return max(kept, key=lambda version: version.number, default=None)


class ReviewTable(Table):
    """Reviews in their newest version."""

    columns, needs = intake.REVIEW_COLUMNS, intake.REVIEW_NEEDS
    claim = fields.Field("claim__slug", "claim")
    rating_scale, rating, headline = _column("rating_scale"), _column("rating"), _column("headline")
    summary, body, methodology = _column("summary"), _column("body"), _column("methodology")
    claim_headline, version, state = _column("claim_headline"), _column("version"), _column("state")
    published_at = _column("published_at")

    class Meta:
        model = Review
        fields = export_order = (
            *intake.REVIEW_COLUMNS,
            "claim_headline",
            "version",
            "state",
            "published_at",
        )
        import_id_fields: tuple[str, ...] = ()
        use_transactions = True

    def bring(self, cells: Mapping[str, str], actor: User) -> Review:
        return intake.bring_review(cells=cells, actor=actor).review

    dehydrate_rating_scale = _of_newest(lambda v: v.rating.scale.slug if v.rating else "")
    dehydrate_rating = _of_newest(lambda v: v.rating.label if v.rating else "")
    dehydrate_headline = _of_newest(lambda v: v.headline)
    dehydrate_summary = _of_newest(lambda v: v.summary)
    dehydrate_body = _of_newest(lambda v: v.body)
    dehydrate_methodology = _of_newest(lambda v: v.methodology.version if v.methodology else "")
    dehydrate_version = _of_newest(lambda v: v.number)
    dehydrate_state = _of_newest(lambda v: v.state)
    dehydrate_published_at = _of_newest(lambda v: v.published_at.isoformat() if v.published_at else "")

    def dehydrate_claim_headline(self, review: Review) -> str:
        return review.claim.headline if review.pk else ""


# The two steps: a preview, then the import -----------------------------------------------------------
class Kept(BaseStorage):  # type: ignore[misc]
    """A table between preview and confirmation: below the data folder, under a name of ours."""

    def save(self, data: bytes) -> None:
        """Under a new name."""
        folder = Path(settings.IMPORT_FOLDER)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.name = uuid.uuid4().hex
        self._path().write_bytes(data)

    def read(self) -> bytes:
        """As it was sent."""
        return self._path().read_bytes()

    def remove(self) -> None:
        """It has come in."""
        self._path().unlink(missing_ok=True)

    def _path(self) -> Path:
        if not re.fullmatch(r"[0-9a-f]{32}", self.name or ""):
            raise ValidationError("No table of that name was sent.")
        return Path(settings.IMPORT_FOLDER) / str(self.name)


class ImportForm(themed.ImportForm):  # type: ignore[misc]
    """The table to preview."""

    def clean_import_file(self) -> Any:
        """Neither a huge file nor a small one that unpacks to a huge one."""
        given = self.cleaned_data["import_file"]
        if given.size > FILE_MOST:
            raise ValidationError(too_large())
        body = given.read()
        given.seek(0)
        if body.startswith(b"PK\x03\x04") and unpacked(body) > UNPACKED_MOST:
            raise ValidationError("The workbook unpacks to more than 50 MB. Save only the table, or as CSV.")
        return given


def too_large() -> str:
    """What is said of a file that is larger than a table may be, or than any file that is sent to the desk."""
    return f"The file is larger than {min(FILE_MOST, most_bytes()) // 1_000_000} MB. Split the table."


def unpacked(body: bytes) -> int:
    """How many bytes an archive says it holds; 0 for one that is damaged, which its reader will tell."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile:
        return 0


class AnyCSV(CSV):  # type: ignore[misc]
    """Columns parted by commas; or by what a spreadsheet of another country, or one that copies, puts there."""

    def create_dataset(self, in_stream: bytes | str, **kwargs: Any) -> Dataset:
        """Whatever parts the headings parts the columns; no heading of ours holds any of the three."""
        text = in_stream.decode(self.encoding or "utf-8-sig") if isinstance(in_stream, bytes) else in_stream
        headings = text.partition("\n")[0]
        return super().create_dataset(text, delimiter=max(",;\t", key=headings.count), **kwargs)


FORMATS = [AnyCSV, XLSX]


def with_newest(rows: QuerySet[Any], path: str = "") -> QuerySet[Any]:
    """The rows with the versions that their columns read, in a number of queries that does not grow."""
    versions = f"{path}versions"
    return rows.prefetch_related(f"{versions}__rating__scale", f"{versions}__methodology")
