"""The spine: article draft -> article and revision -> candidates.

The only place where the pure stages meet the database. The work is rows: a revision says itself how far
it got. Whoever extracts one holds a lease on it (compare-and-set), works outside any transaction, and
stores everything in one: a process may die at any point, and nothing is half-stored, lost or doubled.
These verbs never enqueue; the faces ring.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.utils import timezone

from claims import revisions
from claims.editorial.grouping import group_candidates
from claims.editorial.matching import suggest_matches
from claims.extraction.types import CandidateDraft, Span
from claims.ingest import twins
from claims.ingest.types import ArticleDraft
from claims.known_speakers import known_speakers
from claims.leases import Lease, held, kept, lease_time
from claims.models import Article, ArticleRevision, Candidate, Outlet, Speaker
from claims.models.article import RevisionQuerySet
from claims.ranking import rank

log = logging.getLogger(__name__)
State = ArticleRevision.State

LANGUAGES = {"en", ""}  # "" where the language could not be told
SWEEP_AT_ONCE = 100  # messages one sweep may send: each keeps a worker busy for a while
COMPARED_WITHIN = timedelta(minutes=1)  # of its extraction; else workers are rung for
LOOKED_AT = 20  # revisions left by dead workers of which one may be free
TOGETHER = 8  # texts of a backlog that a worker reads at once


class Outcome(StrEnum):
    """What became of a draft."""

    NEW = "new"
    CHANGED = "changed"  # a further revision of a known article
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a draft stands now. `waits` says that its text still has to be extracted."""

    revision_id: int
    outcome: Outcome
    waits: bool
    note: str = ""
    article_id: int = 0


# Storing ---------------------------------------------------------------------------------------------
@transaction.atomic
def store_draft(draft: ArticleDraft, *, outlet: Outlet | None = None) -> Stored:
    """Store an article once; a changed text becomes a further revision; the same text changes nothing."""
    twin = _same_file(draft)
    if twin is not None:
        return _stored(twin, Outcome.KNOWN)
    outlet = outlet or outlet_of(draft.host)
    article, is_new = Article.objects.get_or_create(
        key=draft.key,
        defaults={
            "url": draft.url,
            "outlet": outlet,
            "title": draft.title,
            "byline": draft.byline,
            "published_on": draft.published_on,
            "published_in": draft.published_in,
            "language": draft.language,
            "origin": draft.origin,
        },
    )
    if is_new:
        return _stored(_add_revision(article, draft, number=1), Outcome.NEW)
    # Two who store the same article take turns here.
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    known = article.revisions.filter(sha256=draft.sha256).first()
    if known is not None:
        return _stored(known, Outcome.KNOWN)
    newest = article.latest
    if newest is None:
        return _stored(_add_revision(article, draft, number=1), Outcome.NEW)
    revision = _add_revision(article, draft, number=newest.number + 1)
    _follow(article, draft)
    if newest.state == State.EXTRACTED:
        revisions.follow(before=newest, after=revision)
    return _stored(revision, Outcome.CHANGED)


def outlet_of(host: str) -> Outlet | None:
    """The outlet whose domains the host belongs to: "edition.cnn.com" belongs to "cnn.com"."""
    labels = host.split(".")
    names = [".".join(labels[n:]) for n in range(len(labels) - 1)]
    wanted = Q()
    for name in names:
        wanted |= Q(domains__contains=[name])
    found = list(Outlet.objects.filter(wanted)) if names else []
    return max(found, key=lambda o: max(len(d) for d in o.domains if d in names), default=None)


def _same_file(draft: ArticleDraft) -> ArticleRevision | None:
    """A text without an address is known wherever it already stands."""
    if draft.url:
        return None
    return ArticleRevision.objects.filter(sha256=draft.sha256).order_by("id").first()


