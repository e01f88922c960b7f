"""A large made-up record, the same for the same size: rows for COPY, from templates of our own."""

from __future__ import annotations

import hashlib
import random
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property, lru_cache
from typing import Any

import numpy as np

from claims.editorial.likeness import vectors


def _words(text: str, apart: str | None = None) -> list[str]:
    return text.split(apart)


THINGS = _words(
    "unemployment,inflation,crime,rents,school fees,energy prices,food prices,road deaths,exports,imports,wages,"
    "pensions,hospital waits,emissions,housing starts,tax revenue,public debt,army strength,arms deliveries,"
    "asylum requests,border crossings,ferry traffic,rail delays,harvests,fish catches,tourist arrivals",
    ",",
)
MOVES = _words("fell rose doubled halved stagnated recovered collapsed grew shrank improved worsened peaked")
ACTS = _words("build,close,reopen,fund,ban,rename,double,sell,buy,inspect,replace,insulate,repaint,tax", ",")
OBJECTS = _words(
    "homes,schools,clinics,bridges,harbours,power plants,bus lines,libraries,markets,prisons,stadiums,wind farms,"
    "tram lines,courts,barracks,fire stations,reservoirs,airports",
    ",",
)
FIRST = _words("Ann Bo Carla Dan Eva Finn Gwen Hugo Ida Jon Kim Leo Mia Ned Ora Pia Quin Rosa Sam Tea")
LAST = _words(
    "Abel Boone Castro Dahl Ekholm Farrow Grant Hale Ibsen Jarvis Koch Lund Marsh Novak Olsen Price Quist Reed "
    "Stone Tate Umber Vance Wolf Young Zeller",
)
SYLLABLES = _words("bar cor del fen gal har kin lor mar nor pel quen rad sol tor ulm ver wel yar zen")
BEGAN = datetime(2020, 1, 1, 12, tzinfo=UTC)
CANDIDATES_A_CLAIM, CANDIDATES_AN_ARTICLE = 5, 10
WITHDRAWN, ELSEWHERE, OUTLETS, TOPICS = 50, 10, 40, 12  # of the reviews; claims that others reviewed, too
REPORTED = "It was said that "


@cache
def places() -> list[str]:
    """Names of towns."""
    chance = random.Random(1)  # noqa: S311 - made-up data, the same every time
    return ["".join(chance.choices(SYLLABLES, k=2)).title() + "ton" for _ in range(400)]


@lru_cache(maxsize=10_000)  # a statement stands in five articles that are written soon after one another
def statement(number: int) -> str:
    """What claim `number` says."""
    chance = random.Random(number)  # noqa: S311
    place = places()[int(400 * chance.random() ** 2)]
    if number % 3 == 0:
        return (
            f"{chance.choice(ACTS)} {chance.randint(2, 999)} {chance.choice(OBJECTS)} "
            f"in {place} by {chance.randint(2021, 2035)}"
        )
    return (
        f"{chance.choice(THINGS)} in {place} {chance.choice(MOVES)} by {chance.randint(1, 99)} percent "
        f"in {chance.randint(1990, 2024)}"
    )


@dataclass(frozen=True, slots=True)
class Staff:
    """Who edits the sample, and how."""

    editor: int
    approver: int
    rating: int
    settled: int  # the rating of a promise that was broken
    methodology: int
    topics: list[int]


