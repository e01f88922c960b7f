"""What a client of Google's API may ask, read as strictly as Google reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import urlsplit

from rest_framework.exceptions import ValidationError

from claims.api.google.selector import Wanted, read_fields

OWN = {"query", "languageCode", "reviewPublisherSiteFilter", "maxAgeDays", "pageSize", "pageToken", "offset"}
OURS_TO_IGNORE = {
    "key",
    "access_token",
    "oauth_token",
    "quotaUser",
    "uploadType",
    "upload_protocol",
}
COMMON = OURS_TO_IGNORE | {"alt", "fields", "prettyPrint", "$.xgafv"}
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*\Z")
PAGE_SIZE, MOST, FARTHEST = 10, 100, 10_000
INT32 = 2**31


@dataclass(frozen=True, slots=True)
class Asked:
    """A question; what was left out has the default of the contract."""

    query: str = ""
    language: str = ""  # without the region; empty: any
    site: str = ""  # host without www.; empty: any
    max_age_days: int = 0  # 0: any age
    page_size: int = PAGE_SIZE
    page_token: str = ""
    offset: int = 0
    fields: Wanted = field(default_factory=dict)  # empty: all

    @property
    def mark(self) -> str:
        """Names the question without its place in the list: a page token holds for one question only."""
        parts = (self.query, self.language, self.site, str(self.max_age_days))
        return sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def camel(name: str) -> str:
    """Google takes both `pageSize` and `page_size`."""
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest) if name not in COMMON else name


def known(name: str) -> bool:
    """May it stand after the question mark?"""
    return name in COMMON or camel(name) in OWN


def read(stated: Mapping[str, str]) -> Asked:
    """The question. Raises ValidationError that names every field that cannot be."""
    values = {camel(name): value for name, value in stated.items()}
    faults: dict[str, list[str]] = {}

    def number(name: str, most: int) -> int:
        text = values.get(name, "")
        if not text:
            return 0
        if not re.fullmatch(r"-?[0-9]{1,10}", text) or not -INT32 <= int(text) < INT32:
            faults[name] = [f"Invalid value at '{name}' (TYPE_INT32), \"{text[:40]}\""]
            return 0
        if int(text) < 0 or int(text) > most:
            faults[name] = [f"Invalid value at '{name}': it goes from 0 to {most}."]
        return int(text)

    asked = Asked(
        query=values.get("query", "").strip(),
        language=values.get("languageCode", "").replace("_", "-").split("-")[0].lower(),
        site=host(values.get("reviewPublisherSiteFilter", "")),
        max_age_days=number("maxAgeDays", INT32 - 1),
        page_size=min(number("pageSize", INT32 - 1) or PAGE_SIZE, MOST),
        page_token=values.get("pageToken", ""),
        offset=number("offset", FARTHEST),
        fields=read_fields(values["fields"]) if values.get("fields") else {},
    )
    if values.get("languageCode") and not LANGUAGE.match(values["languageCode"]):
        faults["languageCode"] = ["Invalid value at 'languageCode': a BCP-47 code such as \"en-US\" is due."]
    if values.get("reviewPublisherSiteFilter", "").strip() and not asked.site:
        faults["reviewPublisherSiteFilter"] = ["A host such as nytimes.com is due."]
    if not asked.query and not asked.site:
        faults.setdefault("query", ["Either 'query' or 'reviewPublisherSiteFilter' must be given."])
    if values.get("alt", "json") != "json":
        faults["alt"] = ["Only alt=json is answered here."]
    if faults:
        raise ValidationError(faults)
    return asked


def host(site: str) -> str:
    """nytimes.com, of whatever way the site was named."""
    site = site.strip().lower()
    try:
        named = urlsplit(site if "//" in site else f"//{site}").hostname or ""
    except ValueError:
        return ""
    return named.removeprefix("www.")
