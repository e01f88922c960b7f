"""The app."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Who claimed what, where, and whether it was true."""

    name = "claims"
    verbose_name = "Claims"
    default_auto_field = "django.db.models.BigAutoField"
