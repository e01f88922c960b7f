"""Pages that hold a notice in place of the article: paywalls, consent walls, "enable JavaScript".

Only where the text is short: a long article may well speak of cookies, or be marked as paid and yet
be there in full.
"""

from __future__ import annotations

import re

SHORT = 600  # characters of text; a notice has no more
TEASER = 1500  # characters; a paid article shows no more than its beginning
PAID = re.compile(r'"isAccessibleForFree"\s*:\s*"?false"?', re.I)
NOTICES = {
    "the page needs JavaScript": re.compile(
        r"(enable|activate|turn on|requires?) java ?script|java ?script is (disabled|required|not enabled)",
        re.I,
    ),
    "a consent notice": re.compile(
        r"(accept|enable|allow|use of) (all |our )?cookies|cookie (policy|settings|consent)|"
        r"we (and our partners )?(use|store) cookies|value your privacy|privacy preferences",
        re.I,
    ),
    "a check for robots": re.compile(
        r"are you a (human|robot)|verify(ing)? (that )?you are|access (to this page )?(has been )?denied|"
        r"unusual (traffic|activity)|captcha|checking your browser",
        re.I,
    ),
    "a paywall": re.compile(
        r"subscribe (now )?to (continue|read|keep)|(for|to) (our )?subscribers|subscribers? only|"
        r"(sign|log) ?in to (continue|read)|already a subscriber|register to (continue|read)|"
        r"this (article|content|story) is (reserved|exclusive|for)|to (continue|keep) reading",
        re.I,
    ),
}


def wall_of(page: str, text: str) -> str:
    """What stands in place of the article, in words; "" where the article is there.

    `page` is the HTML, `text` what was read out of it.
    """
    if len(text) < SHORT:
        for name, notice in NOTICES.items():
            if notice.search(text):
                return name
    if len(text) < TEASER and PAID.search(page):
        return "a paywall"
    if not text.strip():
        shown = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", page[:200_000], flags=re.I | re.S)
        return next((name for name, notice in NOTICES.items() if notice.search(shown)), "")
    return ""
