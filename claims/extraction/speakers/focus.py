"""Whom a pronoun means: a walk through the text that keeps in view who was named, described or meant.

A pronoun that was read is in view itself, so that "she" may go back to "she" and to the name
a page before. So is "the chancellor", where the article introduced one. Whom "he" surely meant is no
"she" later on. Each walk goes through the text once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import accumulate, pairwise
from operator import attrgetter

from spacy.tokens import Token

from claims.extraction.lexicon import government
from claims.extraction.speakers.mentions import SUBJECTS, Entity, Mention, Mentions
from claims.extraction.speakers.pronouns import HE, IT, SHE, THEY, fits

WINDOW = 30  # sights that are looked back upon
FADING = 0.75  # what a sight is worth a sentence later
KEEPS = 60  # tokens outside reported content over which the last speaker keeps the floor
NEAR = 60  # tokens over which "they" goes back to "Ada and Ben"
FOLLOWED = HE | SHE | IT
TELLING = 0.8  # from this confidence "he" tells that somebody is a man


@dataclass(frozen=True, slots=True)
class Sight:
    """An entity at a place of the text: named there, or meant by a pronoun."""

    entity: Entity
    position: int
    end: int
    weight: float
    named: bool


@dataclass(frozen=True, slots=True)
class Guess:
    """Who is meant, who else could be, and how sure that is, 0 to 1."""

    entity: Entity | None
    others: tuple[str, ...] = ()
    confidence: float = 0.0
    how: str = "the one most in view"


NOBODY = Guess(None)


class Focus:
    """The walk. Ask for pronouns from front to back, and say who spoke as it becomes known."""

    def __init__(self, mentions: Mentions, reported: list[bool], described: Sequence[Mention] = ()) -> None:
        self.mentions, self.reported = mentions, reported
        self.seen = list(merge(mentions.ordered, described, key=attrgetter("position")))
        self.doc = mentions.doc
        self.outside = [0, *accumulate(not r for r in reported)]  # tokens of the reporter's own, up to here
        self.pronouns = [t.i for t in self.doc if t.lower_ in FOLLOWED]
        self.sights: list[Sight] = []
        self.meant: dict[int, Guess] = {}
        self.called: dict[Entity, bool] = {}  # who was meant by "he", True, or by "she"
        self.next_mention = self.next_pronoun = 0
        self.last: Entity | None = None
        self.last_at = 0

    def spoke(self, entity: Entity, position: int) -> None:
        """Remember who spoke last, and where."""
        self.last, self.last_at = entity, position

    def meaning(self, token: Token, *, not_meant: str = "") -> Guess:
        """Who is meant by a third-person pronoun; somebody of another name than `not_meant`."""
        self._walk(token.i)
        if token.i not in self.meant:
            self.meant[token.i] = self._antecedent(token)
        guess = self.meant[token.i]
        if not_meant and guess.entity is not None and guess.entity.name == not_meant:
            return self._most_in_view(token, not_meant)
        return guess

    def _walk(self, to: int) -> None:
        while True:
            named = self._upcoming_mention()
            pronoun = self._upcoming_pronoun()
            if min(named, pronoun) >= to:
                return
            if named <= pronoun:
                self._see_mention()
            else:
                self._see_pronoun(self.doc[pronoun])

    def _upcoming_mention(self) -> int:
        seen = self.seen
        return seen[self.next_mention].position if self.next_mention < len(seen) else len(self.doc)

    def _upcoming_pronoun(self) -> int:
        if self.next_pronoun < len(self.pronouns):
            return self.pronouns[self.next_pronoun]
        return len(self.doc)

    def _see_mention(self) -> None:
        mention = self.seen[self.next_mention]
        self.next_mention += 1
        weight = 1.6 if mention.is_subject else 0.9 if mention.is_possessor else 1.0
        self.sights.append(Sight(mention.entity, mention.position, mention.end, weight, True))

    def _see_pronoun(self, token: Token) -> None:
        self.next_pronoun += 1
        guess = self.meant.get(token.i)
        if guess is None:
            guess = self.meant[token.i] = self._antecedent(token)
        if guess.entity is not None and token.lower_ not in IT:
            if guess.confidence >= TELLING and not self.reported[token.i]:
                self.called.setdefault(guess.entity, token.lower_ in HE)
            weight = 1.4 if token.dep_ in SUBJECTS else 0.7
            self.sights.append(Sight(guess.entity, token.i, token.i + 1, weight * guess.confidence, False))

    def _before(self, token: Token) -> list[Sight]:
        """What was seen last before the token."""
        end = bisect_left(self.sights, token.i, key=lambda sight: sight.position)
        return self.sights[max(0, end - WINDOW) : end]

    def _antecedent(self, token: Token) -> Guess:
        ahead = self._ahead(token)
        if ahead is not None:
            return Guess(ahead, (), 0.8, "the subject that follows")
        if token.lower_ in THEY and self._several(token):
            return Guess(None, self._pair(token))
        if self._keeps_floor(token):
            return Guess(self.last, (), 0.9, "who spoke last")
        return self._most_in_view(token)

    def _most_in_view(self, token: Token, not_meant: str = "") -> Guess:
        scores = self._scores(token)
        scores = {entity: score for entity, score in scores.items() if entity.name != not_meant}
        ranked = sorted(scores, key=lambda entity: -scores[entity])
        if not ranked:
            return NOBODY
        best = ranked[0]
        margin = scores[best] - (scores[ranked[1]] if len(ranked) > 1 else 0)
        if token.lower_ in THEY:
            margin -= 0.5  # "they" is rather several people
        return Guess(best, tuple(e.name for e in ranked[1:3]), min(0.9, 0.5 + 0.25 * margin))

    def _scores(self, token: Token) -> dict[Entity, float]:
        """Nearness, being a subject, having spoken last, and how much the article is about them."""
        word, sentence = token.lower_, token.sent.start
        scores: dict[Entity, float] = {}
        for sight in reversed(self._before(token)):
            entity = sight.entity
            if not self._fits(entity, word) or self._is_coargument(sight, token):
                continue
            score = sight.weight * FADING ** _sentences_between(sight.position, sentence)
            if self.reported[sight.position] != self.reported[token.i]:
                score *= 0.4
            scores[entity] = max(score, scores.get(entity, 0)) + 0.1 * min(score, scores.get(entity, 0))
        total = sum(self.mentions.counts[entity] for entity in scores) or 1
        for entity in scores:
            scores[entity] += 1.2 * self.mentions.counts[entity] / total
            if entity.gender and word in HE | SHE:
                scores[entity] += 0.4
        if self.last is not None and self.last in scores and self.last_at < token.i:
            scores[self.last] += 0.8 * FADING ** _sentences_between(self.last_at, sentence)
        return scores

    def _fits(self, entity: Entity, word: str) -> bool:
        if not fits(entity, word):
            return False
        if entity.gender or word not in HE | SHE:
            return True
        return self.called.get(entity, word in HE) == (word in HE)

    def _is_coargument(self, sight: Sight, token: Token) -> bool:
        """In "Ada thanked him" the pronoun is not Ada."""
        other = self.doc[sight.position : sight.end].root
        return other.head == token.head and other.dep_ != "conj" and token.dep_ != "poss"

    def _keeps_floor(self, token: Token) -> bool:
        """ "…", it said: whoever spoke last, if nobody else was named since, but by the speaker."""
        last = self.last
        if (
            last is None
            or not self._fits(last, token.lower_)
            or self.reported[token.i]
            or self.last_at >= token.i
        ):
            return False
        if token.dep_ not in SUBJECTS or token.head.lemma_ not in government("cue_verbs"):
            return False
        if self.outside[token.i] - self.outside[self.last_at] > KEEPS:
            return False
        for sight in reversed(self._before(token)):
            if sight.position <= self.last_at:
                return True
            other = sight.entity is not last and not self.reported[sight.position]
            if other and self._fits(sight.entity, token.lower_):
                return False
        return True

    def _several(self, token: Token) -> bool:
        """Does "they" go back to several, rather than to a body? To a plural subject since, or to two people."""
        nearest = max((s.position for s in self._before(token) if fits(s.entity, token.lower_)), default=0)
        start = max(nearest, token.sent.start - 40, 0)
        plural = any(t.tag_ in {"NNS", "NNPS"} and t.dep_ in SUBJECTS for t in self.doc[start : token.i])
        return plural or bool(self._pair(token, token.i - NEAR))

    def _pair(self, token: Token, start: int | None = None) -> tuple[str, ...]:
        """The names of "Ada and Ben", nearest before."""
        for left, right in reversed(list(pairwise(self._before(token)[-8:]))):
            if start is not None and left.position < start:
                break
            between = self.doc[left.end : right.position]
            joined = any(t.lower_ == "and" for t in between) and len(between) <= 6
            if joined and left.named and right.named and left.entity.kind == right.entity.kind:
                return left.entity.name, right.entity.name
        return ()

    def _ahead(self, token: Token) -> Entity | None:
        """ "But in his plan, Ada's rival said …": a pronoun in a fronted phrase means the subject after it."""
        sentence = token.sent
        subjects = [c for c in sentence.root.children if c.dep_ in SUBJECTS and c.i > token.i]
        if not subjects or token.head == sentence.root or self._named_before(token):
            return None
        fronted = token
        while fronted.head not in (sentence.root, fronted):
            fronted = fronted.head
        if fronted.dep_ not in {"prep", "advcl", "npadvmod"} or fronted.i > subjects[0].i:
            return None
        begin = bisect_left(self.mentions.positions, subjects[0].left_edge.i)
        for mention in self.mentions.ordered[begin : begin + 2]:
            inside = mention.position <= subjects[0].i < mention.end
            if inside and fits(mention.entity, token.lower_):
                return mention.entity
        return None

    def _named_before(self, token: Token) -> bool:
        """Is somebody named in the sentence, before the pronoun, whom it could mean?"""
        index = bisect_left(self.mentions.positions, token.i)
        if not index:
            return False
        mention = self.mentions.ordered[index - 1]
        return mention.position >= token.sent.start and fits(mention.entity, token.lower_)


def _sentences_between(position: int, sentence: int) -> int:
    """Roughly: counted in stretches of 25 tokens, which needs no second pass over sentences."""
    return 0 if position >= sentence else 1 + (sentence - position) // 25
