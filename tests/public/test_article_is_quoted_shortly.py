"""The page of an article holds short quotations and a link: never the text itself."""

from django.test import Client

from tests.factories import QUOTE, ben, make_appearance, make_article, make_claim, make_published_review
from tests.factories import make_revision as revision_of


def test_only_the_words_around_a_quote_are_shown(client: Client) -> None:
    far, near = "Far away words. ", "Near words. "
    text = far * 30 + near * 5 + QUOTE + " " + near * 5 + far * 30
    article = make_article()
    claim = make_claim()
    make_appearance(claim, revision=revision_of(text, article=article), confirmed_by=ben())
    make_published_review(claim)
    page = client.get(f"/articles/{article.pk}/").content.decode()
    assert f"<mark>{QUOTE}</mark>" in page
    assert "Near words." in page
    assert page.count("Far away words.") < 25
    assert f'href="{article.url}"' in page
    assert f'href="/claims/{claim.slug}/"' in page


def test_a_suggested_appearance_is_not_shown(client: Client) -> None:
    article = make_article()
    claim = make_claim()
    make_appearance(claim, revision=revision_of(article=article))
    make_published_review(claim)
    assert client.get(f"/articles/{article.pk}/").status_code == 404
    assert "No article in our record holds it yet." in client.get(f"/claims/{claim.slug}/").content.decode()
