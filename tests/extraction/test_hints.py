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
        ("Ada Byron said she would not raise the rent.", "promise"),
        ("Ada Byron said she would marry in the town hall.", "promise"),
        ("Ada Byron said she would consider the plan.", "fact"),
        ("Ada Byron said they could lose the harbour by May.", "fact"),
        ("The ministry said it would take 20 months.", "statistic"),
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


@pytest.mark.parametrize(
    "text",
    [
        "Ben Carter said he could end the strike in 24 hours.",
        "The council applauded Ben Carter’s claim that he could end the strike “in 24 hours”.",
        "Ben Carter said that if elected he would end the strike within a week.",
        "“We will plant 400 trees by 2030,” Ada Byron said.",
        "The council vowed to plant 400 trees by 2030.",
        "The ministry said it would build nine hospitals by 2030.",
        "Ada Byron said she would not raise the rent before 2030.",
        "Ben Carter said he’d publish the figures within a week.",
    ],
)
def test_a_promise_with_a_deadline_is_worth_checking(text: str) -> None:
    draft = drafts(text)[-1]
    assert draft.score.checkworthy
    assert draft.score.checkworthiness >= 0.6
    assert "a promise with a deadline" in draft.score.reasons


@pytest.mark.parametrize(
    "text",
    [
        "Ada Byron said the neighbours would build a new bridge by 2030.",
        "Ada Byron said it would close the bridge by 2030.",
        "“He will build the bridge by 2030,” Ada Byron said.",
        "Ada Byron denied that she would close the bridge by 2030.",
        "Ada Byron did not promise to build the bridge by 2030.",
        "Ada Byron said she would build a bridge.",
        "Ada Byron said she would be there in 24 hours.",
    ],
)
def test_what_others_plan_or_has_no_deadline_is_not_lifted(text: str) -> None:
    assert [d for d in drafts(text) if "a promise with a deadline" in d.score.reasons] == []
