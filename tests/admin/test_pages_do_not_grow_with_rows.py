"""What each desk asks of the database: a bounded number of queries, however many rows there are."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.admin.client import desk_of
from tests.admin.scene import Scene, addresses, set_scene
from tests.factories import paula

# Measured; a page that needs more fails here. None may come above 60.
QUERIES = {
    "start": 23,
    "triage": 41,
    "claim in draft": 36,
    "claim submitted": 36,
    "claim published": 35,
    "stored copy": 13,
    "history": 22,
    "deadlines": 14,
    "figures": 18,
    "ranking": 13,
    "operations": 60,
    "paste a text": 60,
    "second step": 11,
    "list of claims": 13,
    "list of reviews": 13,
    "import of claims": 10,
    "export of reviews": 10,
    "list of speakers": 12,
    "where I am signed in": 11,
    "two speakers": 31,
    "speaker": 13,
}


def counted(scene: Scene) -> dict[str, int]:
    desk = desk_of(paula())
    found = {}
    for name, address in addresses(scene).items():
        desk.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(address).status_code == 200
        found[name] = len(queries)
    return found


def test_no_page_asks_more_than_measured_and_none_grows_with_rows() -> None:
    scene = set_scene(3)
    few = counted(scene)
    set_scene(9)
    many = counted(scene)
    assert {name: n for name, n in many.items() if n > few[name] + 1} == {}
    assert {name: n for name, n in few.items() if n > QUERIES[name]} == {}
