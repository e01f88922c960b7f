"""The other lists: speakers, articles, appearances, reviews, ratings, topics, outlets, corrections."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from claims.models import Article, Claim, ReviewVersion, act_as
from tests.api.ask import ask, results, slugs
from tests.factories import (
    ada,
    ben,
    make_appearance,
    make_article,
    make_claim,
    make_draft,
    make_outlet,
    make_published_review,
    make_rating,
    make_revision,
    make_speaker,
    make_topic,
)


@pytest.fixture
def claim() -> Claim:
    """A public claim that appears in an article of an outlet."""
    claim = make_claim(said_on=date(2024, 11, 18))
    claim.topics.add(make_topic())
    make_published_review(claim)
    make_appearance(
        claim, revision=make_revision(article=make_article(outlet=make_outlet())), confirmed_by=ada()
    )
    return claim


def test_speakers_have_names_roles_and_a_way_to_wikidata(claim: Claim) -> None:
    claim.speaker.aliases.create(name="Mayor Marsh")
    claim.speaker.affiliations.create(role="Mayor", body="Harbour", start=date(2020, 1, 1))
    [row] = results("speakers/", name="mars")
    assert row["aliases"] == ["Mayor Marsh"]
    assert row["affiliations"] == [{"role": "Mayor", "body": "Harbour", "start": "2020-01-01", "end": None}]
    assert ask("speakers/linda-marsh/") == row


def test_a_speaker_of_drafts_alone_is_not_listed(claim: Claim) -> None:
    make_draft(make_claim(speaker=make_speaker("Paul Reed")))
    assert slugs("speakers/") == ["linda-marsh"]


def test_articles_are_metadata_and_quotations_never_the_text(claim: Claim) -> None:
    [row] = results("articles/", outlet="the-harbour-post", language="en", published_after="2024-11-18")
    assert row["outlet"]["name"] == "The Harbour Post"
    item = ask(f"articles/{row['id']}/")
    [quotation] = item["quotations"]
    assert quotation["claim"] == claim.slug
    assert "text" not in item


def test_an_article_without_a_confirmed_appearance_is_not_listed(claim: Claim) -> None:
    make_revision(article=make_article())
    assert len(results("articles/")) == 1
    assert Article.objects.count() == 2


def test_appearances_are_narrowed_by_claim_speaker_outlet(claim: Claim) -> None:
    for narrowing in ({"claim": claim.slug}, {"speaker": "linda-marsh"}, {"outlet": "the-harbour-post"}):
        assert len(results("appearances/", **narrowing)) == 1
    assert results("appearances/", claim="another") == []


def test_reviews_bring_every_public_version_newest_first(claim: Claim) -> None:
    correct(claim)
    [row] = results("reviews/", claim=claim.slug)
    assert [(v["version"], v["state"]) for v in row["versions"]] == [(2, "published"), (1, "corrected")]


def test_ratings_come_with_their_meaning(claim: Claim) -> None:
    make_rating("Misleading", definition="True words, false picture.", position=9, value=2)
    scale = ask("ratings/truth/")
    assert scale["ratings"][-1]["definition"] == "True words, false picture."
    assert scale["ratings"][0]["value"] is None


def test_topics_and_outlets_are_those_of_public_claims(claim: Claim) -> None:
    make_topic("Secret affairs")
    make_outlet("unread-weekly")
    assert slugs("topics/") == ["economy"]
    assert slugs("outlets/", language="en") == ["the-harbour-post"]


def test_corrections_say_what_was_wrong(claim: Claim) -> None:
    correct(claim)
    [row] = results("corrections/", state="corrected")
    assert (row["claim"], row["version"]) == (claim.slug, 1)
    assert row["reason"] == "The office had published a newer figure."
    assert row["rating"]["label"] == "False"


def test_a_withdrawn_review_is_a_correction_and_no_longer_a_claim(claim: Claim) -> None:
    with act_as(ben()):
        ReviewVersion.objects.update(
            state="withdrawn", withdrawn_reason="We misheard.", closed_at=timezone.now()
        )
    assert results("corrections/", state="withdrawn")[0]["reason"] == "We misheard."
    assert results("claims/") == []


def test_promises_are_narrowed_by_where_they_stand() -> None:
    today, rating = timezone.localdate(), make_rating("In the works", scale="promise", maps_to="other")
    due = {"overdue": -1, "pending": 1}
    made = {state: make_claim(state, due_on=today + timedelta(days=days)) for state, days in due.items()}
    made["undated"] = make_claim("undated", kind="promise")
    made["settled"] = make_claim("settled", due_on=today - timedelta(days=9))
    for state, promise in made.items():
        kept = make_rating("Promise kept", scale="promise", maps_to="other")
        make_published_review(promise, rating=kept if state == "settled" else rating)
    for state, promise in made.items():
        assert slugs("promises/", state=state) == [promise.slug]
        assert ask(f"promises/{promise.slug}/")["due"]["state"] == state


def test_search_forgives_typing_errors_and_reads_quotes_and_names(claim: Claim) -> None:
    for words in ("unemployment port", "unemploymnt", "Linda Marsh", '"fell to 4 percent"'):
        assert slugs("search/", q=words) == [claim.slug], words
    assert slugs("search/", q="locomotive") == []


def test_the_best_hit_stands_first(claim: Claim) -> None:
    better = make_claim("unemployment fell, unemployment fell")
    make_published_review(better)
    rows = results("search/", q="unemployment fell")
    assert rows[0]["slug"] == better.slug
    assert rows[0]["relevance"] > rows[1]["relevance"]


def correct(claim: Claim) -> None:
    """A second version takes the place of the first."""
    with act_as(ada()):
        claim.review.versions.update(state="corrected", closed_at=timezone.now())
    make_published_review(
        claim,
        rating=make_rating("True", maps_to="true"),
        change_note="The office had published a newer figure.",
    )
