"""Who reports: the subject of a reporting verb, also where the verb has none of its own."""

from __future__ import annotations

from spacy.tokens import Token

from claims.extraction.attribution.spans import FINITE, WH, child, noun_phrase

EMPTY: list[Token] = []
NAMING = {"NOUN", "PROPN", "PRON"}
ASIDES = {"appos", "relcl", "acl"}


def source_of(verb: Token) -> list[Token]:
    """The tokens of the source; empty where nobody is named."""
    by_whom = agent_of(verb)
    if by_whom is not None:
        return noun_phrase(by_whom)
    subject = subject_of(verb)
    if subject is None:
        return _beside(verb)
    if subject.dep_ == "nsubjpass" and subject.head == verb and not _says_itself(verb):
        return EMPTY
    if subject.lower_ in WH and subject.head.dep_ == "relcl":
        return [*noun_phrase(subject.head.head), subject]
    return noun_phrase(subject)


def _beside(verb: Token) -> list[Token]:
    """Where the parse shows no subject of a finite verb: the noun before it, or after it behind a quotation."""
    doc, before = verb.doc, verb.i - 1
    while before >= 0 and doc[before].pos_ in {"AUX", "ADV", "PART"}:
        before -= 1
    comma = before >= 0 and doc[before].text == ","
    aside = _before_aside(doc[before]) if comma else None
    if aside is not None:
        return noun_phrase(aside)
    quoted = before > 0 and (doc[before].is_quote or (comma and doc[before - 1].is_quote))
    if verb.tag_ not in FINITE and not (quoted and verb.tag_ == "VBN"):
        return EMPTY
    if before >= 0 and doc[before].pos_ in NAMING and doc[before].lower_ not in WH:
        return noun_phrase(doc[before])
    after = next((t for t in doc[verb.i + 1 : verb.i + 7] if t.pos_ in NAMING), None)
    if not (quoted or comma) or after is None:
        return EMPTY
    while after.dep_ == "compound" and after.head.i > after.i:
        after = after.head
    if after.dep_ in {"nsubj", "nsubjpass"} and after.head.dep_ == "ccomp" and after.head.head == verb:
        return EMPTY  # "…, said the bridge was safe"
    return [t for t in noun_phrase(after) if t.i > verb.i]


def _before_aside(comma: Token) -> Token | None:
    """ "Ada Byron, who led the inquiry, said": the noun before the aside that ends at the comma."""
    token = comma.nbor(-1) if comma.i else comma
    while token.dep_ not in ASIDES and token.head.i < token.i:
        token = token.head
    noun = token.head
    opened = token.left_edge.i > 0 and token.left_edge.nbor(-1).text == ","
    return noun if token.dep_ in ASIDES and opened and noun.i < token.i and noun.pos_ in NAMING else None


def is_passive(verb: Token) -> bool:
    """ "was announced": nobody needs to be named."""
    return child(verb, "auxpass") is not None


def agent_of(verb: Token) -> Token | None:
    """By whom a passive is done; the parser may hang "by …" below the description before it."""
    agent = child(verb, "agent")
    if agent is None and child(verb, "nsubjpass") is not None:
        described = next((c for c in verb.children if c.lower_ == "as"), None)
        below = described.subtree if described is not None else ()
        agent = next((t for t in below if t.lower_ == "by" and t.head.pos_ == "ADJ"), None)
    return child(agent, "pobj") if agent is not None else None


def _says_itself(verb: Token) -> bool:
    """Passives whose subject is the speaker: "was quoted as saying", "is concerned that"."""
    return verb.lower_ in {"quoted", "cited", "concerned", "convinced", "worried"}


def was_told(verb: Token) -> bool:
    """ "Asked whether …, she said": a bare participle is done to its subject, not by it."""
    bare = not any(c.dep_ in {"aux", "auxpass"} for c in verb.children)
    return verb.tag_ == "VBN" and verb.dep_ in {"advcl", "acl"} and bare


def subject_of(verb: Token, depth: int = 0) -> Token | None:
    """The subject, its own or the one it shares."""
    own = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and not c.is_punct]
    if own:
        return min(own, key=lambda c: abs(c.i - verb.i))  # of a quotation's and of the verb's own
    if depth > 4 or was_told(verb):
        return None
    head = verb.head
    if verb.dep_ == "acl":
        return head
    if verb.dep_ in {"conj", "xcomp", "advcl", "pcomp", "ccomp"} and head != verb:
        if head.dep_ == "prep" or head.pos_ == "ADP":
            head = head.head
        if verb.dep_ == "xcomp":
            pressed = child(head, "dobj")  # "urged him to say"
            if pressed is not None and head.pos_ == "VERB" and verb.tag_ == "VB":
                return pressed
        if head.pos_ in {"VERB", "AUX", "ADJ"}:
            return subject_of(head, depth + 1)
        if head.pos_ in {"NOUN", "PROPN"}:
            return head
    return None
