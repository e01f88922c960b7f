"""The short canonical wording of a statement, without its speaker: "end war in 24 hours".

Only what frames the statement is dropped: quotation marks, "that", "I think", and a pronoun for the
speaker with its modal verb. Pronouns for others become names where it is clear who is meant. Negations,
figures, conditions and everything else stay. Never a word that changes the meaning.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Protocol

from spacy.tokens import Doc, Span, Token

from claims.extraction.checkworthiness.lists import read
from claims.extraction.forms import Form, form_of, tokens_of
from claims.extraction.hints import PROMISING
from claims.extraction.language import DATELINE, text_of
from claims.extraction.lexicon import words
from claims.extraction.promises import IMPERSONAL
from claims.extraction.types import Attribution, QuoteType, Resolution, SpeakerKind
from claims.extraction.types import Span as Characters

LONG = 160  # characters; above it, what stands beside the statement is left out
LONGEST = 300
MARKS = re.compile(r"[“”„«»‹›\"]|''|``|(?<=[.,!?])[’'](?!\w)|(?<!\w)(?:‘|'(?=[^\W\d]))")
# A lone one may be an apostrophe: "the drivers’ union".
PAIRED = re.compile(r"(?<!\w)[‘’'](?=\w)((?:[^‘’']|(?<=\w)[’'](?=\w)){1,200})[’'](?!\w)")
SO = re.compile(r"\b(?:so|such)\b", re.I)
FRAME = re.compile(
    r"^(?:(?:what I (?:can|will) (?:tell you|say) is(?: that)?|that|and|but|so|well|look|listen|now|yes|of course|"
    r"frankly|you know|as I(?: have|['’]ve)? said)\b"
    r"[,\s]+)+",
    re.I,
)
THINKS = re.compile(
    r"^(?:I|we)\s+(?:(?:really|do|strongly|firmly|certainly)\s+)?"
    r"(?:think|believe|know|promise you|can tell you|guarantee you)\s+"
    r"(?:that\s+)?(?=(?:\w+(?:['’]\w+)?\s+){2})(?!(?:about|of|in|how|what|who|why|it['’]s time)\b)",
    re.I,
)
ASIDES = re.compile(
    r",?\s*\b(?:in my (?:opinion|view|humble opinion)|I (?:think|believe|guess|mean)|you know|of course|frankly)\s*,",
    re.I,
)
# The speaker as a pronoun, with what only says that it lies ahead.
AHEAD = r"(?:['’](?:ll|d)|\s+(?:will|would|shall)|(?:\s+(?:is|are|am|was|were)|['’](?:s|re|m))\s+going\s+to)"
ABLE = r"(?:\s+(?:could|can|would be able to|will be able to))"
THEN = r"\s+(?!not\b|never\b|n['’]t|be\s+\w+(?:ed|en)\b)(?=[a-z])(?:be able to\s+)?"
REFUSES = r"(?=\s+(?:will|would|shall|can|could)\s+(?:not|never)\b|\s+(?:won|wouldn|can|couldn)['’]?t\b)"
BEFALLS = re.compile(r"(?:see|lose|die|know|hear|wait|be\s+back)\b", re.I)
"""Not what somebody will do: without its subject it would read like an order."""
IS_BEFORE = {"VBG", "JJ", "DT", "IN"}  # "’s" before a participle may be "has"
BODIES = {SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT}
THIRD = {"he", "him", "his", "she", "her"}
YEARS = {"this year": 0, "last year": -1, "next year": 1}


class Meaning(Protocol):
    """Tells whom a third-person pronoun means: a name, None where that is not clear."""

    def meant_by(self, token: Token, *, not_meant: str = "") -> str | None:
        """The name; never `not_meant`."""

    def is_speaker(self, token: Token, who: Resolution) -> bool:
        """Does a pronoun in reported speech clearly mean the one who speaks?"""

    def may_be_speaker(self, token: Token, who: Resolution) -> bool:
        """Could it: is the speaker a man, for "he"?"""


def make_statement(
    doc: Doc,
    sentence: tuple[Characters, ...],
    attribution: Attribution,
    resolution: Resolution,
    on: date | None,
    meaning: Meaning,
) -> str:
    """The wording of one sentence of an attribution; seldom above 160 characters, never above 300."""
    text = _resolved(doc, _with_cue(doc, sentence, attribution), attribution, resolution, meaning)
    statement = FRAME.sub("", ASIDES.sub("", FRAME.sub("", _bare(text))))
    statement = THINKS.sub("", statement)
    statement = _without_speaker(statement, attribution, resolution)
    statement = _placed(doc, _dated(statement, on))
    return _shortened(statement).rstrip(" .,;:")


def _bare(text: str) -> str:
    return MARKS.sub("", PAIRED.sub(r"\1", " ".join(text.split()))).strip(" ,;:–—-")


def _with_cue(doc: Doc, sentence: tuple[Characters, ...], attribution: Attribution) -> tuple[Characters, ...]:
    """With the cue before it where the words need it: "refused to pay", "denied that …", "praised Ada"."""
    (start, end), cue = sentence[0], attribution.cue[0][0]
    if len(sentence) > 1 and end <= cue < sentence[1][0] and _is_raised(doc, sentence, attribution):
        return ((start, sentence[1][1]), *sentence[2:])
    sentence = _without_gaps(doc, sentence, attribution)
    end = sentence[0][1]
    near = cue < start < cue + 80 and "\n" not in text_of(doc)[cue:start]
    if not near or start != attribution.content[0][0] or not _needs_cue(doc, attribution):
        return sentence
    return ((cue, end), *sentence[1:])


def _without_gaps(
    doc: Doc, sentence: tuple[Characters, ...], attribution: Attribution
) -> tuple[Characters, ...]:
    """With the cue's own word between two parts: "accused Ada of lying"."""
    text, found = text_of(doc), [sentence[0]]
    for start, end in sentence[1:]:
        between = text[found[-1][1] : start].strip()
        if any(text[slice(*cue)] == between for cue in attribution.cue[1:]):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(found)


