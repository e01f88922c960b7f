"""The audit trail: every change of a tracked table is written by database triggers, append-only.

Triggers see what no Python hook sees: `update()`, `bulk_update`, `bulk_create` and raw SQL.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import pghistory
import pgtrigger
from django.db import models

ModelClass = TypeVar("ModelClass", bound=type[models.Model])


def no_truncate() -> pgtrigger.Trigger:
    """TRUNCATE passes by row triggers, so a statement trigger refuses it."""
    return pgtrigger.Trigger(
        name="no_truncate",
        level=pgtrigger.Statement,
        operation=pgtrigger.Truncate,
        when=pgtrigger.Before,
        func="RAISE EXCEPTION 'the history of % is append-only', TG_TABLE_NAME;",
    )


def tracked(**options: Any) -> Callable[[ModelClass], ModelClass]:
    """Keep every insert, update and delete of the model for good."""
    return pghistory.track(  # type: ignore[no-any-return]
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        append_only=True,
        meta={"triggers": [no_truncate()]},
        **options,
    )


def events(model: type[models.Model]) -> models.QuerySet[Any]:
    """What the trail holds of a tracked model; `pgh_obj_id` is the row's id, `pgh_created_at` the moment."""
    trail: models.QuerySet[Any] = model.pgh_event_models["insert"].objects.all()  # type: ignore[attr-defined]
    return trail
