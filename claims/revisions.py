"""What happens to candidates and appearances when a text changes, or stands elsewhere as well.

Verbs below `pipeline`: they write rows, inside the caller's transaction.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from claims.ingest import carry, twins
from claims.models import Appearance, ArticleRevision, Candidate, Claim, SilentEdit, User

LOCK = 5_702_420  # of the advisory lock under which new texts are compared
COMPARED = 20  # texts that share a band, the newest first
SHARING = """
    WITH alike AS MATERIALIZED
        (SELECT id, twin_of_id, article_id, state FROM claims_articlerevision WHERE bands && %s::bigint[])
    SELECT id FROM alike WHERE twin_of_id IS NULL AND article_id <> %s
        AND state IN ('pending', 'extracting', 'extracted') ORDER BY id DESC LIMIT %s"""
PLANS = "SELECT set_config('enable_seqscan', %s, true), set_config('enable_indexscan', %s, true)"
TWINS_LOOKED_AT = timedelta(days=30)


# The text changed ------------------------------------------------------------------------------------
@transaction.atomic
def follow(*, before: ArticleRevision, after: ArticleRevision) -> None:
    """Carry what was found in `before` over to `after`, where its sentence still stands; tell of the rest.

    A candidate keeps its decision, a claim its appearance. What no longer stands stays with the text
    in which it stood.
    """
    for appearance in (
        Appearance.objects.select_for_update().filter(revision=before).exclude(state="rejected")
    ):
        shift = carry.shift_of(before.text, after.text, appearance.start, appearance.end)
        if shift is None:
            _tell(before, after, appearance.start, appearance.end, appearance=appearance)
        elif not _taken(Appearance, appearance, after, shift, claim=appearance.claim_id):
            _move(appearance, after, shift)
    for candidate in Candidate.objects.select_for_update().filter(revision=before):
        start, end = _whole(candidate)
        shift = carry.shift_of(before.text, after.text, start, end)
        if shift is None:
            if candidate.state != Candidate.State.DISMISSED:
                _tell(before, after, candidate.start, candidate.end, candidate=candidate)
        elif not _taken(Candidate, candidate, after, shift, extractor=candidate.extractor):
            _move_candidate(candidate, after, shift)
        elif candidate.state == Candidate.State.WAITING:
            candidate.delete()  # the same span was found in the new text before


def _whole(candidate: Candidate) -> tuple[int, int]:
    """From the first to the last character that the candidate points at."""
    parts = [
        *candidate.spans,
        *candidate.cue_spans,
        *candidate.source_spans,
        [candidate.start, candidate.end],
    ]
    return min(part[0] for part in parts), max(part[1] for part in parts)


def _taken(model: Any, row: Any, after: ArticleRevision, shift: int, **same: Any) -> bool:
    place = {"start": row.start + shift, "end": row.end + shift}
    return bool(model.objects.filter(revision=after, **place, **same).exists())


def _move(appearance: Appearance, after: ArticleRevision, shift: int) -> None:
    Appearance.objects.filter(pk=appearance.pk).update(
        revision=after, start=appearance.start + shift, end=appearance.end + shift
    )


def _move_candidate(candidate: Candidate, after: ArticleRevision, shift: int) -> None:
    def moved(spans: list[list[int]]) -> list[list[int]]:
        return [[start + shift, end + shift] for start, end in spans]

    Candidate.objects.filter(pk=candidate.pk).update(
        revision=after,
        start=candidate.start + shift,
        end=candidate.end + shift,
        spans=moved(candidate.spans),
        cue_spans=moved(candidate.cue_spans),
        source_spans=moved(candidate.source_spans),
    )


def _tell(before: ArticleRevision, after: ArticleRevision, start: int, end: int, **quoted: Any) -> None:
    """One alert a sentence, however many candidates stand in it; the claim's appearance comes first."""
    left, right = carry.sentence_around(before.text, start, end)
    sentence = before.text[left:right]
    became = carry.nearest_sentence(after.text, sentence)
    SilentEdit.objects.get_or_create(
        before=before,
        after=after,
        start=left,
        defaults={
            "kind": SilentEdit.Kind.CHANGED if became else SilentEdit.Kind.VANISHED,
            "sentence_before": sentence,
            "sentence_after": became,
            **quoted,
        },
    )


