"""Some fields only, and tables."""

import csv
from io import StringIO

from django.test import Client

from claims.models import Claim
from tests.api.ask import ask, refused
from tests.factories import make_claim, make_published_review, make_speaker

CLAIMS = "/api/v1/claims/"


def table(**asked: str) -> list[dict[str, str]]:
    answer = Client().get(CLAIMS, {"format": "csv", **asked})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(StringIO(answer.content.decode())))


def test_only_the_fields_asked_for_are_answered() -> None:
    claim = make_claim()
    make_published_review(claim)
    assert ask("claims/", fields="slug,kind")["results"] == [{"slug": claim.slug, "kind": "statistic"}]
    assert ask(f"claims/{claim.slug}/", fields="versions").keys() == {"versions"}
    assert ask(f"claims/{claim.slug}/", fields="slug,slug") == {"slug": claim.slug}


def test_an_unknown_field_is_refused_by_name() -> None:
    problem = refused("claims/", fields="slug,secret")
    assert "secret" in problem["errors"]["fields"][0]
    assert list(refused("claims/", fields="")["errors"]) == ["fields"]


def test_a_list_is_a_table_with_dotted_columns() -> None:
    claim = make_claim()
    make_published_review(claim)
    [row] = table()
    assert row["slug"] == claim.slug
    assert row["speaker.name"] == "Linda Marsh"
    assert row["review.rating.label"] == "False"
    assert row["due.on"] == ""


def test_the_columns_are_the_same_whatever_the_rows_hold() -> None:
    empty = Client().get(CLAIMS, {"format": "csv"}).content.decode().splitlines()
    make_published_review(make_claim(due_on="2030-01-01"))
    assert Client().get(CLAIMS, {"format": "csv"}).content.decode().splitlines()[0] == empty[0]


def test_accept_asks_for_a_table_too() -> None:
    answer = Client().get(CLAIMS, headers={"Accept": "text/csv"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "Accept" in answer["Vary"]


def test_the_next_page_of_a_table_stands_in_the_link_header() -> None:
    for number in range(2):
        make_published_review(make_claim(f"claim {number}"))
    link = Client().get(CLAIMS, {"format": "csv", "page_size": "1"})["Link"]
    assert 'rel="next"' in link
    assert "format=csv" in link


def test_no_cell_is_run_as_a_formula() -> None:
    make_published_review(make_claim("=HYPERLINK(1)", speaker=make_speaker("+Paul", slug="paul")))
    [row] = table()
    assert row["wording"] == "'=HYPERLINK(1)"
    assert row["speaker.name"] == "'+Paul"


def test_a_problem_is_no_table() -> None:
    answer = Client().get(CLAIMS, {"format": "csv", "x": "1"})
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"]


def test_an_unknown_format_is_refused_by_name() -> None:
    assert list(refused("claims/", format="xml")["errors"]) == ["format"]


def test_a_merged_claim_leads_to_the_one_it_became_part_of() -> None:
    kept, merged = make_claim("kept"), make_claim("merged")
    make_published_review(kept)
    make_published_review(merged)
    Claim.objects.filter(pk=merged.pk).update(merged_into=kept)
    answer = Client().get(f"{CLAIMS}{merged.slug}/")
    assert (answer.status_code, answer["Location"]) == (301, f"{CLAIMS}{kept.slug}/")
