"""Whom we asked, and what they answered, stands with the review."""

from datetime import date

from django.test import Client

from claims.models import RightOfReply
from tests.factories import ada, make_claim, make_published_review


def test_the_answer_is_shown_in_their_words(client: Client) -> None:
    claim = make_claim()
    review = make_published_review(claim).review
    RightOfReply.objects.create(
        review=review,
        asked_whom="The mayor's office",
        asked_how="by e-mail",
        asked_on=date(2024, 11, 20),
        answer="We stand by the figure.",
        answered_on=date(2024, 11, 21),
        recorded_by=ada(),
    )
    page = client.get(f"/claims/{claim.slug}/").content.decode()
    assert "We asked The mayor&#x27;s office on 20 November 2024; answered on 21 November 2024" in page
    assert "We stand by the figure." in page


def test_silence_is_told(client: Client) -> None:
    claim = make_claim()
    review = make_published_review(claim).review
    RightOfReply.objects.create(
        review=review,
        asked_whom="The mayor's office",
        asked_how="by e-mail",
        asked_on=date(2024, 11, 20),
        answer_until=date(2024, 11, 22),
        recorded_by=ada(),
    )
    page = client.get(f"/claims/{claim.slug}/").content.decode()
    assert "We asked for an answer by 22 November 2024; none has come." in page
