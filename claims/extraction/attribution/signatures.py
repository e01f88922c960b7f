"""Signed quotations: "“The bridge is safe.” — Ada Byron", on the same line or the next.

Serves pull quotes, letters and what readers sent in, where no verb reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from claims.extraction.attribution.spans import Cue
from claims.extraction.forms import tokens_of
from claims.extraction.language import text_of
from claims.extraction.quotes import Quotations

SIGNATURE = re.compile(
    r"\s{0,2}(?P<dash>[―—–]|--?)\s?"
    r"(?P<name>[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|al|bin|de|del|den|der|la|van|von)){1,4})"
    r"(?:, [^\n“”\"]{1,80})?\s*(?:\n|$)"
)


def find(doc: Doc, quotations: Quotations) -> Iterator[Cue]:
    """One cue a signature, with its quotation."""
    text = text_of(doc)
    for quotation in quotations.found:
        signed = SIGNATURE.match(text, quotation.end)
        dash = signed and tokens_of(doc, (signed.span("dash"),))
        name = signed and tokens_of(doc, (signed.span("name"),))
        if dash and name:
            yield Cue(
                dash[0],
                [dash[0]],
                list(name),
                set(),
                "signature",
                quotations=[(quotation.start, quotation.end)],
            )
