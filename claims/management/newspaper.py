"""A made-up news site on this machine, the same each time: pages to measure with.

A page is as a real one is: some 450 words of which a third are speech, in fifteen kilobytes of markup.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from multiprocessing.connection import Connection

FIRST = "Ada Bo Carla Dan Eva Finn Gwen Hugo Ida Jon Kim Leo Mia Ned Ora Pia Rosa Sam".split()  # noqa: SIM905
LAST = "Abel Boone Castro Dahl Ekholm Farrow Grant Hale Jarvis Koch Lund Marsh Novak Olsen".split()  # noqa: SIM905
PLACES = "Anselm Corvale Dunmere Eastwick Farrow Glenholt Harrowby Ilsworth Kestrel Lomond".split()  # noqa: SIM905
THINGS = "unemployment,inflation,crime,rents,exports,wages,hospital waits,public debt,rail delays".split(",")  # noqa: SIM905
OFFICES = "the mayor,the finance minister,the head of the council,a member of parliament".split(",")  # noqa: SIM905
SENTENCES = (
    "“{Thing} in {place} fell by {n} percent last year, and it will fall again,” {name}, {office}, said on Monday.",
    "{name} said that the council would build {n} homes in {place} by 2031, and that {thing} would fall.",
    "The figures for {place}, which were published on Tuesday, show that {thing} rose by {n} percent.",
    "“We closed {n} schools, and nobody asked the people of {place},” said {last}.",
    "Some {n} people had come to the square of {place} in the rain, most of them with children and umbrellas.",
    "The road between {place} and the coast was closed for {n} days while the bridge was inspected.",
    "According to {last}, {thing} had never been as high as in the {n}th week of the year.",
    "The vote is planned for the last week of the month, and the opposition has {n} seats of the chamber.",
    "Asked about {thing}, {last} answered that {n} million had been set aside for it.",
    "In the harbour of {place} the cranes stood still, as they had for most of the last {n} weeks.",
)


def article(number: int) -> str:
    """The page of that number. No two have a sentence in common."""
    chance = random.Random(number)  # noqa: S311 - the same page each time
    last = chance.choice(LAST)

    def sentence(turn: int) -> str:
        thing = chance.choice(THINGS)
        return SENTENCES[turn % len(SENTENCES)].format(
            n=number * 30 + turn,  # nobody else has it
            place=chance.choice(PLACES),
            thing=thing,
            Thing=thing.capitalize(),
            name=f"{chance.choice(FIRST)} {last}",
            last=last,
            office=chance.choice(OFFICES),
        )

    paragraphs = [" ".join(sentence(3 * n + k) for k in range(3)) for n in range(9)]
    title = f"{chance.choice(THINGS).capitalize()} in {chance.choice(PLACES)}, report {number}"
    body = "".join(f'<p class="body">{paragraph}</p>\n' for paragraph in paragraphs)
    links = "".join(f'<li><a href="/section/{n}">{THINGS[n % 9]} and more</a></li>' for n in range(60))
    teasers = "".join(
        f'<div class="teaser"><a href="/t/{n}"><h3>More on {THINGS[n % 9]}</h3></a></div>' for n in range(30)
    )
    script = (
        "window.setup = "
        + str([{"slot": n, "size": [300, 250], "name": f"unit-{n}"} for n in range(80)])
        + ";"
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} - The Post</title>'
        f'<meta property="article:published_time" content="2024-11-18T09:00:00Z"><script>{script}</script></head>'
        f"<body><nav><ul>{links}</ul></nav><main><article><h1>{title}</h1>"
        f'<p class="byline">By {chance.choice(FIRST)} {chance.choice(LAST)}</p>{body}</article></main>'
        f"<aside>{teasers}</aside><footer><p>All rights reserved.</p></footer></body></html>"
    )


@contextmanager
def printed() -> Iterator[str]:
    """The address of the site, served by a process of its own: `/article/N`, and `/feed/FIRST/LAST` with links."""
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{ours.recv()}"
    finally:
        process.terminate()
        process.join()


def _serve(told: Connection) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    told.send(server.server_address[1])
    server.serve_forever()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """A page, a feed, or 404."""
        kind, *numbers = self.path.strip("/").split("/")
        if kind == "article" and len(numbers) == 1:
            self._answer(article(int(numbers[0])), "text/html; charset=utf-8")
        elif kind == "feed" and len(numbers) == 2:
            links = (f"<item><link>/article/{n}</link></item>" for n in range(*map(int, numbers)))
            self._answer(
                f'<rss version="2.0"><channel>{"".join(links)}</channel></rss>', "application/rss+xml"
            )
        else:
            self.send_error(404)

    def _answer(self, text: str, media_type: str) -> None:
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""
