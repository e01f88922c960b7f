"""The pronouns, and what each can mean: "he" a man, "it" a body."""

from __future__ import annotations

from claims.extraction.speakers.mentions import Entity
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


def fits(entity: Entity, pronoun: str) -> bool:
    """Can the pronoun mean such an entity?"""
    if pronoun in HE:
        return entity.is_person and entity.gender != "f"
    if pronoun in SHE:
        return entity.is_person and entity.gender != "m"
    if pronoun in IT:
        return entity.kind in {SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT}
    if pronoun in THEY:
        return entity.kind == SpeakerKind.ORGANISATION
    return True
