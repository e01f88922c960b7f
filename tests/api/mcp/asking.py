"""Ask a running server with the SDK's own client, as an assistant does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio
from mcp.client import Client


def tools_of(base: str) -> Any:
    """The tools that the server names, by name."""

    async def listed() -> dict[str, Any]:
        async with Client(f"{base}/mcp") as client:
            return {tool.name: tool for tool in (await client.list_tools()).tools}

    return _in_a_thread(listed)


def ask(base: str, tool: str, **arguments: Any) -> Any:
    """The structured answer of a call that went well."""
    result = _called(base, tool, arguments)
    assert not result.is_error, result.content
    return result.structured_content


def refused(base: str, tool: str, **arguments: Any) -> str:
    """What a call that was refused says."""
    result = _called(base, tool, arguments)
    assert result.is_error
    text: str = result.content[0].text
    return text


def _called(base: str, tool: str, arguments: dict[str, Any]) -> Any:
    async def called() -> Any:
        async with Client(f"{base}/mcp") as client:
            return await client.call_tool(tool, arguments)

    return _in_a_thread(called)


def _in_a_thread(call: Callable[[], Awaitable[Any]]) -> Any:
    """The browser of other tests keeps a loop of its own in this thread."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(anyio.run, call).result()
