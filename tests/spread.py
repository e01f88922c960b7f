"""How `make test` spreads the tests: as many processes as there are cores, each with a database of its own.

A file stays together, and so do the tests that share a desk; what takes longest begins first, so that no process
works on alone at the end. `pytest` by itself runs all in one process, in the order of their names.
"""

from __future__ import annotations

import os

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

MOST = (
    4  # processes: some of them start half a dozen programs, and the embedded database takes 60 connections
)
KILLS = "tests/pipeline/test_kill"
# Minutes to seconds, in this order; the rest is done in less.
HEAVY = (
    KILLS,
    "tests/api/test_schema_holds",
    "tests/management/test_bench_of_ingest",
    "tests/admin/test_accessibility",
    "tests/soak/",
    "tests/hosts/",
    "tests/config/running/",
    "tests/management/",
    "tests/admin/",
)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """The cores that this process may use; 0 (all here, none beside it) where that is one."""
    stated = os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS")
    cores = int(stated) if stated else min(MOST, len(os.sched_getaffinity(0)))
    return cores if cores > 1 else 0


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Our own, whatever --dist says."""
    config.option.loadscopereorder = False  # the order is ours
    scheduling = LoadScopeScheduling(config, log)
    scheduling._split_scope = stays_together
    return scheduling


def stays_together(nodeid: str) -> str:
    """The name of what goes to one process as a whole."""
    return KILLS if nodeid.startswith(KILLS) else nodeid.split("::", 1)[0]


def heaviest_first(items: list[pytest.Item]) -> None:
    """Sort in place; what is equally heavy stays in its order."""
    items.sort(
        key=lambda item: next((n for n, start in enumerate(HEAVY) if item.nodeid.startswith(start)), 99)
    )
