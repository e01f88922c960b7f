"""Triage shows what other publishers found, under their name and apart from our own claims."""

from claims.editorial.external import store_external_reviews
from claims.ingest.claimreview import ReviewDraft
from tests.admin.client import desk_of, text_of
from tests.factories import ada, make_candidate, make_speaker


def test_a_review_of_others_is_labelled_as_theirs() -> None:
    candidate = make_candidate(speaker=make_speaker())
    said = candidate.statement or candidate.quote
    draft = ReviewDraft(
        "The Checkers", "https://checkers.example/1", said, "Half <b>true", "checkers.example"
    )
    store_external_reviews(drafts=[draft], read_from="feed.json")
    page = text_of(desk_of(ada()).get("/admin/triage/"))
    assert "Checked by others" in page
    assert "The Checkers: “Half" in page
    assert "Nothing of this was checked here" in page


def test_without_any_nothing_is_said() -> None:
    make_candidate(speaker=make_speaker())
    assert "Checked by others" not in text_of(desk_of(ada()).get("/admin/triage/"))
