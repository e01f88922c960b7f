"""What is not published leaves no trace on any page: not the claim, its speaker, topic, article or outlet."""

from datetime import date

import pytest
from django.test import Client

from tests.factories import (
    ben,
    make_appearance,
    make_article,
    make_claim,
    make_draft,
    make_outlet,
    make_revision,
    make_speaker,
    make_topic,
)

SECRETS = ["moon", "Odd Fellow", "Secret topic", "Secret Gazette", "Secret headline", "Secret summary"]


@pytest.fixture
def paths() -> list[str]:
    claim = make_claim(
        "the moon is made of cheese",
        slug="secret-claim",
        speaker=make_speaker("Odd Fellow"),
        due_on=date(2025, 1, 1),
    )
    claim.topics.add(make_topic("Secret topic"))
    article = make_article(title="Secret headline", outlet=make_outlet("secret-gazette"))
    quote = "The moon is made of cheese."
    make_appearance(claim, revision=make_revision(quote, article=article), quote=quote, confirmed_by=ben())
    make_draft(claim, headline="Secret headline", summary="Secret summary")
    return [
        "/",
        "/claims/",
        "/claims/?q=moon",
        "/claims/secret-claim/",
        "/speakers/",
        "/speakers/?q=odd+fellow",
        "/speakers/odd-fellow/",
        "/topics/secret-topic/",
        "/outlets/secret-gazette/",
        f"/articles/{article.pk}/",
        "/promises/",
        "/corrections/",
        "/about/",
    ]


def test_no_page_names_it(client: Client, paths: list[str]) -> None:
    for path in paths:
        page = client.get(path).content.decode()
        for asked in ("“moon”", 'value="moon"', "q=moon", "“odd fellow”", 'value="odd fellow"'):
            page = page.replace(asked, "")  # a page repeats what was asked for
        found = [secret for secret in SECRETS if secret.casefold() in page.casefold()]
        assert not found, f"{path} tells {found}"


def test_its_own_addresses_do_not_exist(client: Client, paths: list[str]) -> None:
    for path in paths:
        own = "secret-" in path or "odd-fellow" in path or path.startswith("/articles/")
        assert client.get(path).status_code == (404 if own else 200), path
