"""The score of a statement: reasons in words, the same for the same text, however long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.checkworthiness import wordpieces
from claims.extraction.checkworthiness.scoring import score_sentences


def reasons(text: str) -> tuple[str, ...]:
    return score_sentences([text])[0].reasons


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Crime fell by 40 percent.", "states a percentage"),
        ("It cost us £40 a head.", "names a sum of money"),
        ("They closed twelve schools.", "contains a figure"),
        ("Nobody pays more than we do.", "compares quantities"),
        ("The bridge fell in 1958.", "places an event in time"),
        ("We sold it to Canada.", "names a person, place or body"),
        ("I think it was safe.", "marked as opinion"),
        ("I promise to mend it.", "words of a promise"),
        ("The bridge will fall.", "speaks of the future"),
    ],
)
def test_the_reasons_are_what_an_editor_would_point_at(text: str, reason: str) -> None:
    assert reason in reasons(text)


def test_facts_rank_above_opinions_and_courtesies() -> None:
    ranked = [
        "We cut the deficit by 40 percent in four years.",
        "The governor vetoed the bill on crime.",
        "I think that is a wonderful idea.",
        "Good evening.",
    ]
    scores = [score.checkworthiness for score in score_sentences(ranked)]
    assert scores == sorted(scores, reverse=True)


def test_a_word_unknown_to_the_debates_is_read_by_its_neighbours() -> None:
    flu, covid, sofa = wordpieces.vectors(["influenza", "covid", "sofa"])
    assert covid.any()
    assert float(flu @ covid) > float(sofa @ covid)


@given(st.lists(st.text(), max_size=5))
def test_any_text_has_a_score_that_does_not_depend_on_its_neighbours(texts: list[str]) -> None:
    together = score_sentences(texts)
    assert together == [score_sentences([text])[0] for text in texts]
    assert all(0 <= score.checkworthiness <= 1 for score in together)


@pytest.mark.parametrize("part", ["1,", "word ", "a", "will also ", "? ", "“", "more 1. ", "willfully "])
def test_a_paragraph_of_200_000_characters_is_scored_like_any_other(part: str) -> None:
    # Work that grows with the square of the length would hold this test up for minutes.
    (score,) = score_sentences([part * (200_000 // len(part))])
    assert 0 <= score.checkworthiness <= 1
