"""The picture that other sites show beside a link to a claim."""

from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from claims.models import Rating
from tests.factories import make_claim, make_published_review, make_rating


@pytest.mark.parametrize("shape", Rating.Shape.values)
def test_it_is_a_png_of_the_size_that_is_announced(client: Client, shape: str) -> None:
    claim = make_claim()
    make_published_review(claim, rating=make_rating(shape.title(), shape=shape, colour="#aa1122"))
    answer = client.get(f"/claims/{claim.slug}/card.png")
    picture = Image.open(BytesIO(answer.content))
    assert (answer["Content-Type"], picture.format, picture.size) == ("image/png", "PNG", (1200, 630))
    assert (170, 17, 34) in {colour for _, colour in picture.convert("RGB").getcolors(1_000_000) or []}
    assert f"/claims/{claim.slug}/card.png" in client.get(f"/claims/{claim.slug}/").content.decode()


@pytest.mark.parametrize("wording", ["x" * 500, "many words " * 45, "Ελληνικά и кириллица 中文 😀"])
def test_any_wording_can_be_drawn(client: Client, wording: str) -> None:
    claim = make_claim(wording.strip()[:500], slug="long")
    make_published_review(claim)
    assert client.get("/claims/long/card.png").status_code == 200
