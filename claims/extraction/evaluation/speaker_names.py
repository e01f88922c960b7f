"""Does a name mean one of the gold names? Titles and spelling make no difference, another person does.

A bare surname counts when nobody else in the text has it; a description that ends in the name counts
("team member Rodaba Noori"), but not who belongs to somebody ("a lawyer for Rodaba Noori"). Bodies
match by what their names share ("the US State Department", "State Department") and by initials.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

Words = list[str]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _set(
    "mr mrs ms miss mx dr prof professor sir dame lord lady hon honorable honourable rev reverend fr father "
    "president vice vice-president prime minister premier chancellor sen senator rep representative "
    "congressman congresswoman gov governor mayor ambassador secretary judge justice chief gen general lt "
    "lieutenant col colonel capt captain maj major sgt sergeant cmdr commander adm admiral king queen prince "
    "princess pope bishop archbishop cardinal sheikh sultan chairman chairwoman chair director speaker "
    "attorney counsel former ex then acting deputy undersecretary under commissioner administrator coach "
    "emeritus associate assistant senior st saint abba"
)
PLACES = _set("us u.s u.s. uk u.k american british")
PREPOSITIONS = _set("of for to by from with and or about against on at in than via per")
COMMON_IN_BODIES = _set(
    "the of and for in on at a an inc ltd co corp company corporation group department ministry office "
    "agency court committee council commission university association society party church government state "
    "national international federal united board bureau institute news foundation new york school district "
    "police authority service"
)
SUFFIXES = _set("inc ltd co corp corporation company plc group news llc gmbh ag sa")
AFTER = _set("jr sr ii iii qc sc mp phd md himself herself itself")
LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "ß": "ss"})


def words_of(text: str) -> Words:
    """The words in lower case, without accents, possessives, brackets and punctuation."""
    text = unicodedata.normalize("NFKD", text.translate(LETTERS))
    text = "".join(c for c in text if not unicodedata.combining(c)).replace("’", "'").replace("‘", "'")
    text = re.sub(r"'s\b|(?<=s)'(?=\s|$)", "", text)
    text = re.sub(r"\([^)]*\)", " ", text)
    found = (
        word.strip(".'!?-–—*").lower().replace("isation", "ization")
        for word in re.findall(r"[^\s,;:\"“”()\[\]]+", text)
    )
    return [word for word in found if word]


def core(words: Words) -> Words:
    """Without titles, articles and "US" in front, and "Jr." behind."""
    start, end = 0, len(words)
    while end - start > 1:
        before_title = words[start] in PLACES and words[start + 1] in TITLES
        if words[start] not in TITLES and words[start] not in {"the", "a", "an"} and not before_title:
            break
        start += 1
    while end - start > 1 and words[end - 1] in AFTER:
        end -= 1
    return words[start:end]


class Names:
    """The gold names of one speaker, in one text."""

    def __init__(self, names: Sequence[str], wiki: str | None, kind: str | None, text: Words) -> None:
        gold = [*names, *([re.sub(r"\s*\(.*", "", wiki.replace("_", " "))] if wiki else [])]
        self.raw = [words_of(name) for name in gold]
        self.cores = [name for name in map(core, self.raw) if name]
        self.is_person = kind in {"person", "animal", None}
        self.text = text

    def match(self, guess: str | None) -> bool:
        """Is the guess one of them? "X and Y" needs both to be."""
        if not guess or not guess.strip():
            return False
        parts = re.split(r"\s+and\s+", guess)
        if len(parts) > 1 and all(self.match(part) for part in parts):
            return True
        head = re.match(r"(.*?)\s+(?:for|of|from|with|to|in|at|on)\s", guess)
        if head and core(words_of(head.group(1))) in self.cores:
            return True  # "X of the Ministry"
        return any(self._one(reading) for reading in _readings(guess))

    def _one(self, guess: str) -> bool:
        raw = words_of(guess)
        words = core(raw)
        if not words:
            return False
        if any(name in (words, raw) for name in self.cores):
            return True
        return self._person(guess, words) if self.is_person else self._body(words)

    def _person(self, guess: str, words: Words) -> bool:
        if any(_describes(guess, words, name) for name in self.cores):
            return True
        full = [name for name in self.cores if len(name) > 1]
        last = words[-1]
        if len(words) == 1:
            return any(name[-1] == last for name in full) and not self._others_have(last)
        if len(words) > 4:
            return False
        same = [name for name in full if name[-1] == last]
        if same:
            return any(_same_first(name[0], words[0]) for name in same)
        alone = any(name == [last] for name in self.cores) and not full
        return alone and words[-2:] not in (self.text[i : i + 2] for i in range(len(self.text) - 1))

    def _others_have(self, last: str) -> bool:
        """Does the surname stand in the text outside the gold names?"""
        covered: set[int] = set()
        for name in [*self.raw, *self.cores]:
            for i in range(len(self.text) - len(name) + 1):
                if self.text[i : i + len(name)] == name:
                    covered.update(range(i, i + len(name)))
        return any(word == last and i not in covered for i, word in enumerate(self.text))

    def _body(self, words: Words) -> bool:
        return any(_same_body(words, name) or _initials(words, name) for name in self.cores)


def _readings(guess: str) -> list[str]:
    """ "X, the coach", "the coach, X": the whole, and what stands on either side of the first comma."""
    if "," not in guess:
        return [guess]
    parts = [part for part in guess.split(",") if part.strip()]
    return [guess, *parts[:2]]


def _describes(guess: str, words: Words, name: Words) -> bool:
    """The guess ends in the name and describes its bearer, nobody else."""
    rest = words[: -len(name)]
    if len(words) <= len(name) or words[-len(name) :] != name or set(rest) & {"and", "or"}:
        return False
    given = guess.split()
    before = given[: max(0, len(given) - len(name))]
    if rest[-1] in PREPOSITIONS or not before or re.search(r"['’]s?$", before[-1]):
        return False
    return len(name) > 1 or rest[-1] in TITLES


def _same_first(a: str, b: str) -> bool:
    if a == b:
        return True
    short = min(len(a), len(b))
    return (short == 1 or short >= 3) and (a.startswith(b) or b.startswith(a))


def _same_body(a: Words, b: Words) -> bool:
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    size = len(small)
    telling = bool(set(small) - COMMON_IN_BODIES)
    if size == len(large) or not (telling or size > 1):
        return False
    before = set(large[:-size])
    if large[-size:] == small and len(large) - size <= 3 and not before & (PREPOSITIONS | {"and"}):
        return True
    return large[:size] == small and set(large[size:]) <= SUFFIXES and telling


def _initials(a: Words, b: Words) -> bool:
    for short, long in ((a, b), (b, a)):
        letters = "".join(word[0] for word in long if word not in {"of", "the", "and", "for"})
        if len(short) == 1 and len(long) > 1 and short[0] == letters:
            return True
    return False
