"""Claims and reviews come in from tables as drafts, all or none, and go out without formulas."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser
from pytest_django import Settings

from claims import tasks
from claims.editorial import workflow
from claims.models import Claim, Review, ReviewVersion, User
from tests.admin.client import desk_of, text_of
from tests.browser import Seat
from tests.factories import (
    ada,
    ben,
    cleo,
    make_claim,
    make_draft,
    make_methodology,
    make_published_review,
    make_rating,
    make_speaker,
    make_topic,
    paula,
)

CLAIMS = "/admin/claims/claim/"
REVIEWS = "/admin/claims/review/"
HEAD = "speaker,wording,kind,said_on,topics,due_on,due_precision,due_basis\n"
TWO = (
    HEAD
    + "Linda Marsh,unemployment fell to 4 percent,statistic,2024-11-18,Economy,,,\n"
    + "Linda Marsh,build 300 homes,promise,2024-11-18,economy; Housing,2027-01-01,year,by 2027\n"
)


@pytest.fixture(autouse=True)
def ground(settings: Settings, tmp_path: Path) -> None:
    settings.IMPORT_FOLDER = tmp_path
    make_speaker()
    make_topic()
    make_topic("Housing")


def preview(table: str | bytes, to: str = CLAIMS, kind: str = "0", by: User | None = None) -> Any:
    body = table if isinstance(table, bytes) else table.encode()
    file = SimpleUploadedFile("table.xlsx" if kind == "1" else "table.csv", body)
    post = {"import_file": file, "format": kind, "resource": "0"}
    return desk_of(by or ada()).post(f"{to}import/", post)


def confirm(response: Any, to: str = CLAIMS, by: User | None = None) -> Any:
    form = response.context["confirm_form"].initial
    return desk_of(by or ada()).post(f"{to}process_import/", form, follow=True)


def bring(table: str | bytes, to: str = CLAIMS, kind: str = "0") -> Any:
    return confirm(preview(table, to, kind), to)


def refused(table: str | bytes, to: str = CLAIMS, kind: str = "0") -> str:
    """The words of a preview that lets nothing in."""
    response = preview(table, to, kind)
    assert "confirm_form" not in response.context
    return text_of(response)


def workbook(*rows: Sequence[Any]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def exported(to: str = CLAIMS, kind: str = "0", query: str = "") -> bytes:
    response = desk_of(ada()).post(f"{to}export/{query}", {"format": kind, "resource": "0"})
    assert response.status_code == 200
    return bytes(response.content)


# In ----------------------------------------------------------------------------------------------------
def test_a_preview_writes_nothing() -> None:
    page = text_of(preview(TWO))
    assert "unemployment fell to 4 percent" in page
    assert "Confirm import" in page
    assert not Claim.objects.exists()


def test_claims_come_in_as_drafts_of_who_brings_them() -> None:
    assert "2 came in, as drafts in your name" in text_of(bring(TWO))
    first, second = Claim.objects.order_by("id")
    assert (first.wording, first.kind, first.said_on) == (
        "unemployment fell to 4 percent",
        "statistic",
        date(2024, 11, 18),
    )
    assert (first.created_by, first.speaker_confirmed_by) == (ada(), None)
    assert [topic.name for topic in second.topics.all()] == ["Economy", "Housing"]
    assert (second.due_on, second.due_precision) == (date(2027, 1, 1), "year")
    assert not Claim.objects.published().exists()


def test_a_workbook_comes_in_as_well() -> None:
    rows: list[list[Any]] = [["speaker", "wording", "kind", "said_on"]]
    rows.append(["Linda Marsh", "it fell", "fact", date(2024, 11, 18)])
    assert "1 came in" in text_of(bring(workbook(*rows, [None, None, None, None]), kind="1"))
    assert Claim.objects.get().said_on == date(2024, 11, 18)


def test_what_is_on_record_already_is_passed_over() -> None:
    bring(TWO)
    page = text_of(bring(TWO + "Linda Marsh,it rose,fact,,,,,\n,,,,,,,\n"))
    assert "1 came in" in page
    assert "3 were on record already, or blank" in page
    assert Claim.objects.count() == 3


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("Nobody Known,it fell,fact,,,,,", "speaker: Nobody is known as “Nobody Known”"),
        (",it fell,fact,,,,,", "speaker: the cell is empty"),
        ("Linda Marsh,,fact,,,,,", "Word the claim"),
        (f"Linda Marsh,{'x' * 501},fact,,,,,", "500 characters at most; this one has 501"),
        ("Linda Marsh,it fell,rumour,,,,,", "“rumour” is no kind of statement"),
        ("Linda Marsh,it fell,fact,18/11/2024,,,,", "said_on: “18/11/2024” is no date"),
        ("Linda Marsh,it fell,fact,,Weather,,,", "topics: there is no topic “Weather”"),
        ("Linda Marsh,it fell,fact,,,2027-01-01,,by then", "Change the kind to promise first"),
        ("Linda Marsh,it fell,promise,,,2027-01-01,,", "Say what the date rests on"),
        ("Linda Marsh,it fell,promise,,,2027-01-01,week,by then", "“week” is none of day, month"),
    ],
)
def test_a_wrong_row_is_told_by_its_number_and_nothing_comes_in(row: str, says: str) -> None:
    page = refused(f"{TWO}{row}\n")
    assert "Row 4 : " in page
    assert says in page
    assert not Claim.objects.exists()


def test_every_wrong_row_is_told_at_once() -> None:
    page = refused(f"{HEAD}Nobody,x,fact,,,,,\nLinda Marsh,x,fact,,,,,\nLinda Marsh,y,what,,,,,\n")
    assert "Row 2 :" in page
    assert "Row 4 :" in page
    assert "Row 3 :" not in page


@pytest.mark.parametrize(
    ("table", "kind", "says"),
    [
        (b"", "0", "The submitted file is empty"),
        (HEAD, "0", "No valid data to import"),
        ("name;text\na;b\n", "0", "The table has no column “speaker”"),
        (b"\xff\xfe\x00bad", "0", "cannot be read as a table"),
        (b"PK\x03\x04 no workbook", "1", "cannot be read as a table"),
        (HEAD + "<script>alert(1)</script>,x,fact,,,,,\n", "0", "“<script>alert(1)</script>”"),
        (b"x" * 5_000_001, "0", "larger than 5 MB"),
    ],
    ids=["empty", "headings alone", "another table", "not text", "no workbook", "markup", "large"],
)
def test_a_file_that_is_no_such_table_is_told(table: str | bytes, kind: str, says: str) -> None:
    response = preview(table, kind=kind)
    assert says in text_of(response)
    assert b"<script>alert(1)" not in response.content
    assert not Claim.objects.exists()


def test_a_file_that_was_dropped_for_its_size_is_told_by_its_size(settings: Settings) -> None:
    settings.EVIDENCE_FILE_MB = 1
    page = refused(b"x" * 1_200_000)
    assert "larger than 1 MB" in page
    assert "This field is required" not in page


def test_a_file_far_beyond_the_limit_is_told_by_the_limit() -> None:
    assert "larger than 5 MB" in refused(b"x" * 26_000_000)


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_table_that_another_country_s_spreadsheet_saved_comes_in(mark: str) -> None:
    rows = [
        ["speaker", "wording", "kind", "topics"],
        ["Linda Marsh", "it fell, then rose", "fact", '"economy; Housing"'],
    ]
    assert "1 came in" in text_of(bring("\r\n".join(mark.join(row) for row in rows)))
    claim = Claim.objects.get()
    assert claim.wording == "it fell, then rose"
    assert [topic.name for topic in claim.topics.all()] == ["Economy", "Housing"]


def test_too_many_rows_are_told(settings: Settings) -> None:
    settings.IMPORT_ROWS = 1
    assert "The table has 2 rows; at most 1 come in at once" in refused(TWO)


def test_a_workbook_that_unpacks_to_a_huge_one_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.admin.tables.UNPACKED_MOST", 1_000)
    assert "unpacks to more than" in refused(workbook(["speaker"], ["x"]), kind="1")


def test_a_record_that_changed_since_the_preview_lets_nothing_in() -> None:
    seen = preview(TWO + "Linda Marsh,it rose,fact,,,,,\n")
    make_topic("Housing").delete()
    page = text_of(confirm(seen))
    assert "Nothing came in: the record changed since the preview" in page
    assert "Row 3: topics: there is no topic “Housing”" in page
    assert not Claim.objects.exists()


def test_a_second_click_on_confirm_is_told() -> None:
    seen = preview(TWO)
    confirm(seen)
    assert "this preview is over" in text_of(confirm(seen))
    assert Claim.objects.count() == 2


@pytest.mark.parametrize("name", ["../../etc/passwd", "passwd", ""])
def test_no_other_file_of_the_machine_is_read_or_removed(name: str, tmp_path: Path) -> None:
    (tmp_path / "passwd").write_text("secret")
    post = {"import_file_name": name, "original_file_name": "t.csv", "format": "0", "resource": "0"}
    page = text_of(desk_of(ada()).post(f"{CLAIMS}process_import/", post, follow=True))
    assert "secret" not in page
    assert (tmp_path / "passwd").exists()


def test_an_outsider_brings_and_takes_nothing() -> None:
    desk: Client = desk_of(cleo())
    for address in (f"{CLAIMS}import/", f"{CLAIMS}export/", f"{REVIEWS}import/", f"{REVIEWS}export/"):
        assert desk.get(address).status_code in {302, 403}


def kept() -> list[Path]:
    return list(Path(django_settings.IMPORT_FOLDER).glob("*"))


def test_a_table_is_kept_until_it_came_in_and_no_longer() -> None:
    response = preview(TWO)
    assert len(kept()) == 1
    confirm(response)
    assert kept() == []


def test_a_table_that_is_refused_is_not_kept() -> None:
    preview("speaker,wording\nx,y\n")
    preview(HEAD + "Nobody Known,it fell,statistic,,,,,\n")
    assert kept() == []


def test_a_second_preview_takes_the_place_of_one_that_was_left() -> None:
    desk = desk_of(ada())
    for _ in range(2):
        file = SimpleUploadedFile("table.csv", TWO.encode())
        desk.post(f"{CLAIMS}import/", {"import_file": file, "format": "0", "resource": "0"})
    assert len(kept()) == 1


def test_the_night_forgets_tables_that_nobody_confirmed_but_none_of_today() -> None:
    preview(TWO)
    [old] = kept()
    os.utime(old, (0, 0))
    preview(TWO)
    tasks.clear_sessions()
    assert len(kept()) == 1
    assert not old.exists()


# Reviews -----------------------------------------------------------------------------------------------
def reviews_of(of: Claim, **cells: str) -> str:
    row = {"claim": of.slug, "rating": "False", "summary": "It did not.", **cells}
    return ",".join(row) + "\n" + ",".join(row.values()) + "\n"


def test_a_review_comes_in_as_a_draft_and_four_eyes_stay_in_force() -> None:
    make_rating(), make_methodology()
    claim = make_claim()
    assert "1 came in" in text_of(bring(reviews_of(claim), REVIEWS))
    version = ReviewVersion.objects.get()
    assert (version.state, version.authors, version.summary) == ("draft", [ada().pk], "It did not.")
    assert str(version.rating) == str(make_rating())
    assert [problem.field for problem in workflow.blockers(version, "submit", ada())] == ["evidence"]
    assert workflow.blockers(version, "approve", ada())


@pytest.mark.parametrize("state", ["published", "approved", "submitted"])
def test_no_column_publishes(state: str) -> None:
    make_rating()
    claim = make_claim()
    bring(reviews_of(claim, state=state, approver="ben", version="7", authors="ben"), REVIEWS)
    version = ReviewVersion.objects.get()
    assert (version.state, version.number, version.approver) == ("draft", 1, None)


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"claim": "no-such-claim"}, "claim: no claim has the address “no-such-claim”"),
        ({"rating": "Wrong"}, "rating: “Wrong” is none of the ratings in use: False"),
        ({"methodology": "9.9"}, "methodology: there is no version “9.9”"),
        ({"headline": "x" * 301}, "headline: 301 characters"),
    ],
)
def test_a_wrong_review_is_told_by_its_row(cells: dict[str, str], says: str) -> None:
    make_rating()
    page = refused(reviews_of(make_claim(), **cells), REVIEWS)
    assert "Row 2 :" in page
    assert says in page
    assert not Review.objects.exists()


def test_a_rating_that_stands_on_two_scales_asks_which() -> None:
    make_rating(), make_rating(scale="other")
    assert "Say in rating_scale: other or truth" in refused(reviews_of(make_claim()), REVIEWS)
    bring(reviews_of(make_claim("another"), rating_scale="truth"), REVIEWS)
    assert ReviewVersion.objects.get().rating == make_rating()


def test_neither_a_published_review_nor_one_under_way_is_touched() -> None:
    public, draft = make_published_review(), make_draft(make_claim("another"))
    assert "This review is published" in refused(reviews_of(public.review.claim), REVIEWS)
    assert "is under way already" in refused(reviews_of(draft.review.claim), REVIEWS)
    draft.refresh_from_db()
    assert draft.summary == "The labour office counted 6.1 percent."


# Out ---------------------------------------------------------------------------------------------------
def test_what_goes_out_comes_in_again() -> None:
    bring(TWO)
    table = exported()
    Claim.objects.order_by("id").first().delete()  # type: ignore[union-attr]
    seen = preview(table)
    assert "confirm_form" in seen.context, text_of(seen)[-1500:]
    assert "1 came in" in text_of(confirm(seen))
    assert Claim.objects.count() == 2


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(start: str) -> None:
    wording = f"{start}HYPERLINK(“x”)"
    make_claim(wording)
    assert f"'{wording}" in exported().decode()
    book = openpyxl.load_workbook(io.BytesIO(exported(kind="1")))
    assert [c.data_type for row in book.active.rows for c in row if c.value == f"'{wording}"] == ["s"]
    Claim.objects.all().delete()
    make_speaker()
    bring(f"{HEAD}Linda Marsh,'{wording},fact,,,,,\n")
    assert Claim.objects.get().wording == wording


def test_search_and_filters_of_the_list_hold() -> None:
    make_claim("it fell"), make_claim("it rose", kind="fact")
    assert "it fell" not in exported(query="?kind__exact=fact").decode()


@pytest.mark.parametrize("to", [CLAIMS, REVIEWS])
def test_rows_go_out_in_their_newest_version_and_queries_do_not_grow(to: str) -> None:
    asked = []
    for rows in (2, 9):
        for number in range(rows):
            make_published_review(make_claim(f"it fell to {rows} and {number}"))
        with CaptureQueriesContext(connection) as queries:
            table = exported(to).decode()
        asked.append(len(queries))
    assert asked[1] <= asked[0]
    assert table.count(",published,") == 11


def test_the_words_of_a_review_go_out() -> None:
    make_published_review()
    table = exported(REVIEWS).decode()
    assert "The labour office counted 6.1 percent." in table


def test_a_text_longer_than_a_cell_is_never_cut() -> None:
    make_draft(body="word " * 7_000)
    response = desk_of(ben()).post(f"{REVIEWS}export/", {"format": "1", "resource": "0"})
    assert "a cell of XLSX holds 32,767. Export as CSV" in text_of(response)
    assert ("word " * 7_000).strip() in exported(REVIEWS).decode()


@pytest.mark.django_db(transaction=True)
def test_in_the_browser(live_server: object, chromium: Browser, tmp_path: Path) -> None:
    make_speaker(), make_topic(), make_topic("Housing"), ada(), paula()
    (tmp_path / "claims.csv").write_text(TWO)
    seat = Seat(chromium, str(live_server)).sign_in("ada")
    page = seat.page
    page.goto(CLAIMS)
    page.get_by_role("link", name="Import").click()
    page.set_input_files("[name=import_file]", tmp_path / "claims.csv")
    page.select_option("[name=format]", label="csv")
    seat.button("Submit")
    assert "build 300 homes" in page.inner_text("body")
    seat.button("Confirm import")
    assert "2 came in, as drafts in your name" in page.inner_text("body")
    assert seat.complaints == []
