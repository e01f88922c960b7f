"""What a site's robots.txt allows us (RFC 9309). Fetching it is the caller's work."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from protego import Protego

LONGEST = 500_000  # characters; the standard asks for at least 500 kibibytes
LONGEST_PAUSE = 60.0  # seconds between requests; what asks for more would never be read


def robots_url(url: str) -> str:
    """Where the rules for this address stand."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))


def may_fetch(robots: str, url: str, user_agent: str) -> bool:
    """Do the rules let us read this address?"""
    return bool(Protego.parse(robots[:LONGEST]).can_fetch(url, user_agent))


def pause_of(robots: str, user_agent: str) -> float:
    """Seconds between two requests that the rules ask for; 0.0 where they ask for none."""
    delay = Protego.parse(robots[:LONGEST]).crawl_delay(user_agent)
    return min(float(delay or 0.0), LONGEST_PAUSE)
