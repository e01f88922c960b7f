"""According to X, …; in the words of X, …; in a poll, …: the content is the clause around the phrase."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from claims.extraction.attribution.spans import Cue, child, noun_phrase, subtree
from claims.extraction.lexicon import phrases

ASKS = {"poll", "survey"}


def find(doc: Doc) -> Iterator[Cue]:
    """One cue a phrase."""
    known = phrases("cue_prepositions")
    firsts = {phrase[0] for phrase in known}
    for token in doc:
        if token.lower_ not in firsts:
            continue
        for phrase in known:
            window = doc[token.i : token.i + len(phrase)]
            if tuple(t.lower_ for t in window) == phrase:
                cue = _cue(list(window))
                break
        else:
            cue = _cue([token]) if _asks(token) else None
        if cue is not None:
            yield cue


def _asks(token: Token) -> bool:
    """ "In a poll in May, …" around the whole sentence; "leads in a poll" deeper in one tells too little."""
    whole = token.is_sent_start or token.head.dep_ == "ROOT"
    return token.lower_ == "in" and whole and any(c.lower_ in ASKS for c in token.children)


def _whom(head: Token) -> list[Token]:
    """ "data by the ministry": whoever made the document belongs to the source."""
    makers = [c for c in head.children if c.dep_ == "prep" and c.lower_ in {"by", "from"}]
    found = noun_phrase(head)
    for maker in makers:
        found = [*found, *(t for t in maker.subtree if t not in found)]
    return found


def _end(whom: Token, clause: Token, last: int) -> int:
    """Where the phrase ends: before the subject of the clause, if the parser took it for a description of `whom`."""
    if child(clause, "nsubj", "nsubjpass", "expl", "csubj") is not None:
        return last
    return next((t.i for t in whom.doc[whom.i + 1 : last] if t.text == ","), last)


def _cue(words: list[Token]) -> Cue | None:
    last = words[-1]
    whom = next((c for c in last.children if c.dep_ in {"pobj", "pcomp"}), None)
    if whom is None or whom.lower_ in {"plan", "schedule"}:
        return None
    top = words[0]
    while top.head in words and top.head != top:
        top = top.head
    phrase = {t.i for t in top.subtree}
    clause = top.head
    while clause.pos_ not in {"VERB", "AUX"} and clause.head != clause:
        clause = clause.head
    while max(phrase) >= clause.right_edge.i - 1 and clause.dep_ in {"conj", "advcl"}:
        clause = clause.head  # at the end of a sentence it stands for all its clauses
    content = subtree(clause) - phrase
    if words[0].is_sent_start:  # "According to Ada Byron, …": all that follows
        content |= set(range(_end(whom, clause, max(phrase)) + 1, words[0].sent.end))
    # A clause that comes in by "but" or "and" stands on its own.
    return (
        Cue(words[0], words, _whom(whom), content, "preposition", takes_quotations=True) if content else None
    )
