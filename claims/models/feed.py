"""Where we poll an outlet, and the addresses that were found there."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from claims.models.article import Article
from claims.models.history import tracked
from claims.models.outlet import Outlet

LONGEST = 1000  # characters of an address
# What every poll writes; the audit trail keeps what people decide.
POLLED = [
    "etag",
    "last_modified",
    "wait_minutes",
    "due_at",
    "lease_until",
    "last_polled_at",
    "last_success_at",
    "last_error",
    "failures",
    "silence_told_at",
]


class FeedQuerySet(models.QuerySet["Feed"]):
    """Ways to pick feeds."""

    def due(self, now: datetime) -> FeedQuerySet:
        """Active, to be polled now, in nobody's hands."""
        return self.filter(
            Q(due_at__isnull=True) | Q(due_at__lte=now),
            Q(lease_until__isnull=True) | Q(lease_until__lte=now),
            is_active=True,
        )


@tracked(exclude=POLLED)
class Feed(models.Model):
    """Where we poll an outlet. Seeds bring real feeds switched off."""

    class Kind(models.TextChoices):
        RSS = "rss", "RSS or Atom"
        JSONFEED = "jsonfeed", "JSON Feed"
        SITEMAP = "sitemap", "Sitemap"
        PAGE = "page", "List page with links"
        FOLDER = "folder", "Folder of files"
        JSONL = "jsonl", "JSON Lines file"

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="feeds")
    url = models.CharField(max_length=LONGEST, unique=True, help_text="Address, or path of a folder or file.")
    kind = models.CharField(max_length=20, default=Kind.RSS, choices=Kind)
    is_active = models.BooleanField(default=False, help_text="Only active feeds are polled.")
    interval_minutes = models.PositiveIntegerField(
        default=60, validators=[MinValueValidator(5)], help_text="The shortest time between two polls."
    )
    longest_minutes = models.PositiveIntegerField(
        default=1440, validators=[MinValueValidator(5)], help_text="The longest; quiet feeds drift there."
    )
    link_contains = models.CharField(
        max_length=100, blank=True, help_text="Only links with this in their address, such as /politics/."
    )
    note = models.CharField(max_length=500, blank=True, help_text="What the program did: moved, paused.")
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    wait_minutes = models.FloatField(null=True, blank=True, help_text="The present time between two polls.")
    due_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    last_polled_at = models.DateTimeField(null=True, blank=True)
    last_success_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)
    failures = models.PositiveIntegerField(default=0, help_text="Failed polls in a row.")
    silence_told_at = models.DateTimeField(null=True, blank=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ["outlet__name", "url"]
        constraints = [
            models.CheckConstraint(
                condition=Q(longest_minutes__gte=F("interval_minutes")),
                name="feed_bounds_in_order",
                violation_error_message="The longest time between polls is shorter than the shortest.",
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="feed_due", condition=Q(is_active=True))]

    def __str__(self) -> str:
        return f"{self.outlet}: {self.url}"

    def clean(self) -> None:
        """An address that can never be polled is refused where it is entered."""
        if self.url and (fault := address_fault(self.url, self.kind)):
            raise ValidationError({"url": fault})


LOCAL = {Feed.Kind.FOLDER, Feed.Kind.JSONL}  # of this machine


def address_fault(url: str, kind: str) -> str:
    """Why no feed of that kind can be polled there, and the remedy; "" where nothing is in the way."""
    return _path_fault(url) if kind in LOCAL else _web_fault(url)


def _path_fault(url: str) -> str:
    path, folders = Path(url).resolve(), settings.INGEST_FOLDERS
    if any(path.is_relative_to(Path(folder).resolve()) for folder in folders):
        return ""
    return f"not below a folder named in INGEST_FOLDERS ({', '.join(folders)}). Move it there, or name it."


def _web_fault(url: str) -> str:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets or a port that are none
        usable = False
    if not usable or len(url.split()) != 1:
        return (
            "not an address of the web. Give the whole address, such as https://news.example/feed; for a path on "
            "this machine choose the kind folder or jsonl (--kind folder at the command line)."
        )
    if len(url) > LONGEST:
        return (
            f"an address of {len(url):,} characters; {LONGEST:,} are the most. Check that it is the feed's."
        )
    if parts.username or parts.password:
        return "a user name or password in the address. Leave them out; such pages are not fetched."
    return ""


class Host(models.Model):
    """A web host that we ask: when it may be asked again, and what its robots.txt says."""

    name = models.CharField(max_length=255, unique=True)
    next_at = models.DateTimeField(help_text="Not asked before.")
    robots = models.TextField(blank=True)
    robots_until = models.DateTimeField(null=True, blank=True, help_text="Until when that text is trusted.")
    closed_note = models.CharField(max_length=300, blank=True, help_text="Why nothing may be asked at all.")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class FeedItemQuerySet(models.QuerySet["FeedItem"]):
    """Ways to pick items."""

    def due(self, now: datetime) -> FeedItemQuerySet:
        """To be visited now, in nobody's hands."""
        free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
        return self.filter(free, due_at__lte=now)

    def waiting(self) -> FeedItemQuerySet:
        """Never read so far."""
        return self.filter(state=FeedItem.State.WAITING)

    def set_aside(self) -> FeedItemQuerySet:
        """Failed too often, or shut to us."""
        return self.filter(state__in=[FeedItem.State.FAILED, FeedItem.State.REFUSED])


class FeedItem(models.Model):
    """An address that a feed named: to be visited, and after that looked at again a few times."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be fetched"
        STORED = "stored", "Stored"
        REFUSED = "refused", "Not readable for us"
        FAILED = "failed", "Set aside after repeated failure"

    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="items")
    url = models.CharField(
        max_length=1000, unique=True, help_text="Canonical: one visit, however many feeds."
    )
    host = models.CharField(max_length=255)
    title = models.CharField(max_length=500, blank=True)
    published_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    note = models.TextField(blank=True, help_text="What happened on the last visit.")
    article = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.PROTECT, related_name="feed_items"
    )
    tries = models.PositiveSmallIntegerField(default=0)
    looks = models.PositiveSmallIntegerField(default=0, help_text="Times it was looked at again.")
    due_at = models.DateTimeField(null=True, blank=True, help_text="Next visit; empty when there is none.")
    lease_until = models.DateTimeField(null=True, blank=True)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    seen_at = models.DateTimeField(auto_now_add=True)
    stored_at = models.DateTimeField(null=True, blank=True)

    objects = FeedItemQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="stored") | Q(article__isnull=False, stored_at__isnull=False),
                name="feed_item_stored_has_article",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "failed"]) | ~Q(note=""),
                name="feed_item_refusal_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(due_at__isnull=False), name="feed_item_waiting_is_due"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="feed_item_due", condition=Q(due_at__isnull=False)),
            models.Index(
                fields=["lease_until"], name="feed_item_leased", condition=Q(lease_until__isnull=False)
            ),
            models.Index(fields=["feed", "seen_at"], name="feed_item_by_day"),
        ]

    def __str__(self) -> str:
        return self.title or self.url
