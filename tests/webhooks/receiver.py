"""A subscriber elsewhere: a real server that keeps what it was sent and answers as a test wants."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from standardwebhooks.webhooks import Webhook as Verifier

from claims.models import Delivery, Webhook
from tests.ingest.server import Answer, serving, status


@dataclass
class Receiver:
    """Its address, its answer, what came in."""

    answer: Answer = field(default_factory=lambda: status(204))
    address: str = ""
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def subscribe(self, path: str = "/hook", **fields: Any) -> Webhook:
        """A row for this receiver."""
        fields.setdefault("name", "The Harbour Post")
        return Webhook.objects.create(url=self.address + path, **fields)

    def verified(self, webhook: Webhook) -> list[Any]:
        """What came in, each message checked by the specification's own library."""
        check = Verifier(webhook.secret)
        return [check.verify(body, headers) for headers, body in self.got]

    def ids(self) -> list[str]:
        """The ids of the messages, in the order in which they came."""
        return [headers["webhook-id"] for headers, _ in self.got]

    def bodies(self) -> list[Any]:
        """The messages."""
        return [json.loads(body) for _, body in self.got]


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver that takes everything until it is told to answer otherwise."""
    receiver = Receiver()

    def take(handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        receiver.got.append(({name.lower(): value for name, value in handler.headers.items()}, body))
        receiver.answer(handler)

    with serving({"/hook": take, "/elsewhere": take}) as address:
        receiver.address = address
        yield receiver


def states() -> list[str]:
    """Where the deliveries stand, the oldest first."""
    return list(Delivery.objects.order_by("id").values_list("state", flat=True))
