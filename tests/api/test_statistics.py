"""statistics/: counts of published claims."""

from datetime import date, timedelta

from django.utils import timezone

from tests.api.ask import ask, refused
from tests.factories import make_claim, make_draft, make_published_review, make_rating, make_speaker


def test_claims_are_counted_by_rating_kind_year_and_standing() -> None:
    make_published_review(make_claim("one", said_on=date(2023, 5, 1)))
    make_published_review(make_claim("two"), rating=make_rating("True", maps_to="true", position=9))
    late = make_claim("three", due_on=timezone.localdate() - timedelta(days=1), said_on=date(2023, 6, 1))
    make_published_review(late)
    make_draft(make_claim("a secret", speaker=make_speaker("Paul Reed")))
    counts = ask("statistics/")
    assert (counts["claims"], counts["speakers"]) == (3, 1)
    assert [(row["label"], row["claims"]) for row in counts["by_rating"]] == [("False", 2), ("True", 1)]
    assert {row["kind"]: row["claims"] for row in counts["by_kind"]} == {"promise": 1, "statistic": 2}
    assert {row["year"]: row["claims"] for row in counts["by_year"]} == {2023: 2, None: 1}
    assert {row["state"]: row["claims"] for row in counts["promises"]} == {
        "overdue": 1, "pending": 0, "undated": 0, "settled": 0,
    }  # fmt: skip


def test_counts_are_narrowed_like_the_list_of_claims() -> None:
    make_published_review(make_claim("one"))
    make_published_review(make_claim("two", speaker=make_speaker("Paul Reed")))
    assert ask("statistics/", speaker="paul-reed")["claims"] == 1
    assert list(refused("statistics/", said_after="soon")["errors"]) == ["said_after"]
    assert list(refused("statistics/", page_size=1)["errors"]) == ["page_size"]
