"""A small news site for tests: a feed, its articles, what was asked of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from claims.polling import errands
from tests.ingest.samples import LINES
from tests.ingest.server import Answer, page, serving


@dataclass
class Site:
    """Paths and their answers; a test may change them while the server runs."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    address: str = ""

    def feed(self, *paths: str, at: str = "/feed", hint: str = "", **headers: str) -> str:
        """An RSS feed that links to these paths; the hint stands in its head."""
        items = "".join(f"<item><title>News of {p}</title><link>{p}</link></item>" for p in paths)
        body = f'<rss version="2.0"><channel><title>Post</title>{hint}{items}</channel></rss>'
        self.answers[at] = page(body, "application/rss+xml", **headers)
        return self.address + at

    def article(self, path: str, *more: str, lines: tuple[str, ...] = LINES) -> str:
        """A page with an article of these lines, and then more."""
        told = [f"{line} So it was told in {path} that day." for line in lines]  # each text is its own
        body = "".join(f"<p>{line}</p>" for line in (f"This is the news of {path}.", *told, *more))
        self.answers[path] = page(
            f"<html><head><title>News of {path}</title></head><body><article>{body}</article></body></html>"
        )
        return self.address + path


@contextmanager
def news_site() -> Iterator[Site]:
    """The site, served; without a robots.txt."""
    site = Site()

    class Recording(dict[str, Answer]):
        def get(self, path: str, default: object = None) -> Answer | None:  # type: ignore[override]
            site.asked.append(path)
            return site.answers.get(path)

    with serving(Recording()) as address:
        site.address = address
        yield site


def run(seconds: float = 20) -> list[int]:
    """Do all errands that are due."""
    return errands.run(seconds=seconds)
