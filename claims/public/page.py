"""What every public page has: GET and HEAD alone, a minute in caches, conditional and compressed answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import BadRequest
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page

from claims.models.remembered import counted

View = Callable[..., HttpResponseBase]
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id")  # added by others to links that are shared
PAGE_SIZE = 20
MOST_LISTED = 2_000  # rows; counting more, and skipping them, takes its time. Who needs them narrows the list


FEED_KINDS = (
    ("rss", "application/rss+xml", "RSS"),
    ("atom", "application/atom+xml", "Atom"),
    ("json", "application/feed+json", "JSON Feed"),
)


def page(view: View) -> View:
    """A page of the public: in caches for a minute, 304 for who has it already."""
    cached = cache_control(public=True, max_age=60)(view)
    return gzip_page(conditional_page(cached))


def site(request: HttpRequest) -> dict[str, Any]:
    """For every template: what the site is called and where it stands."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "canonical": settings.SITE_URL + request.path,
        "feed_kinds": FEED_KINDS,
    }


class Paged(forms.Form):
    """Parameters of a list that goes on over several pages."""

    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)


def asked(request: HttpRequest, form: type[forms.Form]) -> dict[str, Any]:
    """The parameters as the form cleans them. Raises BadRequest that names what is wrong with which."""
    given = [name for name in request.GET if not TRACKING.fullmatch(name)]
    known = form.base_fields
    faults = [
        f"“{name[:60]}” is no parameter of this page. Known here: {', '.join(known)}."
        for name in given
        if name not in known
    ]
    read = form(request.GET)
    if not read.is_valid():
        faults += [f"{name}: {words}" for name, errors in read.errors.items() for words in errors]
    if faults:
        raise BadRequest(" ".join(faults))
    return {name: value for name, value in read.cleaned_data.items() if value not in (None, "")}


class FirstPages(Paginator):  # type: ignore[type-arg] # only the stubs know it as generic
    """The pages of a list, up to MOST_LISTED rows. `counted` is one more where there are more."""

    @cached_property
    def counted(self) -> int:
        """How many rows, as far as it was counted."""
        rows = self.object_list
        return counted(rows, MOST_LISTED + 1) if isinstance(rows, QuerySet) else len(rows)

    @cached_property
    def count(self) -> int:
        """How many rows stand on the pages."""
        return min(self.counted, MOST_LISTED)

    @property
    def told(self) -> str:
        """The number as readers see it."""
        return f"more than {MOST_LISTED:,}" if self.counted > MOST_LISTED else str(self.counted)


def page_of(rows: QuerySet[Any] | Sequence[Any], number: int | None, size: int = PAGE_SIZE) -> Page[Any]:
    """One page of a list, the first where none is named. Raises Http404 past its end."""
    pages = FirstPages(rows, size)
    if (number or 1) > pages.num_pages:
        raise Http404(f"There is no page {number}: this list has {pages.num_pages}.")
    return pages.page(number or 1)
