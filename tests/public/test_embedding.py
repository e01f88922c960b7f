"""Other sites may frame the small page of a claim and no other; oEmbed tells them how."""

import json
from xml.etree import ElementTree

import pytest
from django.test import Client

from claims.models import Claim
from tests.factories import make_claim, make_published_review

SITE = "http://localhost:8000"


@pytest.fixture
def claim() -> Claim:
    claim = make_claim()
    make_published_review(claim)
    return claim


def test_the_small_page_may_be_framed(client: Client, claim: Claim) -> None:
    answer = client.get(f"/claims/{claim.slug}/embed/")
    assert "X-Frame-Options" not in answer
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "False" in answer.content.decode()
    assert not answer.cookies


@pytest.mark.parametrize("path", ["/", "/claims/", "/claims/{slug}/", "/speakers/linda-marsh/", "/nowhere"])
def test_no_other_page_may(client: Client, claim: Claim, path: str) -> None:
    answer = client.get(path.format(slug=claim.slug))
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_oembed_describes_the_frame(client: Client, claim: Claim) -> None:
    answer = client.get("/oembed", {"url": f"{SITE}/claims/{claim.slug}/", "maxwidth": "400"})
    told = json.loads(answer.content)
    assert (told["version"], told["type"], told["width"]) == ("1.0", "rich", 400)
    assert told["title"] == claim.headline
    assert f'src="{SITE}/claims/{claim.slug}/embed/"' in told["html"]
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_the_page_leads_consumers_to_it(client: Client, claim: Claim) -> None:
    page = client.get(f"/claims/{claim.slug}/").content.decode()
    assert 'type="application/json+oembed"' in page
    address = page.partition('type="application/json+oembed"')[2].partition('href="')[2].partition('"')[0]
    assert client.get(address.removeprefix(SITE)).status_code == 200


@pytest.mark.parametrize(
    "url", ["https://elsewhere.example/claims/x/", f"{SITE}/claims/x/", f"{SITE}/about/"]
)
def test_what_cannot_be_embedded_is_not_found(client: Client, url: str) -> None:
    assert client.get("/oembed", {"url": url}).status_code == 404


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("url=foo", 404, "Only addresses of"),
        ("url=http://[", 400, "no address"),
        (f"url={SITE}/claims/x/", 404, "No published claim"),
        (f"url={SITE}/claims/x/&maxwidth=wide", 400, "maxwidth: "),
        (f"url={SITE}/claims/x/&maxwidth=0", 400, "maxwidth: "),
        ("", 400, "url: "),
    ],
)
def test_what_is_wrong_is_told_to_a_machine_in_json(
    client: Client, query: str, status: int, says: str
) -> None:
    answer = client.get(f"/oembed?{query}")
    told = json.loads(answer.content)
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert (answer.status_code, told["status"]) == (status, status)
    assert says in told["detail"]


@pytest.mark.parametrize(
    ("query", "status"), [("url=<foo>%26", 501), ("url=foo&maxwidth=<b>", 400), ("url=foo&maxwidth=3", 501)]
)
def test_who_asked_for_xml_is_told_in_xml(client: Client, query: str, status: int) -> None:
    answer = client.get(f"/oembed?format=xml&{query}")
    problem = "{urn:ietf:rfc:7807}"
    told = ElementTree.fromstring(answer.content)  # noqa: S314 - ours
    assert answer["Content-Type"] == "application/problem+xml"
    assert told.tag == f"{problem}problem"
    assert (answer.status_code, told.findtext(f"{problem}status")) == (status, str(status))
    assert told.findtext(f"{problem}detail")


def test_another_format_is_not_implemented(client: Client, claim: Claim) -> None:
    wish = {"url": f"{SITE}/claims/{claim.slug}/", "format": "xml"}
    assert client.get("/oembed", wish).status_code == 501
