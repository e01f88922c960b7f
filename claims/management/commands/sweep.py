"""Ring again for stuck articles, and show how the pipeline stands. Beat does the same every 20 seconds."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from claims import pipeline, tasks
from claims.checks import oldest_waiting
from claims.models import ArticleRevision


class Command(BaseCommand):
    help = "Call workers for articles that nobody came for; show how many wait, and why some were set aside."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--retry-failed", action="store_true", help="Try again what was set aside.")

    def handle(self, *args: Any, **options: Any) -> None:
        failed = ArticleRevision.objects.filter(state=ArticleRevision.State.FAILED)
        if options["retry_failed"]:
            again = [
                pk for pk in failed.values_list("pk", flat=True) if pipeline.retry_revision(revision_id=pk)
            ]
            self.stdout.write(f"{len(again)} get all their tries again.")
        rung = pipeline.sweep()
        reached = tasks.send(rung)
        self.stdout.write(
            f"Rang for {len(rung)}." if reached else f"{len(rung)} wait: the broker is not reached."
        )
        states = Counter(ArticleRevision.objects.order_by().values_list("state", flat=True))
        self.stdout.write(", ".join(f"{states[state]} {state}" for state in ArticleRevision.State.values))
        age = oldest_waiting()
        if age is not None:
            self.stdout.write(f"The oldest has waited {age:.0f} seconds.")
        for row in failed.select_related("article")[:20]:
            self.stdout.write(f"set aside: {row.article}: {row.state_note}")
