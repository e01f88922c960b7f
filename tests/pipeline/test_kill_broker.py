"""kill -9 of the broker: what was queued is found again in the rows."""

from tests.pipeline.desk import Desk, wait_until


def test_a_broker_killed_with_queued_messages_loses_and_doubles_nothing(desk: Desk) -> None:
    desk.start_worker()
    ingest = desk.begin("ingest", "--no-extract", str(desk.articles("broker", 5)))
    wait_until(lambda: desk.has_begun("broker", 5), "a worker to begin")
    desk.kill_service("valkey/pid")
    desk.settle("broker", 5)
    desk.assert_each_once("broker", 5)
    ingest.communicate(timeout=240)
