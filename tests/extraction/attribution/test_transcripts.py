"""Transcripts: what follows `SPEAKER:` are the speaker's own words."""

from __future__ import annotations

from tests.extraction.reading import drafts, rows

DEBATE = """MODERATOR: Good evening. Is the bridge safe?
BYRON: (laughs) The bridge cost 40 million euros. It is safe.
CARTER: Ada Byron said last year that it would cost 30 million.
BYRON: That is not
CARTER: It is what you said."""


def test_each_turn_is_its_speakers() -> None:
    assert rows(DEBATE, "transcript") == [
        ("MODERATOR", ":", "Good evening. Is the bridge safe?"),
        ("BYRON", ":", "The bridge cost 40 million euros. It is safe."),
        ("CARTER", ":", "Ada Byron said last year that it would cost 30 million."),
        ("BYRON", ":", "That is not"),
        ("CARTER", ":", "It is what you said."),
    ]


def test_who_is_quoted_in_a_turn_is_a_second_level() -> None:
    assert ("Ada Byron", "said", "that it would cost 30 million") in rows(DEBATE, "verb")


def test_a_turn_runs_over_paragraphs_to_the_next_label() -> None:
    text = "Ada Byron: The bridge is safe.\n\nIt is open.\nBen Carter: It is not.\nAda Byron: It is."
    assert rows(text)[0] == ("Ada Byron", ":", "The bridge is safe.\n\nIt is open.")


def test_a_long_turn_is_an_attribution_a_sentence() -> None:
    built = "We built nine bridges. We built ten tunnels."
    answer = f"{built} Taxes fell by half. Nobody lost a job. Crime fell by half too."
    found = rows(f"BYRON: {answer}\nCARTER: Is that so?\nBYRON: It is.", "transcript")
    assert [content for _, _, content in found][:2] == ["We built nine bridges.", "We built ten tunnels."]
    assert len(found) == 7


def test_a_statement_of_a_turn_is_worded_as_a_quotation() -> None:
    found = drafts("BYRON: We will build nine hospitals by 2030.\nCARTER: Will you?\nBYRON: Yes.")
    assert found[0].statement == "build nine hospitals by 2030"


def test_a_colon_in_an_article_makes_no_transcript() -> None:
    text = "The verdict: guilty.\nNote: This article was changed.\nThe council met on Monday. It is old."
    assert rows(text) == []


def test_a_label_may_tell_what_somebody_is_and_a_title_is_no_label() -> None:
    text = "Transcript: Bridge Hour\nADA BYRON, HOST: Is it safe?\nCARTER: It is.\nBYRON: Since May?\nCARTER: Yes."
    assert [row[0] for row in rows(text)] == ["ADA BYRON", "CARTER", "BYRON", "CARTER"]
