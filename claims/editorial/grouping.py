"""Candidates that say the same, across articles, stand in the queue as one.

A group is led by its first candidate; the others point to it. Who joins is settled as candidates are
stored: writers take turns by speaker, so the same articles in the same order give the same groups,
however many workers there are.
"""

from __future__ import annotations

import zlib

from django.db import connection, transaction

from claims.editorial import matching, retrieval
from claims.editorial.refusals import refuse, require
from claims.models import Candidate, User, act_as
from claims.models.candidate import CandidateQuerySet

LOOKED_AT = 100
TURNS = 7_301  # the first of the two numbers of our advisory locks


@transaction.atomic
def group_candidates(*, revision_id: int) -> int:
    """Let the waiting candidates of a revision join those that say the same; how many did."""
    rows = Candidate.objects.awaiting_triage().first_of_groups().filter(revision_id=revision_id)
    alone = [row for row in rows.filter(taken_out=False).order_by("id") if row.speaker_id or row.speaker_name]
    _take_turns(alone)
    joined = 0
    for candidate in alone:
        first = _first_alike(candidate)
        if first is not None and not candidate.members.exists():
            joined += Candidate.objects.filter(pk=candidate.pk).update(group=first)
    return joined


@transaction.atomic
def take_out(*, candidate: Candidate, actor: User) -> None:
    """Say that a candidate stands for itself. It never joins a group again."""
    require(actor, "change_candidate")
    with act_as(actor):
        held = list(hold_group(candidate))
        others = [row.pk for row in held if row.pk != candidate.pk]
        if not others:
            raise refuse("group", "Nothing to take out: this candidate stands for itself already.")
        if candidate.group_id is None:  # it leads: the next one leads instead
            Candidate.objects.filter(pk__in=others[1:]).update(group=others[0])
            Candidate.objects.filter(pk=others[0]).update(group=None)
        Candidate.objects.filter(pk=candidate.pk).update(group=None, taken_out=True)
    candidate.refresh_from_db()


def hold_group(candidate: Candidate) -> CandidateQuerySet:
    """The candidate's group, to be read once, locked until the transaction ends.

    Its first one is locked before: whoever joins locks that one, too, so nobody joins unseen.
    """
    first = Candidate.objects.filter(pk=candidate.group_id or candidate.pk).order_by()
    list(first.select_for_update(of=["self"]).values_list("pk"))
    return candidate.all_of_group().select_for_update(of=["self"])


def _take_turns(candidates: list[Candidate]) -> None:
    """Wait until nobody else groups candidates of these speakers; in one order, so that none deadlocks."""
    speakers = {f"{c.speaker_id or ''}|{'' if c.speaker_id else c.speaker_name.upper()}" for c in candidates}
    with connection.cursor() as cursor:
        for number in sorted({zlib.crc32(speaker.encode()) - 2**31 for speaker in speakers}):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [TURNS, number])


def _first_alike(candidate: Candidate) -> Candidate | None:
    """The likest other candidate of the speaker that leads or stands alone, when it says the same.

    It is locked, so that no editor decides on it before the candidate has joined.
    """
    leading = Candidate.objects.awaiting_triage().first_of_groups().said_like(candidate)
    others = leading.filter(taken_out=False).exclude(revision=candidate.revision_id, pk__gte=candidate.pk)
    text = candidate.statement or candidate.quote[: matching.QUOTE_READ]
    found = retrieval.sharing_words(others, "statement", text, LOOKED_AT, among=leading)
    scores = matching.alike(candidate, found)
    best = max(zip(scores, found, strict=True), key=lambda pair: (pair[0], -pair[1].pk), default=None)
    if best is None or best[0] < matching.GROUPED:
        return None
    return others.select_for_update(of=["self"], no_key=True).filter(pk=best[1].pk).first()
