"""Pronouns: "he" is the man most in view; "it" the body; "I" within a quotation its speaker."""

from __future__ import annotations

from bisect import bisect_left

from claims.extraction.speakers.mentions import Entity, Mentions
from claims.extraction.types import SpeakerKind

HE = {"he", "him", "his", "himself"}
SHE = {"she", "her", "hers", "herself"}
IT = {"it", "its", "itself"}
THEY = {"they", "them", "their", "theirs", "themselves"}
FIRST = {"i", "me", "my", "mine", "myself", "we", "us", "our", "ours"}
SECOND = {"you", "your", "yours"}
ALL = SECOND | HE | SHE | IT | THEY | FIRST | {"who"}
WINDOW = 30  # mentions that are looked back upon


def antecedent(
    pronoun: str, at: int, mentions: Mentions, last: Entity | None
) -> tuple[Entity | None, tuple[str, ...], float]:
    """The entity meant by `pronoun` at token `at`, other possible names, and the confidence."""
    gender = "m" if pronoun in HE else "f" if pronoun in SHE else ""
    person = bool(gender)
    scores: dict[str, float] = {}
    entities: dict[str, Entity] = {}
    end = bisect_left(mentions.positions, at)
    sentence = mentions.doc[at].sent
    for back, mention in enumerate(reversed(mentions.ordered[max(0, end - WINDOW) : end])):
        entity = mention.entity
        if not _fits(entity, gender, person, pronoun):
            continue
        score = 1.0 / (1 + 0.25 * back) + (0.6 if mention.is_subject else 0)
        score -= 0.02 * max(0, mentions.doc[at].sent.start - mention.position) / 10
        if gender and entity.gender == gender:
            score += 0.4
        if mention.position >= sentence.start and not mention.is_subject:
            score -= 0.3  # an object of the same clause is rarely its subject
        score += 0.12 * min(mentions.counts[entity.name], 6)
        scores[entity.name] = scores.get(entity.name, 0) * 0.5 + score
        entities[entity.name] = entity
    if last is not None and _fits(last, gender, person, pronoun) and last.name in scores:
        scores[last.name] += 0.8
    ranked = sorted(scores, key=lambda name: -scores[name])
    if not ranked:
        return None, (), 0.0
    best = ranked[0]
    margin = scores[best] - (scores[ranked[1]] if len(ranked) > 1 else 0)
    return entities[best], tuple(ranked[1:3]), min(0.9, 0.5 + 0.25 * margin)


def _fits(entity: Entity, gender: str, person: bool, pronoun: str) -> bool:
    if person:
        return entity.kind == SpeakerKind.PERSON and entity.gender in {gender, ""}
    if pronoun in IT:
        return entity.kind != SpeakerKind.PERSON
    if pronoun == "who":
        return True
    return pronoun in THEY and entity.kind != SpeakerKind.PERSON


def principal(mentions: Mentions) -> Entity | None:
    """Whoever is interviewed or argues: "I" and "you" outside quotations. Only where a text shows
    by itself that it is an interview or a hearing; in an article "I" is nobody we can name.
    """
    doc = mentions.doc
    asked = sum(1 for t in doc if t.lower_ == "you" and doc[t.sent.end - 1].text.endswith("?"))
    opening = {t.lower_ for t in doc[:300]}
    hearing = any(
        t.lower_ == "honor" or t.lower_ == "please" and doc[t.i + 2 : t.i + 3].text == "Court" for t in doc
    )
    if asked < 3 and not hearing and not (asked and opening & {"interview", "interviewed", "interviews"}):
        return None
    people = [m.entity for m in mentions.ordered if m.entity.kind == SpeakerKind.PERSON]
    if not people:
        return None
    first = {entity.name: -i for i, entity in reversed(list(enumerate(people)))}
    return max(people, key=lambda entity: (mentions.counts[entity.name], first[entity.name]))
