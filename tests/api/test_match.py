"""match/: has this been checked? Published claims only."""

from __future__ import annotations

from django.test import Client

from claims.editorial.external import store_external_reviews
from claims.ingest.claimreview import ReviewDraft
from tests.api.ask import ask, refused, results
from tests.factories import make_claim, make_draft, make_published_review, make_speaker


def test_a_statement_finds_the_claim_that_says_the_same() -> None:
    claim = make_claim("unemployment in the port fell to 4 percent")
    make_published_review(claim)
    make_published_review(make_claim("the mayor was born in Ireland"))
    best = ask("match/", text="In the port unemployment has fallen to 4 percent")["results"][0]
    assert best["claim"]["slug"] == claim.slug
    assert best["claim"]["review"]["rating"]["label"] == "False"
    assert best["same"] is True
    assert 0 < best["score"] <= 1


def test_a_draft_is_never_found() -> None:
    make_draft(make_claim("unemployment in the port fell to 4 percent"))
    assert ask("match/", text="unemployment in the port fell to 4 percent") == {"results": [], "external": []}


def test_a_speaker_sharpens_the_answer_and_must_be_public() -> None:
    claim = make_claim("unemployment in the port fell to 4 percent")
    make_published_review(claim)
    make_draft(make_claim("a secret", speaker=make_speaker("Paul Reed")))
    text = "unemployment in the port fell to 4 percent"
    assert ask("match/", text=text, speaker="linda-marsh")["results"][0]["claim"]["slug"] == claim.slug
    hidden = Client().get("/api/v1/match/", {"text": text, "speaker": "paul-reed"})
    assert hidden.status_code == 404
    assert hidden.json()["detail"].startswith("No public claim is by a speaker of this slug")


def test_no_text_is_refused_by_name() -> None:
    for asked in (
        {},
        {"text": ""},
        {"text": "ab"},
        {"text": "x" * 501},
        {"text": "word " * 20_000},
        {"text": "a\0bcd"},
    ):
        assert list(refused("match/", **asked)["errors"]) == ["text"]


def test_strange_texts_match_nothing_and_break_nothing() -> None:
    make_published_review()
    for text in ("<b>§$%</b>", "' OR 1=1 --", "🦓🦓🦓", "....", "的确如此吗", "a" * 500):
        assert Client().get("/api/v1/match/", {"text": text}).status_code == 200, text


def test_one_word_and_the_words_of_another_script_find_what_holds_them() -> None:
    for wording in ("unemployment fell", "безработица снизилась"):
        make_published_review(make_claim(wording))
        word = wording.split()[0]
        assert [row["claim"]["wording"] for row in ask("match/", text=word)["results"]] == [wording]


def test_stop_words_find_nothing() -> None:
    make_published_review(make_claim("the mayor is of the people"))
    assert ask("match/", text="the of and") == {"results": [], "external": []}


def test_what_others_say_is_labelled_as_theirs_and_stands_apart() -> None:
    draft = ReviewDraft(
        "The Checkers", "https://checkers.example/1", "Unemployment fell to 4 percent", "Half true"
    )
    store_external_reviews(drafts=[draft], read_from="a test")
    answer = ask("match/", text="unemployment fell to 4 percent")
    assert answer["results"] == []
    [theirs] = answer["external"]
    assert (theirs["publisher"], theirs["rating_text"]) == ("The Checkers", "Half true")
    assert results("claims/") == []


def test_many_drafts_do_not_crowd_a_published_claim_out() -> None:
    shown = make_published_review(make_claim("the harbour has four hundred empty cranes")).review.claim
    for _ in range(160):
        make_claim("the harbour has four hundred empty cranes")
    found = ask("match/", text="the harbour has four hundred empty cranes")["results"]
    assert [row["claim"]["slug"] for row in found] == [shown.slug]
