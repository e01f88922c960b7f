"""Reporting nouns: a claim that, a promise to, criticism of."""

from __future__ import annotations

import pytest

from tests.extraction.reading import Row, rows

EXAMPLES: list[tuple[str, list[Row]]] = [
    (
        "Ben Carter's claim that crime had doubled was widely repeated.",
        [("Ben Carter", "claim", "that crime had doubled")],
    ),
    ("The claim that crime had doubled is false.", [("", "claim", "that crime had doubled")]),
    (
        "She heard an assertion by Ben Carter that crime has doubled.",
        [("Ben Carter", "assertion", "that crime has doubled")],
    ),
    ("The company dropped its plan to cut 200 jobs.", [("its", "plan", "to cut 200 jobs")]),
    ("The mayor's criticism of the plan surprised the council.", [("The mayor", "criticism of", "the plan")]),
    ("The council made a promise to plant 400 trees.", [("The council", "promise", "to plant 400 trees")]),
    (
        "A warning from the union that trains would stop was ignored.",
        [("the union", "warning", "that trains would stop")],
    ),
    (
        "Ben Carter has promoted the idea - without evidence - that the bridge was sold.",
        [("Ben Carter", "idea", "that the bridge was sold")],
    ),
    (
        "Two blogs are spreading false claims that the tunnel is flooded.",
        [("Two blogs", "claims", "that the tunnel is flooded")],
    ),
    ("The council raised questions about the cost.", [("The council", "questions about", "the cost")]),
    ("The idea that the bridge was sold is old.", []),
    ("The claim that Ben Carter made yesterday is false.", []),
    ("The plan of the house hangs on the wall.", []),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_example(text: str, expected: list[Row]) -> None:
    assert rows(text, "noun") == expected
