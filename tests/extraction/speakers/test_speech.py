"""A speech belongs to one person from its heading on."""

from __future__ import annotations

from tests.extraction.speakers.reading import names


def test_i_is_the_one_who_gave_the_speech() -> None:
    (only,) = names(
        "Remarks by Clara Olsen at the harbour\n\n"
        "I thank you all. [1:I] believe {1:our bridge will stand}. We built it, you and I."
    )
    assert only == "Clara Olsen"
