"""A claim says whether it is public, and an appearance whether it is shown: the database keeps both true."""

from __future__ import annotations

from django.db import connection
from django.utils import timezone

from claims.models import Appearance, Article, Claim, Review, ReviewVersion, act_as
from tests.factories import (
    ada,
    ben,
    make_appearance,
    make_article,
    make_claim,
    make_draft,
    make_outlet,
    make_published_review,
    make_rating,
    make_revision,
    published,
)

TRUTH = """
    SELECT count(*) FROM claims_claim c
    LEFT JOIN (SELECT r.claim_id, v.published_at, v.rating_id FROM claims_review r
        JOIN claims_reviewversion v ON v.review_id = r.id AND v.state = 'published') seen
        ON seen.claim_id = c.id AND c.merged_into_id IS NULL
    WHERE (c.public_since, c.public_rating_id) IS DISTINCT FROM (seen.published_at, seen.rating_id)
"""
SHOWN = """
    SELECT count(*) FROM claims_appearance a JOIN claims_claim c ON c.id = a.claim_id
    JOIN claims_articlerevision r ON r.id = a.revision_id JOIN claims_article t ON t.id = r.article_id
    WHERE a.shown <> (a.state = 'confirmed' AND a.seconded_by_id IS NOT NULL AND c.public_since IS NOT NULL)
        OR a.awaited <> (a.state = 'confirmed' AND a.seconded_by_id IS NULL AND c.public_since IS NOT NULL)
        OR a.outlet_id IS DISTINCT FROM t.outlet_id
"""
ARTICLES = """
    SELECT count(*) FROM claims_article t WHERE t.shown <> EXISTS (SELECT 1 FROM claims_appearance a
        JOIN claims_articlerevision r ON r.id = a.revision_id WHERE r.article_id = t.id AND a.shown)
"""


def execute(sql: str, *values: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def untrue() -> int:
    """Rows that say something else than what they stand for."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ({TRUTH}) + ({SHOWN}) + ({ARTICLES})")
        return int(cursor.fetchone()[0])


def public_claim() -> Claim:
    """With an appearance that readers see."""
    claim = make_published_review().review.claim
    make_appearance(
        claim, revision=make_revision(article=make_article(outlet=make_outlet())), confirmed_by=ada()
    )
    claim.refresh_from_db()
    return claim


def is_seen(claim: Claim) -> bool:
    assert untrue() == 0
    seen = Claim.objects.published().filter(pk=claim.pk).exists()
    assert Appearance.objects.shown().filter(claim=claim).exists() is seen
    assert Article.objects.shown().filter(revisions__appearances__claim=claim).exists() is seen
    return seen


def close(version: ReviewVersion, state: str) -> None:
    with act_as(ben()):
        ReviewVersion.objects.filter(pk=version.pk).update(
            state=state, withdrawn_reason="An error.", closed_at=timezone.now()
        )


def test_from_publication_to_withdrawal() -> None:
    claim = make_claim()
    make_appearance(claim, confirmed_by=ada())
    assert not is_seen(claim)
    version = make_published_review(claim)
    assert is_seen(claim)
    claim.refresh_from_db()
    assert (claim.public_since, claim.public_rating) == (version.published_at, version.rating)
    close(version, "withdrawn")
    assert not is_seen(claim)


def test_a_correction_changes_the_rating() -> None:
    claim = public_claim()
    draft = make_draft(claim, rating=make_rating("True"), change_note="The office corrected its table.")
    close(claim.review.versions.get(number=1), "corrected")
    assert not is_seen(claim)
    published(draft)
    assert is_seen(claim)
    claim.refresh_from_db()
    assert claim.public_rating == make_rating("True")


def test_a_claim_merged_away_is_not_seen_until_it_comes_back() -> None:
    claim = public_claim()
    Claim.objects.filter(pk=claim.pk).update(merged_into=make_claim("the port is full"))
    assert not is_seen(claim)
    Claim.objects.filter(pk=claim.pk).update(merged_into=None)
    assert is_seen(claim)


def test_a_review_that_moves_takes_its_readers_along() -> None:
    claim, other = public_claim(), make_claim("the port is full")
    Review.objects.filter(claim=claim).update(claim=other)
    assert not is_seen(claim)
    assert Claim.objects.published().get() == other


def test_nobody_writes_anything_else() -> None:
    seen, draft = public_claim(), make_claim("the port is full")
    make_appearance(draft, confirmed_by=ada())
    execute("UPDATE claims_claim SET public_since = now(), public_rating_id = %s", make_rating().pk)
    assert is_seen(seen)
    assert not is_seen(draft)
    execute("UPDATE claims_claim SET public_since = NULL, public_rating_id = NULL")
    execute("UPDATE claims_appearance SET shown = NOT shown, outlet_id = NULL")
    execute("UPDATE claims_article SET shown = NOT shown")
    assert is_seen(seen)
    assert not is_seen(draft)
    stale = Claim.objects.get(pk=draft.pk)
    stale.public_since = timezone.now()
    stale.public_rating = make_rating()
    stale.save()
    assert not is_seen(draft)


def test_an_appearance_that_is_taken_back_is_not_shown() -> None:
    claim = public_claim()
    with act_as(ben()):
        Appearance.objects.update(state="rejected")
    assert untrue() == 0
    assert not Appearance.objects.shown().exists()
    assert Claim.objects.published().get() == claim


def test_an_article_that_changes_its_outlet_takes_its_appearances_along() -> None:
    public_claim()
    other = make_outlet("the-evening-news")
    Article.objects.update(outlet=other)
    assert untrue() == 0
    assert Appearance.objects.shown().get().outlet == other


def test_an_article_is_shown_while_any_of_its_claims_is() -> None:
    first = public_claim()
    revision = first.appearances.get().revision
    second = make_published_review(make_claim("the port is full")).review.claim
    make_appearance(second, revision=revision, confirmed_by=ada())
    close(first.review.versions.get(), "withdrawn")
    assert Article.objects.shown().filter(revisions=revision).exists()
    close(second.review.versions.get(), "withdrawn")
    assert not Article.objects.shown().exists()
    assert untrue() == 0


def test_an_appearance_that_moves_or_goes_takes_the_article_along() -> None:
    said = public_claim().appearances.get()
    there = make_revision(article=make_article(key="another"), text=said.revision.text)
    with act_as(ada()):
        Appearance.objects.update(revision=there)
    assert not Article.objects.shown().exists()
    with act_as(ben()):
        Appearance.objects.update(seconded_by=ben(), seconded_at=timezone.now())
    assert untrue() == 0
    assert Article.objects.shown().get() == there.article
    Appearance.objects.all().delete()
    assert untrue() == 0
    assert not Article.objects.shown().exists()


def test_the_history_is_not_told_of_it() -> None:
    claim = make_claim()
    appearance = make_appearance(claim, confirmed_by=ada())
    trail, seen = Claim.pgh_event_models["update"], Appearance.pgh_event_models["update"]  # type: ignore[attr-defined]
    make_draft(claim)
    before = trail.objects.count(), seen.objects.filter(pgh_obj_id=appearance.pk).count()
    published(claim.review.versions.get())
    confirmed = 1  # who confirmed the speaker, which is a change of the claim
    after = trail.objects.count() - confirmed, seen.objects.filter(pgh_obj_id=appearance.pk).count()
    assert after == before
