"""What the cue and the parse tell about a statement, beyond its words: a promise, a stance, a question.

"Vowed to …" and "he could … in 24 hours" promise. "Praised the courage" and "congratulated Ada" take a
stance: whoever checks facts finds nothing in them, though they are reported speech. A model trained on
what has happened knows nothing of promises: one with a deadline is lifted here.
"""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Doc

from claims.extraction.deadlines import find_deadline
from claims.extraction.forms import Form, describes, form_of, tokens_of
from claims.extraction.lexicon import government, words
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
COMMITS = re.compile(
    r"\b(?:he|she|they|it|we|i)(?:['’](?:ll|d)|\s+(?:will|would|could|can|shall))\b", re.IGNORECASE
)
BINDS = re.compile(
    r"^(?:that )?(?:he|she|it|they)(?:['’](?:ll|d)| would| will)(?: not| never)?"
    r" (?!not|never|be|have|like|rain|snow|win|lose|take|cost|see|need)[a-z]{3,}",
    re.IGNORECASE,
)
# Who binds himself: "I will …", "if elected he could …", not "the neighbours will …" or "it could rain …".
ACTS = (
    r"(?! (?:not|never|be|have|face|die|see|need|lose|win|take|cost|rain|snow|like|happen)\b)(?= [a-z]{3,})"
)
MODAL = r"(?:['’](?:ll|d)| (?:would|will|could|can|shall)(?: be able to)?)"
FIRST_PERSON = re.compile(rf"\b(?:i|we)(?:{MODAL}|(?:['’](?:m|re)| am| are) going to){ACTS}", re.I)
THIRD_PERSON = re.compile(
    rf"^(?:that )?(?:(?:if|once|when|after|by|in|within|on)\b[^,]{{0,60}},? )?(he|she|they|it){MODAL}{ACTS}",
    re.I,
)
TRACKED = 0.6  # a promise with a deadline can be checked on its day
SAYS = {"clause", "infinitive", "quote"}
STANCE = 0.4  # what is left of the score
ASKS = {"ask", "wonder", "question", "inquire"}


def with_hints(doc: Doc, attribution: Attribution, text: str, score: Score) -> Score:
    """The score of `text`, an attribution's best sentence, with what its cue adds."""
    cue, content = tokens_of(doc, attribution.cue), tokens_of(doc, attribution.content)
    if cue is None or content is None:
        return score
    lemmas = {token.lemma_.lower() for token in cue}
    if lemmas & PROMISING:
        return replace(score, kind=Kind.PROMISE)
    if (
        attribution.quote_type != QuoteType.DIRECT
        and form_of(content) == Form.PHRASE
        and not describes(content)
    ):
        return _as_stance(lemmas, text, score)
    if lemmas & ASKS and content[0].lower_ in {"whether", "if", "why", "how", "what", "when", "who"}:
        return _lowered(score, "a question")
    dated = COMMITS.search(text) is not None and find_deadline(text, None, None) is not None
    binds = attribution.quote_type != QuoteType.DIRECT and BINDS.match(text) is not None
    return replace(score, kind=Kind.PROMISE) if dated or binds else score


def with_deadline(
    doc: Doc, attribution: Attribution, text: str, score: Score, deadline: Deadline | None, who: Resolution
) -> Score:
    """The score of a promise, lifted where the speaker binds himself to a deadline that can be tracked."""
    if score.kind != Kind.PROMISE or deadline is None or not _commits(doc, attribution, text, who):
        return score
    return replace(
        score,
        checkworthiness=max(score.checkworthiness, TRACKED),
        checkworthy=True,
        reasons=(*score.reasons, "a promise with a deadline"),
    )


def _commits(doc: Doc, attribution: Attribution, text: str, who: Resolution) -> bool:
    cue = tokens_of(doc, attribution.cue)
    if cue is None or not attribution.source or any(token.dep_ == "neg" for token in cue):
        return False
    lemmas = {token.lemma_.lower() for token in cue}
    if lemmas & PROMISING:
        return True
    if lemmas & words("cue_unasserted"):
        return False
    if FIRST_PERSON.search(text):
        return True
    third = THIRD_PERSON.match(text) if attribution.quote_type != QuoteType.DIRECT else None
    return third is not None and not (third[1].lower() == "it" and who.kind == SpeakerKind.PERSON)


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
