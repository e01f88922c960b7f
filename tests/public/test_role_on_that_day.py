"""A speaker is shown with the role held on the day, not with today's."""

from datetime import date

from django.test import Client

from claims.models import Affiliation
from tests.factories import ben, make_appearance, make_claim, make_published_review, make_speaker


def test_the_role_is_that_of_the_day(client: Client) -> None:
    linda = make_speaker()
    Affiliation.objects.create(speaker=linda, role="Mayor", body="Harbour", end=date(2024, 12, 31))
    Affiliation.objects.create(speaker=linda, role="Minister", body="Transport", start=date(2025, 1, 1))
    claim = make_claim(speaker=linda, said_on=date(2024, 11, 18))
    make_appearance(claim, confirmed_by=ben(), said_on=date(2025, 3, 1))
    make_published_review(claim)
    page = client.get(f"/claims/{claim.slug}/").content.decode()
    byline = page.partition('class="byline"')[2].partition("</p>")[0]
    assert "Mayor of Harbour at the time" in byline
    assert "Minister" not in byline
    appearance = page.partition('id="where"')[2].partition("<blockquote")[0]
    assert "Minister of Transport" in appearance


def test_an_unknown_day_has_no_role(client: Client) -> None:
    linda = make_speaker()
    Affiliation.objects.create(speaker=linda, role="Mayor", body="Harbour")
    claim = make_claim(speaker=linda, said_on=None)
    make_published_review(claim)
    assert "Mayor" not in client.get(f"/claims/{claim.slug}/").content.decode()
