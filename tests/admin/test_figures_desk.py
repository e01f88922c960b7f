"""The figures' desk: numbers beside every bar, the same numbers as CSV."""

from claims.editorial import triage
from tests.admin.client import desk_of, text_of
from tests.factories import ada, cleo, make_candidate


def test_the_csv_holds_what_the_page_shows() -> None:
    triage.dismiss(candidate=make_candidate(), actor=ada(), reason="fragment")
    desk = desk_of(ada())
    assert "quotes 1 1 0 0.0" in text_of(desk.get("/admin/figures/"))
    assert desk.get("/admin/figures/version.csv").content.decode().splitlines() == [
        "version,decided,promoted,percent",
        "quotes 1,1,0,0.0",
    ]


def test_few_cases_are_warned_about() -> None:
    triage.dismiss(candidate=make_candidate(), actor=ada(), reason="fragment")
    assert "fewer than 20 cases" in text_of(desk_of(ada()).get("/admin/figures/"))


def test_a_name_is_no_formula_in_a_spreadsheet() -> None:
    triage.dismiss(candidate=make_candidate(extractor="=1+1"), actor=ada(), reason="fragment")
    assert "'=1+1 1,1,0,0.0" in desk_of(ada()).get("/admin/figures/version.csv").content.decode()


def test_an_unknown_table_and_an_outsider() -> None:
    assert desk_of(ada()).get("/admin/figures/nothing.csv").status_code == 404
    assert desk_of(cleo()).get("/admin/figures/").status_code in {302, 403}


def test_an_empty_desk_says_so() -> None:
    assert "Nothing to count yet" in text_of(desk_of(ada()).get("/admin/figures/"))
