"""The feeds of a site: find them, see what they would bring, add them; lists in and out."""

from __future__ import annotations

import itertools
from argparse import ArgumentParser
from pathlib import Path
from textwrap import indent
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.ingest import discover, fetch, gather, opml, readers, robots
from claims.ingest.types import ArticleDraft, Fault, IngestError, Link
from claims.management.commands.ingest import find_outlet
from claims.management.database import ensure_tables
from claims.models import Feed
from claims.models.feed import LOCAL, address_fault
from claims.pipeline import outlet_of
from claims.polling import feeds, registry
from claims.polling.turns import host_of, limits

KIND_OF_READER = {"feed": "rss", "jsonfeed": "jsonfeed", "sitemap": "sitemap"}


class Command(BaseCommand):
    help = "Find, test, add and list feeds; bring in and write out OPML."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="add|list|test|import|export")
        add = verbs.add_parser("add", help="Add a feed; it is polled from then on.")
        add.add_argument("url")
        add.add_argument("--outlet", default="", help="Slug; told from the address if not given.")
        add.add_argument("--kind", choices=Feed.Kind.values, default="", help="Told from what is there.")
        add.add_argument("--interval", type=int, default=60, help="Shortest minutes between polls.")
        add.add_argument("--off", action="store_true", help="Add it switched off.")
        verbs.add_parser("list", help="All feeds and how they fare.")
        test = verbs.add_parser("test", help="Show what would be stored; stores nothing.")
        test.add_argument("url")
        test.add_argument("--kind", choices=Feed.Kind.values, default="")
        bring = verbs.add_parser("import", help="Add the feeds of an OPML file, switched off.")
        bring.add_argument("path", type=Path)
        verbs.add_parser("export", help="Write all feeds as OPML to standard output.")

    def handle(self, *args: Any, **options: Any) -> None:
        ensure_tables(self.stderr)
        try:
            getattr(self, f"do_{options['verb']}")(**options)
        except IngestError as error:
            raise CommandError(str(error)) from error

    def do_test(self, *, url: str, kind: str, **_: Any) -> None:
        """Find feeds in a page; of a feed, show its entries and read its first article."""
        page = fetch.fetch(url, limits())
        reader = readers.by_content(page.body[: gather.HEAD], page.media_type)
        if not kind and not reader.lists:
            self.show_named(url, page)
            return
        kind = kind or KIND_OF_READER[reader.kind]
        found = list(feeds.entries(page, url, kind, limits()))
        self.stdout.write(f"{Feed.Kind(kind).label}, {len(found)} entries. Nothing is stored by this test.")
        for entry in found[:10]:
            self.show(entry)
        links = [entry for entry in found if isinstance(entry, Link) and not entry.lists]
        if links:
            self.stdout.write("\nIts first article, as it would be stored:")
            for article in itertools.islice(gather.from_address(links[0].url, limits()), 1):
                self.show(article)

    def show_named(self, url: str, page: fetch.Page) -> None:
        """What a web page says about feeds."""
        named = discover.named_in_page(page.body, page.url, page.charset)
        try:
            rules = fetch.fetch(robots.robots_url(page.url), limits()).body.decode("utf-8", "replace")
        except fetch.FetchError:
            rules = ""
        named += discover.named_in_robots(rules)
        if not named:
            raise IngestError(
                f"{url}: a page that names no feed, on a site that names no sitemap. If it lists articles, poll "
                "the page itself: --kind page."
            )
        self.stdout.write("A page, not a feed. The site names these; test one, then add it:")
        for feed in named:
            self.stdout.write(f"  {feed.kind:<9} {feed.url}  {feed.title}")

    def show(self, entry: ArticleDraft | Link | Fault) -> None:
        """One entry in a line."""
        if isinstance(entry, Fault):
            self.stdout.write(self.style.WARNING(f"  not readable  {entry.message}"))
        elif isinstance(entry, Link):
            self.stdout.write(f"  {_day(entry):<10}  {entry.title or '(no title)'}  {entry.url}")
        else:
            self.stdout.write(
                f"  {_day(entry):<10}  {entry.title}  by {entry.byline or 'nobody named'}, "
                f"{entry.language or 'language unknown'}, {len(entry.text):,} characters\n              "
                f"{' '.join(entry.text[:200].split())}…"
            )

    def do_add(self, *, url: str, outlet: str, kind: str, interval: int, off: bool, **_: Any) -> None:
        """Add one feed, after having read it."""
        if interval < 5:
            raise CommandError(
                "--interval: no feed is asked more often than every 5 minutes. Write 5 or more."
            )
        fault = address_fault(url, kind)
        if fault:
            raise CommandError(f"{url}: {fault}")
        owner = find_outlet(outlet) or outlet_of(host_of(url).partition(":")[0])
        if owner is None:
            raise CommandError(
                f"{url}: no outlet has this domain. Name one with --outlet, or add it in the admin."
            )
        if kind not in LOCAL:
            page = fetch.fetch(url, limits())
            reader = readers.by_content(page.body[: gather.HEAD], page.media_type)
            kind = kind or KIND_OF_READER.get(reader.kind, "")
            if not kind:
                raise CommandError(
                    f"{url}: not a feed but {reader.kind}. `manage.py feeds test {url}` looks for one."
                )
            number = len(list(feeds.entries(page, url, kind, limits())))
            self.stdout.write(f"{Feed.Kind(kind).label} with {number} entries.")
        feed, new = registry.add_feed(
            url=url, kind=kind, outlet=owner, active=not off, interval_minutes=interval
        )
        self.stdout.write(f"{'Added' if new else 'Known already'}: {feed}")

    def do_list(self, **_: Any) -> None:
        """A line for each feed, and the reason where it fails."""
        rows = list(Feed.objects.select_related("outlet"))
        for feed in rows:
            state = "off" if not feed.is_active else "failing" if feed.failures else "on"
            success = f"{feed.last_success_at:%Y-%m-%d %H:%M} UTC" if feed.last_success_at else "never"
            self.stdout.write(f"{state:<8} {feed.kind:<9} last success {success:<21} {feed}")
            for words in filter(None, (feed.note, feed.last_error)):
                self.stdout.write(indent(words, " " * 9))
        self.stdout.write(f"{len(rows)} feeds, {sum(feed.is_active for feed in rows)} of them on.")

    def do_import(self, *, path: Path, **_: Any) -> None:
        """The feeds of a file."""
        try:
            body = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}. Check the path and your rights.") from error
        good, left_out = [], 0
        for outline in opml.read(body, str(path)):
            if fault := address_fault(outline.url, outline.kind):
                self.stderr.write(f"Left out: {outline.title[:80]} ({outline.url[:200]}): {fault}")
                left_out += 1
            else:
                good.append(outline)
        added = registry.add_list(outlines=good)
        self.stdout.write(
            f"{sum(new for _, new in added)} new, {sum(not new for _, new in added)} known. "
            "New ones are switched off: test them, then switch them on at the operations desk."
        )
        if left_out:
            raise CommandError(f"{left_out} left out; the lines above say why.")

    def do_export(self, **_: Any) -> None:
        """Everything that is polled on other machines."""
        self.stdout.write(opml.write(registry.outlines(), "Feeds").decode(), ending="")


def _day(entry: ArticleDraft | Link) -> str:
    return entry.published_on.isoformat() if entry.published_on else "no date"
