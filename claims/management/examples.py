"""The worked examples: from candidates of the seed articles to published reviews, by the real verbs.

Ada drafts, Ben approves, Paula publishes. What is there already is left alone.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from claims.editorial import claims, evidence, triage, workflow
from claims.management.seeding import SeedError
from claims.models import Candidate, Claim, Rating, ReviewVersion, Topic, User

Row = dict[str, Any]


def load_examples(path: Path) -> list[str]:
    """Bring every example of the file to its end; says what was done. Raises SeedError."""
    rows: list[Row] = json.loads(path.read_text(encoding="utf-8"))
    people = {user.username: user for user in User.objects.filter(username__in=["ada", "ben", "paula"])}
    said = []
    for row in rows:
        with transaction.atomic():
            said.append(_example(row, people))
    return said


def _example(row: Row, people: dict[str, User]) -> str:
    ada, ben, paula = people["ada"], people["ben"], people["paula"]
    claim = Claim.objects.filter(wording=row["wording"], speaker__slug=row["speaker"]).first()
    if claim is not None and claim.review_versions_exist():
        return f"known    {claim.headline}"
    found = _candidates(row)
    if not found:
        raise SeedError(
            f"No candidate of the seed articles holds {row['found_by']!r} by {row['speaker']}. "
            "Read them first:  manage.py ingest seeds/articles"
        )
    for candidate in found:
        candidate.refresh_from_db()
        if candidate.claim is not None:  # it went with one of its group
            claim = candidate.claim
            continue
        claim = triage.promote(
            candidate=candidate,
            actor=ada,
            claim=claim,
            wording=row["wording"],
            kind=row["kind"],
            speaker=candidate.speaker,
        )
    assert claim is not None  # noqa: S101 - found is not empty
    _complete(claim, row, ada)
    version: ReviewVersion | None = None
    for content in row["versions"]:
        version = _publish(claim, version, content, ada, ben, paula)
    return f"new      {claim.headline} ({len(found)} appearances)"


def _candidates(row: Row) -> list[Candidate]:
    waiting = (
        Candidate.objects.awaiting_triage()
        .filter(speaker__slug=row["speaker"])
        .order_by("revision_id", "start")
    )
    held = [c for c in waiting if any(words in c.quote for words in row["found_by"])]
    once: dict[int, Candidate] = {}
    for candidate in held:
        once.setdefault(candidate.revision_id, candidate)  # one utterance an article
    return list(once.values())


def _complete(claim: Claim, row: Row, actor: User) -> None:
    said_on = date.fromisoformat(row["said_on"])
    claims.edit_claim(claim=claim, actor=actor, wording=row["wording"], kind=row["kind"], said_on=said_on)
    if row.get("due_on"):
        due = date.fromisoformat(row["due_on"])
        claims.set_deadline(claim=claim, actor=actor, due_on=due, basis=row["due_basis"])
    claim.topics.set(Topic.objects.filter(slug__in=row["topics"]))


def _publish(
    claim: Claim, before: ReviewVersion | None, content: Row, ada: User, ben: User, paula: User
) -> ReviewVersion:
    scale, _, slug = content["rating"].partition("/")
    rating = Rating.objects.get(scale__slug=scale, slug=slug)
    if before is None:
        version = workflow.start_review(claim=claim, actor=ada)
    else:
        version = workflow.correct(review=before.review, actor=ada, change_note=content["change_note"])
    texts = {name: content[name] for name in ("headline", "summary", "body") if name in content}
    workflow.edit(version=version, actor=ada, rating=rating, **texts)
    for item in content.get("evidence", []):
        dated = date.fromisoformat(item["dated_on"]) if item.get("dated_on") else None
        evidence.attach_evidence(version=version, actor=ada, **{**item, "dated_on": dated})
    workflow.submit(version=version, actor=ada)
    workflow.approve(version=version, actor=ben)
    workflow.publish(version=version, actor=paula)
    return version
