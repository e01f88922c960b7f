"""manage.py score_sentences: how check-worthy each sentence is. No database, no network."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.extraction.checkworthiness.scoring import score_sentences
from claims.extraction.documents import InputError, lines_of
from claims.management.output import lines_to

BATCH = 1000  # sentences scored at once: bounds the memory, whatever the file's size


class Command(BaseCommand):
    help = (
        'Score the sentences of a JSONL file, {"text": …} a line: one line out for each, in the same order, with '
        "checkworthiness (0 to 1), checkworthy (true or false) and kind. A broken line is named and left out."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("input", type=Path, metavar="INPUT.jsonl")
        parser.add_argument("--output", type=Path, help="Write there instead of printing.")

    def handle(self, *args: Any, **options: Any) -> None:
        broken: list[InputError] = []
        lines = lines_of(options["input"])
        try:
            first = list(islice(lines, 1))  # a file that cannot be read fails before the output is touched
        except InputError as error:
            raise CommandError(str(error)) from error
        texts = self._texts((line for some in (first, lines) for line in some), broken)
        with lines_to(options["output"], self.stdout) as write:
            while batch := list(islice(texts, BATCH)):
                for text, score in zip(batch, score_sentences(batch), strict=True):
                    row = {
                        "text": text,
                        "checkworthiness": score.checkworthiness,
                        "checkworthy": score.checkworthy,
                        "kind": score.kind,
                    }
                    write(json.dumps(row, ensure_ascii=False))
        if broken:
            raise CommandError("\n".join(map(str, broken)))

    def _texts(
        self, lines: Iterable[tuple[int, dict[str, Any] | InputError]], broken: list[InputError]
    ) -> Iterator[str]:
        for _, row in lines:
            if isinstance(row, InputError):
                broken.append(row)
            else:
                yield row["text"]
