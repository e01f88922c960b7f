"""After kill -9 of everything at once, the next start works, and nothing is there twice."""

import json

from tests.config.running.desk import Running, gone


def test_a_start_after_kill_9_of_the_whole_tree_works_and_doubles_nothing(running: Running) -> None:
    running.with_tables()
    running.start()
    before = json.loads(running.page("/api/v1/claims/?page_size=100"))
    running.kill_all()
    assert gone(running)

    running.start()
    assert json.loads(running.page("/api/v1/claims/?page_size=100")) == before
    running.stop()
    assert gone(running)
