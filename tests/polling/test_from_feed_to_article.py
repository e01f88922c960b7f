"""A due feed is polled, its links are visited, their articles are stored, once."""

from claims.models import Article, ArticleRevision, FeedItem
from tests.factories import make_feed
from tests.polling.site import news_site, run


def test_the_articles_of_a_feed_are_stored_under_its_outlet() -> None:
    with news_site() as site:
        feed = make_feed(site.feed("/a", "/b"))
        site.article("/a")
        site.article("/b")
        waiting = run()
    assert sorted(waiting) == sorted(ArticleRevision.objects.values_list("pk", flat=True))
    assert {article.outlet for article in Article.objects.all()} == {feed.outlet}
    assert sorted(FeedItem.objects.values_list("state", flat=True)) == ["stored", "stored"]


def test_a_second_poll_visits_no_article_again() -> None:
    with news_site() as site:
        feed = make_feed(site.feed("/a"))
        site.article("/a")
        run()
        feed.refresh_from_db()
        type(feed).objects.update(due_at=feed.last_polled_at)
        assert run() == []
        assert site.asked.count("/feed") == 2
        assert site.asked.count("/a") == 1


def test_two_feeds_that_name_one_article_have_it_visited_once() -> None:
    with news_site() as site:
        make_feed(site.feed("/a?utm_source=one", at="/one"))
        make_feed(site.feed("/a?utm_source=two", at="/two"))
        site.article("/a")
        run()
        assert site.asked.count("/a") == 1
    assert Article.objects.count() == 1


def test_a_feed_that_is_switched_off_is_left_alone() -> None:
    with news_site() as site:
        make_feed(site.feed("/a"), is_active=False)
        run()
        assert site.asked == []


def test_only_links_with_the_wanted_part_are_followed() -> None:
    with news_site() as site:
        make_feed(site.feed("/politics/a", "/sport/b"), link_contains="/politics/")
        site.article("/politics/a")
        run()
        assert "/sport/b" not in site.asked
