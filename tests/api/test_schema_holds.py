"""Whatever the schema allows, and much that it forbids, is answered as the schema says: by Schemathesis."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.cache import cache
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.factories import (
    ada,
    make_appearance,
    make_article,
    make_claim,
    make_outlet,
    make_published_review,
    make_revision,
    make_topic,
)

pytestmark = pytest.mark.django_db(transaction=True)
EXAMPLES = os.environ.get("SCHEMA_EXAMPLES", "2")


def test_no_answer_breaks_the_schema_and_none_is_a_500(
    live_server: LiveServer, settings: Settings, tmp_path: Path
) -> None:
    settings.API_RATE = "1000000/minute"
    cache.clear()
    promise = make_claim("build 300 homes", due_on=date(2027, 1, 1))
    promise.topics.add(make_topic())
    for claim in (promise, make_claim(said_on=date(2024, 11, 18))):
        make_published_review(claim)
        revision = make_revision(article=make_article(outlet=make_outlet()))
        make_appearance(claim, revision=revision, confirmed_by=ada())
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{live_server.url}/api/v1/schema/"]
    command += ["--max-examples", EXAMPLES, "--generation-deterministic", "--no-color"]
    env = {**os.environ, "SCHEMATHESIS_HOOKS": "tests.api.schema_hooks", "PYTHONPATH": str(settings.BASE_DIR)}
    ran = subprocess.run(
        command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=3000, check=False
    )
    assert ran.returncode == 0, ran.stdout[-20_000:] + ran.stderr[-2_000:]
    assert " passed" in ran.stdout
