"""Whatever is typed into a search of the desk, it answers after few questions, with what is alike or with nothing."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.admin.client import desk_of, text_of
from tests.factories import make_candidate, make_claim, make_speaker, make_user

WORDING = "unemployment in the port fell to 4 percent"
QUESTIONS = 60  # of the database, a page
FINDS_IT = {"one word": "unemployment", "nothing": "", "all of it": WORDING}
TOO_LONG = {"many words": "word " * 20_000, "one endless word": "a" * 100_000}
FINDS_NOTHING = {
    "as long as may be": "ab " * 66,
    "another script": "безработица в порту",
    "marks": "' \" & | ! \\ % _",
}


def looked_for(way: str, text: str) -> str:
    client = desk_of(make_user("root", is_staff=True, is_superuser=True))
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(reverse(way), {"q": text})
    assert answer.status_code == 200
    assert len(queries) < QUESTIONS
    return text_of(answer)


@pytest.mark.parametrize("text", FINDS_IT.values(), ids=FINDS_IT)
def test_the_claim_is_found(text: str) -> None:
    make_claim(WORDING)
    assert WORDING in looked_for("admin:claims_claim_changelist", text)


@pytest.mark.parametrize("text", FINDS_NOTHING.values(), ids=FINDS_NOTHING)
def test_what_nobody_wrote_finds_nothing(text: str) -> None:
    make_claim(WORDING)
    make_candidate(quote="it fell", statement="it fell")
    assert WORDING not in looked_for("admin:claims_claim_changelist", text)
    assert "it fell" not in looked_for("desk-triage", text)


@pytest.mark.parametrize("text", TOO_LONG.values(), ids=TOO_LONG)
def test_what_is_too_long_is_not_looked_for_and_that_is_said(text: str) -> None:
    make_candidate(quote="it fell", statement="it fell")
    for kind in ("claim", "speaker", "article", "review", "outlet", "topic", "user"):
        assert "At most 200 characters are looked for" in looked_for(f"admin:claims_{kind}_changelist", text)
    assert "it fell" not in looked_for("desk-triage", text)


def test_stop_words_find_nothing_in_particular() -> None:
    make_claim(WORDING)
    looked_for("admin:claims_claim_changelist", "the of and")
    looked_for("desk-triage", "the of and")


@pytest.mark.parametrize("text", ["the of and", *FINDS_NOTHING.values()])
@pytest.mark.parametrize("kind", ["speaker", "article", "review", "outlet", "topic"])
def test_every_list_takes_any_words(kind: str, text: str) -> None:
    make_claim(WORDING, speaker=make_speaker())
    looked_for(f"admin:claims_{kind}_changelist", text)
