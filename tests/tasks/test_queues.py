"""Each task goes to the queue of its kind, and to no other."""

import pytest

from claims import tasks
from config.celery import app


@pytest.mark.parametrize(
    ("task", "queue"),
    [
        (tasks.extract_revision, "extract"),
        (tasks.run_errands, "fetch"),
        (tasks.ring_for_errands, "housekeeping"),
        (tasks.sweep, "housekeeping"),
        (tasks.tell_operators, "housekeeping"),
        (tasks.send_digests, "housekeeping"),
        (tasks.export_record, "housekeeping"),
        (tasks.refresh_external_reviews, "fetch"),
    ],
)
def test_a_task_is_routed_to_its_queue(task: object, queue: str) -> None:
    route = app.amqp.router.route({}, task.name)  # type: ignore[attr-defined]
    assert route["queue"].name == queue
    assert route["queue"].routing_key == queue


def test_no_two_queues_hear_the_same_bell() -> None:
    bound = [(queue.exchange.name, queue.routing_key) for queue in app.conf.task_queues]
    assert len(set(bound)) == len(bound) == 3
