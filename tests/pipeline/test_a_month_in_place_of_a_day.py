"""An article that names a month and no day: the month is kept and shown, and no day is made of it anywhere."""

from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from claims import pipeline
from claims.editorial.claimreview import claim_review
from claims.extraction.documents import documents_of
from claims.extraction.extract import Document
from claims.ingest.clean import make_draft
from claims.models import Article, Candidate
from claims.models.published import whole_claims
from tests.factories import (
    TEXT,
    ben,
    make_appearance,
    make_article,
    make_claim,
    make_published_review,
    make_revision,
)


def test_a_candidate_of_it_was_said_on_no_known_day() -> None:
    text = 'Mayor Linda Marsh said: "We will build 300 homes within 24 hours."'
    draft = make_draft(text, origin="a.jsonl", url="https://news.example/a", published_in="2024-11")
    stored = pipeline.store_draft(draft)
    pipeline.extract_revision(revision_id=stored.revision_id)
    article = Article.objects.get()
    assert (article.published_on, article.published_in, article.published) == (
        None,
        "2024-11",
        "November 2024",
    )
    assert Candidate.objects.get().due_on is None


def test_a_later_text_that_names_the_day_replaces_it() -> None:
    url = "https://news.example/a"
    pipeline.store_draft(make_draft(TEXT, origin="a", url=url, published_in="2024-11"))
    pipeline.store_draft(make_draft(TEXT + "More.", origin="a", url=url, published_on=date(2024, 11, 18)))
    article = Article.objects.get()
    assert (article.published_on, article.published_in) == (date(2024, 11, 18), "")
    pipeline.store_draft(make_draft(TEXT + "Yet more.", origin="a", url=url, published_in="2024-11"))
    assert Article.objects.get().published_on == date(2024, 11, 18)


def test_readers_and_machines_see_the_month(client: Client) -> None:
    article = make_article(published_on=None, published_in="2024-11")
    claim = make_claim(said_on=None)
    make_appearance(claim, revision=make_revision(article=article), said_on=None, confirmed_by=ben())
    make_published_review(claim)
    assert "November 2024" in client.get(f"/articles/{article.pk}/").content.decode()
    row = client.get(f"/api/v1/articles/{article.pk}/").json()
    assert (row["published_on"], row["published_in"]) == (None, "2024-11")
    item = claim_review(whole_claims().get())["itemReviewed"]
    assert item["firstAppearance"]["datePublished"] == "2024-11"


@pytest.mark.parametrize("wrong", [{"published_on": date(2024, 11, 18)}, {"published_in": "2024-13"}])
def test_the_database_takes_a_day_or_a_period_and_never_both(wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match="article_day_or_period"), transaction.atomic():
        make_article(**{"published_on": None, "published_in": "2024-11", **wrong})


def test_extraction_alone_reads_such_a_line_too(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"id": 1, "text": "x", "date": "2024-11"}\n', "utf-8")
    [document] = documents_of(file)
    assert isinstance(document, Document)
    assert document.date is None
