"""Rows for tests: plain functions that fill in what a test does not care about.

The cast: Ada is a reporter, Ben a reviewer, Paula a publisher, Cleo an outsider without any rights.
"""

from __future__ import annotations

import hashlib
from datetime import date
from itertools import count
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.text import slugify

from claims.models import (
    Appearance,
    Article,
    ArticleRevision,
    Candidate,
    Claim,
    Evidence,
    Feed,
    FeedItem,
    Methodology,
    Outlet,
    QuoteType,
    Rating,
    RatingScale,
    Review,
    ReviewVersion,
    Speaker,
    StatementKind,
    Topic,
    User,
    act_as,
)

PASSWORD = "correct horse battery staple"
TEXT = (
    "Harbour reopens after storm\n\n"
    'Mayor Linda Marsh said on Monday: "Unemployment in the port fell to 4 percent last year." '
    "She promised that the council would build 300 homes by 2027.\n"
)
QUOTE = "Unemployment in the port fell to 4 percent last year."
_numbers = count(1)


# People at the desk ----------------------------------------------------------------------------------
def make_user(name: str, *groups: str, **fields: Any) -> User:
    """An account in the named groups; the same name twice is the same account."""
    existing = User.objects.filter(username=name).first()
    if existing is not None:
        return existing
    fields.setdefault("is_staff", bool(groups))
    user: User = User.objects.create_user(name, f"{name}@example.org", PASSWORD, **fields)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def ada() -> User:
    """The reporter: she drafts."""
    return make_user("ada", "reporter", first_name="Ada")


def ben() -> User:
    """The reviewer: he approves what others wrote."""
    return make_user("ben", "reviewer", first_name="Ben")


def paula() -> User:
    """The publisher: she makes public what Ben approved."""
    return make_user("paula", "publisher", first_name="Paula")


def cleo() -> User:
    """The outsider: signed in, no rights."""
    return make_user("cleo", first_name="Cleo")


# Articles and candidates -----------------------------------------------------------------------------
def make_outlet(slug: str = "the-harbour-post", **fields: Any) -> Outlet:
    """An outlet; the same slug twice is the same row."""
    fields.setdefault("name", slug.replace("-", " ").title())
    outlet, _ = Outlet.objects.get_or_create(slug=slug, defaults=fields)
    return outlet


def make_feed(url: str = "https://news.example/feed", **fields: Any) -> Feed:
    """An active feed of the Harbour Post, due at once."""
    fields.setdefault("outlet", make_outlet())
    fields.setdefault("is_active", True)
    return Feed.objects.create(url=url, **fields)


def make_item(url: str = "https://news.example/a", **fields: Any) -> FeedItem:
    """An address that a feed named, due at once."""
    fields.setdefault("feed", Feed.objects.first() or make_feed())
    fields.setdefault("host", urlsplit(url).netloc)
    fields.setdefault("due_at", timezone.now())
    return FeedItem.objects.create(url=url, **fields)


def make_article(**fields: Any) -> Article:
    """An article of its own address, without a text yet."""
    number = next(_numbers)
    url = fields.setdefault("url", f"https://news.example/{number}")
    fields.setdefault("key", url or f"sha256:{number:064d}")
    fields.setdefault("title", "Harbour reopens after storm")
    fields.setdefault("published_on", date(2024, 11, 18))
    fields.setdefault("language", "en")
    return Article.objects.create(**fields)


def make_revision(text: str = TEXT, *, article: Article | None = None, **fields: Any) -> ArticleRevision:
    """A text of an article, waiting for extraction; the next number of that article."""
    article = article or make_article()
    newest = article.latest
    fields.setdefault("number", newest.number + 1 if newest else 1)
    fields.setdefault("sha256", hashlib.sha256(text.encode()).hexdigest())
    return ArticleRevision.objects.create(article=article, text=text, **fields)


def make_speaker(name: str = "Linda Marsh", **fields: Any) -> Speaker:
    """A person (or body); the same name twice is the same row."""
    fields.setdefault("name", name)
    speaker, _ = Speaker.objects.get_or_create(slug=fields.pop("slug", slugify(name)), defaults=fields)
    return speaker


def make_candidate(
    quote: str = QUOTE, *, revision: ArticleRevision | None = None, **fields: Any
) -> Candidate:
    """A candidate for the first place where `quote` stands in the revision's text."""
    if revision is None:
        revision = make_revision(TEXT if quote in TEXT else f'Linda Marsh said: "{quote}"\n')
    start = revision.text.index(quote)
    fields.setdefault("start", start)
    fields.setdefault("end", start + len(quote))
    fields.setdefault("spans", [[fields["start"], fields["end"]]])
    fields.setdefault("quote_type", QuoteType.DIRECT)
    fields.setdefault("statement", quote.rstrip("."))
    fields.setdefault("speaker_name", "Linda Marsh")
    fields.setdefault("speaker_confidence", 0.9)
    fields.setdefault("kind", StatementKind.STATISTIC)
    fields.setdefault("checkworthiness", 0.8)
    fields.setdefault("checkworthy", fields["checkworthiness"] >= 0.5)
    fields.setdefault("extractor", "quotes")
    fields.setdefault("extractor_version", "1")
    return Candidate.objects.create(revision=revision, quote=quote, **fields)


