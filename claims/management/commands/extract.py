"""manage.py extract: attributions of texts as JSON lines. No database, no network."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from claims.extraction.documents import InputError, documents_of
from claims.extraction.extract import Document, extract
from claims.extraction.language import parser
from claims.extraction.speakers import SpeakersFileError, load_speakers
from claims.extraction.types import CandidateDraft


class Command(BaseCommand):
    help = "Read text files or JSONL (id, text, date) and print who is reported to have said what."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("inputs", nargs="+", type=Path, metavar="INPUT")
        parser.add_argument("--output", type=Path, help="Write there instead of printing.")
        parser.add_argument("--speakers", type=Path, default=settings.SEEDS_DIR / "speakers.json")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            speakers = load_speakers(options["speakers"])
        except SpeakersFileError as error:
            raise CommandError(str(error)) from error
        failures: list[InputError] = []
        documents = Tee(self._documents(options["inputs"], failures))
        output = options["output"]
        with open(output, "w", encoding="utf-8") if output else nullcontext(sys.stdout) as out:
            seen = documents.seen
            for number, drafts in enumerate(
                extract(documents, speakers=speakers, language=parser(settings.LANGUAGE_MODEL))
            ):
                line = {"id": seen[number].id, "attributions": [as_json(draft) for draft in drafts]}
                seen[number] = Document(seen[number].id, "")  # its text is not needed any more
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
        if failures:
            raise CommandError("\n".join(str(failure) for failure in failures))

    def _documents(self, paths: list[Path], failures: list[InputError]) -> Iterator[Document]:
        for path in paths:
            for document in documents_of(path):
                if isinstance(document, InputError):
                    failures.append(document)
                else:
                    yield document


class Tee:
    """Documents on their way in, remembered for their ids."""

    def __init__(self, documents: Iterator[Document]) -> None:
        self.documents, self.seen = documents, list[Document]()

    def __iter__(self) -> Iterator[Document]:
        for document in self.documents:
            self.seen.append(document)
            yield document


def as_json(draft: CandidateDraft) -> dict[str, Any]:
    """One attribution as the command prints it; offsets are characters of the text."""
    attribution, deadline = draft.attribution, draft.deadline
    return {
        "content": attribution.content,
        "source": attribution.source,
        "cue": attribution.cue,
        "speaker": draft.resolution.speaker,
        "speaker_confidence": draft.resolution.confidence,
        "speaker_alternatives": draft.resolution.alternatives,
        "speaker_kind": draft.resolution.kind,
        "speaker_how": draft.resolution.how,
        "reporter": draft.reporter.speaker if draft.reporter else None,
        "quote_type": attribution.quote_type,
        "kind": draft.score.kind,
        "checkworthiness": round(draft.score.checkworthiness, 4),
        "checkworthy": draft.score.checkworthy,
        "statement": draft.statement,
        "reasons": draft.score.reasons,
        "deadline": deadline
        and {
            "due_on": deadline.due_on.isoformat() if deadline.due_on else None,
            "precision": deadline.precision,
            "basis": deadline.basis,
        },
        "rule": attribution.rule,
    }
