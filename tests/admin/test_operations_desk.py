"""The operations desk: feeds, queues, what was set aside, silent edits; buttons for those who may."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims import revisions, tasks
from claims.ingest import fetch
from claims.ingest.types import PASTE_IT, Limits
from claims.models import Article, ArticleRevision, Feed, FeedItem, SilentEdit
from tests.admin.client import desk_of, text_of
from tests.factories import (
    PASSWORD,
    TEXT,
    ada,
    cleo,
    make_candidate,
    make_feed,
    make_item,
    make_revision,
    make_user,
)
from tests.ingest.server import serving, status

DESK = "/admin/operations/"


@pytest.fixture(autouse=True)
def no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk rings, nobody hears."""
    monkeypatch.setattr(tasks, "send_errands", lambda number: True)
    monkeypatch.setattr(tasks, "send", lambda ids: True)


def paula() -> object:
    """The publisher: she looks after the feeds as well."""
    return make_user("paula", "publisher", first_name="Paula")


def shown(user: object) -> str:
    return text_of(desk_of(user).get(DESK))  # type: ignore[arg-type]


def act(action: str, pk: int) -> str:
    return text_of(desk_of(paula()).post(DESK + "act/", {"action": action, "id": pk}, follow=True))  # type: ignore[arg-type]


def test_a_failing_feed_stands_first_with_its_reason() -> None:
    make_feed("https://news.example/good")
    make_feed("https://news.example/bad", failures=3, last_error="https://news.example/bad: answered 500.")
    page = shown(paula())
    assert page.index("/bad") < page.index("/good")
    assert "https://news.example/bad Answered 500." in page  # the address once
    assert "3 failures in a row" in page


def test_a_feed_that_fell_silent_stands_before_those_that_are_well() -> None:
    make_feed("https://news.example/good")
    quiet = make_feed("https://news.example/quiet")
    for number in range(12):
        make_item(f"https://news.example/{number}", feed=quiet)
    FeedItem.objects.update(seen_at=timezone.now() - timedelta(days=9))
    page = shown(paula())
    assert page.index("/quiet") < page.index("/good")
    assert "silent for longer than usual" in page


def test_a_paused_feed_says_why_and_no_longer_how_often_it_failed() -> None:
    why = "28 November 2026: paused, since the site says that it is gone for good."
    make_feed(is_active=False, failures=1, last_error="answered 410 Gone.", note=why)
    page = shown(paula())
    assert why in page
    assert "in a row" not in page


def test_the_articles_of_the_last_days_are_counted() -> None:
    feed = make_feed()
    for number in range(3):
        make_item(f"https://news.example/{number}", feed=feed)
    FeedItem.objects.filter(url__endswith="/0").update(seen_at=timezone.now() - timedelta(days=30))
    response = desk_of(paula()).get(DESK)  # type: ignore[arg-type]
    assert "0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2" in response.content.decode()


def test_a_feed_can_be_fetched_now() -> None:
    feed = make_feed(due_at=timezone.now() + timedelta(hours=5))
    assert "It is fetched as soon as a worker is free." in act("fetch", feed.pk)
    assert Feed.objects.due(timezone.now()).exists()


def test_a_feed_can_be_switched_off_and_on() -> None:
    feed = make_feed()
    act("off", feed.pk)
    assert not Feed.objects.get().is_active
    assert "This feed is switched off" in act("fetch", feed.pk)
    act("on", feed.pk)
    assert Feed.objects.due(timezone.now()).exists()


def test_the_queues_say_how_much_waits_and_since_when() -> None:
    make_item()
    make_revision()
    page = shown(paula())
    today = timezone.now()
    assert f"Pages to fetch 1 {today:%-d %b %Y}" in page
    assert f"Texts to extract 1 {today:%-d %b %Y}" in page


def test_a_page_that_was_set_aside_can_be_tried_again() -> None:
    item = make_item(state="failed", note="answered 500", due_at=None)
    assert "answered 500" in shown(paula())
    act("retry-item", item.pk)
    assert FeedItem.objects.get().state == "waiting"


