"""People who work at the desk."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """An editor's account. A model of our own, since it cannot be swapped in later."""

    wants_digest = models.BooleanField(
        "daily message", default=False, help_text="An e-mail a day about what is new for this person."
    )

    class Meta(AbstractUser.Meta):  # type: ignore[name-defined, misc]
        db_table = "claims_user"

    @property
    def called(self) -> str:
        """How colleagues call them."""
        return self.first_name or self.username
