"""The same answers by hand: SQL, a dict for each row, json.dumps. Nothing is checked, counted or cached."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import connection

from claims.management.bench.api.questions import Questions

CLAIM = """
SELECT c.id, c.slug, c.wording, c.kind, c.said_on, c.due_on, c.due_precision, c.due_basis, c.due_confirmed_at,
       s.id, s.slug, s.name, s.short_name,
       (SELECT CASE WHEN a.body = '' THEN a.role ELSE a.role || ' of ' || a.body END FROM claims_affiliation a
          WHERE a.speaker_id = s.id AND (a.start IS NULL OR a.start <= c.said_on)
          AND (a."end" IS NULL OR a."end" >= c.said_on) ORDER BY a.start DESC NULLS LAST, a.id LIMIT 1),
       (SELECT json_agg(json_build_object('slug', t.slug, 'name', t.name) ORDER BY t.name)
          FROM claims_topic t JOIN claims_claim_topics ct ON ct.topic_id = t.id WHERE ct.claim_id = c.id),
       v.number, v.headline, v.summary, v.published_at,
       r.slug, r.label, k.slug, r.definition, r.value, r.maps_to, r.colour, r.shape, w.id
FROM claims_claim c JOIN claims_speaker s ON s.id = c.speaker_id JOIN claims_review w ON w.claim_id = c.id
JOIN claims_reviewversion v ON v.review_id = w.id AND v.state = 'published'
JOIN claims_rating r ON r.id = v.rating_id JOIN claims_ratingscale k ON k.id = r.scale_id
WHERE c.merged_into_id IS NULL AND """
NEWEST = " ORDER BY v.published_at DESC, c.id DESC LIMIT 21"
WORDS = "to_tsvector('english', c.wording)"
VERSION = """
SELECT v.number, v.state, v.headline, v.summary, v.body, m.version, v.change_note, v.withdrawn_reason, v.approved_at,
       v.published_at, v.closed_at, r.slug, r.label, k.slug, r.definition, r.value, r.maps_to, r.colour, r.shape,
       (SELECT json_agg(json_build_object('url', e.url, 'title', e.title, 'publisher', e.publisher,
          'dated_on', e.dated_on, 'excerpt', e.excerpt, 'stance', e.stance, 'note', e.note, 'archive_url',
          e.archive_url, 'archived_sha256', e.archived_sha256, 'archived_at', e.archived_at)
          ORDER BY e.dated_on, e.id) FROM claims_evidence e WHERE e.version_id = v.id), v.review_id
FROM claims_reviewversion v JOIN claims_rating r ON r.id = v.rating_id JOIN claims_ratingscale k ON k.id = r.scale_id
LEFT JOIN claims_methodology m ON m.id = v.methodology_id
WHERE v.state IN ('published', 'corrected', 'withdrawn')"""
VERSION_NAMES: tuple[str, ...] = (
    "version",
    "state",
    "headline",
    "summary",
    "body",
    "methodology",
    "change_note",
)
VERSION_NAMES += ("withdrawn_reason", "approved_at", "published_at", "closed_at")
REPLY_NAMES = ("asked_whom", "asked_on", "answer_until", "answer", "answered_on")
REPLY = f"SELECT {', '.join(REPLY_NAMES)}, review_id FROM claims_rightofreply WHERE true"  # noqa: S608 - ours
APPEARANCE = """
SELECT a.id, a.said_on, substr(t.text, greatest(a.start - 239, 1), a.start - greatest(a.start - 240, 0)), a.quote,
       substr(t.text, a."end" + 1, 240), a.start, a."end", t.number, t.sha256, s.id, s.slug, s.name, s.short_name,
       n.id, n.url, n.title, o.name, n.published_on, a.claim_id
