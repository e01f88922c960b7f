"""The endpoint is there only when asked for, speaks only to whom it should, and keeps no stream open."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

ON = pytest.mark.urls("tests.api.mcp.urls")
HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "a test", "version": "1"},
    },
}
BOTH = "application/json, text/event-stream"


def post(body: Any = HELLO, **headers: str) -> Any:
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    return Client().post("/mcp", text, content_type="application/json", headers={"Accept": BOTH, **headers})


def test_it_is_off_unless_the_setting_is_on() -> None:
    assert Client().get("/mcp").status_code == 404
    assert post().status_code == 404


@pytest.mark.parametrize(("value", "expected"), [("1", "found"), ("0", "nothing")])
def test_one_setting_puts_it_there(value: str, expected: str, settings: Settings) -> None:
    script = (
        "import django; django.setup()\nfrom django.urls import Resolver404, resolve\n"
        "try: print('found' if resolve('/mcp').url_name == 'mcp' else 'nothing')\n"
        "except Resolver404: print('nothing')"
    )
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "CLAIMS_MCP": value}
    command = [sys.executable, "-c", script]
    ran = subprocess.run(
        command, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, timeout=240, check=True
    )
    assert ran.stdout.split() == [expected]


@ON
def test_it_greets_and_says_what_it_is() -> None:
    answer = post()
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    told = answer.json()["result"]
    assert told["serverInfo"]["name"] == "claims"
    assert "cite page_url" in told["instructions"]


@ON
def test_there_is_no_stream_to_open_and_no_session_to_end() -> None:
    for method in ("get", "delete", "put"):
        answer = getattr(Client(), method)("/mcp")
        assert answer.status_code == 405
        assert answer["Allow"] == "POST"


@ON
def test_a_page_of_another_site_may_not_ask() -> None:
    assert post(Origin="https://elsewhere.example").status_code == 403
    assert post(Origin="null").status_code == 403
    assert post(Origin="http://testserver").status_code == 200


@ON
def test_a_host_that_is_not_ours_may_not_be_asked() -> None:
    assert post(Host="rebound.example").status_code == 400


@ON
@pytest.mark.parametrize("body", ["", "{", "[]", "7", '{"jsonrpc": "1.0"}', b"\xff\xfe", "[" * 20_000])
def test_a_body_that_is_no_message_is_a_400(body: Any) -> None:
    assert post(body).status_code == 400


@ON
def test_an_endless_body_is_a_413() -> None:
    assert post({**HELLO, "more": "x" * 100_000}).status_code == 413


@ON
def test_a_client_that_takes_no_json_is_a_406() -> None:
    assert post(Accept="text/html").status_code == 406


@ON
def test_requests_are_counted_with_those_to_the_api(settings: Settings) -> None:
    settings.API_RATE = "2/minute"
    assert [post().status_code for _ in range(3)] == [200, 200, 429]
    assert Client().get("/api/v1/claims/").status_code == 429


@ON
def test_the_schema_of_the_api_stays_as_it_is() -> None:
    answer = Client().get("/api/v1/schema/")
    assert answer.status_code == 200
    assert [path for path in answer.json()["paths"] if not path.startswith("/api/v1/")] == []
