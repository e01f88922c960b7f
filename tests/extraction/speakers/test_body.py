"""Ministries, companies and governments speak under their own name."""

from __future__ import annotations

from claims.extraction.types import SpeakerKind
from tests.extraction.speakers.cast import ESTONIA, HARBOUR
from tests.extraction.speakers.reading import read


def test_a_described_body_speaks_for_itself() -> None:
    (only,) = read("[1:Denmark's transport ministry] said {1:the bridge was safe}.")
    assert only.speaker == "Denmark's transport ministry"
    assert only.kind == SpeakerKind.ORGANISATION


def test_the_noun_alone_means_the_one_named_before() -> None:
    _, second = read(
        "[1:The Harbour Authority] said {1:the bridge was safe}.\n[2:The authority] added {2:it was tested}.",
        known=[HARBOUR],
    )
    assert second.speaker == "Harbour Authority"


def test_initials_mean_the_body_that_has_them() -> None:
    (only,) = read("The World Bridge Organisation met on Monday.\n[1:The WBO] said {1:the bridge was safe}.")
    assert only.speaker == "World Bridge Organisation"


def test_a_capital_that_speaks_is_the_government() -> None:
    (only,) = read("[1:Tallinn] said {1:the bridge was safe}.", known=[ESTONIA])
    assert (only.speaker, only.kind) == ("Estonia", SpeakerKind.GOVERNMENT)


def test_the_owner_of_a_report_speaks() -> None:
    (only,) = read("According to [1:a report by the Harbour Authority], {1:it is safe}.", known=[HARBOUR])
    assert only.speaker == "Harbour Authority"


def test_somebodys_lawyer_is_somebody_else() -> None:
    (only,) = read("Clara Olsen came. [1:A lawyer for Clara Olsen] said {1:the bridge was safe}.")
    assert only.speaker is None


def test_the_author_of_a_study_speaks_where_the_study_is_named_alone() -> None:
    (only,) = read(
        "[1:A study] by the Harbour Authority found {1:that the bridge was safe}.", known=[HARBOUR]
    )
    assert only.speaker == "Harbour Authority"


def test_a_body_that_reads_like_a_title_is_a_body_under_its_full_name() -> None:
    (only,) = read("[1:The Harwick Chamber of Commerce] said {1:it had surveyed 312 members}.")
    assert (only.speaker, only.kind) == ("Harwick Chamber of Commerce", SpeakerKind.ORGANISATION)
