"""The Celery application and the beat schedule. Beat rings; rows decide what is due."""

import logging
import os
from typing import Any

from celery import Celery, Task
from celery.schedules import crontab
from django.conf import settings
from kombu import Exchange, Queue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

log = logging.getLogger(__name__)
# For who waits in front of a screen, while a broker is away or hangs: seconds.
PATIENCE = 2
IMPATIENT = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE}


class Brief(Task[..., Any]):
    """A task that fails says so in the log, where it runs; the worker's parent is told that it is over, no more.

    A failure is tens of kilobytes, more than is written to a pipe at one stroke. A parent that loses the broker in
    the middle of reading it starts anew behind the first part, and waits for the rest of what it cannot understand
    for as long as it lives: no other task reaches that process. Nobody needs the failure there, since rows say what
    is done and what is not.
    """

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Whoever calls a task like a function is told everything."""
        if self.request.called_directly:
            return super().__call__(*args, **kwargs)
        try:
            return self.run(*args, **kwargs)
        except Exception:
            log.exception("Task %s failed", self.name)
            return None


app = Celery("claims", task_cls=Brief)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# Queues of their own, so that a slow site never delays extraction, nor either of them the sweep.
EXCHANGE = Exchange("claims")
app.conf.task_queues = [
    Queue(name, EXCHANGE, routing_key=name) for name in ("extract", "fetch", "housekeeping")
]
app.conf.update(task_default_exchange="claims", task_default_routing_key="extract")
app.conf.task_default_queue = "extract"
app.conf.task_routes = {
    "claims.tasks.run_errands": {"queue": "fetch"},
    "claims.tasks.ring_for_errands": {"queue": "housekeeping"},
    "claims.tasks.sweep": {"queue": "housekeeping"},
    "claims.tasks.clear_sessions": {"queue": "housekeeping"},
    "claims.tasks.learn_words": {"queue": "housekeeping"},
    "claims.tasks.tell_operators": {"queue": "housekeeping"},
    "claims.tasks.send_digests": {"queue": "housekeeping"},
    "claims.tasks.export_record": {"queue": "housekeeping"},
    "claims.tasks.learn_from_desk": {"queue": "housekeeping"},
    "claims.tasks.refresh_external_reviews": {"queue": "fetch"},
    "claims.tasks.deliver": {"queue": "fetch"},
    "claims.tasks.ring_for_deliveries": {"queue": "housekeeping"},
    "claims.tasks.tell_of_promises": {"queue": "housekeeping"},
}


def by_the_clock(task: str, **when: str) -> dict[str, Any]:
    """An entry of the schedule at hours of UTC; a ring that nobody heard within an hour is over."""
    return {"task": f"claims.tasks.{task}", "schedule": crontab(**when), "options": {"expires": 3600}}


app.conf.beat_schedule = {
    "sweep": {"task": "claims.tasks.sweep", "schedule": 20.0, "options": {"expires": 15}},
    "vectors": {"task": "claims.tasks.compute_vectors", "schedule": 60.0, "options": {"expires": 50}},
    "words": {"task": "claims.tasks.learn_words", "schedule": 60.0, "options": {"expires": 50}},
    "alerts": {"task": "claims.tasks.tell_operators", "schedule": 3600.0, "options": {"expires": 600}},
    "digests": {"task": "claims.tasks.send_digests", "schedule": 900.0, "options": {"expires": 600}},
    "export": by_the_clock("export_record", hour="2", minute="30"),
    "sessions": by_the_clock("clear_sessions", hour="3", minute="10"),
    "ranking": by_the_clock("learn_from_desk", day_of_week="monday", hour="3", minute="30"),
    "external reviews": by_the_clock("refresh_external_reviews", hour="*/6", minute="10"),
    "deliveries": {
        "task": "claims.tasks.ring_for_deliveries",
        "schedule": float(settings.POLL_SECONDS),
        "options": {"expires": settings.POLL_SECONDS},
    },
    "promises due": {
        "task": "claims.tasks.tell_of_promises",
        "schedule": crontab(minute="5"),
        "options": {"expires": 3000},
    },
    "errands": {
        "task": "claims.tasks.ring_for_errands",
        "schedule": float(settings.POLL_SECONDS),
        "options": {"expires": settings.POLL_SECONDS},
    },
}
