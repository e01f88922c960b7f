"""`manage.py ingest`: stored, extracted, told; safe to repeat."""

from pathlib import Path

from claims.models import Article, ArticleRevision, Candidate
from tests.factories import TEXT, make_outlet
from tests.ingest import samples
from tests.management.run import run


def article(folder: Path, name: str = "storm.txt", text: str = TEXT) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_an_article_goes_in_and_candidates_come_out(tmp_path: Path) -> None:
    path = article(tmp_path)
    ran = run("ingest", path)
    assert not ran.failed
    assert f"new      Harbour reopens after storm: 1 candidate [{path}]" in ran.out
    assert "1 new, 0 known, 1 candidates." in ran.out
    assert "Extracted in this process." in ran.out
    assert Candidate.objects.count() == 1


def test_the_second_time_adds_nothing_and_says_so(tmp_path: Path) -> None:
    path = article(tmp_path)
    run("ingest", path)
    ran = run("ingest", path)
    assert not ran.failed
    assert "0 new, 1 known." in ran.out
    assert Article.objects.count() == ArticleRevision.objects.count() == Candidate.objects.count() == 1


def test_a_repeat_extracts_what_was_stored_but_not_extracted(tmp_path: Path) -> None:
    path = article(tmp_path)
    run("ingest", "--no-extract", path)
    assert not Candidate.objects.exists()
    assert "known    Harbour reopens after storm: 1 candidate" in run("ingest", path).out


def test_the_same_text_in_two_files_is_one_article(tmp_path: Path) -> None:
    article(tmp_path, "a.txt")
    article(tmp_path, "b.txt")
    assert "1 new, 1 known" in run("ingest", tmp_path).out


def test_the_broken_line_of_a_file_is_named_and_the_others_are_stored(tmp_path: Path) -> None:
    path = article(tmp_path, "news.jsonl", '{"text": "One."}\n{"text": \n{"text": "Three."}\n')
    ran = run("ingest", path)
    assert ran.failed
    assert f"failed   {path} line 2: not valid JSON" in ran.err
    assert "1 failed; the lines above say why. The others are stored." in ran.err
    assert sorted(ArticleRevision.objects.values_list("text", flat=True)) == ["One.", "Three."]


def test_a_missing_path_fails_and_stores_nothing(tmp_path: Path) -> None:
    ran = run("ingest", tmp_path / "none.txt")
    assert ran.failed
    assert "No such file or directory. Check the path" in ran.err
    assert not Article.objects.exists()


def test_a_text_over_the_limit_fails_with_the_setting_that_sets_it(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    path.write_bytes(b"word " * 10_000_000)
    ran = run("ingest", path)
    assert ran.failed
    assert "MAX_TEXT_CHARACTERS" in ran.err
    assert not Article.objects.exists()


def test_another_language_is_stored_marked_and_no_failure(tmp_path: Path) -> None:
    ran = run("ingest", article(tmp_path, text=samples.GERMAN))
    assert not ran.failed
    assert "only English is extracted" in ran.out
    assert ArticleRevision.objects.get().text == samples.GERMAN


def test_the_language_can_be_stated(tmp_path: Path) -> None:
    run("ingest", "--language", "de", article(tmp_path))
    assert ArticleRevision.objects.get().state == ArticleRevision.State.SKIPPED


def test_the_outlet_can_be_stated(tmp_path: Path) -> None:
    outlet = make_outlet("harbour-post")
    run("ingest", "--outlet", "harbour-post", article(tmp_path))
    assert Article.objects.get().outlet == outlet


def test_an_unknown_outlet_is_refused_with_those_there_are(tmp_path: Path) -> None:
    make_outlet("harbour-post")
    ran = run("ingest", "--outlet", "harbor", article(tmp_path))
    assert ran.failed
    assert "There is no outlet 'harbor'. Add it in the admin, or use one of: harbour-post." in ran.err
    assert not Article.objects.exists()


def test_an_empty_path_is_not_the_folder_one_stands_in() -> None:
    ran = run("ingest", "")
    assert ran.failed
    assert "Name a file, a folder or an address." in ran.out + ran.err
    assert not Article.objects.exists()


def test_a_language_is_two_letters(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    ran = run("ingest", path, "--language", "english")
    assert ran.failed
    assert "Write en for English" in ran.err
    assert not Article.objects.exists()
