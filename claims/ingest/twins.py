"""Near-duplicates: the same agency text as forty outlets print it.

MinHash (Broder 1997) over runs of words finds the texts that may be the same. Whether one is a copy is
decided sentence by sentence: a single new sentence may hold a claim.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from datasketch import MinHash

from claims.ingest import carry

RUN = 5  # words; long enough that two reports of one event share few
BANDS, ROWS = 32, 4  # finds nine in ten of the texts that are alike to 0.5, all that are alike to 0.7
FEWEST = 40  # runs; a shorter text is the same only where it is the same to the letter
SENTENCE = 5  # words; a shorter line ("Read more", a name, a number of a report) is an outlet's own furniture
WORD = re.compile(r"\w+")
QUOTE_MARKS = re.compile(r"""["'`´‘’‚‛“”„‟«»‹›]+""")


def runs(text: str) -> set[bytes]:
    """Every five words in a row, in lower case, without punctuation."""
    words = WORD.findall(text.lower())
    return {" ".join(words[n : n + RUN]).encode() for n in range(len(words) - RUN + 1)}


def bands(text: str) -> list[int]:
    """Numbers of which two texts share at least one if they are alike; [] for a short text."""
    found = runs(text)
    if len(found) < FEWEST:
        return []
    signature = MinHash(num_perm=BANDS * ROWS)
    signature.update_batch(sorted(found))
    values = signature.hashvalues
    return [_number(band, values[band * ROWS : (band + 1) * ROWS].tobytes()) for band in range(BANDS)]


def brings_nothing_new(text: str, known: str) -> bool:
    """Does every sentence of `text` stand in `known` as well? Case, blanks and quote marks do not count."""
    mine = _sentences(text)
    return bool(mine) and mine <= _sentences(known)


@lru_cache(maxsize=2)  # one text is held against many
def _sentences(text: str) -> frozenset[str]:
    plain = (" ".join(QUOTE_MARKS.sub("", piece).lower().split()) for piece in carry.sentences(text))
    return frozenset(piece for piece in plain if len(WORD.findall(piece)) >= SENTENCE)


def _number(band: int, values: bytes) -> int:
    digest = hashlib.blake2b(bytes([band]) + values, digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
