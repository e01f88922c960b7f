"""What a request says: who is at the desk, and which row they mean."""

from __future__ import annotations

from django.http import HttpRequest

from claims.models import User


def person(request: HttpRequest) -> User:
    """The editor of this request; the views' permissions let nobody else in."""
    assert isinstance(request.user, User)  # noqa: S101 - see above
    return request.user


def given_id(request: HttpRequest, name: str) -> int:
    """The number of a row as posted; 0, which no row has, for anything else."""
    given = request.POST.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else 0
