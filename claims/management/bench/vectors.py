"""Vectors a second on one core, beside the bare model: the same batches of the same texts in the same run.

The bare model gets tokens that are ready and gives states that nobody reads. Ours begins with texts and ends
with vectors; the worker's, where there are claims, begins and ends in the database (nothing of it stays).
Seconds are of the processor, in turns, and the best of the turns counts.
"""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Callable

from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction

from claims.editorial import meaning
from claims.editorial.likeness import vectors
from claims.extraction.documents import InputError, documents_of
from claims.models import Claim


def run(arguments: list[str], write: Callable[[str], object]) -> None:
    """Print the table."""
    options = ArgumentParser(prog="manage.py bench vectors", description=__doc__)
    options.add_argument("--texts", type=int, default=2_000)
    options.add_argument("--turns", type=int, default=3)
    chosen = options.parse_args(arguments)
    if missing := vectors.missing():
        raise CommandError(f"The model of sentence vectors is {missing}. Run `make setup`.")
    encoder = vectors.Encoder(threads=1)
    claims = list(Claim.objects.select_related(None).only("wording").order_by("pk")[: chosen.texts])
    texts = [claim.wording for claim in claims] or _sentences(chosen.texts)
    feeds = [feed for _, feed in encoder.batches(texts)]
    sides: dict[str, Callable[[], object]] = {
        "bare model": lambda: [encoder.session.run(None, feed) for feed in feeds],
        "texts to vectors": lambda: encoder.encode(texts),
    }
    if claims:
        sides["in the worker"] = lambda: _stored(claims, encoder)
    best = {name: float("inf") for name in sides}
    for _ in range(chosen.turns):
        for name, side in sides.items():
            began = time.process_time()
            side()
            best[name] = min(best[name], time.process_time() - began)
    tokens = sum(int(feed["attention_mask"].sum()) for feed in feeds)
    write(f"{len(texts)} texts of {tokens / len(texts):.0f} tokens")
    for name, seconds in best.items():
        share = best["bare model"] / seconds
        write(f"{name:18} {len(texts) / seconds:8.0f} vectors/s  {share:6.1%} of the bare model")


def _stored(claims: list[Claim], encoder: vectors.Encoder) -> None:
    """As a worker does it, batch by batch; undone at the end."""
    with transaction.atomic():
        for start in range(0, len(claims), meaning.BATCH):
            meaning.store_vectors(claims[start : start + meaning.BATCH], encoder)
        transaction.set_rollback(True)


def _sentences(number: int) -> list[str]:
    """Lines of the seed articles, again and again."""
    lines: list[str] = []
    for document in documents_of(settings.SEEDS_DIR / "articles/november-2024.jsonl"):
        if isinstance(document, InputError):
            raise document
        lines += [line for line in document.text.splitlines() if line.strip()]
    return (lines * (number // len(lines) + 1))[:number]
