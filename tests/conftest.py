"""What every test has: the database, and no network but this machine's own."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def database(request: pytest.FixtureRequest) -> None:
    """Most tests touch rows; the others stay fast, or start servers of their own."""
    pure = ("tests.ingest", "tests.extraction", "tests.config", "tests.pipeline.test_kill")
    if not request.module.__name__.startswith(pure) and "transactional_db" not in request.fixturenames:
        request.getfixturevalue("db")


@pytest.fixture(autouse=True)
def no_foreign_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that would leave this machine fails instead."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            host = str(address[0]).split("%")[0]
            if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
                raise AssertionError(f"A test tried to reach {host}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
