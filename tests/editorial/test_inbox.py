"""What waits for a person, and what of it is new: until they open the claim that it is about."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from claims.editorial import conversation, inbox, workflow
from claims.models import Claim, Look, Review, User
from tests.editorial.refusals import refused
from tests.factories import (
    ada,
    ben,
    make_appearance,
    make_claim,
    make_draft,
    make_published_review,
    make_user,
    paula,
)

RETURNED, APPROVE, PUBLISH = "Returned to me", "Waiting for my approval", "Approved, to be published"
LOOKS, MENTIONS, DUE = (
    "Appearances to look at",
    "Colleagues mention me",
    "Promises overdue or due within 30 days",
)


def card(user: User, heading: str) -> inbox.Card:
    [found] = [card for card in inbox.inbox(user) if card.heading == heading]
    return found


def unread(user: User, heading: str) -> list[Claim]:
    return [item.claim for item in card(user, heading).items if item.unread]


def submitted() -> Claim:
    version = make_draft()
    workflow.submit(version=version, actor=ada())
    return version.review.claim


def test_what_was_submitted_is_new_to_who_may_approve_it_until_they_open_it() -> None:
    claim = submitted()
    assert unread(ben(), APPROVE) == [claim]
    inbox.look(claim=claim, actor=ben())
    assert [item.claim for item in card(ben(), APPROVE).items] == [claim]
    assert unread(ben(), APPROVE) == []


def test_submitted_again_it_is_new_again() -> None:
    claim = submitted()
    inbox.look(claim=claim, actor=ben())
    version = claim.review.versions.get()
    workflow.reopen(version=version, actor=ada())
    workflow.submit(version=version, actor=ada())
    assert unread(ben(), APPROVE) == [claim]


def test_what_one_has_seen_is_still_new_to_another() -> None:
    claim = submitted()
    inbox.look(claim=claim, actor=ben())
    assert unread(paula(), APPROVE) == [claim]


def test_what_was_returned_is_new_to_its_author() -> None:
    claim = submitted()
    inbox.look(claim=claim, actor=ada())
    Look.objects.update(looked_at=timezone.now() - timedelta(hours=1))
    workflow.return_review(version=claim.review.versions.get(), actor=ben(), comment="Which office?")
    assert unread(ada(), RETURNED) == [claim]
    inbox.look(claim=claim, actor=ada())
    assert unread(ada(), RETURNED) == []


def test_what_was_approved_is_new_to_publishers_alone() -> None:
    claim = submitted()
    workflow.approve(version=claim.review.versions.get(), actor=ben())
    assert unread(paula(), PUBLISH) == [claim]
    assert PUBLISH not in [card.heading for card in inbox.inbox(ben())]


def test_a_comment_that_names_me_is_new_and_my_own_is_not() -> None:
    review = make_draft().review
    ben()
    conversation.comment(review=review, actor=ada(), text="@ben, is October right? I, @ada, ask.")
    assert unread(ben(), MENTIONS) == [review.claim]
    assert unread(ada(), MENTIONS) == []
    inbox.look(claim=review.claim, actor=ben())
    conversation.comment(review=review, actor=ada(), text="@ben, and November?")
    assert len(unread(ben(), MENTIONS)) == 1
    assert len(card(ben(), MENTIONS).items) == 2


def test_an_appearance_that_waits_is_new_to_others_than_who_confirmed_it() -> None:
    claim = make_published_review().review.claim
    make_appearance(claim, confirmed_by=paula(), seconded_by=None)
    assert unread(ben(), LOOKS) == [claim]
    assert unread(paula(), LOOKS) == []
    assert LOOKS not in [card.heading for card in inbox.inbox(ada())]


def test_a_deadline_is_new_again_once_it_has_passed() -> None:
    today = timezone.localdate()
    claim = make_claim(due_on=today - timedelta(days=1))
    assert unread(ada(), DUE) == [claim]
    inbox.look(claim=claim, actor=ada())
    assert unread(ada(), DUE) == []
    Look.objects.update(looked_at=timezone.now() - timedelta(days=2))  # seen while it was not due yet
    assert unread(ada(), DUE) == [claim]


def test_a_deadline_of_a_colleagues_work_is_shown_and_not_marked() -> None:
    claim = make_claim(due_on=timezone.localdate())
    Review.objects.create(claim=claim, assigned_to=ben())
    assert [item.claim for item in card(ada(), DUE).items] == [claim]
    assert unread(ada(), DUE) == []
    assert unread(ben(), DUE) == [claim]


def test_all_can_be_marked_as_read_at_once() -> None:
    submitted()
    make_claim(due_on=timezone.localdate())
    inbox.read_all(actor=ben())
    assert [card.unread for card in inbox.inbox(ben())] == [0, 0, 0, 0, 0]


def test_of_many_the_newest_are_shown_and_that_is_told() -> None:
    for number in range(inbox.SHOWN + 1):
        workflow.submit(version=make_draft(make_claim(f"it fell to {number}")), actor=ada())
    shown = card(ben(), APPROVE)
    assert (len(shown.items), shown.more) == (inbox.SHOWN, True)


def test_a_message_needs_an_address() -> None:
    nobody = make_user("nobody", "reporter")
    User.objects.filter(pk=nobody.pk).update(email="")
    nobody.refresh_from_db()
    with refused("email", "no e-mail address"):
        inbox.choose_digest(actor=nobody, on=True)
    inbox.choose_digest(actor=ada(), on=True)
    assert ada().wants_digest
