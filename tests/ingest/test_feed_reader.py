"""A feed gives articles where it holds them, links where it does not."""

from datetime import date

import pytest

from claims.ingest.readers import feed
from claims.ingest.types import ArticleDraft, Fault, Found, IngestError, Link
from tests.ingest import samples

FULL = "".join(f"<p>{line}</p>" for line in samples.LINES * 3)
RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Harbour Post</title>{items}</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title><entry><title>Harbour opens</title>
<id>1</id><link href="/a?utm_source=feed"/><updated>2024-11-18T09:00:00Z</updated>
<author><name>Ida Holm</name></author>
<content type="html"><![CDATA[{FULL}]]></content></entry></feed>"""


def read(body: str, url: str = "https://news.example/feed") -> list[Found]:
    return list(feed.read(samples.raw(body.encode(), origin="feed.xml", url=url)))


def rss(*items: str) -> str:
    return RSS.format(items="".join(f"<item>{item}</item>" for item in items))


def test_an_entry_with_its_full_text_is_an_article() -> None:
    [draft] = read(ATOM)
    assert isinstance(draft, ArticleDraft)
    assert draft.key == "https://news.example/a"
    assert draft.title == "Harbour opens"
    assert draft.byline == "Ida Holm"
    assert draft.published_on == date(2024, 11, 18)
    assert draft.text.startswith(f"{samples.LINES[0]}\n{samples.LINES[1]}\n")


def test_an_entry_with_a_teaser_is_a_link() -> None:
    teaser = "<title>Ships &lt;b&gt;wait&lt;/b&gt; &amp;amp; wait</title><link>https://news.example/b</link>"
    [link] = read(
        rss(teaser + "<description>112 ships.</description><pubDate>Mon, 18 Nov 2024 09:00:00 GMT</pubDate>")
    )
    assert link == Link("https://news.example/b", "Ships wait & wait", date(2024, 11, 18))


@pytest.mark.parametrize("ending", ["Continue reading...", "Read more…", "[…]", "and so on …"])
def test_a_long_teaser_that_says_it_goes_on_is_a_link(ending: str) -> None:
    [found] = read(ATOM.replace(FULL, f"{FULL}<p>{ending}</p>"))
    assert found == Link("https://news.example/a?utm_source=feed", "Harbour opens", date(2024, 11, 18))


def test_an_entrys_own_address_is_taken_not_its_counters() -> None:
    counted = rss(
        "<title>B</title><link>https://counter.example/~r/1</link>"
        '<x:origLink xmlns:x="http://rssnamespace.org/feedburner/ext/1.0">https://news.example/b</x:origLink>'
    )
    assert read(counted) == [Link("https://news.example/b", "B")]


def test_an_entry_with_nothing_is_a_fault_and_the_others_go_on() -> None:
    fault, link = read(rss("<title>Nothing</title>", "<link>https://news.example/b</link>"))
    assert isinstance(fault, Fault)
    assert fault.message == "feed.xml entry 1: neither a link nor a text. Nothing of this entry was stored."
    assert isinstance(link, Link)


def test_a_feed_that_is_cut_off_gives_what_it_has_and_says_so() -> None:
    whole = rss(
        "<title>A</title><link>https://news.example/a</link>",
        "<title>B</title><link>https://news.example/b</link>",
    )
    found = read(whole[: whole.index("<title>B") + 5])
    assert isinstance(found[0], Link)
    assert isinstance(found[-1], Fault)
    assert "the feed is damaged" in found[-1].message


@pytest.mark.parametrize("body", ["<rss></rss>", "not a feed at all", rss()])
def test_a_feed_without_entries_is_refused(body: str) -> None:
    with pytest.raises(IngestError, match="no entries in the feed"):
        read(body)


def test_entities_that_could_grow_without_end_are_refused() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + rss("<title>&b;</title>")
    with pytest.raises(IngestError, match="XML entities"):
        read(bomb)


def test_an_address_that_is_none_is_a_fault_and_the_others_go_on() -> None:
    fault, link = read(rss("<title>A</title><link>http://[</link>", "<link>https://news.example/b</link>"))
    assert isinstance(fault, Fault)
    assert isinstance(link, Link)
