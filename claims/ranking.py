"""Learning from the desk: what editors promote and dismiss corrects the score of what comes next.

A layer of its own, since both the pipeline (which scores new candidates) and the commands (which train)
stand on it. A new ranking is measured beside the one in use on decisions that neither has seen, the newest;
it is kept only if it ranks them better.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db import transaction
from django.db.models import Q, QuerySet

from claims.extraction.checkworthiness import desk
from claims.extraction.checkworthiness.model import shipped
from claims.extraction.evaluation.checkworthiness import average_precision
from claims.extraction.types import Kind
from claims.models import Candidate, DismissReason, Ranking

HELD_BACK = 0.25  # share of the decisions, the newest, that are measured on
FEWEST = 40  # decisions; with fewer, chance decides
FEWEST_HELD_BACK = 8
AT_ONCE = 1000

# A duplicate or a wrong speaker says nothing about whether the statement was worth checking.
TELLING = (
    DismissReason.NOT_CHECKABLE,
    DismissReason.NOT_A_CLAIM,
    DismissReason.FRAGMENT,
    DismissReason.UNIMPORTANT,
)
State = Candidate.State


class TooFewDecisions(ValueError):
    """Nothing can be learnt yet; the message says how much is missing."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Old and new side by side: average precision (0..1) on the decisions held back."""

    learnt_from: int
    held_back: int
    old_version: str
    old: float
    new_version: str
    new: float
    kept: bool
    rescored: int


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with its day."""

    decision: desk.Decision
    at: datetime


def rank(candidates: Iterable[Candidate]) -> None:
    """Score unsaved or loaded candidates by the ranking in use, and write down which. Saves nothing."""
    version, learnt = _in_use()
    for candidate in candidates:
        base = trained_score(candidate)
        score, reason = learnt.score(candidate.quote, Kind(candidate.kind), base) if learnt else (base, "")
        others = [old for old in candidate.reasons if old not in {desk.LIKED, desk.DISLIKED}]
        candidate.reasons = [*others, reason] if reason else others
        candidate.trained_score = base
        candidate.checkworthiness = score
        candidate.checkworthy = desk.is_checkworthy(score)
        candidate.score_version = version


def trained_score(candidate: Candidate) -> float:
    """The trained model's score, whatever the desk has made of it."""
    known = candidate.trained_score
    return candidate.checkworthiness if known is None else known


def learn_from_desk() -> Comparison:
    """Train on the older decisions, measure on the newest, keep the better ranking.

    When the new one is kept, the candidates that wait are scored anew. Raises TooFewDecisions.
    """
    decided = _decisions()
    rival = Ranking.objects.in_use().first()
    learning, held = _split(decided, rival)
    learnt = desk.train([row.decision for row in learning])
    old_version, in_use = _in_use()
    old, new = (_measure(ranking, held) for ranking in (in_use, learnt))
    with transaction.atomic():
        if new > old:
            Ranking.objects.in_use().update(in_use=False)
        row = Ranking.objects.create(
            weights=desk.to_bytes(learnt),
            learnt_from=len(learning),
            learnt_until=learning[-1].at,
            held_back=len(held),
            rival=old_version,
            rival_precision=old,
            precision=new,
            in_use=new > old,
        )
        rescored = _rescore() if row.in_use else 0
    return Comparison(len(learning), len(held), old_version, old, _version(row), new, row.in_use, rescored)


def telling() -> QuerySet[Candidate]:
    """The candidates of which the desk has said whether they were worth checking."""
    return Candidate.objects.filter(
        Q(state=State.PROMOTED) | Q(state=State.DISMISSED, dismiss_reason__in=TELLING),
        decided_at__isnull=False,
    )


def version_in_use() -> str:
    """The version that scores new candidates."""
    return _in_use()[0]


def _decisions() -> list[Decided]:
    """What the desk decided about the worth of statements, oldest first."""
    fields = ("quote", "kind", "checkworthiness", "trained_score", "state", "decided_at")
    return [
        Decided(
            desk.Decision(row.quote, Kind(row.kind), trained_score(row), row.state == State.PROMOTED),
            row.decided_at,
        )
        for row in telling().order_by("decided_at", "id").only(*fields).iterator()
        if row.decided_at is not None
    ]


def _split(decided: Sequence[Decided], rival: Ranking | None) -> tuple[list[Decided], list[Decided]]:
    """Older decisions to learn from; the newest, unseen by the ranking in use as well, to measure on."""
    if len(decided) < FEWEST:
        raise TooFewDecisions(
            f"{len(decided)} telling decisions so far; {FEWEST} are needed. Promote and dismiss in the triage "
            "desk (duplicates and wrong speakers do not count)."
        )
    cut = len(decided) - round(len(decided) * HELD_BACK)
    learning = list(decided[:cut])
    held = [row for row in decided[cut:] if rival is None or row.at > rival.learnt_until]
    sorts = [{row.decision.promoted for row in rows} for rows in (learning, held)]
    if len(held) < FEWEST_HELD_BACK or any(len(sort) < 2 for sort in sorts):
        raise TooFewDecisions(
            f"Only {len(held)} decisions are left to measure on, or all are of one sort. At least "
            f"{FEWEST_HELD_BACK} new ones are needed, promoted and dismissed."
        )
    return learning, held


def _measure(learnt: desk.Desk | None, held: Sequence[Decided]) -> float:
    scores = [
        learnt.score(row.decision.text, row.decision.kind, row.decision.base)[0]
        if learnt
        else row.decision.base
        for row in held
    ]
    return average_precision(scores, [row.decision.promoted for row in held])


def _rescore() -> int:
    """Rank the waiting candidates by what is in use now."""
    fields = ["checkworthiness", "checkworthy", "trained_score", "score_version", "reasons"]
    waiting = Candidate.objects.awaiting_triage().order_by("id")
    number, last = 0, 0
    while rows := list(waiting.filter(id__gt=last)[:AT_ONCE]):
        rank(rows)
        Candidate.objects.bulk_update(rows, fields)
        number, last = number + len(rows), rows[-1].pk
    return number


def _in_use() -> tuple[str, desk.Desk | None]:
    """Version and correction that score now. A ranking of another program version is not used."""
    row = Ranking.objects.in_use().only("id").first()
    learnt = _read(row.pk) if row else None
    return (_version(row) if row and learnt else shipped().version), learnt


@lru_cache(maxsize=2)
def _read(ranking_id: int) -> desk.Desk | None:
    stored = Ranking.objects.values_list("weights", flat=True).get(pk=ranking_id)
    try:
        return desk.from_bytes(bytes(stored))
    except ValueError:
        return None


def _version(row: Ranking) -> str:
    return f"{shipped().version}+{row}"
