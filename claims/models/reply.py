"""The right of reply: whom we asked about a claim, and what they answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.models.history import tracked
from claims.models.review import Review


@tracked()
class RightOfReply(models.Model):
    """One request for comment, with its answer once there is one."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="replies")
    asked_whom = models.CharField(max_length=200, help_text="The speaker, or who speaks for them.")
    asked_how = models.CharField(max_length=200, help_text="By e-mail to the press office, by telephone, …")
    asked_on = models.DateField()
    answer_until = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True, help_text="In their words. Shown in public with the review.")
    answered_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "right of reply"
        verbose_name_plural = "rights of reply"
        ordering = ["asked_on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(asked_whom="") & ~Q(asked_how=""), name="reply_asked_whole"),
            models.CheckConstraint(
                condition=Q(answer_until__isnull=True) | Q(answer_until__gte=F("asked_on")),
                name="reply_until_after_asking",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True)
                | (~Q(answer="") & Q(answered_on__isnull=False, answered_on__gte=F("asked_on"))),
                name="reply_answer_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_whom}, asked {self.asked_on}"
