"""The ranking's desk: what was learnt from decisions, beside what was in use before."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from pytest_django import Settings

from claims.editorial import triage
from claims.extraction.checkworthiness import desk
from claims.extraction.checkworthiness.model import shipped
from claims.extraction.types import Kind
from claims.models import Ranking
from tests.admin.client import desk_of, text_of
from tests.factories import ada, cleo, make_candidate

LEARNT = desk.train(
    [
        desk.Decision("The toll doubled", Kind.FACT, 0.5, promoted=True),
        desk.Decision("Thank you all", Kind.FACT, 0.5, promoted=False),
    ]
)


def make_ranking(**changed: Any) -> Ranking:
    """An attempt that was put aside, unless changed."""
    fields = {
        "weights": desk.to_bytes(LEARNT),
        "learnt_from": 60,
        "learnt_until": timezone.now(),
        "held_back": 20,
        "rival": "the-one-before",
        "rival_precision": 0.7,
        "precision": 0.5,
    }
    return Ranking.objects.create(**fields | changed)


def page() -> str:
    return text_of(desk_of(ada()).get("/admin/ranking/"))


def test_old_and_new_stand_side_by_side_with_what_became_of_them() -> None:
    aside = make_ranking()
    replaced = make_ranking(precision=0.812)
    used = make_ranking(precision=0.901, in_use=True)
    said = page()
    assert f"60 20 the-one-before 0.700 {used} 0.901 in use" in said
    assert f"the-one-before 0.700 {replaced} 0.812 replaced since" in said
    assert f"the-one-before 0.700 {aside} 0.500 put aside: not better" in said


def test_what_another_version_of_the_program_has_learnt_is_told_to_be_out_of_use() -> None:
    other = desk.Desk(LEARNT.weights[:-1])
    make_ranking(precision=0.901, in_use=True, weights=desk.to_bytes(other))
    assert "out of use: learnt by another version of the program" in page()


def test_a_desk_that_has_learnt_nothing_is_told_what_is_missing() -> None:
    triage.dismiss(candidate=make_candidate(), actor=ada(), reason="fragment")
    triage.dismiss(candidate=make_candidate("Twice"), actor=ada(), reason="duplicate")
    said = page()
    assert f"In use {shipped().version} " in said
    assert "1 that tell something; 40 are needed" in said
    assert "Nothing yet. Promote and dismiss in triage" in said


def test_the_page_says_when_it_learns(settings: Settings) -> None:
    assert "each Monday at 03:30 UTC" in page()
    settings.LEARN_FROM_DESK = False
    assert "LEARN_FROM_DESK is off" in page()


def test_an_outsider_does_not_see_it() -> None:
    assert desk_of(cleo()).get("/admin/ranking/").status_code in {302, 403}
