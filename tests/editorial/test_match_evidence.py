"""What is the same, and what only sounds like it: by words alone, and by words and meaning."""

import numpy as np
import pytest

from claims.editorial.likeness import vectors
from claims.editorial.likeness.pool import Known, Pool

SAME = [
    ("end war in 24 hours", "he would end the war in Ukraine in a day"),
    ("end the conflict in Ukraine in 24 hours", "make peace in Ukraine within 24 hours once elected"),
    ("unemployment in the port fell to 4 percent", "unemployment in the port fell to 4 per cent last year"),
    ("the council will build 300 homes by 2027", "300 homes will be built by the council by 2027"),
    ("the US gave Ukraine $350 billion", "we have given Ukraine 350 billion dollars"),
    (
        "the US has sent Ukraine more than $64.1bn in military assistance since 2022",
        "the United States has provided more than $64 billion in military assistance since February 2022",
    ),
    ("the port handled 1.2m containers in 2023", "the port handled 1,200,000 containers in 2023"),
    ("unemployment fell by five percent", "unemployment fell by 5%"),
]
APART = [
    ("end war in 24 hours", "end the war in Gaza"),
    ("end war in 24 hours", "end the war in 24 minutes"),
    ("end the war in Ukraine in 24 hours", "end the war in Gaza in 24 hours"),
    ("end war in 24 hours", "stop the fighting in 5 days"),
    ("unemployment fell 5%", "unemployment rose 5%"),
    ("unemployment fell 5%", "unemployment fell 9%"),
    ("the US has given $60bn in military aid", "the US has given $90 billion in military aid"),
    ("the US gave Ukraine $5m in military aid", "the US gave Ukraine $5bn in military aid"),
    ("the US gave military aid to Ukraine", "the United States gave military aid to Israel"),
    ("unemployment fell in 2019", "unemployment fell in 2021"),
    ("China will not attack Taiwan while I am president", "China will attack Taiwan while I am president"),
    ("the council will build 300 homes by 2027", "the council will build 500 homes by 2027"),
    ("taxes were cut for the middle class", "taxes were raised for the middle class"),
    ("taxes were cut for the middle class", "the border wall is almost finished"),
]


def odds(one: str, other: str, *, meaning: bool) -> float:
    """The larger of the two directions, for statements of one speaker."""
    encoder = vectors.encoder() if meaning else None
    found = []
    for text, known in ((one, other), (other, one)):
        rows = encoder.encode([known]) if encoder else None
        pool = Pool([Known(known)], vectors=rows, frequency=lambda term: 0.001)
        found.append(pool.log_odds(text, encoder.encode([text])[0] if encoder else None)[0])
    return float(np.max(found)) + 1.0


@pytest.mark.parametrize("meaning", [True, False])
@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_in_other_words_is_the_same(one: str, other: str, meaning: bool) -> None:
    assert odds(one, other, meaning=meaning) > 0


@pytest.mark.parametrize("meaning", [True, False])
@pytest.mark.parametrize(("one", "other"), APART)
def test_another_figure_direction_place_or_a_negation_is_not_the_same(
    one: str, other: str, meaning: bool
) -> None:
    assert odds(one, other, meaning=meaning) < 0
