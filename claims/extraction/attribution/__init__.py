"""Attribution: who is reported to have said, thought or promised what, as spans of the text.

Each rule is a file; `RULES` is the order in which they look. `quotations` then gives the
quotations to the cues, and `find_attributions` makes spans of it all.
"""

from __future__ import annotations

from spacy.tokens import Doc

from claims.extraction.attribution import (
    adjectives,
    conversation,
    endings,
    headlines,
    mistagged,
    nested,
    nouns,
    prepositions,
    quotations,
    signatures,
    surface,
    transcripts,
    verbs,
)
from claims.extraction.attribution.spans import (
    Cue,
    merged,
    spans_of,
    trimmed,
    without_afterthought,
)
from claims.extraction.attribution.subjects import is_passive
from claims.extraction.language import text_of
from claims.extraction.quotes import Quotations, find_quotations
from claims.extraction.types import Attribution, QuoteType, Span

RULES = (verbs.find, mistagged.find, nouns.find, adjectives.find, prepositions.find, conversation.find)


def find_attributions(doc: Doc) -> list[Attribution]:
    """All attributions of a parsed text, in the order of their content."""
    quoted = Quotations(find_quotations(text_of(doc)))
    found = {turn.content: turn for turn in transcripts.find(doc)}
    rules = RULES if found else (*RULES, headlines.find)
    cues = [cue for rule in rules for cue in rule(doc)]
    cues += signatures.find(doc, quoted)
    endings.settle(doc, cues)
    quotations.join(doc, cues, quoted)
    surface.fill(doc, cues, quoted)
    for cue in sorted(cues, key=lambda c: c.head.i):
        attribution = _attribution(doc, cue, quoted)
        if attribution is not None:
            found.setdefault(attribution.content, attribution)
    ordered = sorted(found.values(), key=lambda a: (a.content[0], -a.content[-1][1]))
    return nested.settle(doc, ordered)


def _attribution(doc: Doc, cue: Cue, quoted: Quotations) -> Attribution | None:
    if not (cue.source or cue.quotations or cue.rule != "verb" or is_passive(cue.head)):
        return None  # an imperative, an infinitive, a participle: nobody reports
    own = {token.i for token in [*cue.words, *cue.source]}
    own |= {t.head.i for t in cue.source if t.head.lower_ == "by" and t.i > cue.head.i}
    if cue.content and not cue.quotations:
        cue.content = without_afterthought(doc, cue.content)
        if doc[max(cue.content)].pos_ == "CCONJ":
            cue.content.remove(max(cue.content))  # "raged that he had lied and | warned that"
    content = merged([*spans_of(doc, cue.content - own), *cue.quotations], text_of(doc))
    if not content:
        return None
    cue_spans = merged(spans_of(doc, {t.i for t in cue.words}), text_of(doc))
    source = merged(spans_of(doc, {t.i for t in cue.source}), text_of(doc))
    return Attribution(
        content=tuple(content),
        source=tuple(source),
        cue=tuple(cue_spans) or ((cue.head.idx, cue.head.idx + len(cue.head)),),  # a colon
        quote_type=quote_type(content, quoted),
        rule=cue.rule,
    )


def quote_type(content: list[Span], quoted: Quotations) -> QuoteType:
    """By the share of the content's characters that stand inside quotation marks."""
    total = sum(end - start for start, end in content)
    share = sum(quoted.overlap(start, end) for start, end in content) / total if total else 0
    if share >= 0.8:
        return QuoteType.DIRECT
    return QuoteType.MIXED if share > 0.1 else QuoteType.INDIRECT


__all__ = ["find_attributions", "trimmed"]
