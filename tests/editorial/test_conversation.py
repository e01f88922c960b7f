"""Comments, mentions, assignments, and what the speaker was asked."""

from datetime import date

from claims.editorial import conversation
from tests.editorial.refusals import refused
from tests.factories import ada, ben, cleo, make_draft


def test_a_mention_reaches_the_colleague_and_nobody_else() -> None:
    review = make_draft().review
    ben()
    conversation.comment(review=review, actor=ada(), text="@ben, is October right?")
    assert [c.text for c in conversation.mentions_of(ben())] == ["@ben, is October right?"]
    assert not conversation.mentions_of(ada()).exists()


def test_an_address_is_no_mention() -> None:
    assert conversation.mentioned("write to press@ben.example or @ada.") == {"ada"}


def test_a_longer_name_is_another_name() -> None:
    review = make_draft().review
    ben()
    conversation.comment(review=review, actor=ada(), text="Thanks @ben.")
    assert conversation.mentions_of(ben()).count() == 1
    benedict = type(ben())(username="bene")
    assert not conversation.mentions_of(benedict).exists()


def test_an_unknown_name_is_said() -> None:
    review = make_draft().review
    with refused("text", "@bne"):
        conversation.comment(review=review, actor=ada(), text="@bne, look")
    assert not review.comments.exists()


def test_an_outsider_does_not_comment() -> None:
    review = make_draft().review
    with refused("actor"):
        conversation.comment(review=review, actor=cleo(), text="Hello")


def test_a_review_is_assigned_to_somebody_who_may_write() -> None:
    review = make_draft().review
    conversation.assign(review=review, actor=ada(), to=ben())
    assert review.assigned_to == ben()
    with refused("assigned_to", "Cleo"):
        conversation.assign(review=review, actor=ada(), to=cleo())
    conversation.assign(review=review, actor=ada(), to=None)
    assert review.assigned_to is None


def test_the_speaker_is_asked_and_the_answer_kept_in_their_words() -> None:
    review = make_draft().review
    reply = conversation.ask(
        review=review,
        actor=ada(),
        asked_whom="The mayor's press office",
        asked_how="by e-mail",
        asked_on=date(2024, 11, 20),
        answer_until=date(2024, 11, 22),
    )
    with refused("answered_on"):
        conversation.record_answer(reply=reply, actor=ada(), answer="No.", answered_on=date(2024, 11, 19))
    conversation.record_answer(
        reply=reply, actor=ada(), answer="She meant the old town.", answered_on=date(2024, 11, 21)
    )
    assert [r.answer for r in review.replies.all()] == ["She meant the old town."]


def test_an_answer_is_not_due_before_the_question() -> None:
    with refused("answer_until"):
        conversation.ask(
            review=make_draft().review,
            actor=ada(),
            asked_whom="The mayor",
            asked_how="by telephone",
            asked_on=date(2024, 11, 20),
            answer_until=date(2024, 11, 19),
        )
