"""A morning at the desks, by the verbs that the desks call, so that no picture shows an empty page."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from claims.editorial import assigning, claims, conversation, evidence, triage, workflow
from claims.editorial.speakers import speaker_named
from claims.models import Article, Candidate, Claim, Feed, FeedItem, Outlet, Rating, SavedView, Speaker, User

BODY = """
<h3>What was promised</h3>
<p>The Pentagon said on 10 November that it would send <strong>all</strong> of the approved aid before 20 January.</p>
<h3>What happened</h3>
<ul><li>What was announced until December was <em>on its way</em>.</li>
<li>About six billion dollars were <strong>not spent</strong>.</li></ul>
<blockquote>“Not everything can be delivered by then,” an official said.</blockquote>
"""
SUMMARY = "The Kiel Institute counts about 28 billion euros from Germany. Only the United States gave more."


def work() -> dict[str, str]:
    """Ada and Ben at work; the addresses of the desks by the names of their pictures."""
    ada, ben, paula = (User.objects.get(username=name) for name in ("ada", "ben", "paula"))
    draft = _promise(ada)
    _submitted(ada, ben)
    known = Claim.objects.filter(review__versions__state="published").order_by("id").first()
    assert known is not None
    conversation.comment(
        review=known.review, actor=paula, text="@ben, is there a newer table of the institute?"
    )
    waiting = list(Candidate.objects.awaiting_triage().first_of_groups().exclude(speaker=None).by_worth()[:4])
    triage.lock(candidate=waiting[1], actor=ada)
    assigning.assign(candidate=waiting[2], actor=ada, to=ben, seen=None)
    twice = speaker_named(name="D. Trump", actor=ada, enter=True)
    assert twice is not None
    chips = Candidate.objects.awaiting_triage().filter(statement__icontains="chip").by_worth()[0]
    triage.promote(candidate=chips, actor=ada, wording=chips.statement, speaker=twice)
    _decided(paula)
    SavedView.objects.create(owner=ben, name="Promises", query="kind=promise")
    _feed(now=timezone.now())
    _feeds_in_trouble(now=timezone.now())
    return {
        "start": "/admin/",
        "triage": f"/admin/triage/?c={waiting[0].pk}",
        "claim-desk": f"/admin/claim/{draft.pk}/",
        "history": f"/admin/claim/{known.pk}/history/",
        "deadlines": "/admin/deadlines/",
        "figures": "/admin/figures/#version",
        "operations": "/admin/operations/",
        "review-form": f"/admin/claim/{draft.pk}/#field-summary",
        "merge-speakers": f"/admin/speaker/{twice.pk}/merge/?into=Donald+Trump",
        "sessions": "/admin/sessions/",
        "claim": f"/claims/{known.slug}/",
    }


def _promise(ada: User) -> Claim:
    """A claim with a draft and a date read from the text."""
    claim = _claim(ada, "deliver all approved aid by 20 January", "Joe Biden", "promise")
    due = date(2025, 1, 20)
    claims.set_deadline(
        claim=claim, actor=ada, due_on=due, basis="“before the change of government on 20 January”"
    )
    version = workflow.start_review(claim=claim, actor=ada)
    rating = Rating.objects.filter(scale__kind="promise", slug="compromise").first()
    workflow.edit(
        version=version,
        actor=ada,
        rating=rating,
        headline="Most of it was on its way; six billion dollars were not",
        summary="The Pentagon listed its deliveries each week. When the term ended, part of the money was unspent.",
        body=BODY,
    )
    evidence.attach_evidence(
        version=version,
        actor=ada,
        title="Security assistance to Ukraine",
        publisher="Congressional Research Service",
        dated_on=date(2025, 1, 16),
        stance="context",
        note="Lists what was made available, and until when.",
    )
    return claim


def _submitted(ada: User, ben: User) -> None:
    """A review that waits for Ben."""
    claim = _claim(
        ada,
        "Germany is the second largest supporter of Ukraine, with 28 billion euros",
        "Olaf Scholz",
        "statistic",
    )
    claims.confirm_speaker(claim=claim, actor=ada)
    version = workflow.start_review(claim=claim, actor=ada)
    rating = Rating.objects.filter(scale__kind="truth").order_by("position").first()
    workflow.edit(
        version=version, actor=ada, rating=rating, headline="Yes, by what was given", summary=SUMMARY
    )
    evidence.attach_evidence(
        version=version,
        actor=ada,
        title="Ukraine Support Tracker",
        publisher="Kiel Institute",
        dated_on=timezone.localdate() - timedelta(days=3),
        stance="supports",
    )
    workflow.submit(version=version, actor=ada)


def _decided(paula: User) -> None:
    """What somebody put aside, so that there is something to count."""
    reasons = ["not_checkable", "not_a_claim", "fragment", "unimportant"]
    for n, candidate in enumerate(
        list(Candidate.objects.awaiting_triage().first_of_groups().order_by("checkworthiness", "id")[:32])
    ):
        triage.dismiss(candidate=candidate, actor=paula, reason=reasons[n % len(reasons)])


def _feed(*, now: datetime) -> None:
    """A feed that brings a few texts each day, and a page that it may not read."""
    outlet = Outlet.objects.get(name__startswith="The Claims Desk Wire")
    feed = Feed.objects.create(
        outlet=outlet,
        url="https://wire.example/politics.xml",
        kind="rss",
        is_active=True,
        last_polled_at=now,
        last_success_at=now,
        due_at=now + timedelta(hours=2),
    )
    articles = list(outlet.articles.all())
    for n in range(40):
        FeedItem.objects.create(
            feed=feed,
            url=f"https://wire.example/politics/{n}",
            host="wire.example",
            state="stored",
            article=articles[n % len(articles)],
            stored_at=now - timedelta(days=n * n % 14),
        )
    for item in FeedItem.objects.filter(feed=feed):
        FeedItem.objects.filter(pk=item.pk).update(seen_at=item.stored_at)
    FeedItem.objects.create(
        feed=feed,
        url="https://wire.example/subscribers/harbour",
        host="wire.example",
        title="Who pays for the new harbour",
        state="refused",
        note="https://wire.example/subscribers/harbour: a paywall in place of the article. Paste the article's "
        "text into a .txt file and ingest that.",
    )


def _feeds_in_trouble(*, now: datetime) -> None:
    """One that fails, one that is gone, and one that brought a text every six hours until a week ago."""
    asked = {"kind": "rss", "due_at": now + timedelta(hours=1)}
    courier, gazette, lantern = (
        Outlet.objects.create(name=name, slug=name.lower().replace(" ", "-"))
        for name in ("Port Courier", "Quiet Gazette", "The Old Lantern")
    )
    Feed.objects.create(
        outlet=courier,
        url="https://courier.example/parliament/latest.xml",
        is_active=True,
        failures=3,
        last_success_at=now - timedelta(hours=9),
        last_error="https://courier.example/parliament/latest.xml: answered 500 Internal Server Error: "
        "the site is in trouble. Try again later.",
        **asked,
    )
    Feed.objects.create(
        outlet=lantern,
        url="https://lantern.example/news.xml",
        note=f"{now:%-d %B %Y}: paused, since the site says that it is gone for good.",
        **asked,
    )
    quiet = Feed.objects.create(
        outlet=gazette,
        url="https://gazette.example/feed",
        is_active=True,
        last_success_at=now,
        **asked,
    )
    article = Article.objects.earliest("id")
    for n in range(16):
        seen = now - timedelta(days=7, hours=6 * n)
        item = FeedItem.objects.create(
            feed=quiet,
            url=f"https://gazette.example/{n}",
            host="gazette.example",
            state="stored",
            article=article,
            stored_at=seen,
        )
        FeedItem.objects.filter(pk=item.pk).update(seen_at=seen)


def _claim(ada: User, wording: str, name: str, kind: str) -> Claim:
    """From the candidate of that speaker which is most worth checking."""
    speaker = Speaker.objects.get(name=name)
    candidate = Candidate.objects.awaiting_triage().filter(speaker=speaker).by_worth().first()
    candidate = candidate or Candidate.objects.awaiting_triage().first_of_groups().by_worth()[5]
    return triage.promote(candidate=candidate, actor=ada, wording=wording, speaker=speaker, kind=kind)