def _add_revision(article: Article, draft: ArticleDraft, *, number: int) -> ArticleRevision:
    bands = twins.bands(draft.text)
    twin, note = None, ""
    if draft.language not in LANGUAGES:
        note = f"The text is in another language ({draft.language}); only English is extracted."
    else:
        twin = revisions.find_twin(draft.text, draft.sha256, bands, but_not=article.pk)
        note = f"The same text as {twin.article}"[:500] if twin else ""
    return ArticleRevision.objects.create(
        article=article,
        number=number,
        text=draft.text,
        sha256=draft.sha256,
        bands=bands,
        twin_of=twin,
        state=State.SKIPPED if note else State.PENDING,
        state_note=note,
    )


def _follow(article: Article, draft: ArticleDraft) -> None:
    """A new text may bring a new title; what it leaves open stays as it was."""
    changed = {
        name: value
        for name in ("title", "byline", "published_on", "published_in", "language")
        if (value := getattr(draft, name)) and value != getattr(article, name)
    }
    if changed.get("published_on", article.published_on):  # a day says more than a month
        changed["published_in"] = ""
    if changed:
        Article.objects.filter(pk=article.pk).update(**changed)


def _stored(revision: ArticleRevision, outcome: Outcome) -> Stored:
    waits = revision.state in {State.PENDING, State.EXTRACTING}
    return Stored(revision.pk, outcome, waits, revision.state_note, revision.article_id)


# Extracting ------------------------------------------------------------------------------------------
def extract_revision(*, revision_id: int, compare: bool = True) -> bool:
    """Extract the candidates of a revision, exactly once. False when there was nothing to do.

    Without `compare`, what they repeat is left to whoever calls `compare_next`.

    May be called any number of times, by any number of processes. A failure is written on the row and
    raised no further: the row says when it is tried again, or that it was set aside.
    """
    lease = claim_revision(revision_id=revision_id)
    stored = lease is not None and bool(_extract([lease]))
    if stored and compare:
        compare_candidates(revision_id=revision_id)
    return stored


def _extract(leases: Sequence[Lease]) -> int:
    """Extract what is held, together; of how many the candidates were stored."""
    with kept(leases):
        try:
            found = drafts_of_each([lease.revision_id for lease in leases])
        except (OperationalError, InterfaceError):
            raise  # nothing can be written; the lease runs out, the sweep rings again
        except Exception as error:
            if len(leases) > 1:  # one of them is to blame: each by itself tells which
                return sum(_extract([lease]) for lease in leases)
            return _failed(leases[0], error)
        return sum(_store(lease, drafts) for lease, drafts in zip(leases, found, strict=True))


def _store(lease: Lease, drafts: list[CandidateDraft]) -> bool:
    try:
        return store_candidates(lease=lease, drafts=drafts)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        return _failed(lease, error)


def _failed(lease: Lease, error: Exception) -> bool:
    """Called where the error is handled."""
    log.exception("Extraction of revision %s failed", lease.revision_id)
    record_failure(lease=lease, reason=f"{type(error).__name__}: {error}")
    return False


def compare_candidates(*, revision_id: int) -> None:
    """Group a revision's candidates with those that say the same, and suggest which claims they repeat.

    Until that is done its row says so. Twice does no harm.
    """
    article = Article.objects.get(revisions=revision_id)
    newest = article.latest  # where those went whose text changed meanwhile
    try:
        both = list(dict.fromkeys([newest.pk if newest else revision_id, revision_id]))
        for pk in both:
            group_candidates(revision_id=pk)
        for pk in both:  # last, since claims are held from here on
            suggest_matches(revision_id=pk)
    except DatabaseError:
        raise  # it is done again
    except Exception:
        log.exception("The candidates of revision %s are not compared", revision_id)
    ArticleRevision.objects.filter(pk=revision_id).update(to_compare=False)


@transaction.atomic
def compare_next() -> bool:
    """Compare the candidates of the revision that has waited longest for it; False when there is none."""
    waiting = ArticleRevision.objects.filter(to_compare=True).order_by("extracted_at")
    found = waiting.select_for_update(skip_locked=True, no_key=True).values_list("id", flat=True).first()
    if found is None:
        return False
    compare_candidates(revision_id=found)
    return True


