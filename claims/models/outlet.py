"""Publishers of articles, and where we poll them."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from claims.models.history import tracked


@tracked()
class Outlet(models.Model):
    """A publisher of articles."""

    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=200)
    homepage = models.URLField(blank=True)
    country = models.CharField(max_length=2, blank=True, help_text="Two letters, such as GB.")
    language = models.CharField(max_length=8, default="en")
    domains = models.JSONField(
        default=list, blank=True, help_text='Hosts whose articles belong here: ["bbc.co.uk", "bbc.com"].'
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@tracked(exclude=["last_polled_at", "last_success_at", "last_error", "due_at"])
class Feed(models.Model):
    """Where we poll an outlet. Seeds bring real feeds switched off."""

    class Kind(models.TextChoices):
        RSS = "rss", "RSS or Atom"
        JSONFEED = "jsonfeed", "JSON Feed"
        SITEMAP = "sitemap", "Sitemap"
        PAGE = "page", "List page with links"
        FOLDER = "folder", "Folder of files"

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="feeds")
    url = models.CharField(max_length=1000, unique=True)
    kind = models.CharField(max_length=20, default=Kind.RSS, choices=Kind)
    is_active = models.BooleanField(default=False, help_text="Only active feeds are polled.")
    interval_minutes = models.PositiveIntegerField(default=60, validators=[MinValueValidator(5)])
    due_at = models.DateTimeField(null=True, blank=True)
    last_polled_at = models.DateTimeField(null=True, blank=True)
    last_success_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    class Meta:
        ordering = ["outlet__name", "url"]

    def __str__(self) -> str:
        return f"{self.outlet}: {self.url}"
