"""Reporting verbs: indirect speech, order, passives, questions and denials, beliefs and intentions."""

from __future__ import annotations

import pytest

from tests.extraction.reading import Row, rows

EXAMPLES: list[tuple[str, list[Row]]] = [
    ("Ada Byron said the bridge would open in May.", [("Ada Byron", "said", "the bridge would open in May")]),
    (
        "Ada Byron said that the bridge would not open.",
        [("Ada Byron", "said", "that the bridge would not open")],
    ),
    (
        "The minister told reporters that unemployment had doubled.",
        [("The minister", "told", "that unemployment had doubled")],
    ),
    (
        "Ada Byron said the bridge was safe and that it would open in May.",
        [("Ada Byron", "said", "the bridge was safe and that it would open in May")],
    ),
    ("The bridge will open in May, said Ada Byron.", [("Ada Byron", "said", "The bridge will open in May")]),
    ("The bridge, she said, is not safe.", [("she", "said", "The bridge | is not safe")]),
    (
        "Ada Byron, who said the bridge was safe, resigned on Monday.",
        [("Ada Byron, who", "said", "the bridge was safe")],
    ),
    (
        "The council promised to plant 400 trees by 2030.",
        [("The council", "promised", "to plant 400 trees by 2030")],
    ),
    ("Ben Carter vowed to cut taxes on day one.", [("Ben Carter", "vowed", "to cut taxes on day one")]),
    (
        "The minister urged residents to stay at home.",
        [("The minister", "urged", "residents to stay at home")],
    ),
    ("The mayor called for a new bridge.", [("The mayor", "called for", "a new bridge")]),
    ("The government plans to build 3,000 flats.", [("The government", "plans", "to build 3,000 flats")]),
    ("Critics described the plan as a disaster.", [("Critics", "described", "the plan as a disaster")]),
    (
        "Ada Byron described the plan as a mistake on Friday.",
        [("Ada Byron", "described", "the plan as a mistake")],
    ),
    (
        "Ada Byron described the bridge as the longest in Europe.",
        [("Ada Byron", "described", "the bridge as the longest in Europe")],
    ),
    (
        "“A great engineer. One of the best there are,” Ada Byron said in an interview.",
        [("Ada Byron", "said", "“A great engineer. One of the best there are,”")],
    ),
    (
        "Ada Byron was late; most said they were worried.",
        [("most", "said", "they were worried")],
    ),
    ("“It is down by a third,” she blasted.", [("she", "blasted", "“It is down by a third,”")]),
    ("Ada Byron branded the plan “a disgrace”.", [("Ada Byron", "branded", "the plan “a disgrace”")]),
    ("No evidence shows that the bridge is safe.", []),
    ("She called him a liar.", [("She", "called", "him a liar")]),
    (
        "The committee accused Ada Byron of hiding the figures.",
        [("The committee", "accused | of", "Ada Byron | hiding the figures")],
    ),
    (
        "The plan was described as reckless by Ben Carter.",
        [("Ben Carter", "was described", "The plan | as reckless")],
    ),
    ("It was announced that the bridge would close.", [("", "was announced", "that the bridge would close")]),
    (
        "Ben Carter was quoted as saying that he had no regrets.",
        [("Ben Carter", "was quoted", "as saying that he had no regrets")],
    ),
    ("Ada Byron asked whether the bridge was safe.", [("Ada Byron", "asked", "whether the bridge was safe")]),
    ("Asked whether the bridge was safe, the mayor left the room.", []),
    (
        "The minister denied that the figures were wrong.",
        [("The minister", "denied", "that the figures were wrong")],
    ),
    ("Ben Carter denied taking the money.", [("Ben Carter", "denied", "taking the money")]),
    ("Ben Carter refused to answer questions.", [("Ben Carter", "refused", "to answer questions")]),
    (
        "Ada Byron did not say that the bridge was safe.",
        [("Ada Byron", "did not say", "that the bridge was safe")],
    ),
    ("The company believes that prices will fall.", [("The company", "believes", "that prices will fall")]),
    ("The union fears that jobs will be lost.", [("The union", "fears", "that jobs will be lost")]),
    (
        "As the Courier reported, the bridge was never tested.",
        [("the Courier", "reported", "the bridge was never tested")],
    ),
    (
        "The mayor announced her engagement to the architect.",
        [("The mayor", "announced", "her engagement to the architect")],
    ),
    (
        "The company attributed the delay to bad weather.",
        [("The company", "attributed | to", "the delay | bad weather")],
    ),
    (
        "The report states that few if any towns test their bridges after a storm.",
        [("The report", "states", "that few if any towns test their bridges after a storm")],
    ),
    (
        "Speaking for the parents, Ada Byron, SC, said that, as the family came from Leeds, they should be heard.",
        [("Ada Byron", "said", "that, as the family came from Leeds, they should be heard")],
    ),
    (
        "Ada Byron, who led the inquiry into the flood, tweeted in response to questions about the bridge: "
        "“The beams do not show any rust.”",
        [("Ada Byron", "tweeted", "“The beams do not show any rust.”")],
    ),
    (
        "As Ada Byron told the Courier, the bridge has cracked partly due to the frost.",
        [("Ada Byron", "told", "the bridge has cracked partly due to the frost")],
    ),
    (
        "“The guards were sent to the bridge to command the traffic”, added KCNA.",
        [("KCNA", "added", "“The guards were sent to the bridge to command the traffic”")],
    ),
    (
        "Byron [13,14] argues that bridges involve costs.",
        [("Byron", "argues", "that bridges involve costs")],
    ),
    ("There is no evidence to support a ban on lorries.", []),
    (
        "The mayor is calling for the county to step up its efforts to mend the bridge.",
        [("The mayor", "is calling", "for the county to step up its efforts to mend the bridge")],
    ),
    (
        "The mayor called on the council to close the bridge.",
        [("The mayor", "called", "the council to close the bridge")],
    ),
    ("The two countries have not declared an alliance.", []),
    ("The mayor leaves it open how she would seek to settle the longest strike.", []),
    ("Nobody knows whether he would want to close the bridge.", []),
    ("The mayor would seek to end the strike.", [("The mayor", "would seek", "to end the strike")]),
    ("If he says so, the bridge will close.", []),
    ("The river rose by two metres overnight.", []),
    ("The bridge reads like a poem in steel.", []),
    ("Two men carried the sign over the bridge.", []),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_example(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


def test_characters_without_width_end_no_sentence() -> None:
    text = "Ben Olsen, who founded the Institute for Bridges\u200b\u200b with Ada Byron, said the tunnel was safe."
    assert rows(text) == [("Ben Olsen", "said", "the tunnel was safe")]
