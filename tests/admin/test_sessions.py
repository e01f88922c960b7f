"""Where somebody is signed in: listed, ended one by one or all at once, by themselves or an administrator."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from claims.admin.sign_ins import device_named
from claims.models import SignIn, User
from claims.tasks import clear_sessions
from tests.admin.client import desk_of, text_of
from tests.factories import PASSWORD, ada, ben, cleo, make_user

PAGE, END = "/admin/sessions/", "/admin/sessions/end/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)


def browser_of(user: User, agent: str = FIREFOX) -> Client:
    """A browser in which somebody has opened the start page."""
    client = desk_of(user)
    client.defaults["HTTP_USER_AGENT"] = agent
    assert is_in(client)
    return client


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def admin() -> User:
    return make_user("admin", "administrator", first_name="Admin")


def test_every_browser_is_listed_and_this_one_named() -> None:
    here = browser_of(ada())
    browser_of(ada(), PHONE)
    browser_of(ben())
    page = text_of(here.get(PAGE))
    assert page.count("Firefox on Linux") == 1
    assert "Mobile Safari on iOS" in page
    assert "this one" in page


def test_a_lost_telephone_is_signed_out_and_nothing_else() -> None:
    here, phone = browser_of(ada()), browser_of(ada(), PHONE)
    lost = SignIn.objects.get(device="Mobile Safari on iOS")
    page = text_of(here.post(END, {"sign_in": lost.pk}, follow=True))
    assert "Signed out: Mobile Safari on iOS" in page
    assert (is_in(here), is_in(phone)) == (True, False)


def test_everywhere_else_is_one_button() -> None:
    here, others = browser_of(ada()), [browser_of(ada(), PHONE) for _ in range(2)]
    assert "Signed out in 2 browsers." in text_of(here.post(END, {"all": "1"}, follow=True))
    assert is_in(here)
    assert not any(is_in(other) for other in others)


def test_a_reporter_can_end_nobody_elses() -> None:
    bens = browser_of(ben())
    theirs = SignIn.objects.get(user=ben())
    mine = browser_of(ada())
    assert "signed out already" in text_of(mine.post(END, {"sign_in": theirs.pk}, follow=True))
    assert mine.get(f"/admin/sessions/of/{ben().pk}/").status_code == 403
    assert mine.post(f"/admin/sessions/of/{ben().pk}/end/", {"all": "1"}).status_code == 403
    assert is_in(bens)


def test_an_administrator_ends_a_colleagues() -> None:
    bens = [browser_of(ben()), browser_of(ben(), PHONE)]
    desk = browser_of(admin())
    there = f"/admin/sessions/of/{ben().pk}/"
    assert there in desk.get(f"/admin/claims/user/{ben().pk}/change/").content.decode()
    assert "Where Ben is signed in" in text_of(desk.get(there))
    desk.post(f"{there}end/", {"all": "1"})
    assert not any(is_in(browser) for browser in bens)
    assert is_in(desk)
    assert "Ben is signed in nowhere." in text_of(desk.get(there))


@pytest.mark.parametrize("given", ["", "x", "-1", "99999999999999999999", "12"])
def test_what_names_no_browser_ends_none(given: str) -> None:
    here, there = browser_of(ada()), browser_of(ada(), PHONE)
    assert "signed out already" in text_of(here.post(END, {"sign_in": given}, follow=True))
    assert is_in(there)


def test_an_unknown_person_has_no_page() -> None:
    assert browser_of(admin()).get("/admin/sessions/of/999999/").status_code == 404


def test_nothing_is_ended_by_a_link() -> None:
    assert browser_of(ada()).get(END).status_code == 405


def test_an_outsider_sees_no_page() -> None:
    assert Client().get(PAGE).status_code == 302
    assert desk_of(cleo()).get(PAGE).status_code == 302


def test_the_key_of_a_session_stands_on_no_page() -> None:
    here = browser_of(ada())
    other = browser_of(ada(), PHONE)
    page = here.get(PAGE).content.decode()
    assert not [key for key in (str(here.session.session_key), str(other.session.session_key)) if key in page]


def test_signing_out_takes_it_off_the_list() -> None:
    here, there = browser_of(ada()), browser_of(ada(), PHONE)
    there.post("/admin/logout/")
    assert "iOS" not in text_of(here.get(PAGE))


def test_a_new_password_elsewhere_takes_it_off_the_list() -> None:
    here, there = browser_of(ada()), browser_of(ada(), PHONE)
    new = "a long new pass phrase"
    words = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert here.post("/admin/password_change/", words).status_code == 302
    assert is_in(here)
    assert "iOS" not in text_of(here.get(PAGE))
    assert not is_in(there)


def test_last_seen_moves_on_but_not_with_every_page() -> None:
    here = browser_of(ada())
    before = timezone.now() - timedelta(minutes=3)
    SignIn.objects.update(seen_at=before)
    is_in(here)
    assert SignIn.objects.get().seen_at == before
    session = here.session
    session["noted"] = {**session["noted"], "at": (before - timedelta(minutes=3)).isoformat()}
    session.save()
    is_in(here)
    assert SignIn.objects.get().seen_at > before


def test_what_ran_out_is_forgotten_each_night() -> None:
    browser_of(ada())
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    clear_sessions()
    assert not SignIn.objects.exists()


@pytest.mark.parametrize("agent", ["", "x" * 5000, "<script>alert(1)</script>", "\x00\x01"])
def test_a_browser_that_says_nonsense_is_no_error(agent: str) -> None:
    assert "<" not in device_named(agent)
    assert len(device_named(agent)) <= 120
