"""The promise tracker: overdue first, narrowed by where a promise stands."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from claims.models import StatementKind
from tests.factories import make_claim, make_published_review, make_rating

WORDINGS = {
    "overdue": "mend the bridge",
    "pending": "build homes",
    "undated": "be kind",
    "settled": "cut fees",
}


@pytest.fixture(autouse=True)
def one_of_each() -> None:
    today = timezone.localdate()
    open_rating = make_rating("In the works", scale="promise")
    for state, wording in reversed(WORDINGS.items()):
        due = {"overdue": today - timedelta(days=1), "pending": today, "settled": date(2024, 1, 1)}.get(state)
        claim = make_claim(wording, kind=StatementKind.PROMISE, due_on=due)
        rating = make_rating("Promise kept", scale="promise") if state == "settled" else open_rating
        make_published_review(claim, rating=rating)


def test_overdue_comes_first_and_settled_last(client: Client) -> None:
    page = client.get("/promises/").content.decode()
    places = [page.index(wording) for wording in WORDINGS.values()]
    assert places == sorted(places)


@pytest.mark.parametrize("state", WORDINGS)
def test_it_is_narrowed_by_where_a_promise_stands(client: Client, state: str) -> None:
    page = client.get(f"/promises/?state={state}").content.decode()
    assert [name for name, wording in WORDINGS.items() if wording in page] == [state]


def test_a_day_no_editor_confirmed_is_marked(client: Client) -> None:
    assert client.get("/promises/?state=overdue").content.decode().count("not confirmed") == 1


def test_the_speaker_s_page_counts_them(client: Client) -> None:
    page = client.get("/speakers/linda-marsh/").content.decode()
    for words in ("Overdue: 1", "Not yet due: 1", "No date named: 1", "Settled: 1"):
        assert words in page


def test_a_promise_without_a_day_says_what_it_counts_from(client: Client) -> None:
    words = "“in 24 hours”, counted from a day that the text does not state"
    claim = make_claim("end war", kind=StatementKind.PROMISE, due_precision="open", due_basis=words)
    make_published_review(claim, rating=make_rating("Stalled", scale="promise"))
    assert f"The promise: {words}." in client.get(f"/claims/{claim.slug}/").content.decode()
