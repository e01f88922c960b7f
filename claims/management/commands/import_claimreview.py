"""manage.py import_claimreview: read other publishers' reviews from a file or an address."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.editorial.external import store_external_reviews
from claims.ingest.gather import unreadable
from claims.ingest.types import IngestError
from claims.polling.others import read


class Command(BaseCommand):
    help = (
        "Import ClaimReview of other publishers: a DataFeed, a page with JSON-LD, or an answer of Google's "
        "Fact Check Tools API, as a file or an address. Safe to repeat: known reviews are refreshed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("targets", nargs="+", metavar="FILE|URL")

    def handle(self, *args: Any, **options: Any) -> None:
        failed = []
        for target in options["targets"]:
            try:
                drafts = read(target)
            except IngestError as error:
                failed.append(str(error))
                continue
            except OSError as error:
                failed.append(unreadable(Path(target), error))
                continue
            new = store_external_reviews(drafts=drafts, read_from=target)
            self.stdout.write(f"{target}: {new} new, {len(drafts) - new} known.")
        if failed:
            raise CommandError("\n".join(failed))
