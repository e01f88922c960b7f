"""What templates ask about rows that were fetched already: no tag here asks the database."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from claims.editorial.promises import STATES, promise_state
from claims.ingest import rich_text
from claims.models import Appearance, Claim, Rating, ReviewVersion
from claims.models.published import CONTEXT

register = template.Library()
WORD = re.compile(r"\w+")
SHORTEST = 3  # a query word below this is marked only where it stands exactly so
ALIKE = 0.8
QUOTED = re.compile(r"“([^“”]*)”|\"([^\"]*)\"|„([^„“”]*)[“”]|«([^«»]*)»")


@register.filter
def shown(claim: Claim) -> ReviewVersion | None:
    """The published version, of those fetched with the claim; None when it was withdrawn."""
    versions: list[ReviewVersion] = claim.review.public_versions  # type: ignore[attr-defined]
    return next((v for v in versions if v.state == ReviewVersion.State.PUBLISHED), None)


@register.filter
def role(claim: Claim) -> str:
    """The role the speaker held on the day it was said."""
    return claim.speaker.role_on(claim.said_on)


@register.filter
def role_then(appearance: Appearance) -> str:
    """The role the speaker held on the day of this utterance."""
    return appearance.speaker.role_on(appearance.said_on)


@register.filter
def standing(claim: Claim) -> str:
    """Where a promise stands, as a slug; empty for what is no promise."""
    version = shown(claim)
    return promise_state(claim, version.rating if version else None)


@register.filter
def standing_word(claim: Claim) -> str:
    """Where a promise stands, in words."""
    return STATES.get(standing(claim), "")


@register.filter
def next_rating(version: ReviewVersion) -> Rating | None:
    """The rating of the version that took this one's place; None when none did."""
    versions: list[ReviewVersion] = version.review.public_versions  # type: ignore[attr-defined]
    later = [other for other in versions if other.number > version.number]
    return later[-1].rating if later else None


@register.filter
def before(appearance: Appearance) -> str:
    """What stands before the quote in its paragraph, cut at a word."""
    text: str = appearance.before  # type: ignore[attr-defined]
    paragraph = text.rpartition("\n\n")[2]
    if paragraph == text and len(text) >= CONTEXT:
        return "… " + text.partition(" ")[2].lstrip()
    return paragraph.lstrip()


@register.filter
def after(appearance: Appearance) -> str:
    """What stands after the quote in its paragraph, cut at a word."""
    text: str = appearance.after  # type: ignore[attr-defined]
    paragraph = text.partition("\n\n")[0]
    if paragraph == text and len(text) >= CONTEXT:
        return text.rpartition(" ")[0].rstrip() + " …"
    return paragraph.rstrip()


@register.filter
def unquoted(text: str) -> str:
    """Without the quotation marks around the whole of it; those of a part stay."""
    whole = QUOTED.fullmatch(text.strip())
    return next(part for part in whole.groups() if part is not None).strip() if whole else text


@register.filter
def formatted(text: str) -> SafeString:
    """A review's full text as HTML: plain text as paragraphs, formatting as far as it is allowed."""
    return mark_safe(rich_text.as_html(text))  # noqa: S308 - it comes out of the sanitiser


@register.filter
def web(address: str) -> str:
    """The address if a browser may be sent there; empty for `javascript:` and its like."""
    return address if address.lower().startswith(("https://", "http://")) else ""


@register.filter
def highlight(text: str, query: str) -> SafeString:
    """The text, escaped, with the words of the query marked, misspelt ones too."""
    words = [word.casefold() for word in WORD.findall(query or "")]
    if not words:
        return conditional_escape(text)
    parts, end = [], 0
    for found in WORD.finditer(text):
        if any(_alike(found.group().casefold(), word) for word in words):
            parts.append(conditional_escape(text[end : found.start()]))
            parts.append(format_html("<mark>{}</mark>", found.group()))
            end = found.end()
    parts.append(conditional_escape(text[end:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part was escaped above


@lru_cache(maxsize=4096)  # the same word stands in many rows of a list
def _alike(word: str, wanted: str) -> bool:
    if word == wanted:
        return True
    if min(len(word), len(wanted)) < SHORTEST:
        return False
    if word.startswith(wanted):
        return True
    return word[0] == wanted[0] and SequenceMatcher(None, word, wanted).ratio() >= ALIKE
