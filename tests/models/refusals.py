"""What the database refuses, by the name of its rule."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import DatabaseError, transaction


@contextmanager
def refused(rule: str) -> Iterator[None]:
    """The block must be refused by the constraint or trigger `rule`."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        yield
    cause = caught.value.__cause__
    assert isinstance(cause, psycopg.Error)
    assert rule in {cause.diag.constraint_name, *str(cause).split("'"), *str(cause).split('"')}, str(cause)
