"""How a claim is worded: what is taken off, what is refused."""

from __future__ import annotations

import re

from claims.editorial.refusals import refuse

WORDING_MOST = 500  # characters
# They turn the direction in which what follows is read, and nobody sees them in what is stored.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def worded(wording: str) -> str:
    """The wording of a claim, trimmed, without signs that turn its direction.

    Raises Refused for none, and for one too long: it is never cut.
    """
    wording = TURNING.sub("", wording).strip()
    if not wording:
        raise refuse("wording", "Word the claim, without the speaker: “end war in 24 hours”.")
    if len(wording) > WORDING_MOST:
        raise refuse(
            "wording",
            f"A wording has {WORDING_MOST} characters at most; this one has {len(wording)}. Shorten it.",
        )
    return wording
