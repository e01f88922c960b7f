"""Ratings are rows: a newsroom adds a scale without code."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from claims.models.history import tracked


@tracked()
class RatingScale(models.Model):
    """A ladder of ratings, such as a truth scale or a promise scale."""

    class Kind(models.TextChoices):
        TRUTH = "truth", "Truth"
        PROMISE = "promise", "Promise"
        CONSISTENCY = "consistency", "Consistency"

    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.TRUTH)
    description = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@tracked()
class Rating(models.Model):
    """One step of a scale: a word, a shape and a colour, always shown together."""

    class MapsTo(models.TextChoices):
        TRUE = "true", "True"
        FALSE = "false", "False"
        MIXTURE = "mixture", "Mixture"
        OTHER = "other", "Other"

    class Shape(models.TextChoices):
        CIRCLE = "circle", "Circle"
        HALF = "half", "Half circle"
        CROSS = "cross", "Cross"
        TRIANGLE = "triangle", "Triangle"
        SQUARE = "square", "Square"
        DIAMOND = "diamond", "Diamond"
        CLOCK = "clock", "Clock"

    scale = models.ForeignKey(RatingScale, on_delete=models.PROTECT, related_name="ratings")
    slug = models.SlugField(max_length=80)
    label = models.CharField(max_length=80)
    definition = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    value = models.SmallIntegerField(
        null=True,
        blank=True,
        help_text="1 is worst. Empty where a number would lie (promises, unverifiable).",
    )
    colour = models.CharField(
        max_length=7,
        default="#555555",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", "Write it as #1a2b3c.")],
    )
    shape = models.CharField(max_length=10, choices=Shape, default=Shape.SQUARE)
    maps_to = models.CharField(max_length=8, choices=MapsTo, default=MapsTo.OTHER)

    class Meta:
        ordering = ["scale", "position"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "slug"], name="rating_once_a_scale"),
            models.CheckConstraint(condition=~Q(label=""), name="rating_has_label"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=1), name="rating_value_from_one"
            ),
        ]

    def __str__(self) -> str:
        return self.label


@tracked()
class Methodology(models.Model):
    """How we check, as it stood when a review was written."""

    version = models.CharField(max_length=20, unique=True)
    adopted_on = models.DateField()
    text = models.TextField()

    class Meta:
        verbose_name_plural = "methodologies"
        ordering = ["-adopted_on", "-id"]

    def __str__(self) -> str:
        return f"Methodology {self.version}"