def mark_seen(*, edit_ids: list[int], actor: User) -> int:
    """An editor has looked at these alerts. Returns how many were unseen."""
    unseen = SilentEdit.objects.filter(pk__in=edit_ids, seen_at__isnull=True)
    return unseen.update(seen_by=actor, seen_at=timezone.now())


# The text stands elsewhere ---------------------------------------------------------------------------
def find_twin(text: str, sha256: str, bands: list[int], *, but_not: int) -> ArticleRevision | None:
    """The revision of another article in which this text already stands; None where it brings something new.

    New texts are compared one at a time: forty outlets print an agency's text in the same minute.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    others = ArticleRevision.objects.filter(twin_of=None).exclude(article_id=but_not)
    others = others.filter(state__in=["pending", "extracting", "extracted"])
    same = others.filter(sha256=sha256).order_by("id").first()
    if same is not None or not bands:
        return same
    alike = others.filter(pk__in=_sharing_a_band(bands, but_not)).order_by("-id")
    return next((other for other in alike if twins.brings_nothing_new(text, other.text)), None)


def _sharing_a_band(bands: list[int], but_not: int) -> list[int]:
    """The newest revisions that may be alike. Inside a transaction.

    The planner takes the overlap of two arrays for common, and would read all texts, the newest first, for the few
    that it expects to find soon; so it is left nothing but the index of bands.
    """
    with connection.cursor() as cursor:
        cursor.execute(PLANS, ["off", "off"])
        cursor.execute(SHARING, [bands, but_not, COMPARED])
        found = [row[0] for row in cursor.fetchall()]
        cursor.execute(PLANS, ["on", "on"])
    return found


@transaction.atomic
def appear_in_twins() -> int:
    """What appears in a text appears in its twins as well, each with its own outlet and day.

    The editor's confirmation is of the sentence, which stands there to the letter; readers see it after a
    second look. What they see already does not grow by itself: under a published claim each is a suggestion.
    Returns the number added.
    """
    recent = timezone.now() - TWINS_LOOKED_AT
    copies = (
        ArticleRevision.objects.filter(
            Q(fetched_at__gte=recent) | Q(twin_of__article__revisions__appearances__confirmed_at__gte=recent),
            twin_of__article__revisions__appearances__state=Appearance.State.CONFIRMED,
        )
        .select_related("article", "twin_of")
        .distinct()
    )
    return sum(_appear(copy) for copy in copies.iterator(chunk_size=50))


def _appear(copy: ArticleRevision) -> int:
    assert copy.twin_of is not None  # noqa: S101 - the query asks for it
    known = set(Appearance.objects.filter(revision=copy).values_list("claim_id", "quote"))
    rows = []
    confirmed = Appearance.objects.filter(
        revision__article_id=copy.twin_of.article_id, state=Appearance.State.CONFIRMED
    ).select_related("revision")
    told_already = list(confirmed.select_for_update(of=["self"]))  # whoever undoes one waits, and takes all
    public = set(
        Claim.objects.published()
        .filter(pk__in=[a.claim_id for a in told_already])
        .values_list("pk", flat=True)
    )
    for told in told_already:
        shift = carry.shift_of(told.revision.text, copy.text, told.start, told.end)
        if shift is not None and (told.claim_id, told.quote) not in known:
            sure = told.claim_id not in public
            rows.append(
                Appearance(
                    claim_id=told.claim_id,
                    revision=copy,
                    start=told.start + shift,
                    end=told.end + shift,
                    quote=told.quote,
                    speaker_id=told.speaker_id,
                    said_on=told.said_on,
                    state=Appearance.State.CONFIRMED if sure else Appearance.State.SUGGESTED,
                    confirmed_by_id=told.confirmed_by_id if sure else None,
                    confirmed_at=told.confirmed_at if sure else None,
                )
            )
    return len(Appearance.objects.bulk_create(rows, ignore_conflicts=True))
