"""Publishers of articles, and where we poll them."""

from __future__ import annotations

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
