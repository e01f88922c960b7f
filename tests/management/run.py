"""Run a command as the shell would: what it printed, what it complained of, whether it failed."""

from __future__ import annotations

from io import StringIO
from typing import NamedTuple

from django.core.management import call_command
from django.core.management.base import CommandError


class Ran(NamedTuple):
    """What came of it."""

    out: str
    err: str
    failed: bool


def run(*words: object) -> Ran:
    """The command and its arguments."""
    out, err = StringIO(), StringIO()
    try:
        call_command(*map(str, words), stdout=out, stderr=err)
    except CommandError as error:
        return Ran(out.getvalue(), f"{err.getvalue()}{error}", failed=True)
    return Ran(out.getvalue(), err.getvalue(), failed=False)
