"""The hands of the writers' soak: one process each, a writer that stores articles or an editor who decides.

Every deed that succeeded becomes a line of the file; a refusal is no fault, any other error is one.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
import time
import traceback
from collections.abc import Callable
from importlib import import_module
from typing import IO, Any

from django.utils import timezone

from claims import pipeline
from claims.editorial import evidence, grouping, matching, triage, workflow
from claims.editorial.refusals import Refused
from claims.extraction.types import (
    Attribution,
    CandidateDraft,
    Kind,
    QuoteType,
    Resolution,
    Score,
)
from claims.models import (
    Article,
    ArticleRevision,
    Candidate,
    Claim,
    ClaimMatch,
    Methodology,
    Rating,
    Speaker,
    User,
)

HOT = 12  # statements that many articles repeat
AN_ARTICLE = 5  # statements
SUBJECTS = ("homes", "schools", "ferries", "bridges", "clinics", "harbours", "libraries", "tunnels")


class Hand:
    """Somebody at work, and the file of what was done."""

    def __init__(self, number: int, log: IO[str]) -> None:
        self.number, self.log = number, log
        self.chance = random.Random(number)  # noqa: S311 - the same each time
        self.speakers = list(Speaker.objects.order_by("id")[:6])

    def note(self, did: str, **what: Any) -> None:
        """A line, at once."""
        self.log.write(json.dumps({"did": did, **what}) + "\n")
        self.log.flush()

    def work(self, seconds: float, deed: Callable[[], None]) -> None:
        """Do it again and again."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                deed()
            except Refused as refused:
                self.note("refused", why=str(refused))
            except Exception:
                self.note("error", why=traceback.format_exc()[-3000:])


class Writer(Hand):
    """Stores articles as an extractor does: candidates, groups, suggestions."""

    articles = 0

    def __init__(self, number: int, log: IO[str]) -> None:
        super().__init__(number, log)
        import_module("claims.extraction.extract")  # which takes seconds; an extractor has it already

    def store(self) -> None:
        """One article by one speaker, of statements that others repeat and of one that nobody does."""
        self.articles += 1
        name = f"writer {self.number}, article {self.articles}"
        statements = [self.repeated() for _ in range(AN_ARTICLE - 1)]
        statements.append(f"open {self.articles} new {self.chance.choice(SUBJECTS)} in ward {self.number}")
        statements = list(dict.fromkeys(statements))
        text = f"Report of {name}.\n" + " ".join(f"It was said: {said}." for said in statements)
        url = f"https://soak.example/{name.replace(' ', '-')}"
        article = Article.objects.create(key=url, url=url, title=name, published_on=timezone.localdate())
        digest = hashlib.sha256(text.encode()).hexdigest()
        revision = ArticleRevision.objects.create(article=article, number=1, text=text, sha256=digest)
        while (lease := pipeline.claim_revision(revision_id=revision.pk)) is None:
            time.sleep(0.01)  # the sweep holds it just now
        speaker = self.chance.choice(self.speakers)
        drafts = [drafted(text, said, speaker) for said in statements]
        assert pipeline.store_candidates(lease=lease, drafts=drafts)
        self.note("stored", revision=revision.pk, candidates=len(drafts))
        matching.suggest_matches(revision_id=revision.pk)

    def repeated(self) -> str:
        """A statement of the hot ones, or one of the record's claims."""
        if self.chance.random() < 0.7:
            number = self.chance.randrange(HOT)
            return f"build {number * 70 + 30} {SUBJECTS[number % len(SUBJECTS)]} by {2030 + number}"
        speaker = self.chance.choice(self.speakers)
        known = Claim.objects.filter(speaker=speaker).order_by("-id")[:20]
        return self.chance.choice(known).wording if known else "close the market"


def drafted(text: str, said: str, speaker: Speaker) -> CandidateDraft:
    """What extraction would have found."""
    start = text.index(f": {said}.") + 2
    span = (start, start + len(said))
    return CandidateDraft(
        attribution=Attribution((span,), (), (), QuoteType.INDIRECT, "that"),
        quote=said,
        resolution=Resolution(speaker.name, speaker.slug, confidence=0.9),
        score=Score(0.8, True, Kind.PROMISE, ("names a number",)),
        statement=said,
    )


