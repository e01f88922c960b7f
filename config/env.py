"""Strict readers of environment variables: a wrong value stops the program and says how to mend it."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    """The variable as text, without surrounding blanks."""
    return os.environ.get(name, default).strip()


def address(name: str) -> str:
    """The variable as an e-mail or web address; anything else is refused."""
    value = text(name)
    if not value or re.fullmatch(r"[^@\s\"<>]+@[^@\s\"<>]+|https?://[^\s\"<>]+", value):
        return value
    raise ImproperlyConfigured(f"{name} is {value!r}; write desk@example.org or https://example.org/contact.")


def flag(name: str, default: bool = False) -> bool:
    """The variable as yes or no; anything else is refused."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    value = raw.strip().lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} is {raw!r}; write one of true, false, 1, 0, yes, no, on, off.")


def number(name: str, default: int, *, low: int = 0, high: int = 2**31) -> int:
    """The variable as a whole number from `low` to `high`."""
    raw = os.environ.get(name, "").strip()
    if not raw:
        return default
    try:
        value = int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {raw!r}; write a whole number, such as {default}.") from None
    if not low <= value <= high:
        raise ImproperlyConfigured(f"{name} is {value}; it must lie between {low} and {high}.")
    return value


def words(name: str, default: Sequence[str] = ()) -> list[str]:
    """The variable as a list, separated by commas."""
    raw = os.environ.get(name)
    if raw is None:
        return list(default)
    return [part.strip() for part in raw.split(",") if part.strip()]


def numbers(name: str, default: Sequence[int]) -> list[int]:
    """The variable as a list of whole numbers above 0, in rising order."""
    raw = words(name, [str(value) for value in default])
    if all(part.isdecimal() and int(part) > 0 for part in raw):
        return sorted(int(part) for part in raw)
    raise ImproperlyConfigured(
        f"{name} is {','.join(raw)!r}; write whole numbers with commas, such as 60,1440."
    )
