"""One reader that asks a server one thing after another."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit


class Reader:
    """One connection, kept open."""

    def __init__(self, address: str) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)

    def get(self, path: str) -> bytes:
        """The body of a good answer."""
        self.connection.request("GET", path, headers={"Host": "localhost", "Accept": "application/json"})
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}: {body[:300]!r}")
        return body
