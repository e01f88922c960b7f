"""For the tests of assistants."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def outside_the_browsers_loop() -> Iterator[None]:
    """A browser of an earlier test leaves its loop marked as running in this thread; the address starts its own."""
    loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(loop)
