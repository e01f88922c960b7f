"""Sentences a second of the whole extraction against bare spaCy, on the same text in the same run.

Bare spaCy is its full pipeline, every default component on, through `nlp.pipe`. Each side runs in a process of
its own, in turns, and the best of the turns counts. Seconds are of the processor, so that the machine's other
work disturbs little. Peak memory is that of the process, interpreter and models included.
"""

from __future__ import annotations

import resource
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import spacy
from django.conf import settings

from claims.extraction.documents import InputError, documents_of
from claims.extraction.extract import Document, extract
from claims.extraction.language import parser
from claims.extraction.speakers import load_speakers

Measured = tuple[float, int, float]
"""Seconds of the processor, sentences (or candidates), peak memory in megabytes."""


def run(arguments: list[str], write: Callable[[str], object]) -> None:
    """Print the table. Texts are JSONL or plain text; the seed articles, many times over, by default."""
    options = _options(arguments)
    documents = _documents(options.input, options.characters)
    turns = [(_bare, documents), (_whole, documents)] * options.turns
    measured: dict[str, list[Measured]] = {}
    for side, given in turns:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
            measured.setdefault(side.__name__, []).append(process.submit(side, given, options.model).result())
    bare, whole = min(measured["_bare"]), min(measured["_whole"])
    sentences = bare[1]
    write(f"{len(documents)} texts, {sum(len(d.text) for d in documents)} characters, {sentences} sentences")
    write(
        f"bare spaCy        {bare[0]:7.2f} s  {sentences / bare[0]:6.0f} sentences/s  peak {bare[2]:4.0f} MB"
    )
    write(
        f"whole extraction  {whole[0]:7.2f} s  {sentences / whole[0]:6.0f} sentences/s  peak {whole[2]:4.0f} MB"
    )
    write(f"ratio {whole[0] / bare[0]:.2f}, {whole[1]} candidates")


class _Options(Namespace):
    input: Path
    characters: int
    turns: int
    model: str


def _options(arguments: list[str]) -> _Options:
    parsed = ArgumentParser(prog="manage.py bench extraction", description=__doc__)
    parsed.add_argument(
        "input", nargs="?", type=Path, default=settings.SEEDS_DIR / "articles/november-2024.jsonl"
    )
    parsed.add_argument("--characters", type=int, default=200_000, help="Of text to read (default 200,000).")
    parsed.add_argument("--turns", type=int, default=3, help="Of which the best counts (default 3).")
    parsed.add_argument("--model", default=settings.LANGUAGE_MODEL)
    return parsed.parse_args(arguments, namespace=_Options())


def _documents(path: Path, characters: int) -> list[Document]:
    """The texts of a file, again and again up to so many characters."""
    texts = list(documents_of(path))
    found: list[Document] = []
    total = 0
    while total < characters:
        for text in texts:
            if isinstance(text, InputError):
                raise text
            if total < characters:
                found.append(text)
                total += len(text.text)
    return found


def _bare(documents: list[Document], model: str) -> Measured:
    nlp = spacy.load(model)
    list(nlp.pipe([documents[0].text]))  # the first call builds what later ones share
    begin = time.process_time()
    sentences = sum(1 for doc in nlp.pipe(d.text for d in documents) for _ in doc.sents)
    return time.process_time() - begin, sentences, _peak()


def _whole(documents: list[Document], model: str) -> Measured:
    speakers, language = load_speakers(settings.SEEDS_DIR / "speakers.json"), parser(model)
    list(extract(documents[:1], speakers=speakers, language=language))
    begin = time.process_time()
    candidates = sum(len(drafts) for drafts in extract(documents, speakers=speakers, language=language))
    return time.process_time() - begin, candidates, _peak()


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
