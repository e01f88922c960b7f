"""Read articles from files, folders and addresses; store each once; have it extracted."""

from __future__ import annotations

import re
import sys
import time
from argparse import ArgumentParser
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from tqdm import tqdm

from claims import pipeline, tasks
from claims.ingest.backfill import LinesFile, Place, is_lines
from claims.ingest.gather import from_file, gather, in_folder, unreadable
from claims.ingest.types import ArticleDraft, Fault, Found
from claims.management.database import ensure_tables
from claims.models import ArticleRevision, Candidate, Outlet
from claims.polling import backfill
from claims.polling.turns import limits

RING_AT_ONCE = 200
NOTED_EVERY = 200  # lines of a long file
State = ArticleRevision.State


class Command(BaseCommand):
    help = (
        "Store the articles of files, folders and web addresses (plain text, HTML, JSONL, RSS, Atom) and "
        "extract their candidates. Safe to repeat: what is known is not stored again. A JSON Lines file that was "
        "stopped in the middle is read on from there."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("targets", nargs="+", metavar="PATH|URL")
        parser.add_argument("--outlet", default="", help="Slug of the outlet that published them.")
        parser.add_argument(
            "--language", default="", help="Two letters, such as en; told from the text if not given."
        )
        parser.add_argument(
            "--restart",
            action="store_true",
            help="Read files from their beginning, not from where they stopped.",
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
        self.language = options["language"].lower()
        if self.language and not re.fullmatch("[a-z]{2}", self.language):
            raise CommandError(
                f"--language {options['language']}: not two letters. Write en for English, or leave it out."
            )
        self.is_heard = not options["no_extract"]
        self.here = not options["no_extract"] and (options["now"] or not tasks.a_worker_listens())
        self.counts: Counter[str] = Counter()
        self.rings: list[int] = []
        self.waited_for = array("q")
        self.wait_after, self.restart = options["wait"], options["restart"]
        self.list_always, self.is_listed = options["verbosity"] > 1, True
        try:
            for target in options["targets"]:
                self.take_target(target)
            self.flush()
            self.wait()
        except OperationalError as error:
            raise CommandError(
                f"The database stopped answering: {error}\nWhat was stored stays stored; run the same command "
                "again for the rest."
            ) from error
        self.finish(options["no_extract"])

    def take_target(self, target: str) -> None:
        """What stands at an address, in a file, or in all files of a folder."""
        path = Path(target).expanduser()
        if not target.strip():  # else it would be the folder that one stands in
            self.take(Fault('""', "an empty path. Name a file, a folder or an address."))
        elif "://" in target:
            self.take_all(gather(target, limits()))
        elif path.is_dir():
            self.take_folder(path)
        elif is_lines(path):
            self.take_long(path)
            backfill.forget_place(path=path)
        else:
            self.take_all(from_file(path, limits()))

    def take_folder(self, folder: Path) -> None:
        """File after file. Those that were read to their end are not read again until the whole folder was."""
        ended: list[Path] = []
        for found in in_folder(folder):
            if isinstance(found, Fault):
                self.take(found)
            elif is_lines(found):
                ended.append(found)
                self.take_long(found)
            else:
                self.take_all(from_file(found, limits()))
        for path in ended:
            backfill.forget_place(path=path)

    def take_all(self, found: Iterator[Found]) -> None:
        """One after the other."""
        for each in found:
            self.take(each)

    def take_long(self, path: Path) -> None:
        """A file of lines, from where it stopped."""
        # A bar and a line an article do not go together on one terminal.
        shows_bar = sys.stderr.isatty()
        self.is_listed = self.list_always or not (shows_bar and sys.stdout.isatty())
        try:
            with LinesFile(path) as file:
                self.take_lines(file, shows_bar=shows_bar)
        except OSError as error:
            self.take(Fault(str(path), unreadable(path, error)))
        self.is_listed = True

    def take_lines(self, file: LinesFile, *, shows_bar: bool) -> None:
        """Each line's article; how far it got is noted every few hundred lines."""
        others = self.counts["failed"]
        self.go_on(file)
        began, first, done = time.monotonic(), file.line, file.place
        bar = tqdm(total=file.size, initial=file.offset, unit="B", unit_scale=True, disable=not shows_bar)
        try:
            for found in file.articles(limits()):
                self.take(found)
                done = file.place
                bar.set_postfix_str(f"line {done.line:,}", refresh=False)
                bar.update(done.offset - bar.n)
                if done.line % NOTED_EVERY == 0:
                    self.note(file.path, done, self.counts["failed"] - others)
        except KeyboardInterrupt:
            self.note(file.path, done, self.counts["failed"] - others)
            raise CommandError(
                f"{file.path}: stopped after line {done.line:,}. The same command goes on there.",
                returncode=130,
            ) from None
        finally:
            bar.close()
        self.note(file.path, done, self.counts["failed"] - others)
        lines, seconds = file.line - first, max(time.monotonic() - began, 0.001)
        self.stdout.write(
            f"{file.path}: {lines:,} lines in {seconds:,.0f} s, {lines / seconds:,.0f} a second."
        )

    def go_on(self, file: LinesFile) -> None:
        """Stand where an earlier run stopped, and say so."""
        place, failed = backfill.place_in(file.path)
        if self.restart or not place.offset:
            return
        if not file.go_to(place):
            self.stdout.write(f"{file.path}: changed since it was read to line {place.line:,}; read anew.")
            return
        self.counts["failed"] += failed
        some = f", of which {failed:,} failed" if failed else ""
        self.stdout.write(
            f"{file.path}: goes on after line {place.line:,}{some}. --restart reads it from its beginning."
        )

    def note(self, path: Path, place: Place, failed: int) -> None:
        """Whatever dies from here on, the next run begins here."""
        self.flush()
        backfill.note_place(path=path, place=place, failed=failed)

    def take(self, found: Found) -> None:
        """Store one article, say so, have it extracted."""
        if isinstance(found, Fault):
            self.counts["failed"] += 1
            with tqdm.external_write_mode(file=sys.stderr):
                self.stderr.write(self.style.ERROR(f"failed   {found.message}"))
        elif isinstance(found, ArticleDraft):
            self.store(found)

    def store(self, found: ArticleDraft) -> None:
        """One article."""
        draft = replace(found, language=self.language or found.language)
        stored = pipeline.store_draft(draft, outlet=self.outlet)
        self.counts[stored.outcome] += 1
        note = f" ({stored.note})" if stored.note else ""
        if stored.waits and self.here:
            pipeline.extract_revision(revision_id=stored.revision_id)
            note = self.extracted(stored.revision_id)
        elif stored.waits:
            self.rings.append(stored.revision_id)
        if self.is_listed:
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
        """Ring for what was stored since the last time; whoever only stores leaves that to the sweep."""
        if self.is_heard:
            tasks.ring(self.rings)
        self.counts["handed over"] += len(self.rings)
        if self.wait_after:
            self.waited_for.extend(self.rings)
        self.rings = []

    def wait(self) -> None:
        """Until the workers have finished what they were handed, if that is wished for."""
        for begin in range(0, len(self.waited_for), RING_AT_ONCE):
            some = list(self.waited_for[begin : begin + RING_AT_ONCE])
            mine = ArticleRevision.objects.filter(pk__in=some)
            while mine.filter(state__in=[State.PENDING, State.EXTRACTING]).exists():
                time.sleep(0.3)
            self.counts["not extracted"] += mine.filter(state=State.FAILED).count()
            self.counts["candidates"] += Candidate.objects.filter(revision__in=some).count()

    def finish(self, store_only: bool) -> None:
        """The sum, and an exit status that says whether all went well."""
        self.stdout.write(", ".join(self.summary()) + ".")
        handed = self.counts["handed over"]
        if handed and store_only:
            self.stdout.write(f"{handed} wait for a worker.")
        elif handed:
            self.stdout.write(f"A worker listens: {handed} handed over.")
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
