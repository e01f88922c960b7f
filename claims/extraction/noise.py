"""Known noise: statements that look like claims and are not worth an editor's morning.

Ceremony, procedure, rhetorical questions, fragments, self-reference, what is left open and private talk lower
the score and say so. Nothing is hidden.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from claims.extraction.checkworthiness.features import FIGURE
from claims.extraction.checkworthiness.lists import fold, matcher

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|am|has|have|had|do|does|did|will|would|can|could|shall|should|may|might|must|"
    r"\w+ed|\w{3,}s|\w{3,}ing|went|took|made|gave|said|told|came|got|left|lost|won|cut|spent|built|began|let|go)\b|'(?:s|re|ve|ll|d|m)\b|n't\b"
)
_SELF = re.compile(
    r"^(?:and |but |so |well,? |now,? |look,? )*(?:"
    r"i(?:'m| am) (?:glad|happy|proud|sorry|sure|here|asking|telling|talking|not going to|"
    r"going to (?:say|tell|ask|talk|answer))|"
    r"i (?:said|told you|just said|already said|want to (?:say|thank|tell|talk|make|ask)|"
    r"would like to|'d like to|mean)|"
    r"let me (?:say|tell|be clear|start|finish|explain)|as i(?:'ve)? said|that's (?:what|why) i)\b"
)
_OPEN = re.compile(
    r"^(?:and |but |so |well,? )*(?:"
    r"(?:i|you|we)(?:'ll| will| shall)(?: just)?(?: have to)?(?: wait and)? see"
    r"(?: (?:about|how|if|what|whether|where)\b|\W*$)|"
    r"(?:only )?time will tell\b|(?:that|it) remains to be seen\b)"
)


@dataclass(frozen=True, slots=True)
class Noise:
    """One sort of noise: how to see it, what it leaves of the score, what to tell the editor."""

    name: str
    seen: Callable[[str], bool]  # on folded text
    keeps: float  # 0..1, factor of the score
    reason: str


def _words(folded: str) -> int:
    return len(_WORD.findall(folded))


def _ceremony(folded: str) -> bool:
    match = matcher("ceremony").search(folded)
    if match is None or FIGURE.search(folded):
        return False
    return match.start() < 4 or _words(folded) < 9


def _procedure(folded: str) -> bool:
    return bool(matcher("procedure").search(folded)) and _words(folded) < 25


def _question(folded: str) -> bool:
    return folded.rstrip("\"') ]").endswith("?")


def _fragment(folded: str) -> bool:
    words = _words(folded)
    return not FIGURE.search(folded) and (words < 4 or (words < 7 and not _VERB.search(folded)))


def _self_reference(folded: str) -> bool:
    return bool(_SELF.match(folded)) and _words(folded) < 16 and not FIGURE.search(folded)


def _open(folded: str) -> bool:
    return bool(_OPEN.match(folded)) and not FIGURE.search(folded)


def _private(folded: str) -> bool:
    return bool(matcher("private").search(folded)) and not FIGURE.search(folded)


NOISE: tuple[Noise, ...] = (
    Noise("ceremony", _ceremony, 0.3, "ceremonial remark"),
    Noise("procedure", _procedure, 0.4, "remark on the procedure"),
    Noise("question", _question, 0.5, "a question, perhaps rhetorical"),
    Noise("fragment", _fragment, 0.4, "fragment of a sentence"),
    Noise("self", _self_reference, 0.6, "speaks about the speaking itself"),
    Noise("open", _open, 0.4, "leaves it open"),
    Noise("private", _private, 0.6, "private matter"),
)


def noise_in(text: str) -> tuple[Noise, ...]:
    """The sorts of noise seen in the text, in the order of `NOISE`."""
    folded = fold(text).strip(" \n\"'")
    return tuple(noise for noise in NOISE if noise.seen(folded))


def damped(score: float, noises: tuple[Noise, ...]) -> float:
    """The score after noise: the strongest sort counts, not their product."""
    return score * min((noise.keeps for noise in noises), default=1.0)
