"""The factories give whole rows that every rule of the database accepts."""

from claims.models import Claim
from tests import factories


def test_a_published_review_is_public() -> None:
    version = factories.make_published_review()
    assert version.state == "published"
    assert version.authors == [factories.ada().pk]
    assert Claim.objects.published().get() == version.review.claim


def test_a_candidate_stands_where_its_quote_stands() -> None:
    candidate = factories.make_candidate()
    assert candidate.revision.text[candidate.start : candidate.end] == candidate.quote


def test_an_appearance_lies_inside_its_text() -> None:
    appearance = factories.make_appearance(factories.make_claim(), confirmed_by=factories.ada())
    assert appearance.revision.text[appearance.start : appearance.end] == appearance.quote


def test_the_cast_has_the_rights_of_its_roles() -> None:
    assert factories.ada().has_perm("claims.submit_review")
    assert not factories.ada().has_perm("claims.approve_review")
    assert factories.ben().has_perm("claims.approve_review")
    assert not factories.cleo().is_staff
