"""The protocol, by its official SDK: one request in, one JSON answer out, nothing remembered between them."""

from __future__ import annotations

import json
import logging
from typing import Any

import mcp_types as types
from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from mcp.server import Server, ServerRequestContext
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings

from claims.api.mcp.tools import TOOLS, Refusal, call

log = logging.getLogger(__name__)
LONGEST_QUESTION = 64 * 1024  # bytes
READ_ONLY = types.ToolAnnotations(read_only_hint=True, destructive_hint=False, open_world_hint=False)
Context = ServerRequestContext[Any]


async def list_tools(ctx: Context, asked: types.PaginatedRequestParams | None) -> types.ListToolsResult:
    """All tools, on one page."""
    found = [
        types.Tool(
            name=tool.name, description=tool.description, input_schema=tool.schema, annotations=READ_ONLY
        )
        for tool in TOOLS.values()
    ]
    return types.ListToolsResult(tools=found)


async def call_tool(ctx: Context, asked: types.CallToolRequestParams) -> types.CallToolResult:
    """What the tool answers; what cannot be answered is said in words that a model can act on."""
    try:
        answer = await sync_to_async(call)(asked.name, asked.arguments or {})
    except Refusal as refusal:
        return _said(str(refusal), is_error=True)
    except Exception:
        log.exception("The tool %s failed", asked.name)
        return _said("Our fault, and it is logged. Try again later.", is_error=True)
    text = json.dumps(answer, cls=DjangoJSONEncoder, ensure_ascii=False)
    return types.CallToolResult(content=[types.TextContent(text=text)], structured_content=json.loads(text))


def _said(text: str, *, is_error: bool) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(text=text)], is_error=is_error)


SERVER = Server[Any](
    "claims",
    title=settings.SITE_NAME,
    version="1",
    website_url=settings.SITE_URL,
    instructions=(
        f"The record of {settings.SITE_NAME}: who claimed what, where, and whether it was true, as its editors "
        "published it. Quote the rating in its own words, say when it was published, and cite page_url. A claim that "
        f"is not found was not checked; that says nothing about its truth. Licence: {settings.DATA_LICENCE}."
    ),
    on_list_tools=list_tools,
    on_call_tool=call_tool,
)


async def answer(
    method: str, headers: list[tuple[bytes, bytes]], body: bytes, hosts: list[str], origins: list[str]
) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    """Status, headers and body for one HTTP request. The SDK refuses other hosts and other sites' pages."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "path": "/mcp",
        "raw_path": b"/mcp",
        "query_string": b"",
        "headers": headers,
    }
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    allowed = TransportSecuritySettings(allowed_hosts=hosts, allowed_origins=origins)
    manager = StreamableHTTPSessionManager(
        SERVER,
        json_response=True,
        stateless=True,
        security_settings=allowed,
        max_request_body_size=LONGEST_QUESTION,
    )
    async with manager.run():
        await manager.handle_request(scope, receive, send)
    start = next(message for message in sent if message["type"] == "http.response.start")
    return start["status"], start["headers"], b"".join(message.get("body", b"") for message in sent)
