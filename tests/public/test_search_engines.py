"""Search engines are told every page worth finding, and where not to go."""

import re

from django.test import Client
from django.utils import timezone

from tests.factories import make_claim, make_draft, make_published_review, make_topic


def test_every_address_in_the_sitemaps_answers(client: Client) -> None:
    claim = make_claim()
    claim.topics.add(make_topic())
    make_published_review(claim)
    make_draft(make_claim(slug="secret"))
    found = []
    for section in re.findall(r"<loc>([^<]+)</loc>", client.get("/sitemap.xml").content.decode()):
        listed = client.get(section.replace("http://testserver", "")).content.decode()
        found += re.findall(r"<loc>http://localhost:8000([^<]*)</loc>", listed)
    assert {"/", f"/claims/{claim.slug}/", "/speakers/linda-marsh/", "/topics/economy/"} <= set(found)
    assert "secret" not in " ".join(found)
    assert [path for path in found if client.get(path).status_code != 200] == []


def test_sitemaps_say_when_a_claim_was_published_last(client: Client) -> None:
    day = (make_published_review(make_claim()).published_at or timezone.now()).isoformat()
    assert f"<lastmod>{day}</lastmod>" in client.get("/sitemap-claims.xml").content.decode()
    assert f"sitemap-claims.xml</loc><lastmod>{day}</lastmod>" in client.get("/sitemap.xml").content.decode()


def test_robots_are_kept_from_the_desk(client: Client) -> None:
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in robots
    assert "Sitemap: http://localhost:8000/sitemap.xml" in robots


def test_a_page_names_its_one_address(client: Client) -> None:
    page = client.get("/claims/?order=said").content.decode()
    assert '<link rel="canonical" href="http://localhost:8000/claims/">' in page
