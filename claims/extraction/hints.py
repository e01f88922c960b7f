"""What the cue and the parse tell about a statement, beyond its words: a promise, a stance, a question.

"Vowed to …" and "he could … in 24 hours" promise. "Praised the courage" and "congratulated Ada" take a
stance: whoever checks facts finds nothing in them, though they are reported speech.
"""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Doc

from claims.extraction.deadlines import find_deadline
from claims.extraction.forms import Form, describes, form_of, tokens_of
from claims.extraction.lexicon import government
from claims.extraction.types import Attribution, Kind, QuoteType, Score

PROMISING = {"promise", "pledge", "vow", "guarantee", "commitment", "swear"}
COMMITS = re.compile(
    r"\b(?:he|she|they|it|we|i)(?:['’](?:ll|d)|\s+(?:will|would|could|can|shall))\b", re.IGNORECASE
)
BINDS = re.compile(
    r"^(?:that )?(?:he|she|it|they)(?:['’](?:ll|d)| would| will)(?: not| never)?"
    r" (?!not|never|be|have|like|rain|snow|win|lose|take|cost|see|need)[a-z]{3,}",
    re.IGNORECASE,
)
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
