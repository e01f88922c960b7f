"""`<script>` in quotes, titles, names and reviews is text to read, never markup."""

from django.urls import reverse

from claims.editorial import conversation, triage
from tests.admin.client import desk_of
from tests.factories import (
    ada,
    make_article,
    make_candidate,
    make_claim,
    make_draft,
    make_evidence,
    make_revision,
    make_speaker,
)

BAD = "<script>alert(1)</script>"


def test_on_the_triage_desk() -> None:
    article = make_article(title=f"Title {BAD}", byline=BAD)
    revision = make_revision(f"Before {BAD} he said {BAD} and after.", article=article)
    make_candidate(BAD, revision=revision, speaker_name=BAD, statement=BAD, reasons=[BAD], speaker_how=BAD)
    page = desk_of(ada()).get(reverse("desk-triage")).content.decode()
    assert BAD not in page
    assert "&lt;script&gt;alert(1)" in page


def test_on_the_claim_desk_and_in_the_history() -> None:
    speaker = make_speaker(f"Linda {BAD}", slug="linda")
    claim = make_claim(f"wording {BAD}", speaker=speaker)
    version = make_draft(claim, headline=BAD, summary=BAD, body=f"{BAD}\n\n{BAD}")
    make_evidence(version, title=BAD, excerpt=BAD, note=BAD, publisher=BAD)
    conversation.comment(review=version.review, actor=ada(), text=BAD)
    desk = desk_of(ada())
    for name in ("desk-claim", "desk-history"):
        page = desk.get(reverse(name, args=[claim.pk])).content.decode()
        assert BAD not in page
        assert "&lt;script&gt;alert(1)" in page


def test_an_address_that_is_no_web_address_is_refused() -> None:
    version = make_draft()
    response = desk_of(ada()).post(
        reverse("desk-claim-act", args=[version.review.claim_id]),
        {
            "action": "attach",
            "version": version.pk,
            "title": "x",
            "stance": "context",
            "url": "javascript:alert(1)",
        },
    )
    assert response.status_code == 422
    assert version.evidence.count() == 1


def test_in_what_the_desk_answers() -> None:
    candidate = make_candidate(speaker=make_speaker())
    desk = desk_of(ada())
    triage.dismiss(candidate=candidate, actor=ada(), reason="fragment")
    response = desk.post(
        reverse("desk-decide", args=[candidate.pk]), {"action": f"{BAD}", "back": f"q={BAD}"}, follow=True
    )
    assert BAD not in response.content.decode()
