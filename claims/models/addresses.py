"""From the address of a row to the row."""

from __future__ import annotations

from django.db.models import Model


def number_of(model: type[Model], slug: str) -> int:
    """The number of the row of that slug; 0, which no row has, where there is none.

    Asked for before the list that it narrows: of a number the planner knows how common it is, of a slug it does
    not, and it may read the whole list for it.
    """
    found: int | None = model._default_manager.filter(slug=slug).values_list("pk", flat=True).first()
    return found or 0
