"""`manage.py score_sentences`: a score for every sentence, in the same order; broken lines named."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.management.run import run

CHECKABLE = "Unemployment in the port fell from 6 percent to 4 percent last year."
THANKS = "Thank you very much, and good evening."
PROMISE = "We will build 300 homes by 2027."


def jsonl(folder: Path, *lines: str) -> Path:
    path = folder / "sentences.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def texts(*given: str) -> list[str]:
    return [json.dumps({"text": text}) for text in given]


def test_each_sentence_comes_back_scored_in_its_order(tmp_path: Path) -> None:
    ran = run("score_sentences", jsonl(tmp_path, *texts(CHECKABLE, THANKS, PROMISE)))
    assert not ran.failed
    found = rows(ran.out)
    assert [row["text"] for row in found] == [CHECKABLE, THANKS, PROMISE]
    assert [row["checkworthy"] for row in found[:2]] == [True, False]
    assert [found[0]["kind"], found[2]["kind"]] == ["statistic", "promise"]
    assert found[0]["checkworthiness"] > 0.8
    assert 0 <= found[1]["checkworthiness"] < 0.1
    assert set(found[0]) == {"text", "checkworthiness", "checkworthy", "kind"}


def test_the_output_goes_to_a_file_if_one_is_named(tmp_path: Path) -> None:
    output = tmp_path / "scores.jsonl"
    ran = run("score_sentences", jsonl(tmp_path, *texts("L’été à Zürich 🎉")), "--output", output)
    assert ran.out == ""
    assert rows(output.read_text(encoding="utf-8"))[0]["text"] == "L’été à Zürich 🎉"


def test_a_broken_line_is_named_by_number_and_the_others_are_scored(tmp_path: Path) -> None:
    path = jsonl(tmp_path, *texts(CHECKABLE), '{"text": ', '{"words": "no text"}', "", *texts(THANKS))
    ran = run("score_sentences", path)
    assert ran.failed
    assert [row["text"] for row in rows(ran.out)] == [CHECKABLE, THANKS]
    assert f"{path}:2: not JSON" in ran.err
    assert f'{path}:3: an object with "text" is expected' in ran.err


def test_more_sentences_than_one_batch_all_come_back(tmp_path: Path) -> None:
    many = [f"The harbour counted {number} ships." for number in range(1500)]
    assert [row["text"] for row in rows(run("score_sentences", jsonl(tmp_path, *texts(*many))).out)] == many


def test_an_odd_sentence_is_scored_like_any_other(tmp_path: Path) -> None:
    odd = ["", " ", "\x00", "?" * 500, "a" * 100_000, "שלום עולם", "e\u0301" * 40, "“‘«„"]
    found = rows(run("score_sentences", jsonl(tmp_path, *texts(*odd))).out)
    assert [row["text"] for row in found] == odd
    assert all(0 <= row["checkworthiness"] <= 1 for row in found)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b"\x89PNG\x00\x01\xff\xfe", "is a binary file"),
        ('{"text": "é"}'.encode("latin-1"), "is not UTF-8"),
    ],
)
def test_a_file_without_sentences_fails_and_leaves_the_output_alone(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path, output = tmp_path / "input.jsonl", tmp_path / "scores.jsonl"
    path.write_bytes(content)
    output.write_text("yesterday's", encoding="utf-8")
    ran = run("score_sentences", path, "--output", output)
    assert ran.failed
    assert said in ran.err
    assert output.read_text(encoding="utf-8") == "yesterday's"


def test_a_missing_file_a_folder_and_an_unwritable_output_are_named(tmp_path: Path) -> None:
    assert "cannot be read (No such file" in run("score_sentences", tmp_path / "none.jsonl").err
    assert "is a folder" in run("score_sentences", tmp_path).err
    ran = run("score_sentences", jsonl(tmp_path, *texts(THANKS)), "--output", tmp_path / "no" / "such.jsonl")
    assert ran.failed
    assert "cannot be written (No such file" in ran.err


def test_no_database_is_asked(tmp_path: Path, django_assert_num_queries: Any) -> None:
    connection.close()
    with django_assert_num_queries(0):
        assert not run("score_sentences", jsonl(tmp_path, *texts(THANKS))).failed


def test_half_a_character_is_no_reason_to_lose_the_file(tmp_path: Path) -> None:
    ran = run("score_sentences", jsonl(tmp_path, '{"text": "Taxes \\ud800 rise."}', *texts(CHECKABLE)))
    assert not ran.failed
    assert [row["text"] for row in rows(ran.out)] == ["Taxes \ufffd rise.", CHECKABLE]
