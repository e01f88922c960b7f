"""Ask the API: the path below /api/v1/, the parameters, and what comes back."""

from __future__ import annotations

from typing import Any

from django.test import Client

ROOT = "/api/v1/"


def ask(path: str, **parameters: Any) -> Any:
    """The body of a good answer."""
    answer = Client().get(ROOT + path, parameters)
    assert answer.status_code == 200, answer.content.decode()[:1000]
    return answer.json()


def results(path: str, **parameters: Any) -> list[Any]:
    """The rows of one page."""
    rows: list[Any] = ask(path, **parameters)["results"]
    return rows


def slugs(path: str, **parameters: Any) -> list[str]:
    """The slugs of one page, in its order."""
    return [row["slug"] for row in results(path, **parameters)]


def refused(path: str, **parameters: Any) -> Any:
    """The problem details of a 400."""
    answer = Client().get(ROOT + path, parameters)
    assert answer.status_code == 400, answer.content.decode()[:1000]
    assert answer["Content-Type"] == "application/problem+json"
    return answer.json()
