"""Wrong letters are forgiven by the words that the record consists of: at once, and when workers have learnt them."""

from __future__ import annotations

import pytest
from django.utils import timezone

from claims.editorial import retrieval, vocabulary
from claims.models import Claim, ExternalReview, Unlearnt, Word
from claims.models.vocabulary import likely
from claims.tasks import learn_words
from tests.factories import make_claim, make_speaker


def found(words: str) -> list[str]:
    return [claim.wording for claim in Claim.objects.search(words).order_by("-relevance")]


@pytest.fixture(params=["not yet learnt", "learnt"])
def learnt(request: pytest.FixtureRequest) -> None:
    make_claim("the harbour is closed", speaker=make_speaker("Ottokar Zebedee"))
    make_claim("taxes will rise", speaker=make_speaker("Linda Marsh"))
    if request.param == "learnt":
        learn_words()
        assert not Unlearnt.objects.exists()


@pytest.mark.parametrize(
    "words", ["harbuor", "Zebedeee", "harbuor closd", "harbuor Otokar", "the harbuor", "Harbuor, closd"]
)
@pytest.mark.usefixtures("learnt")
def test_a_claim_is_found_by_words_with_wrong_letters(words: str) -> None:
    assert found(words) == ["the harbour is closed"]


@pytest.mark.parametrize(
    "words", ["quixotry", "harbuor quixotry", "harbuor 12", "harbuor taxs", '"harbuor"', "harbuor -closed"]
)
@pytest.mark.usefixtures("learnt")
def test_what_nobody_said_is_not_found(words: str) -> None:
    assert found(words) == []


@pytest.mark.usefixtures("learnt")
def test_matching_reads_claims_that_share_the_word_that_was_meant() -> None:
    rows = retrieval.sharing_letters(retrieval.known_claims(), "wording", "closing the harbuor", 5)
    assert [claim.wording for claim in rows] == ["the harbour is closed"]


def test_a_changed_wording_is_learnt_and_one_that_stays_is_not_learnt_again() -> None:
    claim = make_claim("the harbour is closed")
    learn_words()
    claim.kind = "promise"
    claim.save()
    assert not Unlearnt.objects.exists()
    claim.wording = "the aqueduct is closed"
    claim.save()
    learn_words()
    assert likely(["aquedukt", "harbuor"]) == {"aquedukt": ["aqueduct"], "harbuor": ["harbour"]}


def test_words_of_other_publishers_count_and_numbers_and_addresses_do_not() -> None:
    said = "Turnips cost 4000 crowns, says www.example.org or someone@example.org"
    ExternalReview.objects.create(
        key="1",
        publisher="Desk",
        url="https://desk.example",
        claim_text=said,
        rating_text="No",
        last_read_at=timezone.now(),
    )
    vocabulary.learn_words()
    assert set(Word.objects.values_list("word", flat=True)) == {"turnips", "cost", "crowns", "says"}


def test_rows_written_past_the_triggers_are_learnt_on_demand() -> None:
    make_claim("the harbour is closed")
    Unlearnt.objects.all().delete()
    assert likely(["harbuor"]) == {"harbuor": []}
    vocabulary.learn_everything()
    assert likely(["harbuor"]) == {"harbuor": ["harbour"]}


def test_more_than_a_batch_is_learnt_in_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "BATCH", 2)
    for word in ("harbour", "aqueduct", "turnips"):
        Unlearnt.objects.create(text=word)
    assert vocabulary.learn_words()
    assert not vocabulary.learn_words()
    assert Word.objects.count() == 3
