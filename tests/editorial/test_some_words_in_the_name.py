"""A question may take some of its words from the speaker's name and others from the wording."""

from __future__ import annotations

import pytest

from claims.models import Claim, claim_search
from tests.factories import make_claim, make_speaker


@pytest.fixture(params=["an Ann is rare", "there are many Anns"], autouse=True)
def claims(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "there are many Anns":
        monkeypatch.setattr(claim_search, "RANKED", 2)
    one, two, three = (make_speaker(f"Ann {name}") for name in ("Harlow", "Ibsen", "Juster"))
    make_claim("the harbour is closed", speaker=one)
    make_claim("taxes will rise", speaker=two)
    make_claim("Zebedee lied about taxes", speaker=three)
    make_claim("Ann Ibsen cut the taxes", speaker=make_speaker("Otto Zebedee"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Ann harbour", {"the harbour is closed"}),
        ("Ann harbuor", {"the harbour is closed"}),
        ("Ibsen rise", {"taxes will rise"}),
        ("Ann Zebedee", {"Zebedee lied about taxes", "Ann Ibsen cut the taxes"}),
        ("Zebedee Ann cut", {"Ann Ibsen cut the taxes"}),
        ("Ann Zebedee -lied", {"Ann Ibsen cut the taxes"}),
        ("Otto harbour", set()),
        ("Ann zeppelin", set()),
    ],
)
def test_a_claim_holds_every_word_here_or_there(words: str, said: set[str]) -> None:
    assert {claim.wording for claim in Claim.objects.search(words)} == said
