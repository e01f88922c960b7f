"""What a verb refuses, by the field that it names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from claims.editorial.refusals import Refused


@contextmanager
def refused(field: str, says: str = "") -> Iterator[None]:
    """The block must be refused because of `field`, in words that contain `says`."""
    with pytest.raises(Refused) as caught:
        yield
    problems = caught.value.problems
    assert field in [problem.field for problem in problems], problems
    assert says in str(caught.value)
