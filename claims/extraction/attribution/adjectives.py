"""Adjectives of belief and feeling: "is confident that …", "was ready to …", "critical of …"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from claims.extraction.attribution.spans import Cue, child, noun_phrase, subtree
from claims.extraction.lexicon import government


def find(doc: Doc) -> Iterator[Cue]:
    """One cue an adjective in the predicate whose subject is somebody."""
    adjectives = government("cue_adjectives")
    for adjective in doc:
        governed = adjectives.get(adjective.lower_)
        if governed is None or adjective.dep_ not in {"acomp", "conj", "ROOT", "ccomp", "advcl"}:
            continue
        subject = child(adjective.head, "nsubj") if adjective.dep_ == "acomp" else child(adjective, "nsubj")
        if subject is None or subject.lower_ in {"it", "that", "this", "there", "which"}:
            continue
        for below in adjective.children:
            clause = below.dep_ == "ccomp" and "clause" in governed
            infinitive = below.dep_ == "xcomp" and "infinitive" in governed
            phrase = below.dep_ == "prep" and below.lower_ in governed
            if clause or infinitive or phrase:
                content = subtree(below) - ({below.i} if phrase else set())
                words = [adjective, below] if phrase else [adjective]
                yield Cue(adjective, words, noun_phrase(subject), content, "adjective")
                break
