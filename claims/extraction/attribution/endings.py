"""Where a reported clause ends: what the speaker goes on to say with a verb of its own begins anew.

Serves "She said it was too early but added: …" and "He said the road was safe, noting that …", where the parser
hangs the second verb below what the first one reports.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from claims.extraction.attribution.spans import FINITE, Cue, child

JOINS = {",", "and", "but", "or", ";"}


def settle(doc: Doc, cues: list[Cue]) -> None:
    """Take a second report out of the clause of the first, and give it the same source. Changes the cues."""
    verbs = {cue.head.i: cue for cue in cues if cue.rule == "verb"}
    for cue in verbs.values():
        for i in sorted(cue.content & verbs.keys()):
            anew = verbs[i]
            if i in cue.content and (_goes_on(cue, anew.head) or _adds(doc, cue, anew.head)):
                _cut(doc, cue, anew.head)
                anew.source = cue.source


def _goes_on(cue: Cue, verb: Token) -> bool:
    """ "… and promised to": a second verb in the tense of the cue, without a subject of its own."""
    if verb.dep_ != "conj" or verb.tag_ != cue.head.tag_ or verb.tag_ not in FINITE:
        return False
    if child(verb, "nsubj", "nsubjpass", "aux") is not None:
        return False
    first = verb.head
    while first.dep_ == "conj":
        first = first.head
    return first.head == cue.head and cue.head.i < first.i < verb.i


def _adds(doc: Doc, cue: Cue, verb: Token) -> bool:
    """ ", noting that": a participle behind a comma."""
    first = verb.left_edge.i
    return (
        verb.tag_ == "VBG"
        and verb.dep_ in {"advcl", "conj"}
        and verb.i - first < 2
        and cue.head.i < first
        and doc[first - 1].text == ","
    )


def _cut(doc: Doc, cue: Cue, verb: Token) -> None:
    first = verb.left_edge.i
    while doc[first - 1].lower_ in JOINS:
        first -= 1
    last = verb.right_edge.i
    cue.content = {i for i in cue.content if not first <= i <= last}
