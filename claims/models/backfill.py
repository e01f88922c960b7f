"""How far a long file was read, while it is not read to its end."""

from __future__ import annotations

from django.db import models


class Backfill(models.Model):
    """A file of lines that `ingest` has begun and not finished."""

    path = models.TextField(unique=True)
    offset = models.PositiveBigIntegerField(help_text="Bytes that were read.")
    line = models.PositiveBigIntegerField(help_text="Lines that were read.")
    sha256 = models.CharField(max_length=64, help_text="Of those bytes.")
    failed = models.PositiveBigIntegerField(default=0, help_text="Lines among them that could not be read.")
    noted_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return f"{self.path}, line {self.line:,}"
