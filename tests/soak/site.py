"""Many small news sites on this machine, each a host of its own (a port), with faults mixed in."""

from __future__ import annotations

import gzip
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread

from tests.ingest.server import Answer, page, status

NOUNS = [
    "harbour",
    "council",
    "budget",
    "school",
    "bridge",
    "hospital",
    "railway",
    "tunnel",
    "forest",
    "market",
    "stadium",
    "library",
    "airport",
    "river",
    "factory",
    "museum",
    "quarry",
    "reservoir",
    "theatre",
    "orchard",
]
VERBS = "opened closed delayed repaired inspected sold leased expanded flooded cleared".split()  # noqa: SIM905
PLACES = "Anselm Corvale Dunmere Eastwick Farrow Glenholt Harrowby Ilsworth Kestrel Lomond".split()  # noqa: SIM905
# What happens on the first visit; afterwards the page is as it should be.
ONCE = ("error", "busy", "cut off", "stalls", "reset")
# What stays: such a page is set aside, with its reason.
ALWAYS = ("none", "wall", "bomb", "binary")
BOMB = gzip.compress(b"a" * 60_000_000)


@dataclass
class Sites:
    """The sites and what was asked of them."""

    feeds: int
    articles: int
    hosts: int
    seed: int = 1
    asked: dict[int, list[float]] = field(default_factory=dict)  # port: times
    good: set[str] = field(default_factory=set)
    bad: set[str] = field(default_factory=set)
    copies: list[set[str]] = field(default_factory=list)  # addresses that print one text
    servers: list[ThreadingHTTPServer] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.visits: Counter[str] = Counter()
        self.lock = Lock()
        for _ in range(self.hosts):
            server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
            server.daemon_threads = True
            server.request_queue_size = 64
            self.servers.append(server)
            Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        self.addresses = [f"http://127.0.0.1:{server.server_address[1]}" for server in self.servers]
        self._write()

    def close(self) -> None:
        """End the servers."""
        for server in self.servers:
            server.shutdown()
            server.server_close()

    def feed_urls(self) -> list[str]:
        """The addresses of the feeds."""
        return [f"{self.addresses[n % self.hosts]}/feed/{n}" for n in range(self.feeds)]

    def _write(self) -> None:
        """Decide which feed names what, which text is whose, and what goes wrong where."""
        chance = random.Random(self.seed)  # noqa: S311 - the same soak each time
        self.entries: dict[str, list[str]] = {f"/feed/{n}": [] for n in range(self.feeds)}
        self.texts: dict[str, int] = {}
        self.faults: dict[str, str] = {}
        for number in range(self.articles):
            feed = number % self.feeds
            path = f"/news/{number}"
            self.entries[f"/feed/{feed}"].append(path)
            self.texts[path] = number
            address = self.addresses[feed % self.hosts] + path
            draw = chance.random()
            if draw < 0.15:
                self.faults[path] = chance.choice(ONCE)
            elif draw < 0.18:
                self.faults[path] = chance.choice(ALWAYS)
            (self.bad if self.faults.get(path) in ALWAYS else self.good).add(address)
        self._copy()

    def _copy(self) -> None:
        """Some texts are an agency's: ten articles print one of them."""
        plain = sorted(path for path in self.texts if path not in self.faults)
        for begin in range(0, len(plain) // 10, 10):
            group = plain[begin : begin + 10]
            if len(group) < 2:
                continue
            for path in group:
                self.texts[path] = self.texts[group[0]]
            ports = {
                path: self.addresses[int(path.split("/")[2]) % self.feeds % self.hosts] for path in group
            }
            self.copies.append({ports[path] + path for path in group})

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        sites = self

        class Handler(BaseHTTPRequestHandler):
            disable_nagle_algorithm = True
            timeout = 10

            def do_GET(self) -> None:
                port = int(self.connection.getsockname()[1])
                with sites.lock:
                    sites.asked.setdefault(port, []).append(time.monotonic())
                    sites.visits[self.path] += 1
                    first = sites.visits[self.path] == 1
                try:
                    sites.answer(self.path, first)(self)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:
                """Quiet."""

        return Handler

    def answer(self, path: str, first: bool) -> Answer:
        """What this path answers now."""
        if path == "/robots.txt":
            return page("User-agent: *\nDisallow: /private/\n", "text/plain")
        if path in self.entries:
            return self._feed(path)
        if path not in self.texts:
            return status(404)
        fault = self.faults.get(path, "")
        if fault in ALWAYS or (first and fault):
            return self._fault(fault, path)
        return page(article(self.texts[path]))

    def _feed(self, path: str) -> Answer:
        # A neighbour's link too, a link that is forbidden, one to a private network, one that is broken.
        links = [*self.entries[path], "/private/x", "http://10.0.0.1/x", "http://[", ""]
        items = "".join(f"<item><title>{link} &lt;b&gt;</title><link>{link}</link></item>" for link in links)
        return page(f'<rss version="2.0"><channel>{items}</channel></rss>', "application/rss+xml")

    def _fault(self, fault: str, path: str) -> Answer:
        answers: dict[str, Answer] = {
            "error": status(500),
            "busy": status(503, Retry_After="2"),
            "none": status(404),
            "wall": page("<html><body><p>Subscribe now to continue reading.</p></body></html>"),
            "bomb": page(BOMB, Content_Encoding="gzip"),
            "binary": page(b"%PDF-1.7 \x00\x01\x02" * 100, "application/pdf"),
            "cut off": _cut_off,
            "stalls": _stalls,
            "reset": _reset,
        }
        return answers[fault]


def article(number: int) -> str:
    """A page whose text is like no other's, with two statements of a person."""
    chance = random.Random(number)  # noqa: S311 - the same text each time

    def scene() -> str:
        place, day = chance.choice(PLACES), chance.randint(2, 9999)
        return f"The {chance.choice(NOUNS)} of {place} was {chance.choice(VERBS)} by day {day}."

    who, share, homes = chance.choice(PLACES), chance.randint(2, 97), chance.randint(100, 99_999)
    lines = [
        f"Report {number} from {chance.choice(PLACES)}",
        " ".join(scene() for _ in range(4)),
        f'Mayor Linda {who} said: "Unemployment fell to {share} percent last year in town {number}."',
        " ".join(scene() for _ in range(3)),
        f'"The council built {homes} homes in {number} days," Linda {who} said.',
    ]
    body = "".join(f"<p>{line}</p>" for line in lines)
    head = f"<head><title>{lines[0]}</title></head>"
    return f"<html>{head}<body><article><h1>{lines[0]}</h1>{body}</article></body></html>"


def _cut_off(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b"<html><body><p>The beginning")


def _stalls(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(20):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.15)
    handler.close_connection = True  # without a body


def _reset(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.close()
    raise ConnectionResetError
