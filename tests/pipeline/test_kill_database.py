"""kill -9 of the database: what was committed stands, the rest is done again."""

from tests.pipeline.desk import Desk, wait_until


def test_a_database_killed_during_extraction_loses_and_doubles_nothing(desk: Desk) -> None:
    desk.start_worker()
    ingest = desk.begin("ingest", "--no-extract", str(desk.articles("database", 5)))
    wait_until(lambda: desk.has_begun("database", 5), "a worker to begin")
    desk.kill_service("postgres/postmaster.pid")
    desk.settle("database", 5)
    desk.assert_each_once("database", 5)
    ingest.communicate(timeout=240)
