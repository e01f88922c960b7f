"""An appearance's span lies inside its revision's text and is the quote."""

from claims.models import Appearance
from tests.factories import QUOTE, make_appearance, make_claim, make_revision
from tests.models.refusals import refused


def test_a_span_beyond_the_text_is_refused() -> None:
    appearance = make_appearance(make_claim())
    with refused("appearance_span_inside_text"):
        Appearance.objects.filter(pk=appearance.pk).update(end=100_000)


def test_a_quote_that_does_not_stand_there_is_refused() -> None:
    claim, revision = make_claim(), make_revision()
    with refused("appearance_span_inside_text"):
        Appearance.objects.create(
            claim=claim, revision=revision, start=0, end=5, quote=QUOTE, speaker=claim.speaker
        )


def test_offsets_count_characters_not_bytes() -> None:
    text = "“Él dijo 😀 sí,” she said. " + QUOTE
    appearance = make_appearance(make_claim(), revision=make_revision(text))
    assert text[appearance.start : appearance.end] == QUOTE


def test_a_confirmed_appearance_names_who_confirmed_it() -> None:
    appearance = make_appearance(make_claim())
    with refused("appearance_confirmed_by_somebody"):
        Appearance.objects.filter(pk=appearance.pk).update(state="confirmed")
