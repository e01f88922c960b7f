"""Whose it is to decide: taken, given away, given back; never taken from a colleague unseen."""

from __future__ import annotations

import pytest
from django.urls import reverse

from claims.editorial import assigning, triage
from claims.models import Candidate, User
from tests.admin.client import desk_of, text_of
from tests.editorial.refusals import refused
from tests.factories import ada, ben, cleo, make_candidate, make_user

DESK = "/admin/triage/"


def post(user: User, candidate: Candidate, **fields: object) -> str:
    address = reverse("desk-decide", args=[candidate.pk])
    return text_of(desk_of(user).post(address, {"action": "assign", **fields}, follow=True))


def whose(candidate: Candidate) -> User | None:
    candidate.refresh_from_db()
    return candidate.assigned_to


def test_taken_and_given_back() -> None:
    candidate = make_candidate()
    assert "It is yours." in post(ada(), candidate, to="me")
    assert whose(candidate) == ada()
    assert "It is nobody’s again." in post(ada(), candidate, to="nobody", seen=ada().pk)
    assert whose(candidate) is None


@pytest.mark.parametrize("name", ["ben", "@ben", "Ben", " BEN "])
def test_given_to_a_colleague_by_name_and_the_next_one_is_shown(name: str) -> None:
    ben()
    first, second = make_candidate(), make_candidate(statement="The next one")
    page = post(ada(), first, to=name, next=second.pk)
    assert "Given to Ben." in page
    assert "The next one" in page
    assert whose(first) == ben()


@pytest.mark.parametrize("name", ["", "nobody at all", "x" * 5000, "\x00", "<script>"])
def test_given_to_nobody_known_changes_nothing(name: str) -> None:
    candidate = make_candidate()
    assert "Nobody here is called" in post(ada(), candidate, to=name)
    assert whose(candidate) is None


def test_two_of_one_name_must_be_told_apart() -> None:
    ben()
    make_user("ben2", "reporter", first_name="Ben")
    make_user("benno", "reporter", first_name="Ben")
    assert assigning.colleague_named("ben") == ben()
    with refused("to"):
        assigning.colleague_named("nobody")
    User.objects.filter(username="ben").update(username="b.meyer")
    with refused("to"):
        assigning.colleague_named("Ben")


def test_an_outsider_is_given_nothing() -> None:
    candidate = make_candidate()
    cleo()
    assert "may not decide on candidates" in post(ada(), candidate, to="cleo")
    with refused("actor"):
        assigning.assign(candidate=candidate, actor=cleo(), to=ada(), seen=None)


def test_what_a_colleague_took_meanwhile_stays_theirs() -> None:
    candidate = make_candidate()
    assigning.assign(candidate=candidate, actor=ben(), to=ben(), seen=None)
    assert "A colleague was faster: it is Ben’s now." in post(ada(), candidate, to="me", seen="")
    assert whose(candidate) == ben()
    assert "It is yours." in post(ada(), candidate, to="me", seen=ben().pk)


def test_what_is_decided_is_nobodys_to_decide() -> None:
    candidate = make_candidate()
    triage.dismiss(candidate=candidate, actor=ben(), reason="fragment")
    assert "this candidate is decided" in post(ada(), candidate, to="me")


def test_all_that_say_the_same_go_together() -> None:
    first = make_candidate()
    second = make_candidate(group=first)
    post(ada(), first, to="me")
    assert whose(second) == ada()


def test_mine_unassigned_and_a_colleagues_are_filters() -> None:
    make_candidate(statement="Nobody has this")
    for person in (ada(), ben()):
        mine = make_candidate(statement=f"{person.called} has this")
        assigning.assign(candidate=mine, actor=person, to=person, seen=None)
    shown = {
        value: [name for name in ("Nobody", "Ada", "Ben") if f"{name} has this" in page]
        for value in ("me", "nobody", "@ben")
        if (page := text_of(desk_of(ada()).get(f"{DESK}?whose={value}")))
    }
    assert shown == {"me": ["Ada"], "nobody": ["Nobody"], "@ben": ["Ben"]}


def test_the_desk_opens_on_what_is_free() -> None:
    bens = make_candidate(statement="It is his", checkworthiness=0.9)
    assigning.assign(candidate=bens, actor=ben(), to=ben(), seen=None)
    looked_at = make_candidate(statement="He looks at it", checkworthiness=0.85)
    triage.lock(candidate=looked_at, actor=ben())
    free = make_candidate(statement="It is free")
    page = desk_of(ada()).get(DESK)
    assert page.context["chosen"] == free
    assert "Ben’s" in text_of(page)


def test_the_ticked_ones_are_taken_together_but_none_of_a_colleagues() -> None:
    candidates = [make_candidate() for _ in range(3)]
    assigning.assign(candidate=candidates[0], actor=ben(), to=ben(), seen=None)
    ticked = {"candidate": [c.pk for c in candidates], "take": "1"}
    page = text_of(desk_of(ada()).post(reverse("desk-bulk"), ticked, follow=True))
    assert "2 assigned to you." in page
    assert "A colleague was faster: it is Ben’s now." in page
    assert Candidate.objects.filter(assigned_to=ada()).count() == 2


def test_the_start_page_says_how_many_are_mine() -> None:
    assert "assigned to you" not in text_of(desk_of(ada()).get("/admin/"))
    post(ben(), make_candidate(), to="ada")
    assert "1 assigned to you" in text_of(desk_of(ada()).get("/admin/"))


def test_looking_at_the_next_one_lets_the_last_one_go() -> None:
    first, second = make_candidate(), make_candidate()
    for candidate in (first, second):
        triage.lock(candidate=candidate, actor=ada())
    assert triage.lock(candidate=first, actor=ben())
    assert not triage.lock(candidate=second, actor=ben())
