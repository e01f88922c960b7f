"""Our own application, asked in this process."""

from __future__ import annotations

import io
from typing import Any

from django.core.wsgi import get_wsgi_application


class Application:
    """The WSGI application; calls come from 250 addresses in turn, so that nobody is throttled."""

    def __init__(self) -> None:
        self.application = get_wsgi_application()
        self.calls = 0

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body."""
        self.calls += 1
        way, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": way,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost:8000",
            "REMOTE_ADDR": f"10.0.0.{self.calls % 250}",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            **headers,
        }
        told: list[Any] = []
        application: Any = self.application
        answer = application(environ, lambda *said: told.extend(said))
        body = b"".join(answer)
        answer.close()
        return int(told[0].split()[0]), dict(told[1]), body
