"""A span is found again in a changed text where its sentence still stands."""

from claims.ingest.carry import nearest_sentence, sentence_around, shift_of

OLD = 'First line.\n\nMarsh said: "We built 300 homes." She left. Nobody knows more.\n'


def span(text: str, words: str, number: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(number + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def moved(old: str, new: str, words: str, number: int = 0) -> str | None:
    """The words at the place to which the span was carried."""
    start, end = span(old, words, number)
    shift = shift_of(old, new, start, end)
    return None if shift is None else new[start + shift : end + shift]


def test_a_sentence_goes_from_one_ending_to_the_next() -> None:
    left, right = sentence_around(OLD, *span(OLD, "We built 300 homes."))
    assert OLD[left:right] == 'Marsh said: "We built 300 homes."'


def test_a_span_over_two_sentences_takes_both() -> None:
    left, right = sentence_around(OLD, *span(OLD, 'homes." She'))
    assert OLD[left:right] == 'Marsh said: "We built 300 homes." She left.'


def test_a_span_moves_with_its_sentence() -> None:
    assert moved(OLD, "A new line.\n" + OLD, "We built 300 homes.") == "We built 300 homes."


def test_a_span_whose_sentence_changed_is_not_carried() -> None:
    assert moved(OLD, OLD.replace("Marsh said", "Marsh claimed"), "We built 300 homes.") is None


def test_of_equal_sentences_the_same_one_is_meant() -> None:
    old = "Yes, he said. No. Yes, he said."
    new = "Well. Yes, he said. No. Yes, he said."
    start, end = span(old, "Yes", 1)
    assert shift_of(old, new, start, end) == len("Well. ")


def test_the_sentence_that_it_became_is_found() -> None:
    new = OLD.replace("300", "200")
    assert nearest_sentence(new, 'Marsh said: "We built 300 homes."') == 'Marsh said: "We built 200 homes."'


def test_a_sentence_that_is_like_none_became_nothing() -> None:
    assert nearest_sentence("The weather is fine.", 'Marsh said: "We built 300 homes."') == ""
