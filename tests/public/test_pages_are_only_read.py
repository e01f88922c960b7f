"""A page that is asked with any other method than GET and HEAD says so, and names the two."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_claim, make_published_review

pytestmark = pytest.mark.django_db
PAGES = ["home", "claims", "speakers", "promises", "ratings", "corrections", "about", "robots", "sitemap"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "BREW"])
@pytest.mark.parametrize("page", PAGES)
def test_another_method_is_refused_with_those_that_are_allowed(page: str, method: str) -> None:
    answer = Client(enforce_csrf_checks=True).generic(method, reverse(f"public:{page}"))
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


def test_so_does_the_page_of_a_claim() -> None:
    claim = make_claim("end war in 24 hours")
    make_published_review(claim)
    answer = Client(enforce_csrf_checks=True).generic("BREW", reverse("public:claim", args=[claim.slug]))
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
