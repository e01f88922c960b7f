"""manage.py evaluate: the figures of extraction and reading on a set that is given by path. No network."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.management.evaluations import EVALUATIONS, Predictions
from claims.management.output import lines_to


class Command(BaseCommand):
    help = (
        "Measure a part of the program on a set of yours. docs/extraction.md and docs/reading.md say which sets "
        "are understood."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("part", choices=sorted(EVALUATIONS))
        parser.add_argument("--data", type=Path, required=True, nargs="+", metavar="PATH")
        parser.add_argument("--predictions", type=Path, metavar="FILE", help="Write the predictions there.")

    def handle(self, *args: Any, **options: Any) -> None:
        predictions: Predictions = []
        try:
            figures = EVALUATIONS[options["part"]](options["data"], predictions)
        except OSError as error:
            raise CommandError(
                f"{error.filename}: {error.strerror}. Check the path and the rights."
            ) from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise CommandError(
                f"{', '.join(map(str, options['data']))}: not a set for {options['part']} "
                f"({type(error).__name__}: {error}). docs/extraction.md and docs/reading.md tell its files."
            ) from error
        if options["predictions"]:
            with lines_to(options["predictions"], self.stdout) as write:
                for row in predictions:
                    write(json.dumps(row, ensure_ascii=False))
        self.stdout.write(json.dumps(figures, ensure_ascii=False))
