"""What editors tell each other: comments, mentions, assignments; and what they ask the speaker."""

from __future__ import annotations

import re
from datetime import date

from django.db.models import QuerySet

from claims.editorial.refusals import in_words, refuse, require
from claims.models import Comment, Review, RightOfReply, User, act_as

MENTION = re.compile(r"@([\w.+-]*\w)")


def comment(*, review: Review, actor: User, text: str) -> Comment:
    """Say something about a review. Never public. @name reaches a colleague's start page."""
    require(actor, "add_comment")
    if not text.strip():
        raise refuse("text", "Write something first.")
    unknown = mentioned(text) - set(
        User.objects.filter(is_active=True, username__in=mentioned(text)).values_list("username", flat=True)
    )
    if unknown:
        raise refuse("text", f"Nobody here is called @{sorted(unknown)[0]}. Names are those of the accounts.")
    current = review.current
    with act_as(actor), in_words():
        return Comment.objects.create(
            review=review, version_number=current.number if current else 1, author=actor, text=text.strip()
        )


def mentioned(text: str) -> set[str]:
    """The account names after an @, an address's left out."""
    return {m[1] for m in MENTION.finditer(text) if not text[max(0, m.start() - 1) : m.start()].isalnum()}


def mentions_of(user: User) -> QuerySet[Comment]:
    """Comments that name this person, the newest first."""
    name = re.escape(user.username)
    return (
        Comment.objects.filter(text__iregex=rf"(^|[^[:alnum:]])@{name}($|[^[:alnum:]_])")
        .select_related("author", "review__claim__speaker")
        .order_by("-created_at")
    )


def assign(*, review: Review, actor: User, to: User | None) -> None:
    """Say whose work it is; nobody's, when `to` is None."""
    require(actor, "change_review")
    if to is not None and not to.has_perm("claims.change_reviewversion"):
        raise refuse("assigned_to", f"{to.called} may not write reviews.")
    with act_as(actor), in_words():
        Review.objects.filter(pk=review.pk).update(assigned_to=to)
    review.refresh_from_db()


def ask(
    *, review: Review, actor: User, asked_whom: str, asked_how: str, asked_on: date, answer_until: date | None
) -> RightOfReply:
    """Record that the speaker was asked for comment."""
    require(actor, "change_review")
    if not asked_whom.strip() or not asked_how.strip():
        raise refuse("asked_whom", "Say who was asked, and how.")
    if answer_until is not None and answer_until < asked_on:
        raise refuse("answer_until", "The answer cannot be due before it was asked for.")
    with act_as(actor), in_words():
        return RightOfReply.objects.create(
            review=review,
            asked_whom=asked_whom.strip(),
            asked_how=asked_how.strip(),
            asked_on=asked_on,
            answer_until=answer_until,
            recorded_by=actor,
        )


def record_answer(*, reply: RightOfReply, actor: User, answer: str, answered_on: date) -> None:
    """Keep what they answered, in their words."""
    require(actor, "change_review")
    if not answer.strip():
        raise refuse("answer", "Write down the answer, in their words.")
    if answered_on < reply.asked_on:
        raise refuse("answered_on", "The answer cannot be older than the question.")
    with act_as(actor), in_words():
        RightOfReply.objects.filter(pk=reply.pk).update(answer=answer.strip(), answered_on=answered_on)
    reply.refresh_from_db()
