"""Claims and reviews that an editor brings in from a table: as drafts in their name, never public.

A cell comes in as text. Whatever is wrong with a row is a Refused that names the column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from claims.editorial import workflow
from claims.editorial.claims import enter_claim
from claims.editorial.refusals import Refused, refuse
from claims.editorial.speakers import speaker_named
from claims.models import Claim, Methodology, Rating, ReviewVersion, Speaker, Topic, User

Cells = Mapping[str, str]
CLAIM_COLUMNS = ("speaker", "wording", "kind", "said_on", "topics", "due_on", "due_precision", "due_basis")
CLAIM_NEEDS = ("speaker", "wording", "kind")
REVIEW_COLUMNS = ("claim", "rating_scale", "rating", "headline", "summary", "body", "methodology")
REVIEW_NEEDS = ("claim",)


def bring_claim(*, cells: Cells, actor: User) -> Claim | None:
    """A new claim of a known speaker, nobody having confirmed that yet; None where it is on record already."""
    speaker = _speaker(cells.get("speaker", ""), actor)
    wording = cells.get("wording", "").strip()
    if Claim.objects.filter(speaker=speaker, wording__iexact=wording).exists():
        return None
    return enter_claim(
        actor=actor,
        speaker=speaker,
        wording=wording,
        kind=cells.get("kind", ""),
        said_on=_day(cells, "said_on"),
        topics=_topics(cells.get("topics", "")),
        due_on=_day(cells, "due_on"),
        due_precision=cells.get("due_precision", ""),
        due_basis=cells.get("due_basis", ""),
    )


def bring_review(*, cells: Cells, actor: User) -> ReviewVersion:
    """A draft for a claim that has no review begun, or an empty one; four eyes follow as for any other."""
    slug = cells.get("claim", "")
    claim = Claim.objects.filter(slug=slug, merged_into=None).first()
    if claim is None:
        raise refuse(
            "claim", f"claim: no claim has the address “{slug[:80]}”. It is the last part of its page’s."
        )
    version = workflow.start_review(claim=claim, actor=actor)
    if version.number > 1 or any((version.rating_id, version.summary, version.body, version.headline)):
        raise refuse("claim", f"claim: a review of “{slug}” is under way already. Write in it on its desk.")
    content = {name: cells.get(name, "") for name in ("headline", "summary", "body")}
    if len(content["headline"]) > 300:
        raise refuse("headline", f"headline: {len(content['headline'])} characters; 300 at most. Shorten it.")
    rating = _rating(cells.get("rating_scale", ""), cells.get("rating", ""))
    method = _methodology(cells.get("methodology", "")) or version.methodology
    return workflow.edit(version=version, actor=actor, rating=rating, methodology=method, **content)


def _speaker(name: str, actor: User) -> Speaker:
    found = Speaker.objects.filter(slug=name).first() if name else None
    try:
        found = found or speaker_named(name=name, actor=actor)
    except Refused as refused:
        said = str(refused).replace(" Or tick “enter as a new speaker”.", "")
        raise refuse(
            "speaker", f"speaker: {said} Enter new speakers in the list of speakers first."
        ) from refused
    if found is None:
        raise refuse("speaker", "speaker: the cell is empty. Write the full name.")
    return found


def _day(cells: Cells, column: str) -> date | None:
    text = cells.get(column, "")
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        raise refuse(column, f"{column}: “{text[:40]}” is no date. Write it as 2024-11-18.") from None


def _topics(text: str) -> list[Topic]:
    names = [name.strip() for name in text.split(";") if name.strip()]
    known = {key.lower(): topic for topic in Topic.objects.all() for key in (topic.slug, topic.name)}
    unknown = [name for name in names if name.lower() not in known]
    if unknown:
        raise refuse(
            "topics", f"topics: there is no topic “{unknown[0][:60]}”. Separate topics by semicolons."
        )
    return [known[name.lower()] for name in names]


def _rating(scale: str, label: str) -> Rating | None:
    if not label:
        return None
    ratings = Rating.objects.filter(scale__is_active=True).select_related("scale")
    found = [rating for rating in ratings if _is(rating.slug, rating.label, label)]
    if scale:
        found = [rating for rating in found if _is(rating.scale.slug, rating.scale.name, scale)]
    if len(found) > 1:
        scales = " or ".join(rating.scale.slug for rating in found)
        raise refuse(
            "rating", f"rating: “{label[:60]}” stands on several scales. Say in rating_scale: {scales}."
        )
    if not found:
        known = ", ".join(sorted({rating.label for rating in ratings}))
        raise refuse("rating", f"rating: “{label[:60]}” is none of the ratings in use: {known}.")
    return found[0]


def _is(slug: str, name: str, given: str) -> bool:
    return given.lower() in {slug.lower(), name.lower()}


def _methodology(version: str) -> Methodology | None:
    if not version:
        return None
    found = Methodology.objects.filter(version=version).first()
    if found is None:
        raise refuse("methodology", f"methodology: there is no version “{version[:40]}”.")
    return found


def forget_tables(*, older_than: timedelta = timedelta(days=1)) -> int:
    """Delete tables that were sent for a preview and never confirmed; how many."""
    folder, before = Path(settings.IMPORT_FOLDER), (timezone.now() - older_than).timestamp()
    left = [path for path in folder.glob("*") if path.is_file() and path.stat().st_mtime < before]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def missing(headers: Iterable[str], needed: Iterable[str]) -> list[str]:
    """Columns that a table must have and has not."""
    given = set(headers)
    return [name for name in needed if name not in given]
