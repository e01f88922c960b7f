"""What is said where the parse shows nothing."""

from __future__ import annotations

import pytest

from tests.extraction.reading import Row, rows

EXAMPLES: list[tuple[str, list[Row]]] = [
    (
        "The net has also made it possible for people with like-minded, if bogus, ideas to organize into "
        "communities and reach others, she said.",
        [
            (
                "she",
                "said",
                "The net has also made it possible for people with like-minded, if bogus, ideas to organize into "
                "communities and reach others",
            )
        ],
    ),
    (
        "Ada Byron, a former mayor of Leeds and currently president of the county's council, said in one of a "
        "series of letters that the lorry was carrying sand.",
        [("Ada Byron", "said", "that the lorry was carrying sand")],
    ),
    ("The critics said nothing about the bridge.", []),
    ("The mayor put her finger on one part of the plan that pleased the town.", []),
    ("When the guide pointed at the bridge, the mayor said so.", []),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_example(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected
