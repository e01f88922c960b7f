"""A post is read without its addresses, account names and signature; hashtags are words."""

from claims.editorial.likeness.terms import clean, terms


def test_addresses_and_account_names_are_dropped() -> None:
    assert clean("Look @Mayor: https://t.co/abc homes pic.twitter.com/x1 now") == "Look : homes now"


def test_the_signature_of_a_copied_post_is_dropped() -> None:
    assert clean("We open on Monday — Port of Marsh (@port) March 3, 2020") == "We open on Monday"


def test_a_hashtag_is_split_into_its_words() -> None:
    assert clean("#BuildHomes2027 for all") == "Build Homes 2027 for all"


def test_words_that_say_the_same_have_one_stem() -> None:
    assert terms("The taxes were raised by 1,000 percent") == terms("tax raising of 1000%")
