"""kill -9 of a worker in the middle of its work: every article is extracted, exactly once."""

from tests.pipeline.desk import Desk, wait_until


def test_a_worker_killed_during_extraction_loses_and_doubles_nothing(desk: Desk) -> None:
    desk.start_worker()
    ingest = desk.begin("ingest", "--no-extract", str(desk.articles("worker", 5)))
    wait_until(lambda: desk.has_begun("worker", 5), "a worker to begin")
    desk.kill_worker()
    assert "extracting" in desk.states("worker")
    desk.start_worker()
    desk.settle("worker", 5)
    desk.assert_each_once("worker", 5)
    ingest.communicate(timeout=240)
