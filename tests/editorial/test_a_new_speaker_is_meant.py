"""A typing error makes no new person: a name that nobody has is entered only when that is said."""

from claims.editorial.speakers import speaker_named
from claims.models import Speaker
from tests.editorial.refusals import refused
from tests.factories import ada, cleo, make_speaker


def test_a_mistyped_name_is_refused_with_the_names_most_like_it() -> None:
    make_speaker("Linda Marsh")
    make_speaker("Olaf Scholz")
    with refused("speaker", "Did you mean Linda Marsh? Or tick “enter as a new speaker”."):
        speaker_named(name="Linda Marhs", actor=ada())
    assert Speaker.objects.count() == 2


def test_a_name_like_no_other_says_what_to_do() -> None:
    with refused("speaker", "Nobody is known as “Xyzzy”. Check the spelling. Or tick"):
        speaker_named(name="Xyzzy", actor=ada())


def test_a_new_speaker_is_entered_when_that_is_said() -> None:
    make_speaker("Linda Marsh")
    made = speaker_named(name="Linda Marshall", actor=ada(), enter=True)
    assert made is not None
    assert (made.name, Speaker.objects.count()) == ("Linda Marshall", 2)


def test_saying_so_of_a_known_name_makes_nobody_new() -> None:
    known = make_speaker("Linda Marsh")
    assert speaker_named(name="linda  marsh", actor=ada(), enter=True) == known


def test_an_outsider_enters_nobody() -> None:
    with refused("speaker", "may not enter"):
        speaker_named(name="Xyzzy", actor=cleo(), enter=True)


def test_a_name_too_long_is_refused_whole() -> None:
    with refused("speaker", "200 characters at most; this one has 201"):
        speaker_named(name="x" * 201, actor=ada(), enter=True)
