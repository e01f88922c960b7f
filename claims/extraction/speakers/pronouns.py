"""Pronouns: "he" is the man most in view; "it" the body; "they" a body, or several people."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Token

from claims.extraction.speakers.mentions import SUBJECTS, Entity, Mention, Mentions
from claims.extraction.types import SpeakerKind

HE = {"he", "him", "his", "himself"}
SHE = {"she", "her", "hers", "herself"}
IT = {"it", "its", "itself"}
THEY = {"they", "them", "their", "theirs", "themselves"}
FIRST = {"i", "me", "my", "mine", "myself", "we", "us", "our", "ours"}
SECOND = {"you", "your", "yours"}
RELATIVE = {"who", "which", "whom", "that"}
THIRD = HE | SHE | IT | THEY
ALL = SECOND | THIRD | FIRST | RELATIVE
WINDOW = 40  # mentions that are looked back upon
FADING = 0.75  # what a mention is worth a sentence later


@dataclass(frozen=True, slots=True)
class View:
    """What a pronoun can look back upon."""

    mentions: Mentions
    quoted: list[bool]  # by token: stands inside somebody's quotation
    last: Entity | None  # whoever spoke last
    last_at: int  # token at which they spoke
    not_meant: str = ""  # a name: in their own words "he" is somebody else


def antecedent(token: Token, view: View) -> tuple[Entity | None, tuple[str, ...], float]:
    """The entity meant by a third-person pronoun, other possible names, and the confidence."""
    ahead = cataphor(token, view)
    if ahead is not None:
        return ahead, (), 0.8
    scores = _scores(token, view)
    ranked = sorted(scores, key=lambda entity: -scores[entity])
    if not ranked:
        return None, (), 0.0
    best = ranked[0]
    margin = scores[best] - (scores[ranked[1]] if len(ranked) > 1 else 0)
    return best, tuple(entity.name for entity in ranked[1:3]), min(0.9, 0.5 + 0.25 * margin)


def _scores(token: Token, view: View) -> dict[Entity, float]:
    """Nearness, being a subject, having spoken last, and how much the article is about them."""
    mentions, word = view.mentions, token.lower_
    end = bisect_left(mentions.positions, token.i)
    sentence = token.sent.start
    scores: dict[Entity, float] = {}
    for mention in reversed(mentions.ordered[max(0, end - WINDOW) : end]):
        entity = mention.entity
        if not fits(entity, word) or entity.name == view.not_meant or _is_coargument(mention, token):
            continue
        score = _prominence(mention) * FADING ** _sentences_between(mention.position, sentence, view)
        if view.quoted[mention.position] != view.quoted[token.i]:
            score *= 0.4
        scores[entity] = max(score, scores.get(entity, 0)) + 0.1 * min(score, scores.get(entity, 0))
    total = sum(mentions.counts[entity] for entity in scores) or 1
    for entity in scores:
        scores[entity] += 0.8 * mentions.counts[entity] / total
        if entity.gender and word in HE | SHE:
            scores[entity] += 0.4
    if view.last is not None and view.last in scores:
        scores[view.last] += 0.8 * FADING ** _sentences_between(view.last_at, sentence, view)
    return scores


def _prominence(mention: Mention) -> float:
    if mention.is_subject:
        return 1.6
    return 0.9 if mention.is_possessor else 1.0


def _sentences_between(position: int, sentence: int, view: View) -> int:
    """Roughly: counted in stretches of 25 tokens, which needs no second pass over sentences."""
    return 0 if position >= sentence else 1 + (sentence - position) // 25


def _is_coargument(mention: Mention, token: Token) -> bool:
    """In "Ada thanked him" the pronoun is not Ada."""
    named = view_token(mention, token)
    return named.head == token.head and named.dep_ != "conj" and token.dep_ != "poss"


def view_token(mention: Mention, token: Token) -> Token:
    """The head of the mention."""
    return token.doc[mention.position : mention.end].root


def cataphor(token: Token, view: View) -> Entity | None:
    """ "But in his plan, Ada's rival said …": a pronoun in a fronted phrase means the subject after it."""
    sentence = token.sent
    subjects = [c for c in sentence.root.children if c.dep_ in SUBJECTS and c.i > token.i]
    if not subjects or token.head == sentence.root or _named_before(token, view):
        return None
    fronted = token
    while fronted.head not in (sentence.root, fronted):
        fronted = fronted.head
    if fronted.dep_ not in {"prep", "advcl", "npadvmod"} or fronted.i > subjects[0].i:
        return None
    begin = bisect_left(view.mentions.positions, subjects[0].left_edge.i)
    for mention in view.mentions.ordered[begin : begin + 2]:
        inside = mention.position <= subjects[0].i < mention.end
        if inside and fits(mention.entity, token.lower_):
            return mention.entity
    return None


def _named_before(token: Token, view: View) -> bool:
    """Is somebody named in the sentence, before the pronoun, whom it could mean?"""
    index = bisect_left(view.mentions.positions, token.i)
    if not index:
        return False
    mention = view.mentions.ordered[index - 1]
    return mention.position >= token.sent.start and fits(mention.entity, token.lower_)


def fits(entity: Entity, pronoun: str) -> bool:
    """Can the pronoun mean such an entity?"""
    if pronoun in HE:
        return entity.is_person and entity.gender != "f"
    if pronoun in SHE:
        return entity.is_person and entity.gender != "m"
    if pronoun in IT | THEY:
        return entity.kind in {SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT}
    return True