class Sample:
    """Rows by model, in the order in which they refer to each other. Every `every`th claim has a review."""

    def __init__(self, claims: int, staff: Staff, every: int = 4) -> None:
        self.claims, self.staff, self.every = claims, staff, every
        self.first_ids: dict[str, int] = {}
        self.speakers = max(10, claims // 40)
        self.articles = max(1, claims * CANDIDATES_A_CLAIM // CANDIDATES_AN_ARTICLE)

    def counts(self) -> dict[str, int]:
        """How many rows of each model."""
        reviews = max(1, self.claims // self.every)
        return {
            "Outlet": OUTLETS,
            "Speaker": self.speakers,
            "Affiliation": self.speakers,
            "Article": self.articles,
            "ArticleRevision": self.articles,
            "Claim": self.claims,
            "Candidate": self.claims * CANDIDATES_A_CLAIM,
            "Appearance": self.claims,
            "Claim_topics": self.claims,
            "Review": reviews,
            "ReviewVersion": reviews,
            "Evidence": 2 * reviews,
            "ExternalReview": max(1, self.claims // ELSEWHERE),
        }

    def id(self, model: str, number: int) -> int:
        """The id of the row with that number."""
        return self.first_ids[model] + number

    def speaker_of(self, claim: int) -> int:
        """Few speak often, many seldom."""
        return int(self.speakers * random.Random(-claim - 1).random() ** 3)  # noqa: S311

    def outlet_rows(self) -> Iterator[dict[str, Any]]:
        for n in range(OUTLETS):
            yield {"id": self.id("Outlet", n), "slug": f"sample-{n}", "name": f"The {places()[n]} Post"}

    def speaker_rows(self) -> Iterator[dict[str, Any]]:
        for n in range(self.speakers):
            name = f"{FIRST[n % 20]} {LAST[n // 20 % 25]}" + (f" {n}" if n >= 500 else "")
            yield {"id": self.id("Speaker", n), "slug": f"sample-speaker-{n}", "name": name, "kind": "person"}

    def affiliation_rows(self) -> Iterator[dict[str, Any]]:
        """A role each, held all the time."""
        for n in range(self.speakers):
            role = f"Mayor of {places()[n % 400]}"
            yield {"id": self.id("Affiliation", n), "speaker_id": self.id("Speaker", n), "role": role}

    def article_rows(self) -> Iterator[dict[str, Any]]:
        for n in range(self.articles):
            url = f"https://sample.example/{n}"
            yield {
                "id": self.id("Article", n),
                "key": url,
                "url": url,
                "outlet_id": self._outlet(n),
                "title": f"{places()[n % 400]} in the news",
                "published_on": self.day(n),
                "language": "en",
                "first_seen_at": BEGAN + timedelta(minutes=n),
                "shown": any(self._is_shown(candidate) for candidate in self._held_by(n)),
            }

    def revision_rows(self) -> Iterator[dict[str, Any]]:
        for n in range(self.articles):
            text = self.text(n)
            at = BEGAN + timedelta(minutes=n)
            yield {
                "id": self.id("ArticleRevision", n),
                "article_id": self.id("Article", n),
                "text": text,
                "sha256": hashlib.sha256(text.encode()).hexdigest(),
                "state": "extracted",
                "fetched_at": at,
                "extracted_at": at,
            }

    def claim_rows(self) -> Iterator[dict[str, Any]]:
        for n in range(self.claims):
            at = BEGAN + timedelta(minutes=n)
            yield {
                "id": self.id("Claim", n),
                "slug": f"sample-{n}",
                "wording": statement(n),
                "speaker_id": self.id("Speaker", self.speaker_of(n)),
                "said_on": self.day(n),
                "created_at": at,
                "updated_at": at,
                **_kind(n),
                **(self._public(n // self.every) if n % self.every == 0 else {}),
            }

    def topic_rows(self) -> Iterator[dict[str, Any]]:
        topics = self.staff.topics
        for n in range(self.claims):
            yield {
                "id": self.id("Claim_topics", n),
                "claim_id": self.id("Claim", n),
                "topic_id": topics[n % len(topics)],
            }

    def candidate_rows(self) -> Iterator[dict[str, Any]]:
        """Five a claim: its first utterance is promoted, one repetition is dismissed, three wait together."""
        for n in range(self.claims * CANDIDATES_A_CLAIM):
            claim, turn = divmod(n, CANDIDATES_A_CLAIM)
            state = {0: "promoted", 1: "dismissed"}.get(turn, "waiting")
            speaker = self.speaker_of(claim)
            yield self.span(n) | {
                "id": self.id("Candidate", n),
                "quote_type": "indirect",
                "statement": statement(claim),
                "speaker_id": self.id("Speaker", speaker),
                "speaker_name": f"{FIRST[speaker % 20]} {LAST[speaker // 20 % 25]}",
                "speaker_confidence": 0.9,
                "kind": "statistic" if claim % 3 else "promise",
                "checkworthiness": (n * 7919 % 1000) / 1000,
                "checkworthy": n * 7919 % 1000 >= 500,
                "extractor": "sample",
                "extractor_version": "1",
                "created_at": BEGAN + timedelta(minutes=n),
                "state": state,
                "claim_id": self.id("Claim", claim) if turn == 0 else None,
                "dismiss_reason": "duplicate" if turn == 1 else "",
                "decided_by_id": self.staff.editor if turn < 2 else None,
                "decided_at": BEGAN if turn < 2 else None,
                "group_id": self.id("Candidate", claim * CANDIDATES_A_CLAIM + 2) if turn > 2 else None,
            }

    def appearance_rows(self) -> Iterator[dict[str, Any]]:
        for claim in range(self.claims):
            span = self.span(claim * CANDIDATES_A_CLAIM)
            yield {name: span[name] for name in ("revision_id", "start", "end", "quote")} | {
                "id": self.id("Appearance", claim),
                "claim_id": self.id("Claim", claim),
                "speaker_id": self.id("Speaker", self.speaker_of(claim)),
                "said_on": self.day(claim),
                "state": "confirmed",
                "confirmed_by_id": self.staff.editor,
                "confirmed_at": BEGAN,
                "seconded_by_id": self.staff.approver,
                "seconded_at": BEGAN,
                "shown": self._is_shown(claim * CANDIDATES_A_CLAIM),
                "outlet_id": self._outlet(claim * CANDIDATES_A_CLAIM % self.articles),
            }

    def review_rows(self) -> Iterator[dict[str, Any]]:
        for n in range(self.claims // self.every):
            yield {
                "id": self.id("Review", n),
                "claim_id": self.id("Claim", n * self.every),
                "created_at": BEGAN + timedelta(minutes=n),
            }

    def version_rows(self) -> Iterator[dict[str, Any]]:
        for n in range(self.claims // self.every):
            at, claim = BEGAN + timedelta(minutes=n), n * self.every
            yield {
                "id": self.id("ReviewVersion", n),
                "review_id": self.id("Review", n),
                "state": "published",
                "rating_id": self._rating(n),
                "methodology_id": self.staff.methodology,
                "headline": f"What the figures say about {statement(claim)}"[:300],
                "summary": "The offices that count it were asked, and their tables say otherwise.",
                "authors": [self.staff.editor],
                "approver_id": self.staff.approver,
                "published_by_id": self.staff.approver,
                "created_at": at,
                "submitted_at": at,
                "approved_at": at,
                "published_at": at,
                **(_withdrawn(at) if _is_withdrawn(n) else {}),
            }

    def _rating(self, review: int) -> int:
        return self.staff.settled if review * self.every % 3 == 0 and review % 2 else self.staff.rating

    def _public(self, review: int) -> dict[str, Any]:
        """What the database would write down of the claim of a review."""
        if review >= self.claims // self.every or _is_withdrawn(review):
            return {}
        return {
            "public_since": BEGAN + timedelta(minutes=review),
            "public_rating_id": self._rating(review),
        }

    def _is_shown(self, candidate: int) -> bool:
        """Is it the utterance of a claim that readers see?"""
        claim, turn = divmod(candidate, CANDIDATES_A_CLAIM)
        return turn == 0 and claim % self.every == 0 and bool(self._public(claim // self.every))

    def _outlet(self, article: int) -> int:
        return self.id("Outlet", article % OUTLETS)

    def evidence_rows(self) -> Iterator[dict[str, Any]]:
        """Two documents a review."""
        for n in range(2 * (self.claims // self.every)):
            yield {
                "id": self.id("Evidence", n),
                "version_id": self.id("ReviewVersion", n // 2),
                "url": f"https://offices.example/{n}",
                "title": f"Table {n}, counted since 1990",
                "publisher": "The office that counts it",
                "dated_on": self.day(n),
                "stance": ("refutes", "context")[n % 2],
                "excerpt": "The series was revised once, and the revision changes nothing here.",
            }

    def external_rows(self) -> Iterator[dict[str, Any]]:
        for n in range(self.claims // ELSEWHERE):
            url = f"https://checkers.example/{n}"
            yield {
                "id": self.id("ExternalReview", n),
                "key": hashlib.sha256(url.encode()).hexdigest(),
                "publisher": f"The {places()[n % 400]} Checkers",
                "site": "checkers.example",
                "url": url,
                "claim_text": f"Somebody said that {statement(n * ELSEWHERE + 1)}",
                "rating_text": "Mostly false",
                "reviewed_on": self.day(n),
                "language": "en",
                "read_from": "https://checkers.example/feed",
                "first_read_at": BEGAN,
                "last_read_at": BEGAN,
            }

    def vector_rows(self) -> Iterator[dict[str, Any]]:
        """Directions drawn by chance: as large and as costly as real ones, without their sense."""
        for claim in range(self.claims):
            numbers = np.random.default_rng(claim).standard_normal(384).astype(np.float32)
            numbers /= np.linalg.norm(numbers)
            yield {
                "claim_id": self.id("Claim", claim),
                "model": vectors.MODEL,
                "version": vectors.VERSION,
                "numbers": numbers.tolist(),
            }

    def day(self, number: int) -> date:
        """A day of the five years of the sample."""
        return BEGAN.date() + timedelta(days=number % 1826)

    def sentence(self, candidate: int) -> str:
        """The part of an article that holds candidate `candidate`."""
        return f"{REPORTED}{statement(candidate // CANDIDATES_A_CLAIM)}."

    def text(self, article: int) -> str:
        """An article: a number, so that no two are the same, and ten reports."""
        return f"Report {article}. " + " ".join(self.sentence(n) for n in self._held_by(article))

    @cached_property
    def starts(self) -> array[int]:
        """Where in its article the quote of each candidate begins."""
        lengths = [len(f"Report {n}. ") for n in range(self.articles)]
        starts = array("I")
        for candidate in range(self.claims * CANDIDATES_A_CLAIM):
            article = candidate % self.articles
            starts.append(lengths[article] + len(REPORTED))
            lengths[article] += len(self.sentence(candidate)) + 1
        return starts

    def span(self, candidate: int) -> dict[str, Any]:
        """Where a candidate stands. Repetitions stand in articles far apart."""
        quote, start = statement(candidate // CANDIDATES_A_CLAIM), self.starts[candidate]
        end = start + len(quote)
        return {
            "revision_id": self.id("ArticleRevision", candidate % self.articles),
            "start": start,
            "end": end,
            "spans": [[start, end]],
            "quote": quote,
        }

    def _held_by(self, article: int) -> range:
        return range(article, self.claims * CANDIDATES_A_CLAIM, self.articles)


def _kind(claim: int) -> dict[str, Any]:
    """What sort of claim it is; a promise falls due at the end of the year that it names."""
    if claim % 3:
        return {"kind": "statistic"}
    year = statement(claim)[-4:]
    return {
        "kind": "promise",
        "due_on": date(int(year), 12, 31),
        "due_precision": "year",
        "due_basis": f"by {year}",
    }


def _is_withdrawn(review: int) -> bool:
    return review % WITHDRAWN == WITHDRAWN - 1


def _withdrawn(at: datetime) -> dict[str, Any]:
    return {"state": "withdrawn", "withdrawn_reason": "Made up.", "closed_at": at + timedelta(days=9)}
