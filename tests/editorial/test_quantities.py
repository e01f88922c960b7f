"""Figures are read as amounts; rounding makes no difference, another amount does."""

import math

import pytest

from claims.editorial.likeness.quantities import any_same, quantities

SAME = [
    ("$64.1bn", "more than $64 billion"),
    ("5 per cent", "5%"),
    ("five percent", "5 pct"),
    ("5%", "5.2 percent"),
    ("1.2m", "1,243,000"),
    ("5k", "5,000"),
    ("5 thousand", "5,000"),
    ("more than $60bn", "64.1 billion"),
    ("nearly 70 million", "66m"),
    ("60 to 70 billion", "$60bn"),
    ("between 5 and 10 percent", "5%"),
]
APART = [
    ("5%", "7%"),
    ("5%", "5 ferries"),
    ("$60bn", "$90bn"),
    ("$5m", "$5bn"),
    ("300 homes", "310 homes"),
    ("1 million", "1.4 million"),
    ("more than $60bn", "$90bn"),
    ("more than $64bn", "$60bn"),
    ("in 2022", "2,022 homes"),
    ("the G7", "7 ferries"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_amount_is_known_however_it_is_written(one: str, other: str) -> None:
    assert any_same(quantities(one)[0], quantities(other)[0])


@pytest.mark.parametrize(("one", "other"), APART)
def test_another_amount_is_another(one: str, other: str) -> None:
    assert not any_same(quantities(one)[0], quantities(other)[0])


def test_a_year_is_no_amount() -> None:
    assert quantities("since 2022") == (frozenset(), frozenset({"2022"}))


@pytest.mark.parametrize("text", ["1.2.3", "9" * 400, "0", "0%", "1,,2", "$", "²", "٣"])
def test_odd_figures_break_nothing(text: str) -> None:
    amounts, _ = quantities(text)
    assert any_same(amounts, amounts) == bool(amounts)
    assert all(math.isfinite(amount.value) for amount in amounts)
