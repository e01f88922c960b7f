"""Quotations and their cue: over sentences and paragraphs, interrupted, continued without a new one."""

from __future__ import annotations

import pytest

from tests.extraction.reading import Row, attributions, rows

EXAMPLES: list[tuple[str, list[Row]]] = [
    (
        "The mayor, Ada Byron, shrugged: “I believe in bridges.”",
        [("The mayor", "shrugged", "“I believe in bridges.”")],
    ),
    ("“It will open in May,” the mayor laughed.", [("the mayor", "laughed", "“It will open in May,”")]),
    ("“The bridge is safe,” Ada Byron said.", [("Ada Byron", "said", "“The bridge is safe,”")]),
    (
        "“The bridge is safe,” said Ada Byron. “It will open in May.”",
        [("Ada Byron", "said", "“The bridge is safe,” | “It will open in May.”")],
    ),
    (
        "Ada Byron said: “The bridge is safe. It will open in May.”",
        [("Ada Byron", "said", "“The bridge is safe. It will open in May.”")],
    ),
    ("“The bridge,” Ada Byron said, “is safe.”", [("Ada Byron", "said", "“The bridge,” | “is safe.”")]),
    (
        "“The bridge is safe. It will open in May,” she said. “Nobody needs to worry.” Cars passed by.",
        [("she", "said", "“The bridge is safe. It will open in May,” | “Nobody needs to worry.”")],
    ),
    (
        "Ada Byron said the plan was “a complete disaster”.",
        [("Ada Byron", "said", "the plan was “a complete disaster”")],
    ),
    ("Asked whether the bridge was safe, Ben Carter said, “Yes”.", [("Ben Carter", "said", "“Yes”")]),
    (
        "“The bridge is safe,” Ada Byron said in a statement.\n“Together we will open it in May.”",
        [("Ada Byron", "said", "“The bridge is safe,” | “Together we will open it in May.”")],
    ),
    (
        "“The bridge is safe,” Ada Byron said.\n“People know that.\n“They will see it in May.”\nCars passed by.",
        [
            (
                "Ada Byron",
                "said",
                "“The bridge is safe,” | “People know that.\n“They will see it in May.”",
            )
        ],
    ),
    (
        "“The bridge is safe,” Ada Byron said.\n“It is not,” Ben Carter said.",
        [("Ada Byron", "said", "“The bridge is safe,”"), ("Ben Carter", "said", "“It is not,”")],
    ),
    (
        "“The bridge is safe,” Ada Byron said.\nNobody drove over it.\n“It is closed.”",
        [("Ada Byron", "said", "“The bridge is safe,”")],
    ),
    (
        '"The bridge is safe," Ada Byron said. "It will open in May."',
        [("Ada Byron", "said", '"The bridge is safe," | "It will open in May."')],
    ),
    (
        "‘The bridge is safe,’ Ada Byron said. ‘It’s open.’",
        [("Ada Byron", "said", "‘The bridge is safe,’ | ‘It’s open.’")],
    ),
    ("«The bridge is safe», Ada Byron said.", [("Ada Byron", "said", "«The bridge is safe»")]),
    ("„The bridge is safe“, Ada Byron said.", [("Ada Byron", "said", "„The bridge is safe“")]),
    # a whole quotation after a report is a report of its own, by the same speaker
    (
        "Ada Byron said the bridge was safe. “It will open in May.”",
        [("Ada Byron", "said", "the bridge was safe"), ("Ada Byron", "said", "“It will open in May.”")],
    ),
    (
        "Cars passed by the bridge. “It will open in May.”",
        [],
    ),
    (
        "Ben Carter tweeted on Monday in response to the many reports about cracks in the "
        "old piers and in the new deck of it: “The bridge is safe.”",
        [("Ben Carter", "tweeted", "“The bridge is safe.”")],
    ),
    # a finished quotation is not the next speaker's
    (
        "“We did nothing wrong,” Ben Carter said. “We have paid.” The chairwoman, Ada Byron, said the fine was fair.",
        [
            ("Ben Carter", "said", "“We did nothing wrong,” | “We have paid.”"),
            ("The chairwoman", "said", "the fine was fair"),
        ],
    ),
    (
        "“We did nothing wrong.” Ada Byron, the chairwoman, said: “The fine was fair.”",
        [("Ada Byron", "said", "“The fine was fair.”")],
    ),
    ("“We did nothing wrong.” Ada Byron said.", [("Ada Byron", "said", "“We did nothing wrong.”")]),
    ("The “bridge” is a ford.", []),
    ("The inn is known as “Old Iron” in the town.", []),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_example(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "quote_type"),
    [
        ("“The bridge is safe,” Ada Byron said.", "direct"),
        ("Ada Byron said the plan was “a complete disaster” for the town.", "mixed"),
        ("Ada Byron said the plan was a complete disaster.", "indirect"),
    ],
)
def test_quote_type_is_the_share_inside_marks(text: str, quote_type: str) -> None:
    (found,) = attributions(text)
    assert found.quote_type == quote_type
