"""The triage desk without JavaScript: filters in the address, decisions by page loads, bulk, views."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from claims.editorial import triage
from claims.models import Candidate, SavedView
from tests.admin.client import desk_of, text_of
from tests.factories import (
    ada,
    ben,
    cleo,
    make_article,
    make_candidate,
    make_claim,
    make_outlet,
    make_revision,
    make_speaker,
)

DESK = "/admin/triage/"


def decide(candidate: Candidate, **post: object) -> str:
    address = reverse("desk-decide", args=[candidate.pk])
    return text_of(desk_of(ada()).post(address, post, follow=True))


def test_the_first_candidate_stands_marked_in_its_article() -> None:
    candidate = make_candidate(speaker=make_speaker())
    response = desk_of(ada()).get(DESK)
    assert f'<mark class="chosen" id="chosen-quote">{candidate.quote}' in response.content.decode()
    assert "Harbour reopens after storm" in text_of(response)


def test_an_empty_queue_says_what_to_do() -> None:
    assert "manage.py ingest" in text_of(desk_of(ada()).get(DESK))


def test_promoting_leads_to_the_next_candidate() -> None:
    first, second = make_candidate(speaker=make_speaker()), make_candidate(statement="The next one")
    page = decide(
        first, action="promote", speaker_name="Linda Marsh", wording="it fell", kind="fact", next=second.pk
    )
    assert "Promoted: Marsh: it fell" in page
    assert "The next one" in page


def test_attaching_shows_the_claim_it_went_to() -> None:
    known = make_claim(speaker=make_speaker())
    assert known.headline in decide(make_candidate(speaker=make_speaker()), action="attach", claim=known.pk)


@pytest.mark.parametrize("claim", ["", "x", "99999999999999999999", "12"])
def test_attaching_to_no_claim_says_so(claim: str) -> None:
    candidate = make_candidate(speaker=make_speaker())
    address = reverse("desk-decide", args=[candidate.pk])
    response = desk_of(ada()).post(address, {"action": "attach", "claim": claim}, follow=True)
    assert response.status_code == 200
    assert "Choose the claim" in text_of(response)


def test_a_refusal_stays_on_the_candidate_and_says_why() -> None:
    assert "Choose the speaker" in decide(make_candidate(), action="promote", wording="it fell")


def test_a_colleague_is_shown() -> None:
    candidate = make_candidate()
    triage.lock(candidate=candidate, actor=ben())
    assert "Ben is on this" in text_of(desk_of(ada()).get(DESK))


@pytest.mark.parametrize(
    "query",
    [
        "q=port",
        "speaker=Linda+Marsh",
        "outlet=the-harbour-post",
        "kind=statistic",
        "score=70",
        "language=en",
        "since=2024-11-18",
        "whose=nobody",
    ],
)
def test_a_filter_lets_what_matches_through(query: str) -> None:
    article = make_article(outlet=make_outlet(), published_on=date(2024, 11, 18))
    make_candidate(revision=make_revision(article=article), statement="THE ONE")
    assert "THE ONE" in text_of(desk_of(ada()).get(f"{DESK}?{query}"))


@pytest.mark.parametrize(
    "query",
    [
        "q=moon",
        "speaker=Nobody",
        "outlet=other",
        "kind=promise",
        "score=90",
        "language=de",
        "since=2024-11-19",
        "state=promoted",
        "whose=me",
        "whose=@ben",
        "topic=no-such-topic",
    ],
)
def test_and_holds_the_rest_back(query: str) -> None:
    article = make_article(outlet=make_outlet(), published_on=date(2024, 11, 18))
    make_candidate(revision=make_revision(article=article), statement="THE ONE")
    page = text_of(desk_of(ada()).get(f"{DESK}?{query}"))
    assert "THE ONE" not in page
    assert "Nothing matches these filters" in page


@pytest.mark.parametrize(
    "query",
    [
        "c=x",
        "c=99999999999999999999",
        "score=-1",
        "since=x",
        "q=%00",
        "state=x",
        "c=%C2%B2",
        "score=%C2%B2",
        "topic=%00",
        "whose=%00",
        "since=2024-99-99",
    ],
)
def test_a_broken_address_is_no_error(query: str) -> None:
    make_candidate()
    assert desk_of(ada()).get(f"{DESK}?{query}").status_code == 200


def test_the_filters_stay_through_a_decision() -> None:
    candidate = make_candidate()
    response = desk_of(ada()).post(
        reverse("desk-decide", args=[candidate.pk]),
        {"action": "dismiss", "reason": "fragment", "kind": "promise", "back": "q=port&kind=statistic"},
    )
    assert "q=port&kind=statistic" in response.headers["Location"]


def test_ticked_candidates_are_dismissed_together() -> None:
    candidates = [make_candidate() for _ in range(3)]
    response = desk_of(ada()).post(
        reverse("desk-bulk"),
        {"candidate": [c.pk for c in candidates[:2]], "reason": "duplicate"},
        follow=True,
    )
    assert "2 dismissed." in text_of(response)
    assert Candidate.objects.awaiting_triage().get() == candidates[2]


def test_a_bulk_decision_needs_a_reason_and_ticks() -> None:
    candidate = make_candidate()
    desk = desk_of(ada())
    page = text_of(desk.post(reverse("desk-bulk"), {"candidate": [candidate.pk]}, follow=True))
    assert "Choose why" in page
    assert "Tick the candidates first" in text_of(desk.post(reverse("desk-bulk"), {}, follow=True))


def test_what_was_ticked_stays_ticked_when_the_reason_is_missing() -> None:
    ticked, other = make_candidate(), make_candidate()
    form = {"candidate": [ticked.pk], "back": "order=newest"}
    response = desk_of(ada()).post(reverse("desk-bulk"), form, follow=True)
    page = response.content.decode()
    assert "order=newest" in response.redirect_chain[-1][0]
    assert f'value="{ticked.pk}" form="bulk" checked' in page
    assert f'value="{other.pk}" form="bulk" aria-label' in page


def test_after_a_bulk_decision_nothing_is_ticked() -> None:
    first, _ = make_candidate(), make_candidate()
    form = {"candidate": [first.pk], "reason": "duplicate"}
    assert (
        " checked aria-label"
        not in desk_of(ada()).post(reverse("desk-bulk"), form, follow=True).content.decode()
    )


@pytest.mark.parametrize("tick", ["x", "", "0", "99999999999999999999"])
def test_a_crafted_tick_ticks_nothing(tick: str) -> None:
    make_candidate()
    response = desk_of(ada()).get(DESK, {"tick": tick})
    assert response.status_code == 200
    assert " checked aria-label" not in response.content.decode()


@pytest.mark.parametrize(
    ("name", "value"),
    [("state", "zzz"), ("score", "x"), ("since", "foo"), ("kind", "rumour"), ("order", "oldest")],
)
def test_a_filter_that_cannot_be_read_is_said_to_be_left_out(name: str, value: str) -> None:
    make_candidate()
    page = text_of(desk_of(ada()).get(DESK, {name: value}))
    assert f"“{value}” is not known as a value of the filter “{name}”, which is left out." in page


def test_filters_that_can_be_read_are_not_remarked_upon() -> None:
    make_candidate()
    known = {"state": "dismissed", "score": "30", "since": "2024-11-18", "kind": "promise", "order": "newest"}
    assert "is left out" not in text_of(desk_of(ada()).get(DESK, known))


def test_a_view_keeps_the_filters_for_its_owner_alone() -> None:
    make_candidate()
    desk_of(ada()).post(reverse("desk-views"), {"name": "Numbers only", "back": "kind=statistic"})
    assert SavedView.objects.get().query == "kind=statistic"
    assert "Numbers only" in text_of(desk_of(ada()).get(DESK))
    assert "Numbers only" not in text_of(desk_of(ben()).get(DESK))
    desk_of(ada()).post(reverse("desk-views"), {"drop": "Numbers only"})
    assert not SavedView.objects.exists()


def test_an_outsider_sees_nothing() -> None:
    candidate = make_candidate()
    outsider = desk_of(cleo())
    assert outsider.get(DESK).status_code in {302, 403}
    response = outsider.post(
        reverse("desk-decide", args=[candidate.pk]), {"action": "dismiss", "reason": "fragment"}
    )
    assert response.status_code in {302, 403}
    candidate.refresh_from_db()
    assert candidate.state == "waiting"
