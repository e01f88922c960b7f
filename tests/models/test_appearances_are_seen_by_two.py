"""What one person alone has seen is not shown to readers, on any path to the appearances of a claim."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from claims.models import Appearance, SpeakerMerge, User, act_as, published
from tests.factories import (
    ada,
    ben,
    make_appearance,
    make_article,
    make_claim,
    make_published_review,
    make_revision,
    make_speaker,
    make_user,
    paula,
)
from tests.models.refusals import refused


def chief() -> User:
    """May do everything, and still is one person."""
    return make_user("chief", "publisher", first_name="Chief", is_superuser=True, is_staff=True)


def alone() -> Appearance:
    """Under a published claim, confirmed by the chief alone."""
    claim = make_claim()
    make_published_review(claim)
    return make_appearance(claim, confirmed_by=chief(), seconded_by=None)


def shown() -> Appearance:
    """Under a published claim, confirmed by Ada and seen by Ben: readers see it."""
    claim = make_claim()
    make_published_review(claim)
    appearance = make_appearance(claim, confirmed_by=ada(), seconded_by=ben())
    assert published.appearances().get() == appearance
    return appearance


@contextmanager
def stays_hidden() -> Iterator[None]:
    yield
    assert not published.appearances().exists()
    assert not published.articles().exists()


def change(appearance: Appearance, **fields: object) -> None:
    Appearance.objects.filter(pk=appearance.pk).update(**fields)


def test_the_second_person_is_another() -> None:
    appearance = alone()
    with stays_hidden(), refused("appearance_seen_by_two"), act_as(chief()):
        change(appearance, seconded_by=chief(), seconded_at=timezone.now())


def test_nobody_takes_a_second_look_in_another_name() -> None:
    appearance = alone()
    with stays_hidden(), refused("appearance_seconded_by_actor"), act_as(chief()):
        change(appearance, seconded_by=ben(), seconded_at=timezone.now())


def test_nor_without_a_name() -> None:
    appearance = alone()
    with stays_hidden(), refused("appearance_seconded_by_actor"):
        change(appearance, seconded_by=ben(), seconded_at=timezone.now())


def test_nobody_confirms_in_another_name() -> None:
    suggested = make_appearance(make_published_review().review.claim)
    with stays_hidden(), refused("appearance_confirmed_by_actor"), act_as(chief()):
        change(suggested, state="confirmed", confirmed_by=ben(), confirmed_at=timezone.now())
    with refused("appearance_confirmed_by_actor"), act_as(chief()):
        make_again(suggested, confirmed_by=ben())


def test_nobody_confirms_and_seconds_in_one_stroke() -> None:
    suggested = make_appearance(make_published_review().review.claim)
    both = {"confirmed_at": timezone.now(), "seconded_at": timezone.now(), "state": "confirmed"}
    with stays_hidden(), refused("appearance_confirmed_by_actor"), act_as(chief()):
        change(suggested, confirmed_by=ben(), seconded_by=chief(), **both)
    with stays_hidden(), refused("appearance_seconded_by_actor"), act_as(chief()):
        change(suggested, confirmed_by=chief(), seconded_by=ben(), **both)
    with refused("appearance_seconded_by_actor"), act_as(chief()):
        make_again(suggested, confirmed_by=chief(), seconded_by=ben(), seconded_at=timezone.now())


def make_again(appearance: Appearance, **fields: object) -> None:
    """The same words in another article, as a new row."""
    revision = make_revision(article=make_article())
    place = {"start": appearance.start, "end": appearance.end, "quote": appearance.quote}
    Appearance.objects.create(
        claim=appearance.claim,
        speaker=appearance.speaker,
        revision=revision,
        state="confirmed",
        confirmed_at=timezone.now(),
        **place,
        **fields,
    )


def test_nobody_takes_the_first_name_off_to_be_the_second() -> None:
    appearance = alone()
    with stays_hidden(), refused("appearance_confirmed_by_actor"), act_as(chief()):
        change(appearance, confirmed_by=ben())


def test_bulk_update_is_refused_too() -> None:
    appearance = alone()
    appearance.seconded_by, appearance.seconded_at = chief(), timezone.now()
    with stays_hidden(), refused("appearance_seen_by_two"), act_as(chief()):
        Appearance.objects.bulk_update([appearance], ["seconded_by", "seconded_at"])


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("UPDATE claims_appearance SET seconded_by_id = {me}, seconded_at = now()", "seen_by_two"),
        ("UPDATE claims_appearance SET seconded_by_id = {ben}, seconded_at = now()", "one's own name"),
        (
            "UPDATE claims_appearance SET confirmed_by_id = {ben}, seconded_by_id = {me}, seconded_at = now()",
            "one's own name",
        ),
        ("ALTER TABLE claims_appearance DISABLE TRIGGER ALL", "must be owner"),
        ("ALTER TABLE claims_appearance DROP CONSTRAINT appearance_seen_by_two", "must be owner"),
    ],
)
def test_raw_sql_as_the_role_of_the_program_is_refused(statement: str, rule: str) -> None:
    alone()
    attempt = pytest.raises(DatabaseError, match=rule)
    with stays_hidden(), attempt, act_as(chief()), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE claims_app")
        cursor.execute(statement.format(me=chief().pk, ben=ben().pk))


def test_another_day_is_confirmed_anew_and_waits_again() -> None:
    appearance = shown()
    with refused("appearance_confirmed_by_actor"), act_as(paula()):
        change(appearance, said_on=date(2020, 1, 1))
    with act_as(paula()):
        change(appearance, said_on=date(2020, 1, 1), confirmed_by=paula())
    appearance.refresh_from_db()
    assert (appearance.confirmed_by, appearance.seconded_by) == (paula(), None)
    with stays_hidden():
        pass


def test_another_claim_is_confirmed_anew_and_waits_again() -> None:
    appearance, other = shown(), make_published_review(make_claim("another")).review.claim
    with refused("appearance_confirmed_by_actor"), act_as(paula()):
        change(appearance, claim=other)
    with act_as(paula()):
        change(appearance, claim=other, confirmed_by=paula())
    with stays_hidden():
        pass


def test_the_same_words_in_another_article_are_confirmed_anew() -> None:
    appearance = shown()
    with refused("appearance_confirmed_by_actor"), act_as(paula()):
        change(appearance, revision=make_revision(article=make_article()))


def test_the_same_words_in_a_newer_text_of_the_article_stay_as_they_are() -> None:
    appearance = shown()
    newer = make_revision(f"{appearance.revision.text}More.", article=appearance.revision.article)
    change(appearance, revision=newer)
    assert published.appearances().get() == appearance


def test_what_is_rejected_afterwards_has_no_second_look_any_more() -> None:
    appearance = shown()
    change(appearance, state="rejected")
    appearance.refresh_from_db()
    assert appearance.seconded_by is None


def test_a_speaker_merged_by_two_is_the_same_speaker_and_by_one_alone_waits_for_another_look() -> None:
    appearance = shown()
    for asked_by, confirmed_by, still in ((ada(), ben(), True), (ben(), ben(), False)):
        other = make_speaker(f"Marsh {confirmed_by} {asked_by}")
        merge = {"former_id": appearance.speaker_id, "slug": "s", "name": "s", "into": other}
        with act_as(asked_by):
            made = SpeakerMerge.objects.create(**merge, asked_by=asked_by)
        with act_as(confirmed_by):
            SpeakerMerge.objects.filter(pk=made.pk).update(
                confirmed_by=confirmed_by, confirmed_at=timezone.now()
            )
            change(appearance, speaker=other)
        appearance.refresh_from_db()
        assert (appearance.speaker, appearance.seconded_by is not None) == (other, still)


def test_another_speaker_is_confirmed_anew() -> None:
    appearance = shown()
    with refused("appearance_confirmed_by_actor"), act_as(paula()):
        change(appearance, speaker=make_speaker("Somebody Else"))
