"""Near-duplicates: the same agency text as forty outlets print it.

MinHash (Broder 1997) over runs of words. Two texts that share a band of their signatures are compared
in full, so a chance likeness of signatures never decides.
"""

from __future__ import annotations

import hashlib
import re

from datasketch import MinHash

RUN = 5  # words; long enough that two reports of one event share few
BANDS, ROWS = 32, 4  # finds nine in ten of the texts that are alike to 0.5, all that are alike to 0.7
SAME = 0.9  # so much of a text must stand in the other for it to bring nothing of its own
FEWEST = 40  # runs; a shorter text is the same only where it is the same to the letter
WORD = re.compile(r"\w+")


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
    """Does nearly all of `text` stand in `known`?"""
    mine = runs(text)
    return len(mine) >= FEWEST and len(mine & runs(known)) >= SAME * len(mine)


def _number(band: int, values: bytes) -> int:
    digest = hashlib.blake2b(bytes([band]) + values, digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
