"""The list of reviews finds a review by the words of its claim or its speaker, typing errors forgiven."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.admin.client import desk_of, text_of
from tests.factories import ada, make_claim, make_draft, make_speaker

WORDING = "unemployment in the port fell to 4 percent"


def looked_for(text: str) -> str:
    return text_of(desk_of(ada()).get(reverse("admin:claims_review_changelist"), {"q": text}))


@pytest.mark.parametrize("text", ["unemployment port", "unemploymnt", "Linda Marsh", "Marsh unemployment"])
def test_the_review_is_found(text: str) -> None:
    make_draft(make_claim(WORDING, speaker=make_speaker()))
    assert WORDING in looked_for(text)


def test_other_reviews_are_not() -> None:
    make_draft(make_claim(WORDING, speaker=make_speaker()))
    assert WORDING not in looked_for("bees")


def test_no_claim_is_compared_by_parts_of_its_words() -> None:
    make_draft(make_claim(WORDING, speaker=make_speaker()))
    client = desk_of(ada())
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("admin:claims_review_changelist"), {"q": "unemployment"})
    assert not [query for query in queries.captured_queries if "%unemployment%" in query["sql"].lower()]
