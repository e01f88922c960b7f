"""One of everything at the desks: a queue, claims in every state, deadlines, comments, evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from claims.editorial import conversation, triage, workflow
from claims.ingest.clean import sha256
from claims.models import Claim, Evidence, FeedItem, Speaker
from tests.factories import (
    ada,
    ben,
    make_appearance,
    make_article,
    make_candidate,
    make_claim,
    make_draft,
    make_evidence,
    make_item,
    make_outlet,
    make_published_review,
    make_revision,
    make_speaker,
    paula,
)

FILE: dict[str, Any] = {"file_name": "report.pdf", "file_type": "application/pdf", "file_size": 1_200_000}
FILE |= {"file_sha256": "0" * 64, "file_state": "failed", "file_note": "The PDF holds pictures of its pages."}


@dataclass(frozen=True, slots=True)
class Scene:
    """The claims to open."""

    draft: Claim
    submitted: Claim
    published: Claim
    copy: Evidence
    twice: Speaker
    item: FeedItem


def set_scene(rows: int = 3) -> Scene:
    """Some rows of everything; the pages must not ask more of the database when there are more."""
    for person in (ada, ben, paula):
        person()
    speaker = make_speaker()
    for number in range(rows):
        article = make_article(outlet=make_outlet(f"outlet-{number}"), title=f"Article {number}")
        text = f'Linda Marsh said: "Number {number} is 4 percent." "Number {number} is promised."'
        revision = make_revision(text, article=article)
        make_candidate(f"Number {number} is 4 percent.", revision=revision, speaker=speaker)
        make_candidate(
            f"Number {number} is promised.", revision=revision, kind="promise", checkworthiness=0.4
        )
        make_claim(f"build {number} homes", due_on=timezone.localdate() + timedelta(days=number - 1))
        make_published_review(make_claim(f"unemployment fell to {number} percent"))
    locked = make_candidate(statement="Somebody else looks at this", checkworthiness=0.9)
    triage.lock(candidate=locked, actor=ben())
    draft = make_draft(make_claim(said_on=date(2024, 10, 1))).review
    for number in range(rows):
        make_appearance(draft.claim, said_on=date(2024, 11, number + 1), confirmed_by=ada())
        conversation.comment(review=draft, actor=ben(), text=f"@ada, look at {number}")
        conversation.ask(
            review=draft,
            actor=ada(),
            asked_whom=f"Office {number}",
            asked_how="by e-mail",
            asked_on=date(2024, 11, 1),
            answer_until=None,
        )
        make_evidence(draft.versions.get(), title=f"Report {number}", **copy_of(f"Report {number}."), **FILE)
    submitted = make_draft(make_claim("unemployment rose"))
    workflow.submit(version=submitted, actor=ada())
    published = make_published_review().review.claim
    for number in range(rows):
        make_appearance(published, said_on=date(2024, 12, number + 1), confirmed_by=ada(), seconded_by=None)
    copy = Evidence.objects.exclude(archived_text="").latest("pk")
    twice = make_speaker("L. Marsh")
    make_claim("plant 100 trees", speaker=twice)
    return Scene(
        draft.claim,
        submitted.review.claim,
        published,
        copy,
        twice,
        make_item(f"https://news.example/given-up-{FeedItem.objects.count()}"),
    )


def copy_of(text: str) -> dict[str, Any]:
    """The fields of evidence whose page was fetched today and is gone since."""
    now = timezone.now()
    kept = {"archived_text": text, "archived_sha256": sha256(text), "archived_at": now}
    return kept | {"copy_state": "stored", "checked_at": now, "gone_at": now, "fetch_note": "answered 404"}


def addresses(scene: Scene) -> dict[str, str]:
    """Every desk, by a name for it."""
    return {
        "start": "/admin/",
        "triage": "/admin/triage/",
        "claim in draft": f"/admin/claim/{scene.draft.pk}/",
        "claim submitted": f"/admin/claim/{scene.submitted.pk}/",
        "claim published": f"/admin/claim/{scene.published.pk}/",
        "stored copy": f"/admin/evidence/{scene.copy.pk}/copy/",
        "history": f"/admin/claim/{scene.draft.pk}/history/",
        "deadlines": "/admin/deadlines/",
        "figures": "/admin/figures/",
        "ranking": "/admin/ranking/",
        "operations": "/admin/operations/",
        "paste a text": f"/admin/operations/item/{scene.item.pk}/",
        "second step": "/admin/second-step/set-up/",
        "list of claims": "/admin/claims/claim/",
        "list of reviews": "/admin/claims/review/",
        "import of claims": "/admin/claims/claim/import/",
        "export of reviews": "/admin/claims/review/export/",
        "list of speakers": "/admin/claims/speaker/",
        "where I am signed in": "/admin/sessions/",
        "two speakers": f"/admin/speaker/{scene.twice.pk}/merge/?into={scene.draft.speaker.name}",
        "speaker": f"/admin/claims/speaker/{scene.draft.speaker_id}/change/",
    }
