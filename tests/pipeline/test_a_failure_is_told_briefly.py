"""A task that fails is logged in full where it runs; the worker's parent is told little, at one stroke."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import Any

import pytest
from celery import Task
from celery.app.trace import build_tracer

from config.celery import app

# What is longer is written in two parts, between which a parent may lose the broker, and with it its place.
ONE_STROKE = 16_384


def _deep(steps: int) -> None:
    if steps:
        _deep(steps - 1)
    raise ValueError("the line is dead" + " " * ONE_STROKE)


@pytest.fixture
def failing() -> Iterator[Task[..., Any]]:
    """A task as any other, that fails deep down and with many words."""
    task: Task[..., Any] = app.task(name="tests.deep")(_deep)
    yield task
    app.tasks.unregister(task.name)


def _told(task: Task[..., Any]) -> Any:
    """What a process of the pool tells its parent, once the task is over."""
    return build_tracer(task.name, task, app=task.app)("one", [40], {}, {})[0]


def test_what_the_parent_is_told_goes_through_the_pipe_at_one_stroke(failing: Task[..., Any]) -> None:
    told = _told(failing)
    assert len(pickle.dumps(told)) < ONE_STROKE / 2


def test_the_log_has_the_whole_failure(failing: Task[..., Any], caplog: pytest.LogCaptureFixture) -> None:
    _told(failing)
    assert "Task tests.deep failed" in caplog.text
    assert "ValueError: the line is dead" in caplog.text
    assert caplog.text.count("in _deep") > 3


def test_who_calls_a_task_like_a_function_is_told_everything(failing: Task[..., Any]) -> None:
    with pytest.raises(ValueError, match="the line is dead"):
        failing(40)
