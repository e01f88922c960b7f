"""What is said where the parse shows nothing: the sentence around "…, she said", what follows "she said".

Serves "The net has also let people with like minds, if odd ideas, organise, she said" and "said he and other
rabbis were alarmed", where the parser hangs the clause elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from claims.extraction.attribution.spans import FINITE, WH, Cue
from claims.extraction.quotes import Quotations

TENSED = FINITE | {"MD"}
REACH = 12  # tokens between "said" and its "that": "said in one of several messages that"
SAYS = {"say", "argue", "insist", "contend", "allege", "complain"}  # and nothing else
AT_ONCE = {"DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM", "VERB"}
"""What a clause begins with; "said on Friday" and "said so" tell nothing by themselves."""


def fill(doc: Doc, cues: Iterable[Cue], quotations: Quotations) -> None:
    """Give the verbs of saying that have nothing the words around them. Changes the cues."""
    for cue in cues:
        empty = cue.rule == "verb" and cue.takes_quotations and not cue.content and not cue.quotations
        if not empty or not cue.source or quotations.inside(cue.head.idx):
            continue
        found = _from_that(doc, cue)
        if not found and cue.head.lemma_ in SAYS:
            found = _around(doc, cue) or _following(doc, cue)
        quoted = any(doc[i].is_quote for i in found)
        cue.content = found if not quoted and any(doc[i].tag_ in TENSED for i in found) else set()


def _around(doc: Doc, cue: Cue) -> set[int]:
    """The sentence before ", she said" and after its second comma."""
    sentence, first, last = cue.head.sent, cue.first, cue.last
    if first <= sentence.start or doc[first - 1].text != ",":
        return set()
    parenthesis = last + 1 < sentence.end and doc[last + 1].text == ","
    if cue.head.tag_ == "VB" or (not parenthesis and doc[sentence.start].pos_ == "SCONJ"):
        return set()
    after = range(last + 2, sentence.end) if parenthesis else range(0)
    if not parenthesis and any(token.tag_ in TENSED for token in doc[last + 1 : sentence.end]):
        return set()
    return {*range(sentence.start, first - 1), *after}


def _from_that(doc: Doc, cue: Cue) -> set[int]:
    """ "said in one of several messages that …", to the end of the sentence."""
    end = cue.head.sent.end
    for token in doc[cue.head.i + 1 : min(cue.head.i + REACH, end)]:
        if token.lower_ == "that" and token.dep_ == "mark":
            return set(range(token.i, end))
        if token.pos_ in {"VERB", "AUX"}:
            break
    return set()


def _following(doc: Doc, cue: Cue) -> set[int]:
    """What begins at once, to the end of the sentence."""
    start, end = cue.last + 1, cue.head.sent.end
    if cue.last != cue.head.i or start >= end or cue.head.tag_ == "VBN":
        return set()
    return set(range(start, end)) if doc[start].pos_ in AT_ONCE and doc[start].lower_ not in WH else set()
