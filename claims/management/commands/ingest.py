"""Read articles from files, folders and addresses; store each once; have it extracted."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from claims import pipeline, tasks
from claims.ingest.gather import gather
from claims.ingest.types import ArticleDraft, Fault
from claims.management.database import ensure_tables
from claims.models import ArticleRevision, Candidate, Outlet
from claims.polling.turns import limits

RING_AT_ONCE = 50
State = ArticleRevision.State


class Command(BaseCommand):
    help = (
        "Store the articles of files, folders and web addresses (plain text, HTML, JSONL, RSS, Atom) and "
        "extract their candidates. Safe to repeat: what is known is not stored again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("targets", nargs="+", metavar="PATH|URL")
        parser.add_argument("--outlet", default="", help="Slug of the outlet that published them.")
        parser.add_argument(
            "--language", default="", help="Two letters, such as en; told from the text if not given."
        )
        where = parser.add_mutually_exclusive_group()
        where.add_argument(
            "--now", action="store_true", help="Extract in this process, even if a worker listens."
        )
        where.add_argument(
            "--no-extract", action="store_true", help="Store only; workers extract when they run."
        )
        where.add_argument(
            "--wait", action="store_true", help="If a worker extracts, wait until it has finished."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        ensure_tables(self.stdout)
        self.outlet = find_outlet(options["outlet"])
        self.language = options["language"]
        self.here = not options["no_extract"] and (options["now"] or not tasks.a_worker_listens())
        self.counts: Counter[str] = Counter()
        self.rings: list[int] = []
        self.handed: list[int] = []
        try:
            for target in options["targets"]:
                for found in gather(target, limits()):
                    self.take(found)
            self.flush()
            if options["wait"]:
                self.wait()
        except OperationalError as error:
            raise CommandError(
                f"The database stopped answering: {error}\nWhat was stored stays stored; run the same command "
                "again for the rest."
            ) from error
        self.finish(options["no_extract"])

    def take(self, found: ArticleDraft | Fault) -> None:
        """Store one article, say so, have it extracted."""
        if isinstance(found, Fault):
            self.counts["failed"] += 1
            self.stderr.write(self.style.ERROR(f"failed   {found.message}"))
            return
        draft = replace(found, language=self.language or found.language)
        stored = pipeline.store_draft(draft, outlet=self.outlet)
        self.counts[stored.outcome] += 1
        note = f" ({stored.note})" if stored.note else ""
        if stored.waits and self.here:
            pipeline.extract_revision(revision_id=stored.revision_id)
            note = self.extracted(stored.revision_id)
        elif stored.waits:
            self.rings.append(stored.revision_id)
        self.stdout.write(f"{stored.outcome:<8} {draft.title or draft.key}{note} [{draft.origin}]")
        if len(self.rings) >= RING_AT_ONCE:
            self.flush()

    def extracted(self, revision_id: int) -> str:
        """What extraction in this process came to, in words."""
        row = ArticleRevision.objects.only("state", "state_note").get(pk=revision_id)
        if row.state == State.EXTRACTED:
            number = Candidate.objects.filter(revision=revision_id).count()
            self.counts["candidates"] += number
            return f": {number} candidate{'' if number == 1 else 's'}"
        if row.state == State.EXTRACTING:
            return ": another process is extracting it"
        self.counts["not extracted"] += 1
        return f": stored, but not extracted: {row.state_note}"

    def flush(self) -> None:
        """Ring for what was stored since the last time."""
        tasks.ring(self.rings)
        self.handed += self.rings
        self.rings = []

    def wait(self) -> None:
        """Until the workers have finished what they were handed."""
        mine = ArticleRevision.objects.filter(pk__in=self.handed)
        while mine.filter(state__in=[State.PENDING, State.EXTRACTING]).exists():
            time.sleep(0.3)
        self.counts["not extracted"] += mine.filter(state=State.FAILED).count()
        self.counts["candidates"] = Candidate.objects.filter(revision__in=self.handed).count()

    def finish(self, store_only: bool) -> None:
        """The sum, and an exit status that says whether all went well."""
        self.stdout.write(", ".join(self.summary()) + ".")
        if self.handed and store_only:
            self.stdout.write(f"{len(self.handed)} wait for a worker.")
        elif self.handed:
            self.stdout.write(f"A worker listens: {len(self.handed)} handed over.")
        elif self.here and self.counts["candidates"]:
            self.stdout.write("Extracted in this process.")
        failed = self.counts["failed"] + self.counts["not extracted"]
        if failed:
            others = " The others are stored." if self.counts["new"] + self.counts["changed"] else ""
            raise CommandError(f"{failed} failed; the lines above say why.{others}")

    def summary(self) -> Iterator[str]:
        """The counts, those that are always of interest first."""
        yield f"{self.counts['new']} new"
        for name in ("changed", "known", "failed", "not extracted", "candidates"):
            if self.counts[name] or name == "known":
                yield f"{self.counts[name]} {name}"


def find_outlet(slug: str) -> Outlet | None:
    """The outlet named on the command line."""
    if not slug:
        return None
    outlet = Outlet.objects.filter(slug=slug).first()
    if outlet is None:
        known = ", ".join(Outlet.objects.values_list("slug", flat=True)[:20]) or "none yet"
        raise CommandError(f"There is no outlet {slug!r}. Add it in the admin, or use one of: {known}.")
    return outlet
