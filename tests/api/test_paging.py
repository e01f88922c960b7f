"""Pages by cursor do not drift while rows come and go."""

import base64
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from claims.models import ReviewVersion, act_as
from tests.api.ask import ask, refused
from tests.factories import ada, make_claim, make_published_review, make_speaker


def published(count: int) -> list[str]:
    """Claims in the order of publication."""
    return [make_published_review(make_claim(f"claim {n}")).review.claim.slug for n in range(count)]


def following(page: Any) -> dict[str, str]:
    """The parameters of the next page."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page["next"]).query).items()}


def pages(path: str, **parameters: Any) -> list[str]:
    """All slugs, page by page to the end."""
    page = ask(path, **parameters)
    seen = [row["slug"] for row in page["results"]]
    while page["next"]:
        page = ask(path, **following(page))
        seen += [row["slug"] for row in page["results"]]
    return seen


@pytest.mark.parametrize("ordering", ["published_at", "-published_at", "said_on", "-said_on", "id", "-id"])
def test_every_row_comes_once_in_every_ordering(ordering: str) -> None:
    slugs = published(7)  # none of them dated, so that said_on is a tie
    down = ordering.startswith("-")
    assert pages("claims/", page_size=3, ordering=ordering) == (slugs[::-1] if down else slugs)


def test_a_claim_published_meanwhile_shifts_nothing() -> None:
    slugs = published(4)
    first = ask("claims/", page_size=2)
    published(2)
    second = ask("claims/", **following(first))
    assert [row["slug"] for row in first["results"] + second["results"]] == slugs[::-1]


def test_a_claim_withdrawn_meanwhile_hides_no_other() -> None:
    slugs = published(4)
    first = ask("claims/", page_size=2)
    with act_as(ada()):
        ReviewVersion.objects.filter(review__claim__slug=slugs[3]).update(
            state="withdrawn", withdrawn_reason="It was wrong."
        )
    second = ask("claims/", **following(first))
    assert [row["slug"] for row in second["results"]] == [slugs[1], slugs[0]]


def test_the_last_page_has_no_next() -> None:
    published(2)
    assert ask("claims/", page_size=2)["next"] is None


def test_filters_stay_on_the_next_page() -> None:
    published(3)
    page = ask("claims/", page_size=1, speaker="linda-marsh")
    assert following(page)["speaker"] == "linda-marsh"


def test_a_cursor_of_another_ordering_is_refused() -> None:
    published(3)
    cursor = following(ask("claims/", page_size=1))["cursor"]
    assert list(refused("claims/", ordering="id", cursor=cursor)["errors"]) == ["cursor"]


def with_moment(moment: str) -> str:
    """A cursor that somebody made up."""
    return base64.urlsafe_b64encode(json.dumps(["-published_at", moment, 1]).encode()).decode()


def test_a_cursor_with_a_moment_in_no_zone_is_refused() -> None:
    assert list(refused("claims/", cursor=with_moment("2024-11-18T09:00:00"))["errors"]) == ["cursor"]


def test_a_cursor_may_state_any_zone() -> None:
    published(1)
    for moment, found in (("9999-12-31T23:59:59-20:12", 1), ("0001-01-01T00:00:00+16:00", 0)):
        assert len(ask("claims/", cursor=with_moment(moment))["results"]) == found


def test_names_with_accents_page_to_the_end() -> None:
    for name in ("Émile Åberg", "Zoë Żak", "Anna Bo"):
        make_published_review(make_claim(speaker=make_speaker(name)))
    assert len(pages("speakers/", page_size=1)) == 3
