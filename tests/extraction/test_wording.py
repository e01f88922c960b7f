"""The wording of a statement: short, self-contained, and never of another meaning."""

from __future__ import annotations

from datetime import date

import pytest

from tests.extraction.reading import drafts

UTTERED = date(2024, 11, 8)
EXAMPLES = [
    # the speaker and what only says that it lies ahead are dropped
    (
        "Trump said that he could make peace in Ukraine within 24 hours if elected.",
        "make peace in Ukraine within 24 hours if elected",
    ),
    ("“I will end the war in 24 hours,” Trump said.", "end the war in 24 hours"),
    ("“We're going to build 300,000 homes by 2030,” Ada Byron said.", "build 300,000 homes by 2030"),
    ("Ada Byron promised to plant 400 trees on day one.", "plant 400 trees on day one"),
    ("Ben Carter vowed he would cut taxes in his first 100 days.", "cut taxes in his first 100 days"),
    ("The ministry said it would build nine hospitals.", "build nine hospitals"),
    # but not what is no act
    ("“We will see,” Trump said.", "We will see"),
    ("“We will lose the war,” Ada Byron said.", "We will lose the war"),
    ("“I will resign,” Ada Byron said.", "I will resign"),
    # what would change the meaning stays
    ("“We will not raise taxes,” Ben Carter said.", "will not raise taxes"),
    ("“I would never raise taxes,” Ben Carter said.", "would never raise taxes"),
    ("Ada Byron denied that she had taken money.", "denied that she had taken money"),
    ("Ada Byron refused to publish the figures.", "refused to publish the figures"),
    ("Ada Byron threatened to close the bridge.", "threatened to close the bridge"),
    ("Ada Byron did not say that the bridge was safe.", "did not say that the bridge was safe"),
    ("Ada Byron hopes that the bridge will open in May.", "hopes that the bridge will open in May"),
    ("“I don't think unemployment has doubled,” Ada Byron said.", "I don't think unemployment has doubled"),
    ("Ada Byron said it would rain on Monday.", "it would rain on Monday"),
    # the speaker as a pronoun falls from what has happened, too
    ("Ben Carter said he had closed nine hospitals.", "had closed nine hospitals"),
    ("Ada Byron says in Leeds that she’s glad of the turnout.", "is glad of the turnout"),
    ("Ada Byron says she’s been robbed.", "has been robbed"),
    ("Ada Byron says she’s closed nine hospitals.", "she’s closed nine hospitals"),
    ("The BBC reported on Monday that it had received the letter.", "had received the letter"),
    ("The BBC said it was clear that the bridge was unsafe.", "it was clear that the bridge was unsafe"),
    ("Ada Byron said it agitated the council.", "it agitated the council"),
    ("“We closed nine hospitals in May,” the BBC said.", "closed nine hospitals in May"),
    ("“We've built 3,000 homes,” the BBC said.", "have built 3,000 homes"),
    ("“We have had eleven epidemics since 2000,” the BBC said.", "We have had eleven epidemics since 2000"),
    ("“We closed nine hospitals in May,” Ada Byron said.", "We closed nine hospitals in May"),
    # unless another may be meant, who is named only where it cannot be the speaker
    (
        "Ben Carter spoke first. Ada Byron said his temperament was dangerous.",
        "Ben Carter’s temperament was dangerous",
    ),
    # a subject before its cue
    ("One in nine ferries is expected to be late.", "One in nine ferries is expected to be late"),
    # what states nothing alone keeps its verb
    ("Ada Byron praised the courage of the crew.", "praised the courage of the crew"),
    ("Ada Byron urged the council to close the bridge.", "urged the council to close the bridge"),
    ("Ben Carter called the plan “a complete disaster”.", "called the plan a complete disaster"),
    ("Ada Byron accused Ben Carter of lying.", "accused Ben Carter of lying"),
    ("Putin called China an ally on Thursday.", "called China an ally"),
    # frames and asides
    (
        "“I think that unemployment has doubled since 2019,” Ada Byron said.",
        "unemployment has doubled since 2019",
    ),
    (
        "“What I can tell you is that nine hospitals have closed,” Ada Byron said.",
        "nine hospitals have closed",
    ),
    ("“Look, we have created 40,000 jobs,” Ada Byron said.", "we have created 40,000 jobs"),
    (
        "“The bridge, in my opinion, is the oldest in Europe,” Ada Byron said.",
        "The bridge is the oldest in Europe",
    ),
    # single marks go in pairs, an apostrophe stays
    (
        "“The drivers' union called the toll a ‘tax’ on work,” Ada Byron said.",
        "The drivers' union called the toll a tax on work",
    ),
    ("Ada Byron said the ‘lovely’ drivers’ union had left.", "the lovely drivers’ union had left"),
    # interruptions
    ("“The bridge,” Ada Byron said, “cost 40 million euros.”", "The bridge cost 40 million euros"),
    (
        "“The bridge is open,” Ada Byron said. “It cost 40 million euros.”",
        "The bridge is open. It cost 40 million euros",
    ),
    # who and when, where the text tells
    (
        "Ben Carter met the council. “He closed nine hospitals in three years,” Ada Byron said.",
        "Ben Carter closed nine hospitals in three years",
    ),
    (
        "Ben Carter met the council. “He’ll close nine hospitals,” Ada Byron said.",
        "Ben Carter will close nine hospitals",
    ),
    (
        "Ben Carter met the council. “He’d close nine hospitals,” Ada Byron said.",
        "He’d close nine hospitals",
    ),
    ("The ministry said inflation fell to 3 per cent this year.", "inflation fell to 3 per cent in 2024"),
    (
        "“Inflation will fall to 2 per cent by the end of next year,” the ministry said.",
        "Inflation will fall to 2 per cent by the end of 2025",
    ),
    (
        "LEEDS, England — “Two bridges were built here in May,” Ada Byron said.",
        "Two bridges were built in Leeds in May",
    ),
]


