"""What a verb says when it will not do what it was asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from django.db import DatabaseError

from claims.models import User


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in the way: the field it concerns, and what to do about it."""

    field: str
    message: str


class Refused(Exception):
    """Nothing was changed; `problems` says why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = problems


class Stale(Refused):
    """A colleague saved while the form was open. Nothing was changed; show both texts."""

    def __init__(self) -> None:
        super().__init__(
            Problem(
                "state",
                "A colleague saved this meanwhile. Nothing of yours is lost: both texts are below. "
                "Take over what you need, then save again.",
            )
        )


# What an account without the permission may not do.
DOES = {
    "add_claim": "enter claims",
    "change_claim": "change claims",
    "change_candidate": "decide on candidates",
    "change_evidence": "change evidence",
    "change_reviewversion": "write reviews",
    "change_speaker": "change speakers",
}


def require(actor: User, permission: str) -> None:
    """Raises Refused for an account without the permission."""
    if not actor.has_perm(f"claims.{permission}"):
        told = DOES.get(permission, "do this")
        raise refuse("actor", f"Your account may not {told}. Ask an administrator for a group.")


def refuse(field: str, message: str) -> Refused:
    """A refusal for one reason."""
    return Refused(Problem(field, message))


def with_article(words: str) -> str:
    """“a draft”, “an approved version”: a refusal names what it is about."""
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


# The database has the last word; these are its rules in the editors' words.
RULES = {
    "review_approver_is_no_author": Problem(
        "approver", "Whoever wrote in this version cannot approve it. Ask a colleague who did not."
    ),
    "review_approver_is_actor": Problem("approver", "An approval is given in one's own name only."),
    "review_has_evidence": Problem("evidence", "Attach at least one piece of evidence."),
    "review_speaker_confirmed": Problem("speaker", "Confirm the speaker of the claim first."),
    "review_content_frozen": Problem("state", "This version is approved. Take it back to draft to edit it."),
    "evidence_frozen": Problem("evidence", "The evidence of this version is frozen. Take it back to draft."),
    "review_one_open_version": Problem(
        "state", "Another version of this review is still open. Finish that one."
    ),
    "review_published_is_complete": Problem(
        "state", "Rating, summary and methodology are needed to publish."
    ),
    "review_transition": Problem("state", "A colleague has moved this review meanwhile. Reload the page."),
    "candidate_span_once_an_extractor": Problem("start", "This span is in the queue already."),
    "claim_said_as_reviewed": Problem(
        "wording",
        "The wording and speaker are part of what was approved. Correct the review and put the new wording "
        "there: a second person approves it, and it holds from publication on.",
    ),
    "claim_kind_known": Problem("kind", "That is no kind of statement: choose one of the list."),
    "candidate_kind_known": Problem("kind", "That is no kind of statement: choose one of the list."),
    "speaker_wikidata_once": Problem("wikidata", "Another speaker has that Wikidata item already."),
    "appearance_seen_by_two": Problem(
        "appearance", "You confirmed this yourself: a colleague takes the second look."
    ),
    "appearance_confirmed_by_actor": Problem("appearance", "An appearance is confirmed in one's own name."),
    "appearance_seconded_by_actor": Problem("appearance", "A second look is taken in one's own name."),
    "appearance_once": Problem("claim", "This passage is already recorded for that claim."),
}


@contextmanager
def in_words() -> Iterator[None]:
    """Turn the database's refusals into the editors' words; any other error stays what it is."""
    try:
        yield
    except DatabaseError as error:
        cause = error.__cause__
        name = cause.diag.constraint_name if isinstance(cause, psycopg.Error) else None
        if name in RULES:
            raise Refused(RULES[name]) from error
        raise
