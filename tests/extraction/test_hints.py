"""What the cue tells about a statement: promises, stances, questions."""

from __future__ import annotations

import pytest

from tests.extraction.reading import drafts


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The council vowed to plant 400 trees.", "promise"),
        ("Trump said he could end the war in 24 hours.", "promise"),
        ("The ministry said it would build nine hospitals.", "promise"),
        ("The ministry said it had closed the old hospital.", "fact"),
        ("Ada Byron praised the courage of the crew.", "opinion"),
        ("Critics slammed the plan.", "opinion"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    (draft,) = drafts(text)
    assert draft.score.kind == kind


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Ada Byron congratulated Ben Carter on his victory.", "takes a side, states nothing"),
        ("Ada Byron announced the winner of the prize.", "names a thing, states nothing"),
        ("Ada Byron asked whether the bridge was safe.", "a question"),
    ],
)
def test_what_states_nothing_says_so_and_leads_no_queue(text: str, reason: str) -> None:
    (draft,) = drafts(text)
    assert reason in draft.score.reasons
    assert not draft.score.checkworthy


def test_a_figure_is_a_statement_even_without_a_verb() -> None:
    (draft,) = drafts("The council announced a budget of 300 million euros.")
    assert not [reason for reason in draft.score.reasons if "states nothing" in reason]
