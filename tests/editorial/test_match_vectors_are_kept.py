"""Vectors are computed in batches, once; a new wording or another model makes them anew."""

import pytest
from django.test import Client

from claims.editorial import meaning
from claims.editorial.likeness import vectors
from claims.models import Claim, ClaimVector
from tests.factories import make_claim
from tests.management.run import run


def test_the_command_computes_what_is_missing_and_may_be_run_again() -> None:
    for number in range(3):
        make_claim(f"build {number} homes")
    assert "2 computed, 1 are left" in run("vectors", "--limit", 2).out
    assert "1 computed, 0 are left" in run("vectors").out
    assert "0 computed, 0 are left" in run("vectors").out
    stored = ClaimVector.objects.first()
    assert stored is not None
    assert (stored.model, len(stored.numbers)) == (vectors.MODEL, 384)


def test_a_new_wording_is_computed_anew() -> None:
    claim = make_claim("build 300 homes")
    meaning.compute_vectors()
    before = ClaimVector.objects.get().numbers
    Claim.objects.filter(pk=claim.pk).update(kind="promise")
    assert meaning.compute_vectors() == 0
    Claim.objects.filter(pk=claim.pk).update(wording="close the market")
    assert meaning.compute_vectors() == 1
    assert ClaimVector.objects.get().numbers != before


def test_another_model_computes_all_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    make_claim()
    assert meaning.compute_vectors() == 1
    monkeypatch.setattr(vectors, "VERSION", "2")
    assert meaning.compute_vectors() == 1
    assert ClaimVector.objects.get().version == "2"


def test_without_the_model_the_command_fails_and_readyz_says_words_alone(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/readyz").json()["matching"] == "by words and meaning"
    monkeypatch.setattr(vectors, "NEEDED", ("no_such_model",))
    assert run("vectors").failed
    assert "words alone" in client.get("/readyz").json()["matching"]
