"""Pages are light: with stylesheet and fonts no more than 60 KB, and nothing from elsewhere."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import (
    ben,
    make_appearance,
    make_article,
    make_claim,
    make_published_review,
    make_revision,
)

STATIC = Path(settings.BASE_DIR) / "templates" / "static" / "claims" / "public"


@pytest.mark.parametrize("path", ["/", "/claims/", "/claims/main/", "/speakers/linda-marsh/"])
def test_a_full_page_weighs_little(client: Client, path: str) -> None:
    main = make_claim(slug="main")
    for n in range(20):
        make_appearance(main, revision=make_revision(article=make_article()), confirmed_by=ben())
        make_published_review(make_claim(f"the port is full for the {n}th time"))
    make_published_review(main, body="A sentence of some length about the port. " * 150)
    sent = client.get(path, headers={"accept-encoding": "gzip"})
    weight = len(sent.content) + sum(file.stat().st_size for file in STATIC.glob("*.woff2"))
    weight += (STATIC / "public.css").stat().st_size
    assert weight < 60_000
    page = re.sub(r"<textarea.*?</textarea>", "", client.get(path).content.decode(), flags=re.DOTALL)
    assert not re.findall(r'<(?:script src|img|iframe|link rel="stylesheet" href="http)', page)
    assert " style=" not in page
