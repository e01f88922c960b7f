"""`manage.py ingest` of a long file of lines: it goes on where it stopped, and never begins to grow."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claims import pipeline
from claims.ingest.backfill import Place
from claims.management.commands import ingest
from claims.models import Article, ArticleRevision, Backfill, Candidate
from claims.polling import backfill
from tests.factories import TEXT
from tests.management.run import Ran, run

STOPPED_AT = 5


@pytest.fixture(autouse=True)
def noted_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "NOTED_EVERY", 2)


def lines(folder: Path, number: int = 8, broken: tuple[int, ...] = ()) -> Path:
    """A file of so many articles, of which some lines are broken."""
    path = folder / "years.jsonl"
    rows = [
        json.dumps({"text": f"{TEXT}Number {n}.", "url": f"https://a.example/{n}"}) for n in range(number)
    ]
    path.write_text("".join(("{" if n + 1 in broken else row) + "\n" for n, row in enumerate(rows)), "utf-8")
    return path


def die_at(monkeypatch: pytest.MonkeyPatch, text: int, cause: type[BaseException]) -> None:
    """The process ends while it stores this article, counted from 1."""
    store, calls = pipeline.store_draft, iter(range(1, 1000))

    def dying(*args: object, **more: object) -> pipeline.Stored:
        if next(calls) == text:
            raise cause
        return store(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "store_draft", dying)


def stopped(
    path: Path, monkeypatch: pytest.MonkeyPatch, cause: type[BaseException] = KeyboardInterrupt
) -> Ran:
    """A run that ends in the middle."""
    with monkeypatch.context() as patched:
        die_at(patched, STOPPED_AT, cause)
        return run("ingest", path)


def test_a_stopped_run_says_how_to_go_on_and_the_next_reads_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = lines(tmp_path)
    first = stopped(path, monkeypatch)
    assert first.failed
    assert f"{path}: stopped after line 4. The same command goes on there." in first.err
    then = run("ingest", path)
    assert not then.failed
    assert f"{path}: goes on after line 4. --restart reads it from its beginning." in then.out
    assert "4 new, 0 known, 4 candidates." in then.out
    assert f"{path}: 4 lines in" in then.out
    assert Article.objects.count() == Candidate.objects.count() == 8
    assert not Backfill.objects.exists()


def test_a_killed_run_repeats_a_few_lines_at_most(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    path = lines(tmp_path)
    with pytest.raises(Killed):
        stopped(path, monkeypatch, Killed)
    assert "4 new, 0 known" in run("ingest", path).out
    assert Article.objects.count() == 8


def test_an_article_that_was_stored_and_not_extracted_when_it_stopped_is_extracted_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = lines(tmp_path)
    with monkeypatch.context() as patched:

        def interrupted(*, revision_id: int) -> bool:
            raise KeyboardInterrupt

        patched.setattr(pipeline, "extract_revision", interrupted)
        run("ingest", path)
    run("ingest", path)
    assert set(ArticleRevision.objects.values_list("state", flat=True)) == {"extracted"}


def test_a_broken_line_is_named_by_its_number_in_the_whole_file_and_counts_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = lines(tmp_path, 10, broken=(2, 9))
    assert f"failed   {path} line 2: not valid JSON" in stopped(path, monkeypatch).err
    then = run("ingest", path)
    assert f"{path}: goes on after line 5, of which 1 failed." in then.out
    assert f"failed   {path} line 9: not valid JSON" in then.err
    assert "2 failed; the lines above say why. The others are stored." in then.err
    assert Article.objects.count() == 8


def test_a_repeat_of_a_whole_run_adds_nothing(tmp_path: Path) -> None:
    path = lines(tmp_path)
    run("ingest", path)
    assert "0 new, 8 known." in run("ingest", path).out
    assert Article.objects.count() == 8


def test_a_file_that_was_changed_before_the_place_is_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = lines(tmp_path)
    stopped(path, monkeypatch)
    path.write_text(path.read_text("utf-8").replace("Number 1.", "Number 1!"), "utf-8")
    then = run("ingest", path)
    assert f"{path}: changed since it was read to line 4; read anew." in then.out
    assert "4 new, 1 changed, 3 known" in then.out


def test_a_file_that_grew_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = lines(tmp_path)
    stopped(path, monkeypatch)
    lines(tmp_path, 9)
    assert "5 new, 0 known" in run("ingest", path).out


def test_a_restart_reads_from_the_beginning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = lines(tmp_path)
    stopped(path, monkeypatch)
    assert "4 new, 4 known" in run("ingest", "--restart", path).out


def test_a_terminal_is_shown_a_bar_and_no_line_an_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    out = run("ingest", lines(tmp_path)).out
    assert "new      Harbour reopens" not in out
    assert "8 new, 0 known" in out
    assert "100%" in capsys.readouterr().err


def test_elsewhere_there_is_no_bar(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "new      Harbour reopens" in run("ingest", lines(tmp_path)).out
    assert capsys.readouterr().err == ""


def test_two_places_are_kept_of_two_files(tmp_path: Path) -> None:
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    backfill.note_place(path=one, place=Place(10, 1, "a"), failed=0)
    backfill.note_place(path=one, place=Place(20, 2, "b"), failed=1)
    assert backfill.place_in(one) == (Place(20, 2, "b"), 1)
    assert backfill.place_in(other) == (Place(), 0)


def test_a_folder_of_long_files_goes_on_in_the_file_where_it_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        file = lines(tmp_path / name, 3)
        file.write_text(file.read_text("utf-8").replace("a.example", f"{name}.example"), "utf-8")
    assert f"{tmp_path / 'b' / 'years.jsonl'}: stopped after line" in stopped(tmp_path, monkeypatch).err
    then = run("ingest", tmp_path)
    assert f"{tmp_path / 'a' / 'years.jsonl'}: 0 lines in" in then.out
    assert "5 new, 0 known" in then.out
    assert Article.objects.count() == 9
    assert not Backfill.objects.exists()
    assert "0 new, 9 known." in run("ingest", tmp_path).out
