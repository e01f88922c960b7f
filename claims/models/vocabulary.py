"""The words that claims, speakers' names and other publishers' reviews consist of.

Wrong letters are looked for among them: however many texts there are, the words that they consist of are few. What
was written lately stands beside the vocabulary until a worker has learnt its words; its words count as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import reduce
from operator import or_

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery
from django.db import connections, models, router

CONFIG = "english"
MISSPELT = 8  # words that may be misspelt
SHORTEST, LONGEST = 4, 40  # letters of a word that may be misspelt
LIKELY = 5  # words that one may have been meant as
LOOKED_AT = 100  # words that share the most groups of three letters, of which the likely ones are chosen
LONG = 7  # letters: in shorter words the first is right, or "farms" would be arms
ALIKE = 0.75  # of the letters in the same order: one wrong, missing or changed place in four
UNLEARNT = 1_000  # texts that are looked through, the newest; there are more only after a large import
WORDS_OF = f"""
    SELECT DISTINCT word FROM ({{texts}}) t, unnest(tsvector_to_array(to_tsvector('simple', t.text))) word
    WHERE length(word) BETWEEN {SHORTEST} AND {LONGEST} AND word !~ '[0-9./@:_]'
"""
NEWEST = WORDS_OF.format(texts=f"SELECT text FROM claims_unlearnt ORDER BY id DESC LIMIT {UNLEARNT}")
LIKE = f"""
    WITH newest AS MATERIALIZED ({NEWEST})
    SELECT asked, ARRAY(
        SELECT word FROM (
            SELECT word FROM claims_word WHERE word %% asked UNION SELECT word FROM newest WHERE word %% asked
        ) w ORDER BY similarity(word, asked) DESC, word LIMIT {LOOKED_AT}
    ) FROM unnest(%s::text[]) asked
"""


class Word(models.Model):
    """A word, in small letters."""

    word = models.CharField(max_length=LONGEST, primary_key=True)

    class Meta:
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="word_trigrams")]

    def __str__(self) -> str:
        return self.word


class Unlearnt(models.Model):
    """A text whose words are not in the vocabulary yet. Nothing waits for another: the database only adds it."""

    text = models.TextField()

    class Meta:
        verbose_name_plural = "unlearnt"

    def __str__(self) -> str:
        return self.text[:60]


def learns(field: str) -> pgtrigger.Trigger:
    """Whatever is written into the field is to be learnt."""
    return pgtrigger.Trigger(
        name="words_to_learn",
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(field),
        when=pgtrigger.After,
        func=f"""
            IF OLD.{field} IS DISTINCT FROM NEW.{field} THEN
                INSERT INTO claims_unlearnt (text) VALUES (NEW.{field});
            END IF;
            RETURN NULL;
        """,
    )


def likely(words: Sequence[str]) -> dict[str, list[str]]:
    """What each of the words may have been meant as, the likest first: itself, where it is known, among them."""
    asked = dict.fromkeys(word.lower() for word in words if SHORTEST <= len(word) <= LONGEST)
    if not asked:
        return {}
    with connections[router.db_for_read(Word)].cursor() as cursor:
        cursor.execute(LIKE, [list(asked)])
        return {word: _likest(word, near) for word, near in cursor}


def _likest(asked: str, near: list[str]) -> list[str]:
    """Those that may be it with a few wrong letters, or written to its end."""
    letters = SequenceMatcher(b=asked, autojunk=False)
    alike = {}
    for word in near:
        letters.set_seq1(word)
        alike[word] = letters.ratio()
    may_be = [word for word in near if alike[word] >= ALIKE or word.startswith(asked)]
    if len(asked) < LONG:
        may_be = [word for word in may_be if word[0] == asked[0]]
    return sorted(may_be, key=lambda word: -alike[word])[:LIKELY]


def meant(text: str) -> list[SearchQuery]:
    """For each word of the text any that it may have been meant as; short ones and numbers as they are written.

    Empty where nothing else can have been meant, or where nothing that is known is like one of them.
    """
    words = [word.lower() for word in re.findall(r"[\w'’-]+", text)[:MISSPELT]]
    known = likely([word for word in words if not any(map(str.isdigit, word))])
    each = {word: known.get(word, [word]) for word in words}
    if not all(each.values()) or all(options == [word] for word, options in each.items()):
        return []
    return [reduce(or_, [SearchQuery(word, config=CONFIG) for word in options]) for options in each.values()]
