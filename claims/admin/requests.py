"""What a request says: who is at the desk, and which row they mean."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest

from claims.editorial.refusals import Refused
from claims.models import User


def person(request: HttpRequest) -> User:
    """The editor of this request; the views' permissions let nobody else in."""
    assert isinstance(request.user, User)  # noqa: S101 - see above
    return request.user


def given_id(request: HttpRequest, name: str) -> int:
    """The number of a row as posted; 0, which no row has, for anything else."""
    [number] = _numbers([request.POST.get(name, "")]) or [0]
    return number


def given_ids(request: HttpRequest, name: str) -> list[int]:
    """The numbers of the rows that were ticked; what is no number of a row is left out."""
    return _numbers(request.POST.getlist(name))


def asked_ids(request: HttpRequest, name: str) -> list[int]:
    """The numbers of rows that the address names."""
    return _numbers(request.GET.getlist(name))


def _numbers(given: list[str]) -> list[int]:
    return [int(text) for text in given if text.isascii() and text.isdigit() and len(text) < 19]


def tell(request: HttpRequest, refused: Refused) -> None:
    """Say on the next page what was refused, and why."""
    for problem in refused.problems:
        messages.error(request, problem.message)