FROM claims_appearance a JOIN claims_articlerevision t ON t.id = a.revision_id
JOIN claims_article n ON n.id = t.article_id LEFT JOIN claims_outlet o ON o.id = n.outlet_id
JOIN claims_speaker s ON s.id = a.speaker_id
WHERE a.state = 'confirmed' AND a.seconded_by_id IS NOT NULL"""
APPEARANCE_NAMES = (
    "id",
    "said_on",
    "before",
    "quote",
    "after",
    "start",
    "end",
    "revision",
    "revision_sha256",
)
SPEAKER_NAMES = ("id", "slug", "name", "short_name")
ARTICLE_NAMES = ("id", "url", "title", "outlet", "published_on")
RATING_NAMES = ("slug", "label", "scale", "definition", "value", "maps_to", "colour", "shape")


def answer(name: str, asked: Questions, n: int) -> str:
    """The JSON of call n."""
    match name:
        case "list":
            return _page("true" + NEWEST)
        case "filter":
            return _page("s.slug = %s AND c.kind = 'promise'" + NEWEST, asked.speaker(n).slug)
        case "detail":
            return _detail(asked.claim(n).slug)
        case "search":
            query = "websearch_to_tsquery('english', %s)"
            ranked = f"{WORDS} @@ {query} ORDER BY ts_rank({WORDS}, {query}) DESC LIMIT 21"
            return _page(ranked, asked.words(n), asked.words(n))
        case _:
            return _page(
                "c.wording %% %s ORDER BY similarity(c.wording, %s) DESC LIMIT 10", *[asked.text(n)] * 2
            )


def _rows(sql: str, *values: str | int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _page(narrowed: str, *values: str) -> str:
    return _json({"next": None, "results": [_claim(row) for row in _rows(CLAIM + narrowed, *values)[:20]]})


def _claim(row: tuple[Any, ...]) -> dict[str, Any]:
    pk, slug, wording, kind, said_on, due_on, precision, basis, confirmed = row[:9]
    speaker = dict(zip(SPEAKER_NAMES, row[9:13], strict=True))
    due = {"on": due_on, "precision": precision, "basis": basis, "confirmed": confirmed is not None}
    return {
        "id": pk,
        "slug": slug,
        "headline": f"{speaker['short_name'] or speaker['name'].rsplit(' ', 1)[-1]}: {wording}",
        "wording": wording,
        "kind": kind,
        "speaker": speaker,
        "speaker_role": row[13] or "",
        "said_on": said_on,
        "topics": row[14] or [],
        "due": {**due, "state": "undated"} if kind == "promise" else None,
        "review": {
            "version": row[15],
            "rating": dict(zip(RATING_NAMES, row[19:27], strict=True)),
            "headline": row[16],
            "summary": row[17],
            "published_at": row[18],
        },
        "page_url": f"{settings.SITE_URL}/claims/{slug}/",
    }


def _detail(slug: str) -> str:
    [row] = _rows(CLAIM + "c.slug = %s", slug)
    review = row[27]
    versions = []
    for found in _rows(VERSION + " AND v.review_id = %s ORDER BY v.number DESC", review):
        told = dict(zip(VERSION_NAMES, found[:11], strict=True))
        versions.append(
            told | {"rating": dict(zip(RATING_NAMES, found[11:19], strict=True)), "evidence": found[19] or []}
        )
    replies = [
        dict(zip(REPLY_NAMES, found[:5], strict=True))
        for found in _rows(REPLY + " AND review_id = %s ORDER BY asked_on, id", review)
    ]
    appearances = [
        _appearance(found, slug)
        for found in _rows(APPEARANCE + " AND a.claim_id = %s ORDER BY a.said_on, a.id", row[0])
    ]
    more = {"versions": versions, "replies": replies, "appearances": appearances}
    return _json({**_claim(row), "review": versions[0], **more})


def _appearance(row: tuple[Any, ...], slug: str) -> dict[str, Any]:
    return {
        **dict(zip(APPEARANCE_NAMES, row[:9], strict=True)),
        "claim": slug,
        "speaker": dict(zip(SPEAKER_NAMES, row[9:13], strict=True)),
        "article": dict(zip(ARTICLE_NAMES, row[13:18], strict=True)),
    }


def _json(answer: Any) -> str:
    return json.dumps(answer, default=str, ensure_ascii=False)
