"""What the cue and the parse tell about a statement, beyond its words: a promise, a stance, a question.

"Vowed to …" and "he could … in 24 hours" promise. "Praised the courage" and "congratulated Ada" take a
stance: whoever checks facts finds nothing in them, though they are reported speech. A model trained on
what has happened knows nothing of promises: one with a deadline is lifted here.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from claims.extraction.checkworthiness.lists import fold
from claims.extraction.forms import Form, describes, form_of, tokens_of
from claims.extraction.lexicon import government, words
from claims.extraction.promises import is_committed, is_promise, own_words
from claims.extraction.types import (
    Attribution,
    Deadline,
    Kind,
    QuoteType,
    Resolution,
    Score,
    SpeakerKind,
)

PROMISING = {"promise", "pledge", "vow", "guarantee", "commitment", "swear"}
TRACKED = 0.6  # a promise with a deadline can be checked on its day
SAYS = {"clause", "infinitive", "quote"}
STANCE = 0.4  # what is left of the score
ASKS = {"ask", "wonder", "question", "inquire"}


def with_hints(
    doc: Doc, attribution: Attribution, text: str, score: Score, deadline: Deadline | None, who: Resolution
) -> Score:
    """The score of `text`, an attribution's best sentence, with what its cue and its deadline add."""
    cue, content = tokens_of(doc, attribution.cue), tokens_of(doc, attribution.content)
    if cue is None or content is None:
        return score
    lemmas = {token.lemma_.lower() for token in cue}
    promising = bool(lemmas & PROMISING)
    reported = attribution.quote_type != QuoteType.DIRECT
    if not promising and reported and form_of(content) == Form.PHRASE and not describes(content):
        return _as_stance(lemmas, text, score)
    if lemmas & ASKS and content[0].lower_ in {"whether", "if", "why", "how", "what", "when", "who"}:
        return _lowered(score, "a question")
    said = own_words(fold(text), of_person=who.kind == SpeakerKind.PERSON) if reported else fold(text)
    committed = is_committed(said)
    if promising or is_promise(said) or (committed and deadline is not None):
        score = replace(score, kind=Kind.PROMISE)
    asserted = attribution.source and not any(token.dep_ == "neg" for token in cue)
    if deadline is None or score.kind != Kind.PROMISE or not asserted:
        return score
    return _tracked(score) if promising or (committed and not lemmas & words("cue_unasserted")) else score


def _tracked(score: Score) -> Score:
    return replace(
        score,
        checkworthiness=max(score.checkworthiness, TRACKED),
        checkworthy=True,
        reasons=(*score.reasons, "a promise with a deadline"),
    )


def _as_stance(lemmas: set[str], text: str, score: Score) -> Score:
    verbs = government("cue_verbs")
    if all(not SAYS & verbs[lemma] for lemma in lemmas if lemma in verbs):
        return replace(_lowered(score, "takes a side, states nothing"), kind=Kind.OPINION)
    if any(character.isdigit() for character in text):
        return score
    return _lowered(score, "names a thing, states nothing")


def _lowered(score: Score, reason: str) -> Score:
    return replace(
        score,
        checkworthiness=round(score.checkworthiness * STANCE, 4),
        checkworthy=False,
        reasons=(*score.reasons, reason),
    )
