"""A short soak: real services, real workers killed at random, a server with faults. Every article once."""

from pathlib import Path

from tests.soak.run import Soak
from tests.soak.site import Sites


def test_every_article_is_stored_and_extracted_once_whatever_dies(tmp_path: Path) -> None:
    sites = Sites(feeds=8, articles=120, hosts=8)
    assert sites.bad
    assert sites.copies
    soak = Soak(tmp_path, sites, say=lambda text: None)
    try:
        soak.begin()
        out = soak.run(seconds=420, kill_every=6)
    finally:
        soak.close()
        sites.close()
    assert out.faults == []
    assert out.kills >= 2
    assert out.copies >= 1
    assert out.stored == len(sites.good)
