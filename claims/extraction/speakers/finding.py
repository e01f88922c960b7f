"""Finding names: the parser's entities, known names that it missed, and capitalised runs that act like names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from claims.extraction.lexicon import government, words
from claims.extraction.speakers.gazetteer import Gazetteer, is_name
from claims.extraction.speakers.names import PARTICLES, key_of, name_tokens, text_of

BODIES = {"ORG", "GPE", "NORP", "FAC"}
LABELS = {"PERSON", *BODIES, "WORK_OF_ART", "PRODUCT"}
LONGEST = 4  # words of a name that only its capitals show


@dataclass(slots=True)
class Name:
    """A name in the text, before it is known whose it is."""

    span: Span
    tokens: list[Token]
    text: str
    key: str


def find_names(doc: Doc, gazetteer: Gazetteer) -> list[Name]:
    """The names of a text in no particular order; bare titles are none."""
    names = (_name(span) for span in _spans(doc, gazetteer))
    return [name for name in names if name.text and is_name(name.text)]


def _name(span: Span) -> Name:
    tokens = name_tokens(span)
    text = text_of(tokens)
    return Name(span, tokens, text, key_of(text))


def _spans(doc: Doc, gazetteer: Gazetteer) -> list[Span]:
    found: list[Span] = []
    for ent in map(_as_body, doc.ents):
        if ent.label_ not in LABELS or not ent.text[:1].isalnum():
            continue
        described = ent.root.dep_ in {"amod", "compound", "nmod"} or ent.root.tag_ == "NNPS"
        if ent.label_ == "NORP" and described:
            continue  # "Chinese" in "the Chinese president" is nobody, and "Americans" are many
        if found and ent.start < found[-1].end:
            continue
        if found and found[-1].end == ent.start and _belong_together(found[-1], ent):
            found[-1] = Span(doc, found[-1].start, ent.end, label=ent.label_)
        else:
            found.append(_with_particles(ent))
    taken = {token.i for ent in doc.ents for token in ent} | {token.i for span in found for token in span}
    alone = Counter(token.text for token in doc if token.text[:1].isupper() and not _in_run(token))
    alone.update(span.text for span in found if len(span) == 1)
    for run in _runs(doc, taken):
        known = [t for t in run if gazetteer.named(t.text)]
        if (
            (len(run) > 1 and (_acts(run) or alone[run[-1].text]))
            or (known and len(run) == 1)
            or _speaks(run)
        ):
            found.append(Span(doc, run[0].i, run[-1].i + 1, label=_label(run)))
        else:
            found += [Span(doc, t.i, t.i + 1, label="PERSON") for t in known]
    return [*found, *_again(doc, found, taken)]


def _again(doc: Doc, found: list[Span], taken: set[int]) -> Iterator[Span]:
    """The last words of people's names, where they stand alone."""
    last = {span[-1].text for span in found if len(span) > 1 and span.label_ == "PERSON"}
    taken = taken | {token.i for span in found for token in span}
    for token in doc:
        if token.text in last and token.i not in taken and _capital(token):
            yield Span(doc, token.i, token.i + 1, label="PERSON")


def _as_body(ent: Span) -> Span:
    """ "The Leeds Chamber of Commerce", which the model takes for a work of art."""
    body = ent.label_ == "WORK_OF_ART" and any(t.lower_ in words("speaker_bodies") for t in ent)
    return Span(ent.doc, ent.start, ent.end, label="ORG") if body else ent


def _belong_together(left: Span, right: Span) -> bool:
    """ "Valeska" and "Paris" side by side are one name."""
    names = left.label_ == right.label_ != "NORP" and left.label_ in {"GPE", "PERSON"}
    return names and len(left) == len(right) == 1 and left[0].pos_ == right[0].pos_ == "PROPN"


def _with_particles(span: Span) -> Span:
    """ "Ursula" goes on with "von der Leyen"."""
    doc, end = span.doc, span.end
    while end < len(doc) and doc[end].text in PARTICLES:
        end += 1
    goes_on = doc[end - 1].text in PARTICLES and end < len(doc) and doc[end].text[:1].isupper()
    if span.label_ != "PERSON" or not goes_on:
        return span
    return Span(doc, span.start, end + 1, label="PERSON")


def _runs(doc: Doc, taken: set[int]) -> Iterator[list[Token]]:
    """Capitalised words side by side that no entity holds."""
    run: list[Token] = []
    for token in doc:
        fits = token.i not in taken and _capital(token)
        if run and (not fits or token.is_sent_start or len(run) == LONGEST):
            yield run
            run = []
        if fits:
            run.append(token)
    if run:
        yield run


def _capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.pos_ == "PROPN" and len(token) > 1


def _in_run(token: Token) -> bool:
    beside = token.doc[max(0, token.i - 1) : token.i + 2]
    return any(other.i != token.i and _capital(other) for other in beside)


def _acts(run: list[Token]) -> bool:
    """The run does something, or stands beside a description: names do."""
    return run[-1].dep_ in {"nsubj", "nsubjpass", "appos", "agent"}


def _speaks(run: list[Token]) -> bool:
    return run[-1].dep_ == "nsubj" and run[-1].head.lemma_ in government("cue_verbs")


def _label(run: list[Token]) -> str:
    body = run[-1].lower_ in words("speaker_bodies") or run[-1].text.isupper()
    return "ORG" if body else "PERSON"
