"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

LONGEST = 6_000  # words; beyond that a comparison takes too long to wait for


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of words: `kind` is "same", "gone" or "new"."""

    kind: str
    text: str


def word_diff(before: str, after: str) -> list[Change]:
    """The texts as stretches that stayed, went or came. Joined without the gone they are `after`."""
    old, new = re.findall(r"\S+\s*|\s+", before), re.findall(r"\S+\s*|\s+", after)
    if len(old) + len(new) > LONGEST:
        return [c for c in (Change("gone", before), Change("new", after)) if c.text]
    changes = []
    for kind, i, j, k, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            changes.append(Change("same", "".join(new[k:end])))
            continue
        if i < j:
            changes.append(Change("gone", "".join(old[i:j])))
        if k < end:
            changes.append(Change("new", "".join(new[k:end])))
    return changes