# Claims ----------------------------------------------------------------------------------------------
def make_topic(name: str = "Economy", **fields: Any) -> Topic:
    """A topic; the same name twice is the same row."""
    topic, _ = Topic.objects.get_or_create(slug=slugify(name), defaults={"name": name, **fields})
    return topic


def make_claim(
    wording: str = "unemployment in the port fell to 4 percent",
    *,
    speaker: Speaker | None = None,
    **fields: Any,
) -> Claim:
    """A claim; with `due_on`, a promise with its basis."""
    if fields.get("due_on"):
        fields.setdefault("kind", StatementKind.PROMISE)
        fields.setdefault("due_precision", "day")
        fields.setdefault("due_basis", "the day named in the promise")
    fields.setdefault("kind", StatementKind.STATISTIC)
    fields.setdefault("slug", f"{slugify(wording)[:100]}-{next(_numbers)}")
    return Claim.objects.create(wording=wording, speaker=speaker or make_speaker(), **fields)


def make_appearance(
    claim: Claim, *, revision: ArticleRevision | None = None, quote: str = QUOTE, **fields: Any
) -> Appearance:
    """Where the claim stands in a text; suggested unless `confirmed_by` is given.

    What is confirmed has been seen by a second person at the same moment, unless `seconded_by` is None.
    """
    revision = revision or make_revision()
    start = revision.text.index(quote)
    fields.setdefault("speaker", claim.speaker)
    place = {"claim": claim, "revision": revision, "start": start, "end": start + len(quote), "quote": quote}
    if "confirmed_by" not in fields:
        return Appearance.objects.create(**place, **fields)
    second = fields.pop("seconded_by", paula())
    fields.setdefault("state", Appearance.State.CONFIRMED)
    fields.setdefault("confirmed_at", timezone.now())
    with act_as(fields["confirmed_by"]):
        appearance = Appearance.objects.create(**place, **fields)
    if second is not None:
        with act_as(second):
            Appearance.objects.filter(pk=appearance.pk).update(
                seconded_by=second, seconded_at=appearance.confirmed_at
            )
        appearance.refresh_from_db()
    return appearance


# Ratings and reviews ---------------------------------------------------------------------------------
def make_rating(label: str = "False", *, scale: str = "truth", **fields: Any) -> Rating:
    """A step of a scale, and the scale with it."""
    ladder, _ = RatingScale.objects.get_or_create(slug=scale, defaults={"name": scale.title()})
    defaults = {"label": label, "maps_to": "false", "shape": "cross", **fields}
    rating, _ = Rating.objects.get_or_create(scale=ladder, slug=slugify(label), defaults=defaults)
    return rating


def make_methodology(version: str = "1.0") -> Methodology:
    """How we check; the same version twice is the same row."""
    method, _ = Methodology.objects.get_or_create(
        version=version, defaults={"adopted_on": date(2024, 1, 1), "text": "We read the records."}
    )
    return method


def make_draft(claim: Claim | None = None, *, author: User | None = None, **fields: Any) -> ReviewVersion:
    """A complete draft by Ada with one piece of evidence, ready to be submitted."""
    author = author or ada()
    review, _ = Review.objects.get_or_create(claim=claim or make_claim())
    newest = review.current
    fields.setdefault("number", newest.number + 1 if newest else 1)
    fields.setdefault("rating", make_rating())
    fields.setdefault("headline", "No, unemployment did not fall to 4 percent")
    fields.setdefault("summary", "The labour office counted 6.1 percent.")
    fields.setdefault("body", "The labour office publishes the rate every month.")
    fields.setdefault("methodology", make_methodology())
    with act_as(author):
        version = ReviewVersion.objects.create(review=review, **fields)
        make_evidence(version, author=author)
    version.refresh_from_db()
    return version


def make_evidence(version: ReviewVersion, *, author: User | None = None, **fields: Any) -> Evidence:
    """A dated document under an open version, added by Ada."""
    fields.setdefault("title", "Labour market in figures")
    fields.setdefault("publisher", "Labour Office")
    fields.setdefault("url", "https://labour.example/figures")
    fields.setdefault("dated_on", date(2024, 11, 1))
    fields.setdefault("stance", "refutes")
    with act_as(author or ada()):
        return Evidence.objects.create(version=version, **fields)


def make_published_review(claim: Claim | None = None, **fields: Any) -> ReviewVersion:
    """A version that Ada wrote, Ben approved and published: row by row, without the editors' verbs."""
    return published(make_draft(claim, **fields))


def published(version: ReviewVersion) -> ReviewVersion:
    """The draft, approved and published by Ben."""
    now, reviewer = timezone.now(), ben()
    Claim.objects.filter(pk=version.review.claim_id, speaker_confirmed_by=None).update(
        speaker_confirmed_by=reviewer, speaker_confirmed_at=now
    )
    row = ReviewVersion.objects.filter(pk=version.pk)
    with act_as(reviewer):
        row.update(state="submitted", submitted_at=now)
        row.update(state="approved", approver=reviewer, approved_at=now)
        row.update(state="published", published_by=reviewer, published_at=now)
    version.refresh_from_db()
    return version
