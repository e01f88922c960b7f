"""Text to candidates: parse once, attribute, resolve, score, word. No database, no network."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from spacy.tokens import Doc

from claims.extraction.attribution import find_attributions
from claims.extraction.checkworthiness import score_sentences
from claims.extraction.deadlines import find_deadline
from claims.extraction.language import Parser, parser
from claims.extraction.speakers import Resolver
from claims.extraction.types import Attribution, CandidateDraft, Kind, KnownSpeaker, Resolution, Score
from claims.extraction.wording import make_statement

VERSION = "1"
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
    resolutions = resolver.resolve(doc, attributions, document.date)
    contents = [" ".join(document.text[start:end] for start, end in a.content) for a in attributions]
    scores = score_sentences(contents) if contents else []
    drafts = []
    for attribution, resolution, content, score in zip(
        attributions, resolutions, contents, scores, strict=True
    ):
        reporter = resolutions[attribution.reporter] if attribution.reporter is not None else None
        drafts.append(_draft(doc, document, attribution, resolution, content, score, reporter))
    return drafts


PROMISING = {"promise", "pledge", "vow", "guarantee", "commitment"}
COMMITS = re.compile(
    r"\b(?:he|she|they|it|we|i)(?:['’](?:ll|d)|\s+(?:will|would|could|can|shall))\b", re.IGNORECASE
)


def _with_cue(doc: Doc, attribution: Attribution, content: str, score: Score) -> Score:
    """The cue tells a promise that the content alone does not: "vowed to …", or "he could … in 24 hours"."""
    span = doc.char_span(*attribution.cue[0], alignment_mode="expand")
    promised = span is not None and any(token.lemma_.lower() in PROMISING for token in span)
    dated = COMMITS.search(content) is not None and find_deadline(content, None, None) is not None
    if score.kind == Kind.PROMISE or not (promised or dated):
        return score
    return replace(score, kind=Kind.PROMISE)


def _draft(
    doc: Doc,
    document: Document,
    attribution: Attribution,
    resolution: Resolution,
    content: str,
    score: Score,
    reporter: Resolution | None,
) -> CandidateDraft:
    score = _with_cue(doc, attribution, content, score)
    is_promise = score.kind == Kind.PROMISE
    return CandidateDraft(
        attribution=attribution,
        quote=document.text[attribution.content[0][0] : attribution.content[-1][1]],
        resolution=resolution,
        score=score,
        statement=make_statement(doc, attribution, resolution, document.date),
        deadline=find_deadline(content, document.date) if is_promise else None,
        reporter=reporter,
    )
