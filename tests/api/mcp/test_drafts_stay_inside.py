"""No tool tells what is not published."""

from __future__ import annotations

import json

import pytest
from pytest_django.live_server_helper import LiveServer

from claims.models import Claim
from tests.api.mcp.asking import _called
from tests.api.test_drafts_leak_nowhere import SECRET, every_number, lay_secrets

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.api.mcp.urls")]


def test_no_tool_tells_a_secret(live_server: LiveServer) -> None:
    claim = lay_secrets()
    slugs = [*Claim.objects.values_list("slug", flat=True), *map(str, every_number()[:40])]
    questions = [("search", {"query": words}) for words in (SECRET, "the port", f"{SECRET} claim")]
    questions += [("claim", {"claim": slug}) for slug in slugs]
    questions += [("speaker", {"speaker": name}) for name in (f"{SECRET} speaker", "Linda Marsh")]
    questions += [("match", {"text": text}) for text in (f"{SECRET} claim", claim.wording)]
    went_well = 0
    for tool, arguments in questions:
        result = _called(live_server.url, tool, arguments)
        told = json.dumps(result.structured_content)
        assert SECRET not in told.lower(), (tool, arguments, told)
        went_well += not result.is_error
    assert went_well >= 6
