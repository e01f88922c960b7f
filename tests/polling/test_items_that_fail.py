"""What cannot be read is tried again, later each time, then set aside with its reason; a person may retry."""

from datetime import timedelta

from django.utils import timezone
from pytest_django import Settings

from claims.models import Article, FeedItem
from claims.polling import errands, items
from tests.factories import make_feed, make_item
from tests.ingest.server import page, status
from tests.polling.site import news_site, run


def due_again() -> None:
    FeedItem.objects.filter(due_at__isnull=False).update(due_at=timezone.now())


def test_a_page_in_trouble_is_tried_again_later_and_then_set_aside(settings: Settings) -> None:
    settings.FETCH_TRIES = 3
    with news_site() as site:
        site.answers["/a"] = status(500)
        item = make_item(site.address + "/a", feed=make_feed(is_active=False))
        run()
        item.refresh_from_db()
        assert item.state == "waiting"
        assert item.due_at is not None
        assert item.due_at > timezone.now() + timedelta(minutes=1)
        for _ in range(2):
            due_again()
            run()
        item.refresh_from_db()
        assert item.state == "failed"
        assert "answered 500" in item.note
        assert site.asked.count("/a") == 3


def test_a_page_that_is_not_there_is_asked_for_once() -> None:
    with news_site() as site:
        make_item(site.address + "/none", feed=make_feed(is_active=False))
        run()
    item = FeedItem.objects.get()
    assert item.state == "failed"
    assert "there is no such page" in item.note


def test_a_page_behind_a_wall_is_recorded_and_no_article() -> None:
    with news_site() as site:
        site.answers["/a"] = page(
            "<html><body><article><p>Subscribe to continue reading this story.</p></article></body></html>"
        )
        make_item(site.address + "/a", feed=make_feed(is_active=False))
        run()
    item = FeedItem.objects.get()
    assert item.state == "refused"
    assert "a paywall in place of the article" in item.note
    assert not Article.objects.exists()


def test_an_item_whose_workers_died_each_time_is_set_aside(settings: Settings) -> None:
    make_item("http://127.0.0.1:9/a", feed=make_feed(is_active=False), tries=settings.FETCH_TRIES)
    [errand] = [errands.take()]
    assert errand is not None
    assert isinstance(errand.row, FeedItem)
    items.visit(item=errand.row)
    item = FeedItem.objects.get()
    assert item.state == "failed"
    assert item.note == "The worker died during each of 5 tries."


def test_a_late_worker_does_not_overwrite_what_another_did() -> None:
    with news_site() as site:
        make_item(site.article("/a"), feed=make_feed(is_active=False))
        errands.run(seconds=0.01)  # robots.txt
        due_again()
        late = errands.take()
        assert late is not None
        FeedItem.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        run()
        done = FeedItem.objects.get()
        assert done.state == "stored"
        site.answers["/a"] = status(404)
        errands.do(late)
    item = FeedItem.objects.get()
    assert (item.state, item.due_at, item.note) == ("stored", done.due_at, "")


def test_what_was_set_aside_can_be_tried_again() -> None:
    with news_site() as site:
        item = make_item(site.address + "/a", feed=make_feed(is_active=False))
        run()
        site.article("/a")
        assert items.retry(item_ids=[item.pk]) == 1
        assert items.retry(item_ids=[item.pk]) == 0
        run()
    assert FeedItem.objects.get().state == "stored"


def test_an_address_in_a_private_network_is_set_aside_at_once(settings: Settings) -> None:
    settings.INGEST_ALLOW_HOSTS = []
    make_item("http://127.0.0.1:9/a", feed=make_feed(is_active=False))
    run()
    item = FeedItem.objects.get()
    assert item.state == "failed"
    assert "inside a private network, which is never fetched from" in item.note


def test_a_site_that_never_tells_its_rules_is_given_up(settings: Settings) -> None:
    settings.FETCH_TRIES = 2
    with news_site() as site:
        site.answers["/robots.txt"] = status(500)
        make_item(site.article("/a"), feed=make_feed(is_active=False))
        run()
        due_again()
        run()
        assert "/a" not in site.asked
    item = FeedItem.objects.get()
    assert item.state == "failed"
    assert "its robots.txt could not be read" in item.note