def _is_raised(doc: Doc, sentence: tuple[Characters, ...], attribution: Attribution) -> bool:
    """ "The law is expected to pass": a subject, the cue, an infinitive, and no more between them."""
    (_, before), (after, end) = sentence[:2]
    beside = any(before <= start < after for start, _ in attribution.source)
    return not beside and after - before < 60 and text_of(doc)[after:end].startswith("to ")


def _needs_cue(doc: Doc, attribution: Attribution) -> bool:
    cue, content = tokens_of(doc, attribution.cue), tokens_of(doc, attribution.content)
    if cue is None or content is None or attribution.rule == "preposition":
        return False
    if attribution.quote_type == QuoteType.DIRECT and content.text.lstrip("“\"'‘«„ ")[:1].isupper():
        return False
    lemmas = {token.lemma_.lower() for token in cue}
    if lemmas & words("cue_unasserted") or any(token.dep_ == "neg" for token in cue):
        return True
    form = form_of(content)
    if not any(token.pos_ in {"VERB", "AUX"} for token in content):
        return True
    return form == Form.PHRASE or (form == Form.INFINITIVE and not lemmas & PROMISING)


def _without_speaker(statement: str, attribution: Attribution, resolution: Resolution) -> str:
    """ "he could end the war in 24 hours" -> "end the war in 24 hours"; "it will rain" and "we will see" stay."""
    pronoun = "I|we"
    if attribution.quote_type != QuoteType.DIRECT:
        pronoun = "he|she" if resolution.kind == SpeakerKind.PERSON else "he|she|it|they"
    framed = rf"^(?:to\s+(?=\w)|(?!{IMPERSONAL})(?:{pronoun})(?:{AHEAD}{THEN}|{ABLE}{THEN}|{REFUSES}\s+))"
    act = re.sub(framed, "", statement, flags=re.I)
    reads_on = len(act.split()) > 1 and not BEFALLS.match(act)
    return act if reads_on or statement.startswith("to ") else statement


def _resolved(
    doc: Doc,
    sentence: tuple[Characters, ...],
    attribution: Attribution,
    resolution: Resolution,
    meaning: Meaning,
) -> str:
    """The sentence's text with names in place of pronouns for others than the speaker."""
    parts = []
    for number, (start, end) in enumerate(sentence):
        span = doc.char_span(start, end, alignment_mode="expand")
        if (
            span is not None
            and attribution.quote_type == QuoteType.DIRECT
            and _is_body_acting(span, resolution)
        ):
            parts.append(_spelt_out(next(token for token in span if token.lower_ == "we"), end))
        elif span is not None and attribution.quote_type == QuoteType.DIRECT:
            parts.append(_named(span, start, end, resolution.speaker or "", meaning))
        elif span is not None and number:
            parts.append(text_of(doc)[start:end])
        elif span is not None:
            parts.append(_reported(span, start, end, resolution, meaning))
    return _joined(parts)


def _joined(parts: list[str]) -> str:
    """An interrupted quotation: “The bridge,” she said, “is safe.” “It is open,” she said. “It is new.”"""
    text = parts[0]
    for part in parts[1:]:
        bare = text.rstrip("”\"'’ ")
        if bare.endswith(",") and part.lstrip("“\"'‘ ")[:1].isupper():
            bare = bare[:-1] + "."
        elif bare.endswith(",") and len(bare.split()) < 4:
            bare = bare[:-1]  # the comma belongs to the interruption
        elif part.startswith("that ") and not SO.search(bare):
            # "By then, she said that the bridge was closed."
            text = f"{bare.rstrip(',')}, {part.removeprefix('that ')}"
            continue
        else:
            bare = text
        text = f"{bare} {part}"
    return text


