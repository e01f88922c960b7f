"""`manage.py train_checkworthiness --data`: the same data give the same bytes; other files are refused."""

import csv
import random
from pathlib import Path

import pytest

from claims.extraction.checkworthiness import model
from tests.management.run import run

CHECKABLE = ("Unemployment fell to {n} percent.", "We spent {n} million dollars on roads in {y}.")
IDLE = (
    "I think that is a great question.",
    "Thank you, and good evening to you all.",
    "Let me finish, number {n}.",
)


def claimbuster(folder: Path, *, years: tuple[int, ...] = (1960, 1980, 2000)) -> Path:
    """Two small files in ClaimBuster's form, written by a program."""
    chance = random.Random(7)  # noqa: S311 - no secret
    for name, number in (("crowdsourced.csv", 240), ("groundtruth.csv", 40)):
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            out = csv.DictWriter(file, ["Text", "File_id", "Verdict"])
            out.writeheader()
            for row in range(number):
                worthy = row % 4 == 0
                text = chance.choice(CHECKABLE if worthy else IDLE).format(
                    n=chance.randint(2, 99), y=1990 + row % 9
                )
                year = years[row % len(years)]
                out.writerow(
                    {
                        "Text": f"{name[0]}{row}: {text}",
                        "File_id": f"{year}-10-01.txt",
                        "Verdict": int(worthy),
                    }
                )
    return folder


def test_the_same_data_give_the_same_bytes_and_a_model_that_works(tmp_path: Path) -> None:
    data = claimbuster(tmp_path)
    first, second = tmp_path / "first.npz", tmp_path / "second.npz"
    ran = run("train_checkworthiness", "--data", data, "--output", first)
    assert not ran.failed
    run("train_checkworthiness", "--data", data, "--output", second)
    assert first.read_bytes() == second.read_bytes()
    figure, thanks = model.read(first).probabilities(["Crime fell by 40 percent.", "Thank you all."]).tolist()
    assert figure > 0.5 > thanks


def test_the_command_reports_on_years_and_labels_that_were_not_learnt(tmp_path: Path) -> None:
    out = run("train_checkworthiness", "--data", claimbuster(tmp_path), "--output", tmp_path / "w.npz").out
    assert "240 sentences to learn from, 40 to report on." in out
    assert "On each year by a model of the other years: F1" in out
    assert "On the experts' labels: F1" in out
    assert "scored 0.9 to 1.0: " in out


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("crowdsourced.csv", None, "No such file"),
        ("crowdsourced.csv", "a,b\n1,2\n", "not ClaimBuster's files"),
        ("crowdsourced.csv", "Text,Verdict,File_id\n", "not ClaimBuster's files"),
    ],
)
def test_other_files_are_refused_and_the_weights_stay(
    tmp_path: Path, name: str, content: str | None, said: str
) -> None:
    data, weights = claimbuster(tmp_path), tmp_path / "weights.npz"
    weights.write_bytes(b"as before")
    (data / name).unlink()
    if content is not None:
        (data / name).write_text(content, encoding="utf-8")
    ran = run("train_checkworthiness", "--data", data, "--output", weights)
    assert ran.failed
    assert said in ran.err
    assert weights.read_bytes() == b"as before"


def test_sentences_of_one_year_cannot_be_calibrated(tmp_path: Path) -> None:
    ran = run(
        "train_checkworthiness",
        "--data",
        claimbuster(tmp_path, years=(1960,)),
        "--output",
        tmp_path / "w.npz",
    )
    assert ran.failed
    assert "at least two years" in ran.err
