"""An excerpt stands in one pair of quotation marks, whether or not its editor typed them."""

import pytest

from claims.public.tags import unquoted


@pytest.mark.parametrize(
    "typed", ["“4.1 percent”", '"4.1 percent"', "„4.1 percent“", "«4.1 percent»", "4.1 percent"]
)
def test_marks_around_the_whole_are_left_to_the_page(typed: str) -> None:
    assert unquoted(f" {typed}\n").strip() == "4.1 percent"


@pytest.mark.parametrize("typed", ["“Yes” and “no”", '"Yes" and "no"', "He said “no”", "“", ""])
def test_marks_of_a_part_stay(typed: str) -> None:
    assert unquoted(typed) == typed
