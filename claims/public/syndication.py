"""RSS, Atom and JSON Feed for any list of claims, narrowed as the list is, and for corrections."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import linebreaks

from claims.editorial.addresses import page_url
from claims.models import Claim, ReviewVersion, published
from claims.public.listing import Narrowing, listed, query_of
from claims.public.page import Paged, asked, page
from claims.public.tags import shown

MOST = 50
NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML cannot hold


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed."""

    key: str
    link: str
    title: str
    text: str
    author: str
    tags: tuple[str, ...]
    published: datetime
    updated: datetime


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed: what it is called, the page it follows, its own address, its entries."""

    title: str
    link: str
    address: str
    items: list[Item]


def as_json(channel: Channel) -> HttpResponse:
    """JSON Feed 1.1."""
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.link,
        "feed_url": channel.address,
        "language": "en-GB",
        "items": [
            {
                "id": item.key,
                "url": item.link,
                "title": item.title,
                "content_text": item.text,
                "date_published": item.published.isoformat(),
                "date_modified": item.updated.isoformat(),
                "authors": [{"name": item.author}],
                "tags": list(item.tags),
            }
            for item in channel.items
        ],
    }
    return JsonResponse(body, content_type="application/feed+json")


def as_xml(kind: type[Rss201rev2Feed | Atom1Feed]) -> Callable[[Channel], HttpResponse]:
    """RSS or Atom, by the framework's generators."""

    def written(channel: Channel) -> HttpResponse:
        feed = kind(
            title=channel.title,
            link=channel.link,
            description=f"{channel.title}, newest first",
            language="en-gb",
            feed_url=channel.address,
        )
        for item in channel.items:
            feed.add_item(
                title=NO_XML.sub("", item.title),
                link=item.link,
                description=linebreaks(NO_XML.sub("", item.text), autoescape=True),  # readers take it as HTML
                author_name=NO_XML.sub("", item.author),
                unique_id=item.key,
                unique_id_is_permalink=item.key == item.link,
                pubdate=item.published,
                updateddate=item.updated,
                categories=item.tags,
            )
        return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)

    return written


WRITERS: dict[str, Callable[[Channel], HttpResponse]] = {
    "rss": as_xml(Rss201rev2Feed),
    "atom": as_xml(Atom1Feed),
    "json": as_json,
}


@page
def claims(request: HttpRequest, kind: str) -> HttpResponse:
    """The newest of a list of claims, with the parameters of the list."""
    wanted = asked(request, Narrowing)
    rows = listed({"order": "reviewed", **wanted})[:MOST]
    query = query_of(wanted)
    words = ", ".join(str(value) for name, value in wanted.items() if name not in {"page", "order"})
    return WRITERS[kind](
        Channel(
            title=f"{settings.SITE_NAME}: claims" + (f" ({words})" if words else ""),
            link=page_url("claims") + (f"?{query}" if query else ""),
            address=settings.SITE_URL + request.get_full_path(),
            items=[claim_item(claim) for claim in rows],
        )
    )


def claim_item(claim: Claim) -> Item:
    """A claim with its verdict. Its key stays through corrections, so that readers see an update."""
    version, link = shown(claim), page_url("claim", claim.slug)
    assert version is not None and version.rating is not None  # noqa: S101, PT018 - the list is of published ones
    versions: list[ReviewVersion] = claim.review.public_versions  # type: ignore[attr-defined]
    updated = version.published_at or claim.updated_at
    return Item(
        key=link,
        link=link,
        title=f"{claim.headline} – {version.rating.label}",
        text="\n\n".join(part for part in (version.change_note, version.headline, version.summary) if part),
        author=settings.SITE_NAME,
        tags=(
            version.rating.label,
            claim.get_kind_display(),
            *(topic.name for topic in vars(claim)["shown_topics"]),
        ),
        published=versions[-1].published_at or updated,
        updated=updated,
    )


@page
def corrections(request: HttpRequest, kind: str) -> HttpResponse:
    """What was corrected or withdrawn, newest first."""
    asked(request, Paged)
    rows = published.corrections().order_by("-closed_at", "-id")[:MOST]
    return WRITERS[kind](
        Channel(
            title=f"{settings.SITE_NAME}: corrections",
            link=page_url("corrections"),
            address=settings.SITE_URL + reverse(f"public:corrections-{kind}"),
            items=[correction_item(version) for version in rows],
        )
    )


def correction_item(version: Any) -> Item:
    """A correction with its reason."""
    claim = version.review.claim
    link = page_url("claim", claim.slug)
    return Item(
        key=f"{link}#v{version.number}",
        link=link,
        title=f"{version.get_state_display()}: {claim.headline}",
        text=version.reason,
        author=settings.SITE_NAME,
        tags=(version.get_state_display(),),
        published=version.closed_at,
        updated=version.closed_at,
    )
