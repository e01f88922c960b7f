"""What every test has: the database, and no network but this machine's own."""

from __future__ import annotations

import ipaddress
import socket
from importlib import import_module
from typing import Any

import pgtrigger
import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.core.servers.basehttp import WSGIRequestHandler
from django.db import connection
from django.test import TransactionTestCase

from tests import prepared, spread
from tests.browser import chromium, launched
from tests.spread import pytest_xdist_auto_num_workers, pytest_xdist_make_scheduler

# One browser for all who want it; how the tests are spread.
__all__ = ["chromium", "launched", "pytest_xdist_auto_num_workers", "pytest_xdist_make_scheduler"]


def pytest_configure(config: pytest.Config) -> None:
    """What all processes of the run share is made by the one that starts the others."""
    if not hasattr(config, "workerinput"):
        prepared.open_place()
        config.add_cleanup(prepared.close_place)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where several processes share the tests, the longest begin first."""
    if hasattr(config, "workerinput"):
        spread.heaviest_first(items)


@pytest.fixture(autouse=True, scope="session")
def emptying_after_transactions() -> None:
    """A test with real transactions empties every table; histories refuse that unless told otherwise.

    The groups come from a migration, so they are made anew.
    """
    case: Any = TransactionTestCase
    empty = case._fixture_teardown
    groups = import_module("claims.migrations.0002_groups")

    def emptied(self: TransactionTestCase) -> None:
        with pgtrigger.ignore():
            empty(self)
        groups.make_groups(apps, None)

    case._fixture_teardown = emptied


@pytest.fixture(autouse=True, scope="session")
def quick_passwords() -> None:
    """Hashing that is slow on purpose would take more time than the tests themselves."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True, scope="session")
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing lands among the files of a desk that runs here, nor among those of another process."""
    settings.EVIDENCE_FOLDER = tmp_path_factory.mktemp("evidence")
    settings.IMPORT_FOLDER = tmp_path_factory.mktemp("imports")


@pytest.fixture(autouse=True, scope="session")
def answers_at_once() -> None:
    """The test server writes an answer in two parts; the kernel would hold the second for 40 milliseconds."""
    WSGIRequestHandler.disable_nagle_algorithm = True


@pytest.fixture(autouse=True)
def rights_of_the_program(request: pytest.FixtureRequest) -> None:
    """The database refuses what it would refuse the program on a running desk, where that does not own the tables.

    Tests whose transactions are real keep the owner's rights, and so does what is marked `as_owner`: what an
    administrator does.
    """
    marker = request.node.get_closest_marker("django_db")
    theirs = {"live_server", "transactional_db"} & set(request.fixturenames)
    if (
        marker is None
        or marker.kwargs.get("transaction")
        or theirs
        or request.node.get_closest_marker("as_owner")
    ):
        return
    request.getfixturevalue("db")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE claims_app")


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """How common words are, how large the record is, figures: the rows of one test are not those of the next."""
    for one in caches.all(initialized_only=True):
        one.clear()


def pytest_itemcollected(item: pytest.Item) -> None:
    """Most tests touch rows; those of pure packages stay fast, others start servers of their own.

    Marked here, before pytest-django looks which databases are needed: a database that is asked for
    later would be the real one.
    """
    own_way = (
        "tests.ingest",
        "tests.extraction",
        "tests.config",
        "tests.pipeline.test_kill",
        "tests.pipeline.test_replica",
        "tests.soak",
        "tests.hosts",
    )
    module = getattr(item, "module", None)
    if module and not module.__name__.startswith(own_way) and not item.get_closest_marker("django_db"):
        item.add_marker(pytest.mark.django_db)


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