def extract_newest() -> bool:
    """Extract what a worker left when it died, else the newest that nobody has tried; False when there is none.

    News is worth most when it is new, so a backlog does not hold it up; what waits longest is rung for by the
    sweep, and so is what failed. What was left has waited for its lease already, and its bell lies behind all others;
    it goes by itself, since it may be what the worker died of.
    """
    left = ArticleRevision.objects.filter(state=State.EXTRACTING, lease_until__lt=timezone.now())
    ids = left.order_by("id").values_list("id", flat=True)[:LOOKED_AT]
    if any(extract_revision(revision_id=revision_id, compare=False) for revision_id in ids):
        return True
    leases = _claim_newest()
    if leases:
        _extract(leases)
    return bool(leases)


@transaction.atomic
def _claim_newest() -> list[Lease]:
    """Take the leases of the newest that nobody has tried."""
    untried = ArticleRevision.objects.filter(state=State.PENDING, tries=0).order_by("-id")
    locked = untried.select_for_update(skip_locked=True).values_list("id", flat=True)
    found = list(locked[:TOGETHER])
    ArticleRevision.objects.filter(pk__in=found).update(
        state=State.EXTRACTING, tries=1, lease_until=timezone.now() + lease_time()
    )
    return [Lease(revision_id, 1) for revision_id in found]


@transaction.atomic
def claim_revision(*, revision_id: int) -> Lease | None:
    """Take the lease of a waiting revision; None when it is done, or in other hands.

    A revision whose holders died at every allowed try is set aside.
    """
    now = timezone.now()
    row = (
        ArticleRevision.objects.waiting(now)
        .filter(pk=revision_id)
        .select_for_update(skip_locked=True)
        .values_list("tries", flat=True)
        .first()
    )
    if row is None:
        return None
    if row >= settings.EXTRACTION_TRIES:
        rows = ArticleRevision.objects.filter(pk=revision_id)  # locked above
        _set_aside(rows, revision_id, f"The worker died during each of {row} tries.")
        return None
    ArticleRevision.objects.filter(pk=revision_id).update(
        state=State.EXTRACTING, tries=row + 1, lease_until=now + lease_time()
    )
    return Lease(revision_id, row + 1)


@transaction.atomic
def store_candidates(*, lease: Lease, drafts: Iterable[CandidateDraft]) -> bool:
    """Store all candidates and the end of the work together. False when the lease went to another."""
    from claims.extraction.extract import NAME, VERSION  # noqa: PLC0415 - as in drafts_of

    now = timezone.now()
    ours = held(lease).update(
        state=State.EXTRACTED,
        state_note="",
        extracted_at=now,
        lease_until=None,
        to_compare=True,
        extractor_version=VERSION,
    )
    if not ours:
        log.warning("Revision %s was given to another worker; its result is used", lease.revision_id)
        return False
    drafts = list(drafts)
    slugs = {draft.resolution.key for draft in drafts if draft.resolution.key}
    speakers = dict(Speaker.objects.filter(slug__in=slugs).values_list("slug", "id"))
    extracted = ArticleRevision.objects.select_related("article").get(pk=lease.revision_id)
    rows = [_candidate(draft, extracted.text, lease.revision_id, speakers) for draft in drafts]
    for row in rows:
        row.extractor, row.extractor_version = NAME, VERSION
    rank(rows)
    Candidate.objects.bulk_create(rows, ignore_conflicts=True)
    newest = extracted.article.latest
    if newest is not None and newest.number > extracted.number:  # it changed while it was read
        revisions.follow(before=extracted, after=newest)
    return True


def record_failure(*, lease: Lease, reason: str) -> None:
    """Back to the queue with the reason, or aside after the last try."""
    if lease.number >= settings.EXTRACTION_TRIES:
        _set_aside(held(lease), lease.revision_id, f"Failed {lease.number} times, last with {reason}")
        return
    held(lease).update(state=State.PENDING, lease_until=None, state_note=reason[:2000])


def retry_revision(*, revision_id: int) -> bool:
    """Give a revision that was set aside all its tries again. False when it was not set aside."""
    failed = ArticleRevision.objects.filter(pk=revision_id, state=State.FAILED)
    return bool(failed.update(state=State.PENDING, tries=0, state_note="", rung_at=None, lease_until=None))


