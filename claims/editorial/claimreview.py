"""ClaimReview and NewsArticle, in the shape Google documents and schema.org defines.

A number is only given where the rating has one: a promise that was broken is no "1 of 5". The names of
schema.org (`claimant`, `author`) live here and in the compatible API, nowhere else.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from claims.editorial.addresses import page_url
from claims.models import Appearance, Claim, Rating, ReviewVersion, Speaker, published

CONTEXT = "https://schema.org"
PARTY = {"person": "Person", "organisation": "Organization", "government": "GovernmentOrganization"}
ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def claim_review(claim: Claim) -> dict[str, Any]:
    """A published claim as a ClaimReview.

    Takes claims of `published.claims()`; the appearances are those of `published.appearances()`,
    prefetched as `shown_appearances` or fetched here.
    """
    versions = _public_versions(claim)
    now = versions[0]
    return {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "url": page_url("claim", claim.slug),
        "claimReviewed": claim.wording,
        "datePublished": _moment(versions[-1]),
        "dateModified": _moment(now),
        "inLanguage": language(),
        "author": organisation(),
        "reviewRating": _rating(now),
        "itemReviewed": _item(claim),
    }


def news_article(claim: Claim) -> dict[str, Any]:
    """The page of a published claim as a NewsArticle; what was corrected stands in `correction`."""
    versions = _public_versions(claim)
    now, url = versions[0], page_url("claim", claim.slug)
    corrections = [version.change_note for version in versions if version.change_note]
    return {
        "@context": CONTEXT,
        "@type": "NewsArticle",
        "url": url,
        "mainEntityOfPage": url,
        "headline": (now.headline or claim.headline)[:110],
        "description": now.summary,
        "datePublished": _moment(versions[-1]),
        "dateModified": _moment(now),
        "inLanguage": language(),
        "isAccessibleForFree": True,
        "image": [page_url("card", claim.slug)],
        "author": [organisation()],
        "publisher": {**organisation(), "logo": {"@type": "ImageObject", "url": logo()}},
        **({"correction": corrections} if corrections else {}),
    }


def as_script_json(data: dict[str, Any] | list[dict[str, Any]]) -> SafeString:
    """JSON for the inside of a script element: no text of it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPED)
    return mark_safe(text)  # noqa: S308 - every sign that HTML knows is escaped above


def organisation() -> dict[str, Any]:
    """We, as whoever publishes."""
    return {"@type": "Organization", "name": settings.SITE_NAME, "url": f"{settings.SITE_URL}/"}


def logo() -> str:
    """The address of our sign."""
    return str(settings.SITE_URL + static("claims/public/icon.svg"))


def site() -> str:
    """Our host without `www.`, as Google's API names publishers."""
    return (urlsplit(settings.SITE_URL).hostname or "").removeprefix("www.")


def language() -> str:
    """The language reviews are written in, without the region: en."""
    return settings.LANGUAGE_CODE.split("-")[0]


def _public_versions(claim: Claim) -> list[ReviewVersion]:
    versions: list[ReviewVersion] = claim.review.public_versions  # type: ignore[attr-defined]
    return versions


def _moment(version: ReviewVersion) -> str:
    assert version.published_at is not None  # noqa: S101 - the database has no public version without
    return version.published_at.isoformat(timespec="seconds")


def _rating(version: ReviewVersion) -> dict[str, Any]:
    rating = version.rating
    assert rating is not None  # noqa: S101 - as above
    said = {"@type": "Rating", "alternateName": rating.label, "ratingExplanation": version.summary}
    return {**said, **_numbers(rating)}


def _numbers(rating: Rating) -> dict[str, Any]:
    """Value, worst and best of the scale, where there is a value and a span."""
    if rating.value is None:
        return {}
    values = [step.value for step in rating.scale.ratings.all() if step.value is not None]
    if min(values) == max(values):
        return {}
    return {"ratingValue": rating.value, "worstRating": min(values), "bestRating": max(values)}


def _item(claim: Claim) -> dict[str, Any]:
    """The claim: who, when, where it was read first and where else."""
    item: dict[str, Any] = {"@type": "Claim", "name": claim.headline, "author": _speaker(claim)}
    if claim.said_on:
        item["datePublished"] = claim.said_on.isoformat()
    works = [_work(seen) for seen in _appearances(claim)]
    if works:
        item["firstAppearance"] = works[0]
    if works[1:]:
        item["appearance"] = works[1:]
    return item


def _speaker(claim: Claim) -> dict[str, Any]:
    speaker: Speaker = claim.speaker
    party: dict[str, Any] = {"@type": PARTY[speaker.kind], "name": speaker.name}
    if speaker.wikidata:
        party["sameAs"] = f"https://www.wikidata.org/wiki/{speaker.wikidata}"
    if speaker.kind == Speaker.Kind.PERSON and (role := speaker.role_on(claim.said_on)):
        party["jobTitle"] = role
    return party


def _appearances(claim: Claim) -> list[Appearance]:
    """One an article, the earliest first."""
    found: list[Appearance] | None = getattr(claim, "shown_appearances", None)
    if found is None:
        found = list(published.appearances().filter(claim=claim))
    seen = sorted(found, key=lambda a: (a.said_on is None, a.said_on, a.pk))
    once: dict[int, Appearance] = {}
    for appearance in seen:
        once.setdefault(appearance.revision.article_id, appearance)
    return list(once.values())


def _work(seen: Appearance) -> dict[str, Any]:
    article = seen.revision.article
    work: dict[str, Any] = {"@type": "NewsArticle", "headline": article.title[:110]}
    if article.url:
        work["url"] = article.url
    if article.published_on:
        work["datePublished"] = article.published_on.isoformat()
    elif article.published_in:
        work["datePublished"] = article.published_in
    if article.outlet:
        work["publisher"] = {"@type": "Organization", "name": article.outlet.name}
    return {name: value for name, value in work.items() if value}
