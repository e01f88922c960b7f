"""Three workers on three machines, on Redis' protocol and on RabbitMQ; one is cut off. Nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hosts.host import Host
from tests.hosts.rabbit import Rabbit, why_not
from tests.pipeline.desk import Desk, wait_until

TEXTS = 6


@pytest.fixture(params=["redis", "rabbitmq"])
def setting(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Desk, Path | int]]:
    """A desk, and where its broker is."""
    if request.param == "redis":
        desk = Desk(tmp_path)
        yield desk, Path(desk.sockets) / "valkey.sock"
        desk.close()
        return
    if why_not():
        pytest.skip(why_not())
    rabbit = Rabbit(tmp_path / "rabbit")
    desk = Desk(tmp_path, BROKER_URL=rabbit.url)
    yield desk, rabbit.port
    desk.close()
    rabbit.close()


def test_a_machine_that_is_cut_off_in_the_middle_loses_and_doubles_nothing(
    setting: tuple[Desk, Path | int], tmp_path: Path
) -> None:
    desk, broker = setting
    hosts: list[Host] = []
    try:
        desk.manage("ingest", "--no-extract", str(desk.articles("cut", TEXTS, repeated=25)))
        hosts = [Host("one", desk, broker, tmp_path)]  # now: it must not be through before it is cut off
        wait_until(lambda: "extracting" in desk.states("cut"), "the first machine to begin")
        hosts[0].cut_off()
        held = desk.states("cut")
        assert "extracting" in held
        hosts += [Host(name, desk, broker, tmp_path) for name in ("two", "three")]
        desk.settle("cut", TEXTS)
        desk.assert_each_once("cut", TEXTS)
        # The late machine comes back with a result that nobody waits for, and then works on as before.
        hosts[0].reconnect()
        for host in hosts[1:]:
            host.close()
        desk.manage("ingest", "--no-extract", str(desk.articles("again", 2, repeated=25)))
        desk.settle("again", 2)
        desk.assert_each_once("again", 2)
        desk.assert_each_once("cut", TEXTS)
    finally:
        for host in hosts:
            host.close()
