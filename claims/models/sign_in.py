"""Where people are signed in: one row a browser, beside Django's own session."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone


class SignInQuerySet(models.QuerySet["SignIn"]):
    """Ways to pick sign-ins."""

    def unexpired(self) -> SignInQuerySet:
        """Those whose session has not run out, the one seen last first."""
        rows = self.filter(session__expire_date__gt=timezone.now())
        return rows.select_related("session", "user").order_by("-seen_at", "-id")


class SignIn(models.Model):
    """A browser in which somebody is signed in. It ends with its session: ending either ends both.

    The key of the session is a password; pages name the row by its own number instead.
    """

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="sign_in")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sign_ins")
    device = models.CharField(max_length=120, blank=True, help_text="As the browser calls itself.")
    began_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField()

    objects = SignInQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user} in {self.device or 'an unknown browser'}"

    @property
    def holds(self) -> bool:
        """Does it still let anybody in? Not after a change of the password elsewhere."""
        signed = self.session.get_decoded().get(HASH_SESSION_KEY, "")
        return bool(signed == self.user.get_session_auth_hash())
