"""Text to candidates: parse once, attribute, resolve, score, word. No database, no network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from spacy.tokens import Doc

from claims.extraction.attribution import find_attributions
from claims.extraction.checkworthiness.scoring import score_sentences
from claims.extraction.deadlines import find_deadline
from claims.extraction.hints import with_hints
from claims.extraction.language import Parser, parser
from claims.extraction.sentences import most_telling, sentence_starts, sentences_of, with_antecedent
from claims.extraction.speakers import Reading, Resolver
from claims.extraction.types import Attribution, CandidateDraft, Kind, KnownSpeaker, Score, Span
from claims.extraction.wording import make_statement

VERSION = "9"
"""Raised whenever the same text may give other candidates; recorded on each candidate."""

NAME = "rules"
BATCH = 16


@dataclass(frozen=True, slots=True)
class Document:
    """A text to read, and the day it was published."""

    id: str
    text: str
    date: date | None = None


def extract(
    documents: Iterable[Document],
    *,
    speakers: Sequence[KnownSpeaker],
    language: Parser | None = None,
) -> Iterator[list[CandidateDraft]]:
    """The candidates of each document, in the documents' order."""
    resolver = Resolver(speakers)
    language = language or parser()
    rest = iter(documents)
    while batch := list(islice(rest, BATCH)):
        for document, doc in zip(batch, language.parse(d.text for d in batch), strict=True):
            yield _candidates(doc, document, resolver)


def _candidates(doc: Doc, document: Document, resolver: Resolver) -> list[CandidateDraft]:
    attributions = find_attributions(doc)
    if not attributions:
        return []
    reading = resolver.read(doc, attributions, document.date)
    starts = sentence_starts(doc)
    sentences = [sentences_of(a.content, starts, document.text) for a in attributions]
    scores = iter(score_sentences([_text(document.text, one) for many in sentences for one in many]))
    drafts = []
    for index, (attribution, many) in enumerate(zip(attributions, sentences, strict=True)):
        own = [next(scores) for _ in many]
        best = most_telling([_text(document.text, one) for one in many], own)
        sentence = with_antecedent(many, best, document.text)
        drafts.append(_draft(doc, document, attribution, reading, index, (own[best], sentence)))
    return drafts


def _text(text: str, spans: tuple[Span, ...]) -> str:
    return " ".join(text[start:end] for start, end in spans)


def _draft(
    doc: Doc,
    document: Document,
    attribution: Attribution,
    reading: Reading,
    index: int,
    best: tuple[Score, tuple[Span, ...]],
) -> CandidateDraft:
    score, sentence = best
    content = _text(document.text, sentence)
    resolution, deadline = reading.found[index], find_deadline(content, document.date)
    score = with_hints(doc, attribution, content, score, deadline, resolution)
    return CandidateDraft(
        attribution=attribution,
        quote=document.text[attribution.content[0][0] : attribution.content[-1][1]],
        resolution=resolution,
        score=score,
        statement=make_statement(doc, sentence, attribution, resolution, document.date, reading),
        deadline=deadline if score.kind == Kind.PROMISE else None,
        reporter=reading.found[attribution.reporter] if attribution.reporter is not None else None,
    )
