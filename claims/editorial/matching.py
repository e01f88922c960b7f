"""Seen before? Known claims that say the same as a statement; what people decide about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from django.db import transaction
from django.utils import timezone
from numpy.typing import NDArray

from claims.editorial import retrieval
from claims.editorial.likeness import vectors
from claims.editorial.likeness.index import Frequency, Scores
from claims.editorial.likeness.pool import Known, Pool
from claims.editorial.likeness.terms import clean, terms
from claims.editorial.refusals import require
from claims.models import Appearance, Candidate, Claim, ClaimMatch, Speaker, User, act_as
from claims.models.claim import ClaimQuerySet

SAME = 0.5
"""From here on a claim is proposed as the same; a person decides."""
SIMILAR = 0.1
GROUPED = 0.8
"""Candidates join a group by themselves, and one decision is for all: so they must be surer."""
SAME_SPEAKER, OTHER_SPEAKER = 1.0, -7.0  # log-odds
OTHERS_AT_MOST = -1.0
"""Log-odds: what another said is shown as similar, and never as the same, however rare the words that both share."""
LOOKED_AT, OF_THE_SPEAKER = 150, 100  # claims that share the most words: of all, and of one speaker
QUOTE_READ = 600  # characters
SUGGESTED = 3
Meanings = list[NDArray[np.float32]] | None
"""A vector for each of the texts asked for."""


@dataclass(frozen=True, slots=True)
class Match:
    """A known claim like the one in hand. `score` is 0..1: how probable it is that it says the same."""

    claim: Claim
    score: float

    @property
    def is_same(self) -> bool:
        """Alike enough to be proposed as the same claim."""
        return self.score >= SAME


def similar_claims(
    *,
    statement: str,
    quote: str = "",
    speaker: Speaker | None = None,
    candidate: Candidate | None = None,
    limit: int = 5,
    public: bool = False,
) -> list[Match]:
    """Known claims like this statement, the likest first. One speaker's promise is not another's.

    Those that a person rejected for `candidate`, or for one of its group, are left out. With `public`,
    published claims alone are looked at, so that drafts never crowd them out.
    """
    asked = texts_of(statement, quote)
    known = retrieval.known_claims().published() if public else retrieval.known_claims()
    rejected = _rejected([candidate])[candidate.pk] if candidate else set()
    return _likest(known, asked, _meanings([asked])[0], speaker, rejected)[:limit]


def suggest_matches(*, revision_id: int) -> int:
    """Write down what the waiting candidates of a revision seem to repeat; how many are new."""
    waiting = Candidate.objects.awaiting_triage().filter(revision_id=revision_id)
    candidates = list(waiting.select_related("speaker").order_by("id"))
    asked = [texts_of(candidate.statement, candidate.quote) for candidate in candidates]
    rejected = _rejected(candidates)
    rows = [
        ClaimMatch(candidate=candidate, claim=match.claim, score=match.score)
        for candidate, texts, meanings in zip(candidates, asked, _meanings(asked), strict=True)
        for match in _likest(
            retrieval.known_claims(), texts, meanings, candidate.speaker, rejected[candidate.pk]
        )[:SUGGESTED]
        if match.is_same
    ]
    with transaction.atomic():
        # As whoever decides does: first the candidates, then their claims, or the two would wait for each other.
        # A candidate may be decided meanwhile, a claim taken back; what is there now, stays until the end.
        held = Candidate.objects.awaiting_triage().filter(pk__in={row.candidate_id for row in rows})
        wait = set(held.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
        found = Claim.objects.filter(pk__in={row.claim_id for row in rows}).order_by("pk")
        there = set(found.select_for_update(no_key=True).values_list("pk", flat=True))
        kept = [row for row in rows if row.claim_id in there and row.candidate_id in wait]
        return len(ClaimMatch.objects.bulk_create(kept, ignore_conflicts=True))


def reject_match(*, candidate: Candidate, claim: Claim, actor: User) -> None:
    """Say that this candidate does not repeat that claim. It is never suggested again."""
    require(actor, "change_candidate")
    with act_as(actor):
        decide_match(candidate=candidate, claim=claim, actor=actor, state=ClaimMatch.State.REJECTED)


def decide_match(*, candidate: Candidate, claim: Claim, actor: User, state: ClaimMatch.State) -> None:
    """Write down who decided, and when. Confirming is part of promoting."""
    ClaimMatch.objects.update_or_create(
        candidate=candidate,
        claim=claim,
        defaults={"state": state, "decided_by": actor, "decided_at": timezone.now()},
    )


def same_in_queue(candidate: Candidate, limit: int = 50) -> list[Candidate]:
    """The others of its group that wait, the first one first."""
    others = candidate.all_of_group().awaiting_triage().exclude(pk=candidate.pk)
    return list(others.select_related("revision__article__outlet").defer("revision__text")[:limit])


def alike(one: Candidate, others: Sequence[Candidate]) -> list[float]:
    """How probable it is that each of the others says what this one says, by words alone, 0..1.

    They are taken to be of one speaker.
    """
    if not others:
        return []
    texts = texts_of(one.statement, one.quote)
    known = [Known(other.statement or other.quote[:QUOTE_READ], other.quote[:QUOTE_READ]) for other in others]
    queue = Candidate.objects.awaiting_triage().first_of_groups()
    odds = odds_by_words(texts, known, retrieval.frequency_among(queue, "statement", texts)) + SAME_SPEAKER
    return [float(p) for p in probable(odds)]


def texts_of(statement: str, quote: str = "") -> list[str]:
    """What is compared of a statement: its text and its quote, cleaned; nothing that says nothing."""
    return [text for text in (clean(statement), clean(quote)[:QUOTE_READ]) if terms(text)]


def odds_by_words(asked: Sequence[str], known: Sequence[Known], frequency: Frequency) -> Scores:
    """For each known statement the largest log-odds of the texts', by words alone; without texts, none."""
    if not asked or not known:
        return np.full(len(known), -np.inf)
    pool = Pool(known, frequency=frequency)
    return np.asarray(np.max([pool.log_odds(text) for text in asked], axis=0))