def test_a_text_that_failed_can_be_tried_again() -> None:
    revision = make_revision(state="failed", state_note="Failed 3 times", tries=3)
    assert "Failed 3 times" in shown(paula())
    act("retry-revision", revision.pk)
    assert ArticleRevision.objects.get().state == "pending"


def test_what_is_not_there_any_more_is_said_to_be() -> None:
    for action in ("retry-item", "retry-revision", "on", "nonsense"):
        assert "Nothing done" in act(action, 99)


@pytest.mark.parametrize("code", [401, 402, 403])
def test_a_page_that_is_shut_to_us_names_the_link_beside_it(code: int) -> None:
    with serving({"/a": status(code)}) as address, pytest.raises(fetch.FetchError) as shut:
        fetch.fetch(f"{address}/a", Limits(allow_hosts=frozenset({"127.0.0.1"})))
    item = make_item(f"{address}/a", state="refused", note=str(shut.value), due_at=None)
    page = shown(paula())
    assert f"Answered {code} " in page
    assert "Choose “Paste the text”" in page
    assert "into a .txt file" not in page
    beside = text_of(desk_of(paula()).get(f"{DESK}item/{item.pk}/"))  # type: ignore[arg-type]
    assert "Paste the article's text below" in beside
    assert "into a .txt file" not in beside


def test_a_feed_that_is_shut_to_us_has_no_text_to_paste() -> None:
    make_feed(failures=1, last_error=f"answered 403 Forbidden: does not let us read it. {PASTE_IT}")
    page = shown(paula())
    assert "Ask the site for a feed that may be read, or switch this one off." in page
    assert "into a .txt file" not in page


def test_the_text_of_a_page_can_be_pasted() -> None:
    item = make_item(state="refused", note=f"a paywall in place of the article. {PASTE_IT}", due_at=None)
    client = desk_of(paula())  # type: ignore[arg-type]
    address = f"{DESK}item/{item.pk}/"
    assert "a paywall in place of the article. Paste the article's text below" in text_of(client.get(address))
    assert "Paste the article" in text_of(client.post(address, {"text": " "}))
    client.post(address, {"text": TEXT.replace("\n", "\r\n"), "title": "Storm"})
    article = Article.objects.get()
    assert (article.url, article.title, article.origin) == (item.url, "Storm", "pasted by paula")
    assert ArticleRevision.objects.get().text == TEXT.strip()
    item.refresh_from_db()
    assert (item.state, item.article) == ("stored", article)


def test_a_silent_edit_is_shown_with_its_difference_until_somebody_has_seen_it() -> None:
    before = make_revision()
    make_candidate(revision=before)
    after = make_revision(TEXT.replace("4 percent", "5 percent"), article=before.article)
    revisions.follow(before=before, after=after)
    client = desk_of(ada())
    page = client.get(DESK).content.decode()
    assert "<del>4 </del><ins>5 </ins>" in page
    client.post(DESK + "seen/", {"id": SilentEdit.objects.get().pk})
    assert "Silent edits" not in text_of(client.get(DESK))
    assert SilentEdit.objects.get().seen_by == ada()


def test_who_may_not_change_feeds_sees_no_buttons_and_can_do_nothing() -> None:
    feed = make_feed()
    item = make_item(state="failed", note="answered 500", due_at=None)
    client = desk_of(ada())
    assert "Fetch now" not in text_of(client.get(DESK))
    assert client.post(DESK + "act/", {"action": "off", "id": feed.pk}).status_code == 403
    assert client.get(f"{DESK}item/{item.pk}/").status_code == 403
    assert Feed.objects.get().is_active


def test_an_outsider_sees_nothing() -> None:
    assert PASSWORD
    assert desk_of(cleo()).get(DESK).status_code in {302, 403}


def test_a_broker_that_is_away_is_named_and_files_are_not_said_to_be_none() -> None:
    make_feed(url="/srv/inbox", kind=Feed.Kind.FOLDER)  # no broker runs beside these tests
    page = shown(paula())
    assert "The broker cannot be reached" in page
    assert "Nothing is lost: what waits is taken up when it is back." in page
    row = page[page.index("/srv/inbox") :]
    assert "–" in row[: row.index("Pages that could not be read")]
