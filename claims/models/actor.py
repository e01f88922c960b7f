"""Who acts: told to the database for one transaction, where the triggers read it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pghistory
from django.db import connection, transaction

from claims.models.user import User


@contextmanager
def act_as(actor: User) -> Iterator[None]:
    """One transaction in the name of `actor`; the audit trail names them too."""
    with transaction.atomic(), pghistory.context(user=actor.pk):
        with connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(current_setting('claims.actor', true), '')")
            [before] = cursor.fetchone()
            cursor.execute("SELECT set_config('claims.actor', %s, true)", [str(actor.pk)])
        yield
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('claims.actor', %s, true)", [before])