class Editor(Hand):
    """Decides on what the writers bring, and takes claims through their review."""

    def __init__(self, number: int, log: IO[str]) -> None:
        super().__init__(number, log)
        self.me = User.objects.get(username=f"soak-{number}-drafts")
        self.second = User.objects.get(username=f"soak-{number}-approves")

    def decide(self) -> None:
        """One candidate, most often a new one; what is done with it is left to chance."""
        way = "-id" if self.chance.random() < 0.8 else "-checkworthiness"
        waiting = Candidate.objects.awaiting_triage().first_of_groups().order_by(way)[:20]
        rows = list(waiting)
        if not rows:
            return
        candidate = self.chance.choice(rows)
        deeds = [self.promote] * 4 + [self.dismiss] * 3 + [self.attach, self.reject, self.take_out, self.undo]
        triage.lock(candidate=candidate, actor=self.me)
        self.chance.choice(deeds)(candidate)

    def promote(self, candidate: Candidate) -> None:
        """A new claim, and now and then its whole way to the public."""
        speaker = candidate.speaker or self.speakers[0]
        claim = triage.promote(candidate=candidate, actor=self.me, speaker=speaker)
        self.note("promoted", candidate=candidate.pk, claim=claim.pk, actor=self.me.pk)
        if self.chance.random() < 0.5:
            self.review(claim)

    def attach(self, candidate: Candidate) -> None:
        """A further appearance of what it seems to repeat."""
        match = candidate.matches.filter(state=ClaimMatch.State.SUGGESTED).select_related("claim").first()
        if match is not None and match.claim.speaker_id == candidate.speaker_id:
            triage.promote(candidate=candidate, actor=self.me, claim=match.claim)
            self.note("promoted", candidate=candidate.pk, claim=match.claim_id, actor=self.me.pk)

    def dismiss(self, candidate: Candidate) -> None:
        """Not worth it."""
        triage.dismiss(candidate=candidate, actor=self.me, reason="unimportant")
        self.note("dismissed", candidate=candidate.pk, actor=self.me.pk)

    def reject(self, candidate: Candidate) -> None:
        """Not the same as what was suggested."""
        match = candidate.matches.filter(state=ClaimMatch.State.SUGGESTED).select_related("claim").first()
        if match is not None:
            matching.reject_match(candidate=candidate, claim=match.claim, actor=self.me)
            self.note("rejected", candidate=candidate.pk, claim=match.claim_id, actor=self.me.pk)

    def take_out(self, candidate: Candidate) -> None:
        """It stands for itself."""
        member = candidate.members.awaiting_triage().order_by("?").first()
        if member is not None:
            grouping.take_out(candidate=member, actor=self.me)
            self.note("taken out", candidate=member.pk, actor=self.me.pk)

    def undo(self, candidate: Candidate) -> None:
        """Somebody's last decision."""
        decided = (
            Candidate.objects.exclude(state="waiting").exclude(extractor="sample").order_by("-decided_at")
        )
        last = decided.first()
        if last is not None:
            triage.undo(candidate=last, actor=self.me)
            self.note("undone", candidate=last.pk, actor=self.me.pk)

    def review(self, claim: Claim) -> None:
        """Draft, submit, approve, publish."""
        version = workflow.start_review(claim=claim, actor=self.me)
        workflow.edit(
            version=version,
            actor=self.me,
            rating=Rating.objects.order_by("id").first(),
            methodology=Methodology.objects.first(),
            headline="What the record says",
            summary="The record says otherwise.",
        )
        proof: dict[str, Any] = {
            "title": "Record",
            "publisher": "Office",
            "stance": "refutes",
            "note": "p. 3",
        }
        evidence.attach_evidence(version=version, actor=self.me, **proof)
        workflow.submit(version=version, actor=self.me)
        workflow.approve(version=version, actor=self.second)
        workflow.publish(version=version, actor=self.second)
        self.note("published", version=version.pk, actor=self.second.pk)


def main() -> None:
    """Work for so many seconds."""
    role, number, seconds, path = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), sys.argv[4]
    with open(path, "w", encoding="utf-8") as log:
        if role == "writer":
            writer = Writer(number, log)
            writer.work(seconds, writer.store)
        else:
            editor = Editor(number, log)
            editor.work(seconds, editor.decide)
        log.write(json.dumps({"did": "ended"}) + "\n")
