"""Known noise lowers the score and says so; it hides nothing."""

import pytest

from claims.extraction.checkworthiness.scoring import score_sentences
from claims.extraction.noise import damped, noise_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Thank you all for coming.", ["ceremony"]),
        ("Next question, please, from the gentleman in the back.", ["procedure"]),
        ("Who would have believed that the bridge could fall?", ["question"]),
        ("A very sad day", ["fragment"]),
        ("As I said before, that matters.", ["self"]),
        ("“As I said before, that matters.”", ["self"]),
        ("“We’ll see what happens in the end.”", ["open"]),
        ("Only time will tell whether it holds.", ["open"]),
        ("We will see three million jobs lost.", []),
        ("My wife loves the harbour in the evening.", ["private"]),
        ("Thank you: unemployment fell by 4 percent in the last year.", []),
        ("The council sold the harbour to a company from Leith.", []),
    ],
)
def test_noise_is_named(text: str, names: list[str]) -> None:
    assert [noise.name for noise in noise_in(text)] == names


def test_the_strongest_sort_counts_and_not_their_product() -> None:
    noises = noise_in("Thank you?")
    assert len(noises) > 1
    assert damped(1.0, noises) == min(noise.keeps for noise in noises)


def test_a_question_scores_lower_than_the_same_words_as_a_statement_and_tells_why() -> None:
    asked, said = score_sentences(["Unemployment fell to 4 percent?", "Unemployment fell to 4 percent."])
    assert 0 < asked.checkworthiness < said.checkworthiness
    assert "a question, perhaps rhetorical" in asked.reasons