def probable(odds: Scores) -> Scores:
    """Log-odds as probabilities, 0..1."""
    return np.asarray(1 / (1 + np.exp(-odds)))


def _likest(
    known: ClaimQuerySet,
    asked: list[str],
    meanings: Meanings,
    speaker: Speaker | None,
    rejected: set[int],
) -> list[Match]:
    """The known claims like the asked texts, the likest first."""
    if not asked:
        return []
    claims = _worth_comparing(known, asked, meanings, speaker, rejected)
    odds = _log_odds(asked, meanings, claims)
    if speaker is not None:
        own = np.array([claim.speaker_id == speaker.pk for claim in claims], bool)
        odds = np.where(own, odds + SAME_SPEAKER, np.minimum(odds + OTHER_SPEAKER, OTHERS_AT_MOST))
    scores = probable(odds)
    matches = [Match(claim, round(float(s), 3)) for claim, s in zip(claims, scores, strict=True)]
    likely = [match for match in matches if match.score >= SIMILAR]
    return sorted(likely, key=lambda match: (-match.score, -match.claim.pk))


def _meanings(asked: Sequence[list[str]]) -> list[Meanings]:
    """What the texts mean, those of all statements computed at once; None each where there are no vectors."""
    texts = [text for each in asked for text in each]
    encoder = vectors.encoder() if texts and retrieval.vectors_indexed() else None
    if encoder is None:
        return [None] * len(asked)
    rows = iter(encoder.encode(texts))
    return [list(islice(rows, len(each))) for each in asked]


def _rejected(candidates: Sequence[Candidate]) -> dict[int, set[int]]:
    """For each candidate the claims that a person rejected for it, or for another of its group."""
    leads = {candidate.pk: candidate.group_id or candidate.pk for candidate in candidates}
    of_group: dict[int, set[int]] = {lead: set() for lead in leads.values()}
    rejections = ClaimMatch.objects.filter(state=ClaimMatch.State.REJECTED)
    for way in ("candidate", "candidate__group"):
        found = rejections.filter(**{f"{way}__in": list(of_group)})
        for lead, claim in found.values_list(f"{way}_id", "claim_id"):
            of_group[lead].add(claim)
    return {pk: of_group[lead] for pk, lead in leads.items()}


def _worth_comparing(
    known: ClaimQuerySet,
    asked: list[str],
    meanings: Meanings,
    speaker: Speaker | None,
    rejected: set[int],
) -> list[Claim]:
    """The claims that share words, letters or meaning, those of the speaker in any case."""
    rows = known.exclude(pk__in=rejected) if rejected else known
    keys, text = rows.only("pk"), " ".join(asked)
    found: list[Claim] = []
    if speaker is not None:
        own = keys.filter(speaker=speaker)
        found += retrieval.sharing_words(
            own, "wording", text, OF_THE_SPEAKER, among=known, read=retrieval.READ_OF_ONE
        )
    found += retrieval.sharing_words(keys, "wording", text, LOOKED_AT, among=known)
    if len(found) < SUGGESTED:
        found += retrieval.sharing_letters(keys, "wording", asked[0], LOOKED_AT, among=known)
    ids = {claim.pk for claim in found}
    for meaning in meanings or ():
        ids.update(retrieval.nearest(meaning, vectors.MODEL))
    return list(rows.filter(pk__in=ids).select_related("vector").order_by("pk"))


def _log_odds(asked: list[str], meanings: Meanings, claims: list[Claim]) -> NDArray[np.float64]:
    """For each claim the largest of the texts'. Claims without a vector yet are compared by words."""
    odds = np.zeros(len(claims))
    frequency = retrieval.frequency_among(retrieval.known_claims(), "wording", asked)
    quotes = _confirmed_quotes(claims)
    for with_meaning in (True, False):
        at = [
            n
            for n, claim in enumerate(claims)
            if (meanings is not None and _has_vector(claim)) == with_meaning
        ]
        if not at:
            continue
        known = [Known(claims[n].wording, quotes.get(claims[n].pk, "")) for n in at]
        rows = np.array([claims[n].vector.numbers for n in at], np.float32) if with_meaning else None
        pool = Pool(known, vectors=rows, frequency=frequency)
        each = [pool.log_odds(text, meanings[n] if meanings else None) for n, text in enumerate(asked)]
        odds[at] = np.max(each, axis=0)
    return odds


def _has_vector(claim: Claim) -> bool:
    stored = getattr(claim, "vector", None)
    return stored is not None and (stored.model, stored.version) == (vectors.MODEL, vectors.VERSION)


def _confirmed_quotes(claims: Iterable[Claim]) -> dict[int, str]:
    """What was said word for word, as far as people confirmed it."""
    rows = Appearance.objects.filter(claim__in=list(claims), state=Appearance.State.CONFIRMED)
    quotes: dict[int, str] = {}
    for claim_id, quote in rows.order_by("id").values_list("claim_id", "quote")[:1_000]:
        quotes[claim_id] = f"{quotes.get(claim_id, '')} {quote[:300]}"[:QUOTE_READ].strip()
    return quotes
