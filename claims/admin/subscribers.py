"""Subscribers and the log of what they were sent. Whoever looks after the feeds looks after them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from claims import tasks
from claims.admin.ground import Plain
from claims.editorial import webhooks
from claims.models import Delivery, Webhook
from claims.models.webhook import TOLD, all_occasions

MAY = "claims.change_feed"


class ForOperators:
    """Of all four permissions of a list only one counts."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(MAY)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(MAY)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(MAY)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(MAY)


class WebhookForm(forms.ModelForm):  # type: ignore[type-arg]
    """Whose address is told of what."""

    told_of = forms.MultipleChoiceField(
        choices=[(event.value, event.label) for event in TOLD],
        initial=all_occasions,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )

    class Meta:
        model = Webhook
        fields = ["name", "url", "told_of", "is_active"]


@admin.register(Webhook)
class WebhookAdmin(ForOperators, Plain):
    form = WebhookForm
    list_display = ["name", "url", "is_active", "failures", "waiting", "off_note"]
    list_filter = ["is_active"]
    search_fields = ["name", "url"]
    fields = ["name", "url", "told_of", "is_active", "secret", "failures", "off_note", "created_at"]
    readonly_fields = ["secret", "failures", "off_note", "created_at"]
    actions = ["send_test", "switch_on", "renew_secret"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Webhook]:
        rows: QuerySet[Webhook] = super().get_queryset(request)
        return rows.annotate(waiting=Count("deliveries", filter=Q(deliveries__state="waiting")))

    def get_fields(self, request: HttpRequest, obj: Webhook | None = None) -> list[str]:
        """A new one has no secret and no history yet."""
        return self.fields if obj else self.fields[:4]

    def save_model(self, request: HttpRequest, obj: Webhook, form: Any, change: bool) -> None:
        """One that is switched on begins with a clean slate."""
        if obj.is_active:
            obj.off_note = ""
        super().save_model(request, obj, form, change)
        if change and obj.is_active and "is_active" in form.changed_data:
            webhooks.switch_on(webhook=obj)
            tasks.ring_for_subscribers()
        if not change:
            messages.info(request, f"The secret that signs what it is sent: {obj.secret}")

    @admin.display(description="Waiting")
    def waiting(self, webhook: Webhook) -> int:
        return webhook.waiting  # type: ignore[attr-defined, no-any-return]

    @admin.action(description="Send a test message")
    def send_test(self, request: HttpRequest, chosen: QuerySet[Webhook]) -> None:
        sent = sum(webhooks.send_test(webhook=webhook) for webhook in chosen)
        tasks.ring_for_subscribers()
        told = f"{sent} test messages wait for a worker; the log of deliveries shows what comes of them."
        messages.info(request, told if sent else "Nothing was sent: switch the subscriber on first.")

    @admin.action(description="Switch on, and send what waits")
    def switch_on(self, request: HttpRequest, chosen: QuerySet[Webhook]) -> None:
        for webhook in chosen:
            webhooks.switch_on(webhook=webhook)
        tasks.ring_for_subscribers()
        messages.info(request, "Switched on.")

    @admin.action(description="Make a new secret")
    def renew_secret(self, request: HttpRequest, chosen: QuerySet[Webhook]) -> None:
        for webhook in chosen:
            webhooks.renew_secret(webhook=webhook)
            messages.info(request, f"The new secret of {webhook}: {webhook.secret}")


@admin.register(Delivery)
class DeliveryAdmin(ForOperators, Plain):
    """The log: what was sent to whom, and what came of it."""

    list_display = ["event", "webhook", "state", "tries", "answered", "note", "created_at", "tried_at"]
    list_filter = ["state", "event", "webhook"]
    search_fields = ["message_id", "body"]
    list_select_related = ["webhook"]
    readonly_fields = [field.name for field in Delivery._meta.fields]
    actions = ["send_again"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description="Send again")
    def send_again(self, request: HttpRequest, chosen: QuerySet[Delivery]) -> None:
        number = webhooks.send_again(deliveries=chosen)
        tasks.ring_for_subscribers()
        messages.info(
            request, f"{number} wait for a worker. Those to subscribers that are off wait for them."
        )


def given_up(request: HttpRequest) -> QuerySet[Webhook]:
    """The subscribers that the program switched off, for those who may switch them on."""
    found = Webhook.objects.given_up()
    return found if request.user.has_perm(MAY) else found.none()
