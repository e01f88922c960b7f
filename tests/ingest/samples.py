"""Articles written for the tests."""

from __future__ import annotations

import io

from claims.ingest.types import Limits, Raw

LINES = (
    "The harbour of Port Anselm opened again on Monday after a storm had closed it for four days.",
    "Mayor Linda Marsh said that 112 ships had waited outside the breakwater since Thursday.",
    "“Unemployment in the port fell to 4 percent last year,” she told reporters on the quay.",
    "The harbour master, Tom Reyes, promised that dredging would be finished before the winter.",
    "Fishermen said they had lost about a third of the season’s catch, and asked the council for help.",
)
TEXT = "Harbour reopens after storm\n\n" + "\n\n".join(LINES) + "\n"
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Harbour reopens after storm - The Harbour Post</title>
<meta property="og:title" content="Harbour reopens after storm">
<meta name="author" content="Ida Holm"><meta property="article:published_time" content="2024-11-18T09:00:00Z">
<link rel="canonical" href="CANONICAL"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Harbour reopens after storm</h1>
{"".join(f"<p>{line}</p>" for line in LINES)}</article><footer>All rights reserved</footer></body></html>"""
GERMAN = (
    "Der Hafen von Port Anselm ist am Montag nach vier Tagen wieder geöffnet worden. Bürgermeisterin Linda "
    "Marsh sagte, dass 112 Schiffe vor der Mole gewartet hätten. Die Fischer baten den Rat um Hilfe.\n"
)


def raw(
    body: bytes, *, origin: str = "sample", url: str = "", charset: str = "", characters: int = 2_000_000
) -> Raw:
    """The body as a reader gets it."""
    return Raw(io.BytesIO(body), origin, Limits(characters=characters), url=url, charset=charset)
