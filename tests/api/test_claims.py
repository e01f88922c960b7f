"""/claims/: published claims with their verdict."""

from datetime import date, timedelta

from django.utils import timezone

from claims.models import ReviewVersion, act_as
from tests.api.ask import ask, slugs
from tests.factories import (
    ada,
    make_appearance,
    make_article,
    make_claim,
    make_outlet,
    make_published_review,
    make_rating,
    make_revision,
    make_speaker,
    make_topic,
)


def test_a_claim_in_the_list_says_who_what_when_and_the_verdict() -> None:
    claim = make_claim(said_on=date(2024, 11, 18))
    make_published_review(claim)
    [row] = ask("claims/")["results"]
    assert row["headline"] == "Marsh: unemployment in the port fell to 4 percent"
    assert row["speaker"]["name"] == "Linda Marsh"
    assert row["said_on"] == "2024-11-18"
    assert row["review"]["rating"]["label"] == "False"
    assert row["review"]["summary"] == "The labour office counted 6.1 percent."


def test_the_role_is_the_one_held_on_the_day() -> None:
    speaker = make_speaker()
    speaker.affiliations.create(role="Mayor", body="Harbour", start=date(2020, 1, 1), end=date(2024, 12, 31))
    speaker.affiliations.create(role="Minister", body="Ports", start=date(2025, 1, 1))
    make_published_review(make_claim(speaker=speaker, said_on=date(2024, 11, 18)))
    [row] = ask("claims/")["results"]
    assert row["speaker_role"] == "Mayor of Harbour"


def test_an_item_brings_evidence_versions_and_appearances() -> None:
    claim = make_claim()
    make_published_review(claim)
    make_appearance(claim, confirmed_by=ada())
    item = ask(f"claims/{claim.slug}/")
    assert item["review"]["evidence"][0]["title"] == "Labour market in figures"
    assert [version["version"] for version in item["versions"]] == [1]
    [seen] = item["appearances"]
    assert seen["quote"].startswith("Unemployment in the port")
    assert seen["before"].endswith('said on Monday: "')


def test_an_item_is_found_by_its_number_too() -> None:
    claim = make_claim()
    make_published_review(claim)
    assert ask(f"claims/{claim.pk}/") == ask(f"claims/{claim.slug}/")


def test_a_promise_says_when_it_falls_due_and_where_it_stands() -> None:
    today = timezone.localdate()
    late = make_claim("build 300 homes", due_on=today - timedelta(days=1))
    make_published_review(late, rating=make_rating("In the works", scale="promise", maps_to="other"))
    assert ask(f"claims/{late.slug}/")["due"]["state"] == "overdue"


def test_the_newest_published_stands_first() -> None:
    first, second = make_claim("the first"), make_claim("the second")
    make_published_review(first)
    make_published_review(second)
    assert slugs("claims/") == [second.slug, first.slug]
    assert slugs("claims/", ordering="published_at") == [first.slug, second.slug]


def test_claims_are_narrowed_by_who_what_where_and_how_rated() -> None:
    port = make_claim("the port has 4 percent unemployed", said_on=date(2024, 11, 18))
    make_published_review(port)
    port.topics.add(make_topic("Economy"))
    article = make_article(outlet=make_outlet())
    make_appearance(port, revision=make_revision(article=article), confirmed_by=ada())
    school = make_claim("a school a year", speaker=make_speaker("Paul Reed"), kind="promise")
    make_published_review(school, rating=make_rating("True", maps_to="true"))
    narrowed = {
        "speaker": "linda-marsh",
        "topic": "economy",
        "kind": "statistic",
        "rating": "false",
        "maps_to": "false",
        "outlet": "the-harbour-post",
        "said_after": "2024-11-18",
        "said_before": "2024-11-18",
    }
    for name, value in narrowed.items():
        assert slugs("claims/", **{name: value}) == [port.slug], name
    assert slugs("claims/", scale="truth", maps_to="true") == [school.slug]


def test_after_a_correction_the_list_counts_the_new_rating_only() -> None:
    claim = make_claim()
    old = make_published_review(claim)
    with act_as(ada()):
        ReviewVersion.objects.filter(pk=old.pk).update(state="corrected", closed_at=timezone.now())
    make_published_review(claim, rating=make_rating("True", maps_to="true"))
    assert slugs("claims/", maps_to="false") == []
    assert slugs("claims/", maps_to="true") == [claim.slug]
    assert [version["state"] for version in ask(f"claims/{claim.slug}/")["versions"]] == [
        "published",
        "corrected",
    ]
