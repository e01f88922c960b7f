"""Seen before? The speaker's own claim is found in other words; another's promise is not taken for it."""

import pytest

from claims.editorial import matching, meaning, retrieval
from claims.editorial.likeness import vectors
from claims.models import Claim, Speaker
from tests.factories import make_claim, make_speaker


def trump() -> Speaker:
    return make_speaker("Donald Trump", short_name="Trump")


def with_vectors() -> None:
    encoder = vectors.encoder()
    assert encoder is not None
    meaning.store_vectors(list(Claim.objects.order_by("id")), encoder)


def found(statement: str, speaker: Speaker | None = None) -> list[tuple[str, bool]]:
    matches = matching.similar_claims(statement=statement, speaker=speaker)
    return [(match.claim.wording, match.is_same) for match in matches]


@pytest.mark.parametrize("meaning", [True, False])
def test_a_promise_is_found_in_other_words(meaning: bool) -> None:
    make_claim("end war in 24 hours", speaker=trump())
    make_claim("end inflation", speaker=trump())
    if meaning:
        with_vectors()
    assert found("he could bring peace to Ukraine within a day", trump())[0][0] == "end war in 24 hours"
    assert found("end the war in Ukraine in a day", trump())[0] == ("end war in 24 hours", True)


@pytest.mark.parametrize("meaning", [True, False])
def test_a_figure_given_more_exactly_is_the_same_claim(meaning: bool) -> None:
    department = make_speaker("State Department")
    wording = (
        "the United States has provided more than $64 billion in military assistance since February 2022"
    )
    make_claim(wording, speaker=department)
    make_claim("the United States has provided more than $90 billion in aid", speaker=department)
    if meaning:
        with_vectors()
    exact = (
        "Since Russian troops marched into Ukraine in 2022, the US has sent the country more than "
        "$64.1bn in military assistance"
    )
    same = [known for known, is_same in found(exact, department) if is_same]
    assert same == [wording]


@pytest.mark.parametrize("share", [None, 0.00001])
def test_the_promise_of_another_is_not_the_same(share: float | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor in a large record, where the words that both share are rare."""
    if share is not None:
        monkeypatch.setattr(retrieval, "frequency_among", lambda *_: lambda _term: share)
    make_claim("end war in 24 hours", speaker=make_speaker("Linda Marsh"))
    matches = found("end the war in 24 hours", trump())
    assert matches == [("end war in 24 hours", False)]


def test_another_war_is_not_the_same() -> None:
    make_claim("end the war in Ukraine in 24 hours", speaker=trump())
    assert not any(same for _, same in found("end the war in Gaza", trump()))


def test_a_word_with_a_typing_error_is_found_by_its_letters() -> None:
    make_claim("unemployment halved", speaker=trump())
    rows = retrieval.sharing_letters(retrieval.known_claims(), "wording", "unemploymnet halvd", 5)
    assert [claim.wording for claim in rows] == ["unemployment halved"]


def test_meaning_alone_finds_a_claim_that_shares_no_word() -> None:
    make_claim("cars are banned from the market square", speaker=trump())
    assert found("vehicles may not enter downtown", trump()) == []
    with_vectors()
    assert [wording for wording, _ in found("vehicles are prohibited in the town centre", trump())]


def test_a_merged_claim_is_not_proposed() -> None:
    kept = make_claim("end war in 24 hours", speaker=trump())
    make_claim("end the war within 24 hours", speaker=trump(), merged_into=kept)
    assert [wording for wording, _ in found("end war in 24 hours", trump())] == ["end war in 24 hours"]


@pytest.mark.parametrize(
    "text",
    ["", "war", "the of and", "Слава Україні", "word " * 20_000, "'a' & | ! \\", "\u2028", "!!!", "5%"],
)
def test_any_statement_gets_an_answer(text: str) -> None:
    make_claim("end war in 24 hours", speaker=trump())
    assert len(matching.similar_claims(statement=text, quote=text, speaker=trump())) <= 5
