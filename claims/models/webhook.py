"""Who is told when a review is published or a claim merged: subscribers, and what each of them is sent."""

from __future__ import annotations

import base64
import secrets
import uuid
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinLengthValidator, URLValidator
from django.db import models
from django.db.models import Q

from claims.models.history import tracked

# What every delivery writes, and what nobody else should read; the audit trail keeps what people decide.
DELIVERED = ["secret", "failures", "off_note"]
SECRET_BYTES = 32


class Occasion(models.TextChoices):
    """What subscribers are told of. The names are part of the contract."""

    PUBLISHED = "review.published", "A review is published"
    CORRECTED = "review.corrected", "A published review is corrected"
    WITHDRAWN = "review.withdrawn", "A published review is withdrawn"
    MERGED = "claim.merged", "A public claim becomes part of another"
    PROMISE_DUE = "promise.due", "A promise falls due"
    TEST = "webhook.test", "A test, asked for at the desk"


TOLD = [event for event in Occasion if event != Occasion.TEST]


def all_occasions() -> list[str]:
    """What a new subscriber is told of."""
    return [event.value for event in TOLD]


def new_secret() -> str:
    """A key of Standard Webhooks: "whsec_" and 32 random bytes in base64."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


class WebhookQuerySet(models.QuerySet["Webhook"]):
    """Ways to pick subscribers."""

    def wanting(self, event: str) -> WebhookQuerySet:
        """Those that are on and told of such events."""
        return self.filter(is_active=True, told_of__contains=[event])

    def given_up(self) -> WebhookQuerySet:
        """Those that the program switched off."""
        return self.filter(is_active=False).exclude(off_note="")


@tracked(exclude=DELIVERED)
class Webhook(models.Model):
    """An address elsewhere that is told of events, signed with a secret that both sides know."""

    name = models.CharField(max_length=120, help_text="Whose it is: “Election page of the Harbour Post”.")
    url = models.CharField(
        "address",
        max_length=500,
        validators=[URLValidator(["http", "https"])],
        help_text="Where messages are posted to. It must answer 2xx within 15 seconds.",
    )
    told_of = ArrayField(
        models.CharField(max_length=40, choices=Occasion), default=all_occasions, blank=False
    )
    secret = models.CharField(
        max_length=200, default=new_secret, validators=[MinLengthValidator(24)], editable=False
    )
    is_active = models.BooleanField("on", default=True)
    failures = models.PositiveIntegerField(default=0, help_text="Failed tries in a row.")
    off_note = models.TextField(blank=True, help_text="Why the program switched it off.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(told_of__len__gte=1), name="webhook_is_told_of_something"),
            models.CheckConstraint(
                condition=Q(off_note="") | Q(is_active=False), name="webhook_on_or_given_up"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Ways to pick deliveries."""

    def due(self, now: datetime) -> DeliveryQuerySet:
        """To be sent now, in nobody's hands, to a subscriber that is on."""
        free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
        return self.filter(
            free, state=Delivery.State.WAITING, due_at__lte=now, webhook__is_active=True
        ).order_by("due_at", "id")


class Delivery(models.Model):
    """One message to one subscriber: written in the transaction of what it tells, sent afterwards."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        DELIVERED = "delivered", "Delivered"
        FAILED = "failed", "Given up"

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    message_id = models.CharField(max_length=80, help_text="The same for every try and every subscriber.")
    event = models.CharField(max_length=40, choices=Occasion)
    body = models.TextField(help_text="The JSON as it is sent.")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    answered = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Status of the last answer.")
    note = models.TextField(blank=True, help_text="What went wrong on the last try.")
    created_at = models.DateTimeField(auto_now_add=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["webhook", "message_id"], name="delivery_once_a_message"),
            models.CheckConstraint(condition=~Q(body=""), name="delivery_has_body"),
            models.CheckConstraint(
                condition=~Q(state="delivered") | Q(delivered_at__isnull=False), name="delivery_says_when"
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(note=""), name="delivery_failure_has_reason"
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="delivery_due", condition=Q(state="waiting"))]

    def __str__(self) -> str:
        return f"{self.event} to {self.webhook}"


def new_message_id() -> str:
    """A name for a message that no other has."""
    return f"msg_{uuid.uuid4().hex}"
