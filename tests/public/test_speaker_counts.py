"""A speaker's ratings are counted as numbers beside the bars, with a warning while they are few."""

import re

from django.test import Client

from claims.public.speakers import FEW
from tests.factories import make_claim, make_draft, make_published_review, make_rating, make_speaker


def numbers(page: str) -> dict[str, int]:
    rows = re.findall(r'rating-word">([^<]+)<.*?class="num">(\d+)<', page.partition('class="chart"')[2], re.S)
    return {word: int(number) for word, number in rows}


def test_each_rating_has_its_number_and_zero_is_shown(client: Client) -> None:
    make_rating("True", position=1)
    for label in ("False", "False", "Half true"):
        make_published_review(make_claim(), rating=make_rating(label))
    make_draft(make_claim(), rating=make_rating("Half true"))
    make_published_review(make_claim(speaker=make_speaker("Odd Fellow")), rating=make_rating("False"))
    page = client.get("/speakers/linda-marsh/").content.decode()
    assert numbers(page) == {"False": 2, "Half true": 1, "True": 0}


def test_few_reviews_carry_a_warning(client: Client) -> None:
    for _ in range(FEW - 1):
        make_published_review(make_claim())
    assert "Few reviews." in client.get("/speakers/linda-marsh/").content.decode()
    make_published_review(make_claim())
    assert "Few reviews." not in client.get("/speakers/linda-marsh/").content.decode()
