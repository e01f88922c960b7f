"""Reviews of other publishers take part in matching like our own claims, and stay theirs."""

from claims.editorial.external import similar_reviews, store_external_reviews
from claims.ingest.claimreview import ReviewDraft
from claims.models import Speaker
from tests.factories import make_speaker


def checked(claim: str, claimant: str = "") -> None:
    url = f"https://checkers.example/{abs(hash(claim))}"
    draft = ReviewDraft("The Checkers", url, claim, "Half true", claimant=claimant)
    store_external_reviews(drafts=[draft], read_from="a test")


def found(statement: str, speaker: Speaker | None = None) -> list[tuple[str, bool]]:
    matches = similar_reviews(statement=statement, speaker=speaker)
    return [(match.review.claim_text, match.is_same) for match in matches]


def test_a_review_is_found_in_other_words() -> None:
    checked("Donald Trump will end the war in Ukraine in 24 hours")
    checked("The mayor was born in Ireland")
    assert found("end the Ukraine war in a day") == [
        ("Donald Trump will end the war in Ukraine in 24 hours", True)
    ]


def test_another_figure_and_the_opposite_are_not_the_same() -> None:
    checked("Unemployment in the port fell by 5 percent")
    assert not any(same for _, same in found("unemployment in the port rose by 5 percent"))
    assert not any(same for _, same in found("unemployment in the port fell by 9 percent"))
    assert any(same for _, same in found("unemployment in the port fell by 5 per cent"))


def test_what_another_person_claimed_is_less_alike() -> None:
    checked("Unemployment in the port fell by 5 percent", claimant="Linda Marsh")
    said = "port unemployment dropped 5 percent"
    theirs = similar_reviews(statement=said, speaker=make_speaker("Paul Reed"))
    hers = similar_reviews(statement=said, speaker=make_speaker("Linda Marsh"))
    assert [match.score for match in theirs] < [match.score for match in hers]


def test_a_statement_of_stop_words_finds_nothing() -> None:
    checked("Unemployment halved")
    assert similar_reviews(statement="the of and") == []
