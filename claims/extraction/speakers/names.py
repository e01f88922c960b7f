"""How names are compared: accents, possessives, titles and transliterations make no difference."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from spacy.tokens import Span, Token

from claims.extraction.lexicon import words

PARTICLES = {"de", "van", "von", "der", "den", "bin", "al", "el", "la", "le", "da", "di", "du", "dos", "ibn"}
JOINING = PARTICLES | {"of", "for", "and", "the"}
POSSESSIVE = {"'s", "’s", "'", "’"}
AFTER_NAMES = {"jr", "sr", "ii", "iii", "iv", "qc", "sc", "kc", "mp", "phd", "md", "frs", "obe", "dbe"}
WEEKDAYS = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
_LETTERS = str.maketrans({"’": "'", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "đ": "d", "ß": "ss"})


def normal(name: str) -> str:
    """For comparison: no accents, no possessive, no article, lower case."""
    bare = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    bare = "".join(c for c in bare if not unicodedata.combining(c)).lower().strip()
    bare = re.sub(r"'s\b|(?<=s)'(?=\s|$)", "", bare)
    bare = re.sub(r"^(the|a|an) ", "", bare)
    return " ".join(bare.replace(".", "").split())


@lru_cache(maxsize=20_000)  # the known names are asked for with every text
def key_of(name: str) -> str:
    """`normal` with transliterations made one: Zelensky, Zelenskyy and Zelenskiy give the same key."""
    bare = re.sub(r"(?<=\w)[iyj]+\b", "i", normal(name).replace("-", " "))
    return re.sub(r"(.)\1", r"\1", bare)


def lowered(name: str) -> str:
    """ "ADA BYRON" -> "Ada Byron"; words of two letters stay: JD, Xi."""
    return " ".join(word.title() if word.isupper() and len(word) > 2 else word for word in name.split())


def initials(name: str) -> str:
    """ "World Health Organisation" -> "who", as a key; the whole key for a single word."""
    parts = [part for part in key_of(name).split() if part not in JOINING]
    return key_of("".join(part[0] for part in parts)) if len(parts) > 2 else key_of(name)


def surname_of(key: str) -> str:
    """The last word of a key that is not "Jr." or a degree, with its particles off."""
    parts = key.split()
    while len(parts) > 1 and parts[-1] in AFTER_NAMES:
        parts.pop()
    return parts[-1] if parts else ""


def same_first(a: str, b: str) -> bool:
    """First names that may be one person's: equal, an initial, a short form, one letter off."""
    if a == b:
        return True
    if min(len(a), len(b)) == 1:
        return a[0] == b[0]
    if min(len(a), len(b)) < 3:
        return False
    return a.startswith(b) or b.startswith(a) or SequenceMatcher(None, a, b).ratio() >= 0.8


def misspelt(a: str, b: str) -> bool:
    """Long surnames that differ by a slip: Buchtmann, Bauchtman."""
    return min(len(a), len(b)) >= 5 and a[0] == b[0] and SequenceMatcher(None, a, b).ratio() >= 0.85


def name_tokens(span: Span) -> list[Token]:
    """The tokens of the name itself: titles, possessives, articles and what follows taken off."""
    titles = words("speaker_titles")
    tokens = [t for t in span if not t.is_space]
    for i, token in enumerate(tokens):
        lower = token.text[:1].islower() and token.lower_ not in JOINING and tokens[i - 1].text != "-"
        ends = token.lower_ in POSSESSIVE or lower
        if i and (ends or token.text in {"(", "[", "—", "–", ","}):
            tokens = tokens[:i]
            break
    while tokens and (tokens[-1].is_punct or tokens[-1].lower_ in JOINING - {"al", "el"}):
        tokens.pop()
    while len(tokens) > 1 and _is_before_name(tokens[0], titles):
        tokens.pop(0)
    while len(tokens) > 1 and tokens[-1].text in WEEKDAYS:
        tokens.pop()  # "Clara Olsen Saturday"
    while len(tokens) > 2 and normal(tokens[-1].text) in AFTER_NAMES:
        tokens.pop()
    return tokens


def _is_before_name(token: Token, titles: frozenset[str]) -> bool:
    return token.lower_ in titles or token.lower_ in {"the", "a", "an"} or token.is_punct


def text_of(tokens: list[Token]) -> str:
    """The words as they stand in the text, blanks made single, without a possessive."""
    if not tokens:
        return ""
    text = " ".join(tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text.split())
    return re.sub(r"['’]s$", "", text)
