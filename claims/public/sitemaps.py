"""For search engines: every page that is worth finding, and what they need not read."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import cached_property

from claims.editorial.addresses import page_url
from claims.models import published
from claims.models.remembered import remembered_count
from claims.public.page import page

ROBOTS = """User-agent: *
Disallow: /admin/
Sitemap: {sitemap}
"""


class Whole(Sitemap):  # type: ignore[type-arg] # only the stubs know it as generic
    """Addresses as the settings say the site is reached, not as this request came."""

    limit = 1000
    way = ""  # the name of the pages

    @cached_property
    def before(self) -> str:
        """The address up to the slug: asked for once, since a sitemap has a thousand of them."""
        return reverse(f"public:{self.way}", args=["a"]).removesuffix("a/")

    @property
    def paginator(self) -> Paginator:  # type: ignore[type-arg]
        """Of a large record the number of addresses is remembered for a while."""
        rows: Any = self.items()
        pages: Paginator[Any] = Paginator(rows, self.limit)
        if isinstance(rows, QuerySet):
            vars(pages)["count"] = remembered_count(rows)
        return pages

    def get_latest_lastmod(self) -> datetime | None:
        """For the index; the framework would read every row."""
        return None

    def get_protocol(self, protocol: str | None = None) -> str:
        """http or https."""
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        """The host, with the port if any."""
        return urlsplit(settings.SITE_URL).netloc


class Plain(Whole):
    """Pages that are always there."""

    def items(self) -> list[str]:
        """Their names."""
        names = ("home", "claims", "promises", "speakers", "ratings", "methodology", "corrections", "about")
        return list(names)

    def location(self, item: str) -> str:
        """Their addresses."""
        return reverse(f"public:{item}")


class Claims(Whole):
    """Every published claim, with the moment of its last version."""

    way = "claim"

    def items(self) -> Any:
        """Slug and moment, and nothing else of them."""
        rows: Any = published.claims()
        return rows.order_by("id").values_list("slug", "published_at")

    def get_latest_lastmod(self) -> datetime | None:
        """When the newest version was published."""
        rows: Any = published.claims().order_by("-published_at")
        newest: datetime | None = rows.values_list("published_at", flat=True).first()
        return newest

    def location(self, item: tuple[str, datetime]) -> str:
        """The page of the claim."""
        return f"{self.before}{item[0]}/"

    def lastmod(self, item: tuple[str, datetime]) -> datetime:
        """When its version in force was published."""
        return item[1]


class Slugs(Whole):
    """Pages found by a slug: speakers, topics, outlets."""

    limit = 250  # answered in a few milliseconds, however many speakers there are

    def __init__(self, name: str) -> None:
        self.way = name

    def items(self) -> Any:
        """The slugs."""
        rows: Any = {"speaker": published.speakers, "topic": published.topics, "outlet": published.outlets}
        return rows[self.way]().order_by("id").values_list("slug", flat=True)

    def location(self, item: str) -> str:
        """The page of the slug."""
        return f"{self.before}{item}/"


SITEMAPS: dict[str, Whole] = {
    "pages": Plain(),
    "claims": Claims(),
    "speakers": Slugs("speaker"),
    "topics": Slugs("topic"),
    "outlets": Slugs("outlet"),
}


@page
def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """For browsers that ask for it whatever the page says."""
    return HttpResponseRedirect(static("claims/public/icon.svg"))


@page
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read but the desk; searches name the plain list as their one address."""
    return HttpResponse(ROBOTS.format(sitemap=page_url("sitemap")), content_type="text/plain")