def note_rung(*, revision_ids: Iterable[int]) -> None:
    """Write down that workers were called, so that the sweep waits before it calls again."""
    ArticleRevision.objects.filter(pk__in=list(revision_ids)).update(rung_at=timezone.now())


@transaction.atomic
def sweep() -> list[int]:
    """The revisions whose doorbell was not answered, oldest first, marked as rung anew.

    Two sweeps at once share the rows between them.
    """
    now = timezone.now()
    # A lease that ends later than any can was given by a clock that was wrong.
    ArticleRevision.objects.filter(lease_until__gt=now + 2 * lease_time()).update(lease_until=now)
    stuck = (
        ArticleRevision.objects.stuck(now, lease_time())
        .order_by("id")
        .select_for_update(skip_locked=True)
        .values_list("id", flat=True)[:SWEEP_AT_ONCE]
    )
    found = list(stuck)
    ArticleRevision.objects.filter(pk__in=found).update(rung_at=now)
    return found


def anything_to_compare() -> bool:
    """Does a revision wait to be compared, for longer than a worker needs that comes to it?"""
    left = ArticleRevision.objects.filter(to_compare=True, extracted_at__lt=timezone.now() - COMPARED_WITHIN)
    return left.exists()


def drafts_of(revision_id: int) -> list[CandidateDraft]:
    """Run the pure extraction on the revision's text."""
    return drafts_of_each([revision_id])[0]


def drafts_of_each(revision_ids: Sequence[int]) -> list[list[CandidateDraft]]:
    """What the pure extraction finds in each text; the language tools read several faster than one by one."""
    # Loading the language tools takes seconds; only who extracts waits for them.
    from claims.extraction.extract import Document, extract  # noqa: PLC0415
    from claims.extraction.language import parser  # noqa: PLC0415

    rows = ArticleRevision.objects.select_related("article").in_bulk(revision_ids)
    texts = [rows[revision_id] for revision_id in revision_ids]
    documents = [Document(id=str(row.pk), text=row.text, date=row.article.published_on) for row in texts]
    model = parser(settings.LANGUAGE_MODEL)  # loaded once a process
    return list(extract(documents, speakers=known_speakers(), language=model))


def _set_aside(rows: RevisionQuerySet, revision_id: int, reason: str) -> None:
    """Of what the caller holds; who holds nothing any more, sets nothing aside."""
    if rows.update(state=State.FAILED, state_note=reason[:2000], lease_until=None):
        log.error("Revision %s was set aside: %s", revision_id, reason)


def _candidate(draft: CandidateDraft, text: str, revision_id: int, speakers: dict[str, int]) -> Candidate:
    """The row of a draft. The quote is what stands in the text, from first to last character."""
    due = draft.deadline
    return Candidate(
        revision_id=revision_id,
        start=draft.start,
        end=draft.end,
        spans=_pairs(draft.attribution.content),
        cue_spans=_pairs(draft.attribution.cue),
        source_spans=_pairs(draft.attribution.source),
        quote=text[draft.start : draft.end],
        quote_type=draft.attribution.quote_type.value,
        rule=draft.attribution.rule[:60],
        statement=draft.statement[:500],
        speaker_id=speakers.get(draft.resolution.key or ""),
        speaker_name=(draft.resolution.speaker or "")[:200],
        speaker_confidence=draft.resolution.confidence,
        speaker_how=draft.resolution.how[:300],
        speaker_alternatives=[name[:200] for name in draft.resolution.alternatives],
        reporter_name=((draft.reporter.speaker if draft.reporter else "") or "")[:200],
        kind=draft.score.kind.value,
        checkworthiness=draft.score.checkworthiness,
        checkworthy=draft.score.checkworthy,
        reasons=[reason[:200] for reason in draft.score.reasons],
        due_on=due.due_on if due else None,
        due_precision=due.precision if due else "",
        due_basis=due.basis[:300] if due else "",
    )


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[start, end] for start, end in spans]
