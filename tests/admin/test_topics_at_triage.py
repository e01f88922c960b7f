"""A topic narrows the queue: to what is said, to what the article is about, to what was promoted to its claims."""

from __future__ import annotations

import pytest

from claims.editorial import triage
from claims.models import Candidate, Topic
from tests.admin.client import desk_of, text_of
from tests.factories import (
    ada,
    make_article,
    make_candidate,
    make_claim,
    make_revision,
    make_speaker,
    make_topic,
)


def about(topic: Topic) -> list[str]:
    return sorted(Candidate.objects.all().about(topic).values_list("statement", flat=True))


def test_the_words_of_a_topic_are_looked_for_in_what_was_said() -> None:
    make_candidate(statement="rents doubled in the old town")
    make_candidate(statement="the bridge is closed")
    assert about(make_topic("Housing", words="rent, flats")) == ["rents doubled in the old town"]


def test_and_in_the_titles_of_articles() -> None:
    housed = make_revision(article=make_article(title="Rents debated in council"))
    make_candidate(statement="it doubled", revision=housed)
    make_candidate(statement="the bridge is closed")
    assert about(make_topic("Housing", words="rent")) == ["it doubled"]


def test_a_phrase_is_one_thing() -> None:
    make_candidate(statement="peace talks begin on Monday")
    make_candidate(statement="he talks about inner peace")
    assert about(make_topic("War", words="peace talks")) == ["peace talks begin on Monday"]


def test_without_words_its_name_is_looked_for() -> None:
    make_candidate(statement="the ferries are late")
    make_candidate(statement="the bridge is closed")
    assert about(make_topic("Ferries")) == ["the ferries are late"]


def test_what_was_promoted_to_one_of_its_claims_belongs_to_it() -> None:
    candidate, topic = make_candidate(statement="it fell", speaker=make_speaker()), make_topic("Work")
    claim = make_claim(speaker=make_speaker())
    claim.topics.add(topic)
    triage.promote(candidate=candidate, actor=ada(), claim=claim)
    page = text_of(desk_of(ada()).get("/admin/triage/?topic=work&state=promoted"))
    assert "it fell" in page


def test_the_desk_offers_the_topics_and_counts_what_matches() -> None:
    make_topic("Housing", words="rent")
    make_candidate(statement="rents doubled in the old town")
    make_candidate(statement="the bridge is closed")
    page = text_of(desk_of(ada()).get("/admin/triage/?topic=housing"))
    assert "rents doubled" in page
    assert "the bridge is closed" not in page
    assert "1 match · 2 waiting in all" in page


@pytest.mark.parametrize("words", [',,"', '"rent', "the", "rent' & | ! :*", "<script>"])
def test_words_of_any_sort_are_no_error(words: str) -> None:
    make_candidate(statement="the bridge is closed")
    assert about(make_topic("Anything", words=words)) in ([], ["the bridge is closed"])