@pytest.mark.parametrize(("text", "statement"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_statement(text: str, statement: str) -> None:
    (draft,) = drafts(text, UTTERED)
    assert draft.statement == statement


def test_a_long_quotation_is_worded_by_its_most_checkworthy_sentence() -> None:
    text = (
        "“Good morning to you all. Unemployment has fallen to 4.1 per cent, the lowest figure since 1974. "
        "I am very proud of that,” Ada Byron said."
    )
    (draft,) = drafts(text, UTTERED)
    assert draft.statement == "Unemployment has fallen to 4.1 per cent, the lowest figure since 1974"
    assert draft.quote.startswith("“Good morning")


def test_a_pronoun_that_may_be_another_stays() -> None:
    text = "Ben Carter often mocked John Olsen for his silence, claiming that he had a second home."
    assert drafts(text)[-1].statement == "he had a second home"


def test_a_few_words_of_a_quotation_give_way_to_the_sentence_beside_them() -> None:
    (draft,) = drafts("“I don’t know when the bridge will open again. I have no idea,” Ada Byron said.")
    assert draft.statement == "I don’t know when the bridge will open again"


def test_a_few_words_worth_checking_stay() -> None:
    (draft,) = drafts(
        "“Unemployment doubled to 12%. I am sorry for everybody who lives here,” Ada Byron said."
    )
    assert draft.statement == "Unemployment doubled to 12%"


def test_a_long_sentence_loses_what_only_describes() -> None:
    text = (
        "“We spent 40 million euros on the bridge, which was designed by a firm from Leeds that nobody had "
        "heard of before, and we spent another 12 million euros on the tunnel beneath it,” Ada Byron said."
    )
    (draft,) = drafts(text, UTTERED)
    assert draft.statement == (
        "We spent 40 million euros on the bridge and we spent another 12 million euros on the tunnel beneath it"
    )


def test_no_statement_is_longer_than_300_characters() -> None:
    text = (
        "“The bridge was paid for by " + "the town and the county and " * 40 + "the state,” Ada Byron said."
    )
    (draft,) = drafts(text, UTTERED)
    assert len(draft.statement) <= 300
    assert draft.statement.endswith("…")


def test_a_nested_claim_is_worded_for_its_own_speaker() -> None:
    text = (
        "The Kremlin applauded Trump’s claim that he could broker an end to the war in Ukraine “in 24 hours”."
    )
    welcome, claim = drafts(text, UTTERED)
    assert claim.statement == "broker an end to the war in Ukraine in 24 hours"
    assert claim.score.kind == "promise"
    assert welcome.statement.startswith("applauded Trump’s claim that")
    assert welcome.score.kind == "opinion"