def _named(span: Span, start: int, end: int, speaker: str, meaning: Meaning) -> str:
    """In a quotation "he" is somebody else than the speaker: the first time by name."""
    text = text_of(span.doc)
    token = next((t for t in span if t.lower_ in THIRD and t.idx >= start), None)
    name = meaning.meant_by(token, not_meant=speaker) if token is not None else None
    if token is None or name is None or {t.text for t in span if t.i < token.i} & set(name.split()):
        return text[start:end]
    before, after = text[start : token.idx], token.idx + len(token)
    if text[after : after + 1] not in {"'", "’"}:
        return f"{before}{_in_place_of(token, name)}{text[after:end]}"
    verb = token.nbor()
    full = _full_form(verb)
    return f"{before}{name} {full}{text[verb.idx + len(verb) : end]}" if full else text[start:end]


def _is_body_acting(span: Span, who: Resolution) -> bool:
    """ "We closed nine hospitals," a ministry says; what "we" are, have or lose may be the whole country."""
    first = next((token for token in span if token.is_alpha), None)
    if first is None or first.lower_ != "we" or first.dep_ != "nsubj" or who.kind not in BODIES:
        return False
    verb = first.head
    perfect = verb.tag_ == "VBN" and any(c.lemma_ == "have" and c.dep_ == "aux" for c in verb.children)
    return (verb.tag_ == "VBD" or perfect) and verb.lemma_.lower() not in read("idle")


def _in_place_of(token: Token, name: str) -> str:
    return f"{name}’s" if token.dep_ == "poss" else name


def _reported(span: Span, start: int, end: int, who: Resolution, meaning: Meaning) -> str:
    """In reported speech a pronoun that begins it falls where it is the speaker, and is named where another."""
    text = text_of(span.doc)
    first = next((token for token in span if token.idx >= start and token.lower_ != "that"), None)
    if first is None or first.lower_ not in {*THIRD, "it", "they"} or who.speaker is None:
        return text[start:end]
    if first.dep_ in {"nsubj", "nsubjpass"} and meaning.is_speaker(first, who):
        # What lies ahead stays with its pronoun: `_without_speaker` knows which of them may fall.
        ahead = first.head.lower_ == "going" or any(c.tag_ == "MD" for c in first.head.children)
        return text[first.idx : end] if ahead else _spelt_out(first, end)
    if first.lower_ in THIRD and not meaning.may_be_speaker(first, who):
        name = meaning.meant_by(first)
        if name is not None:
            return f"{_in_place_of(first, name)}{text[first.idx + len(first) : end]}"
    return text[start:end]


def _spelt_out(pronoun: Token, end: int) -> str:
    """What follows the pronoun, "’s glad" as "is glad"; all of it where the parse does not tell is from has."""
    text, verb = text_of(pronoun.doc), pronoun.nbor()
    if verb.text[0] not in "'’":
        return text[pronoun.idx + len(pronoun) : end]
    full = _full_form(verb)
    return text[pronoun.idx : end] if full is None else full + text[verb.idx + len(verb) : end]


def _full_form(verb: Token) -> str | None:
    """ "’ll" as "will"; None where the parse does not tell is from has, or had from would."""
    if verb.lower_[1:] == "s":
        after = next((t for t in verb.doc[verb.i + 1 :] if t.pos_ not in {"ADV", "PART"}), verb)
        return "has" if after.lower_ == "been" else "is" if after.tag_ in IS_BEFORE else None
    return {"ve": "have", "re": "are", "ll": "will"}.get(verb.lower_[1:])


def _dated(statement: str, on: date | None) -> str:
    """ "this year" as the year it was said in."""
    if on is None:
        return statement
    for named, shift in YEARS.items():
        year = str(on.year + shift)
        statement = re.sub(
            rf"\b(of|by|in|since|until) {named}(?!['’\w])", rf"\1 {year}", statement, flags=re.I
        )
        statement = re.sub(rf"(?<!\w){named}(?!['’\w])", f"in {year}", statement, flags=re.I)
    return statement


def _placed(doc: Doc, statement: str) -> str:
    """ "here" as the place of the dateline, where the article has one."""
    line = DATELINE.match(text_of(doc)[:120].lstrip())
    if line is None:
        return statement
    return re.sub(r"(?<=\s)here(?=[\s,.]|$)(?! (?:is|are|to)\b)", f"in {line.group(1).title()}", statement)


RELATIVE = re.compile(r", (?:which|who|whose|where)\b[^,.;]*(?:,|$)")


def _shortened(statement: str) -> str:
    """Of a long sentence: without clauses that only describe; cut where one clause ends, with a sign."""
    if len(statement) > LONG:
        statement = RELATIVE.sub("", statement)
    if len(statement) <= LONGEST:
        return statement
    cut = max(statement.rfind(mark, LONG // 2, LONGEST - 1) for mark in ("; ", " – ", " — ", ", "))
    return (statement[:cut] if cut > 0 else statement[: LONGEST - 1].rsplit(" ", 1)[0]) + "…"
