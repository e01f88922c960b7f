"""An article is stored once; a changed text is a further revision."""

from claims.models import Article, ArticleRevision
from claims.pipeline import Outcome, store_draft
from tests.factories import TEXT, make_outlet
from tests.pipeline.drafts import draft

ADDRESS = "https://www.harbour-post.example/storm"
GERMAN = "Der Hafen von Port Anselm ist am Montag nach vier Tagen wieder geöffnet worden, sagte der Rat.\n"


def test_the_same_address_with_the_same_text_adds_nothing() -> None:
    first = store_draft(draft(url=ADDRESS))
    second = store_draft(draft(url=ADDRESS + "?utm_source=mail"))
    assert (first.outcome, second.outcome) == (Outcome.NEW, Outcome.KNOWN)
    assert first.revision_id == second.revision_id
    assert ArticleRevision.objects.count() == 1


def test_a_changed_text_is_a_further_revision_and_the_old_one_stays() -> None:
    store_draft(draft(url=ADDRESS, title="Harbour reopens"))
    stored = store_draft(draft(TEXT + "Corrected.\n", url=ADDRESS, title="Harbour reopens (corrected)"))
    article = Article.objects.get()
    assert stored.outcome == Outcome.CHANGED
    assert [revision.number for revision in article.revisions.all()] == [2, 1]
    assert article.title == "Harbour reopens (corrected)"
    assert article.revisions.get(number=1).text == TEXT


def test_a_new_text_does_not_wipe_out_what_it_leaves_open() -> None:
    store_draft(draft(url=ADDRESS, byline="Ida Holm"))
    store_draft(draft(TEXT + "More.\n", url=ADDRESS, published_on=None))
    article = Article.objects.get()
    assert article.byline == "Ida Holm"
    assert article.published_on is not None


def test_a_text_that_is_changed_back_is_known() -> None:
    store_draft(draft(url=ADDRESS))
    store_draft(draft(TEXT + "More.\n", url=ADDRESS))
    assert store_draft(draft(url=ADDRESS)).outcome == Outcome.KNOWN


def test_the_same_text_in_two_files_is_one_article() -> None:
    store_draft(draft())
    assert store_draft(draft()).outcome == Outcome.KNOWN
    assert Article.objects.get().key.startswith("sha256:")


def test_a_file_with_the_text_of_a_known_page_is_known() -> None:
    page = store_draft(draft(url=ADDRESS))
    assert store_draft(draft()).revision_id == page.revision_id


def test_the_same_text_at_two_addresses_is_two_articles() -> None:
    store_draft(draft(url=ADDRESS))
    assert store_draft(draft(url="https://other.example/storm")).outcome == Outcome.NEW


def test_the_outlet_is_told_from_the_host() -> None:
    make_outlet("wide", domains=["example"])
    outlet = make_outlet("harbour-post", domains=["harbour-post.example"])
    store_draft(draft(url=ADDRESS))
    assert Article.objects.get().outlet == outlet


def test_the_outlet_that_was_named_comes_first() -> None:
    make_outlet("harbour-post", domains=["harbour-post.example"])
    named = make_outlet("agency")
    store_draft(draft(url=ADDRESS), outlet=named)
    assert Article.objects.get().outlet == named


def test_another_language_is_stored_whole_and_marked() -> None:
    stored = store_draft(draft(GERMAN, language="de"))
    revision = ArticleRevision.objects.get()
    assert not stored.waits
    assert revision.text == GERMAN
    assert revision.state == ArticleRevision.State.SKIPPED
    assert revision.state_note == "The text is in another language (de); only English is extracted."
