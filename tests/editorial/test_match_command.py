"""`manage.py match`: the known claims likest each query; broken lines named, the others kept."""

import json
from pathlib import Path

import pytest

from claims.editorial.likeness import vectors
from tests.management.run import run

POOL = {
    "homes": "The council will build 300 homes in the old harbour by 2027.",
    "jobs": "Unemployment in the port fell to 4 percent last year.",
    "ferry": "The new ferry carries 1,200 passengers a day.",
    "ban": "Cars are banned from the market square on Sundays.",
}
QUERIES = {
    "q1": "They promised three hundred flats: 300 homes at the harbour",
    "q2": "ferry passengers per day",
}


def pool(folder: Path, *more: str) -> Path:
    path = folder / "pool.jsonl"
    lines = [json.dumps({"id": key, "claim": claim, "title": ""}) for key, claim in POOL.items()]
    path.write_text("\n".join([*lines, *more]) + "\n", encoding="utf-8")
    return path


def queries(folder: Path, *lines: str) -> Path:
    path = folder / "queries.tsv"
    given = lines or tuple(f"{key}\t{text}" for key, text in QUERIES.items())
    path.write_text("\n".join(given) + "\n", encoding="utf-8")
    return path


def first_of_each(out: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in out.splitlines():
        query, claim, _ = line.split("\t")
        found.setdefault(query, claim)
    return found


def test_the_likest_claim_of_each_query_comes_first(tmp_path: Path) -> None:
    ran = run("match", "--pool", pool(tmp_path), "--queries", queries(tmp_path))
    assert not ran.failed
    assert first_of_each(ran.out) == {"q1": "homes", "q2": "ferry"}
    scores = [float(line.split("\t")[2]) for line in ran.out.splitlines() if line.startswith("q1")]
    assert len(scores) == len(POOL)
    assert scores == sorted(scores, reverse=True)


def test_meaning_finds_what_shares_no_word_with_the_claim(tmp_path: Path) -> None:
    asked = queries(tmp_path, "q\tVehicles may not enter downtown at the weekend")
    ran = run("match", "--pool", pool(tmp_path), "--queries", asked)
    assert first_of_each(ran.out) == {"q": "ban"}


def test_without_the_model_words_alone_decide_and_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "NEEDED", ("no_such_model",))
    ran = run("match", "--pool", pool(tmp_path), "--queries", queries(tmp_path))
    assert not ran.failed
    assert first_of_each(ran.out) == {"q1": "homes", "q2": "ferry"}
    assert "on words alone" in ran.err


def test_what_others_checked_is_labelled_with_their_name(tmp_path: Path) -> None:
    theirs = json.dumps(
        {"id": "x", "claim": "The ferry carries 1,300 passengers", "publisher": "The\tCheckers"}
    )
    ran = run("match", "--words-only", "--pool", pool(tmp_path, theirs), "--queries", queries(tmp_path))
    assert not ran.failed
    lines = [line.split("\t") for line in ran.out.splitlines()]
    assert {tuple(line[3:]) for line in lines if line[1] == "x"} == {("The Checkers",)}
    assert {len(line) for line in lines if line[1] != "x"} == {3}


def test_a_header_and_a_repeated_line_of_the_queries_are_passed_over(tmp_path: Path) -> None:
    asked = queries(tmp_path, "id\ttext", "q\tcars in the market square", "q\tcars in the market square")
    ran = run("match", "--words-only", "--pool", pool(tmp_path), "--queries", asked)
    assert not ran.failed
    assert len(ran.out.splitlines()) == len(POOL)


def test_a_broken_line_is_named_and_the_others_are_matched(tmp_path: Path) -> None:
    known = pool(tmp_path, "{not json", '{"id": "x"}', '{"id": "homes", "claim": "again"}')
    asked = queries(tmp_path, "no tab here", "q\tferry passengers", "q\tanother text")
    ran = run("match", "--words-only", "--pool", known, "--queries", asked)
    assert ran.failed
    assert first_of_each(ran.out) == {"q": "ferry"}
    for name in (f"{known}:5: not JSON", f"{known}:6:", f"{known}:7:", f"{asked}:1:", f"{asked}:3:"):
        assert name in ran.err


def test_a_pool_without_a_claim_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    empty = tmp_path / "none.jsonl"
    empty.write_text("{}\n")
    output = tmp_path / "run.tsv"
    ran = run("match", "--pool", empty, "--queries", queries(tmp_path), "--output", output)
    assert ran.failed
    assert "holds no claim" in ran.err
    assert not output.exists()


def test_each_broken_line_of_a_pool_without_a_claim_is_named_once(tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{not json\n{}\n")
    ran = run("match", "--pool", bad, "--queries", queries(tmp_path))
    assert ran.err.count(f"{bad}:1: ") == ran.err.count(f"{bad}:2: ") == 1


def test_queries_without_a_text_are_refused_before_any_vector_is_computed(tmp_path: Path) -> None:
    asked, output = queries(tmp_path, "no tab here"), tmp_path / "run.tsv"
    ran = run("match", "--pool", pool(tmp_path), "--queries", asked, "--output", output)
    assert ran.failed
    assert f"{asked}:1: an id, a tab and a text are expected" in ran.err
    assert f"{asked}: holds no query" in ran.err
    assert "computing the vectors" not in ran.err
    assert not output.exists()


def test_broken_lines_are_named_once_and_before_any_vector_is_computed(tmp_path: Path) -> None:
    known, asked = pool(tmp_path, "{not json"), queries(tmp_path, "no tab here", "q\tferry passengers")
    ran = run("match", "--pool", known, "--queries", asked)
    assert ran.failed
    for name in (f"{known}:5: ", f"{asked}:1: "):
        assert ran.err.count(name) == 1
        assert ran.err.index(name) < ran.err.index("computing the vectors")


@pytest.mark.parametrize(
    "text", ["war", "the of and", "Слава Україні", "語" * 500, "word " * 20_000, "\u2028", "!!!"]
)
def test_any_query_gets_an_answer(tmp_path: Path, text: str) -> None:
    ran = run("match", "--pool", pool(tmp_path), "--queries", queries(tmp_path, f"q\t{text}", "r\tferry"))
    assert "Traceback" not in ran.err
    assert first_of_each(ran.out)["r"] == "ferry"


def test_a_query_without_a_text_is_named(tmp_path: Path) -> None:
    ran = run("match", "--pool", pool(tmp_path), "--queries", queries(tmp_path, "q\t", "r\tferry"))
    assert "queries.tsv:1: an id, a tab and a text are expected" in ran.err
    assert first_of_each(ran.out) == {"r": "ferry"}


def test_of_ten_thousand_equal_claims_a_hundred_are_named(tmp_path: Path) -> None:
    path = tmp_path / "pool.jsonl"
    path.write_text("".join(json.dumps({"id": n, "claim": POOL["jobs"]}) + "\n" for n in range(10_000)))
    ran = run("match", "--words-only", "--pool", path, "--queries", queries(tmp_path, f"q\t{POOL['jobs']}"))
    rows = [line.split("\t") for line in ran.out.splitlines()]
    assert [row[1] for row in rows] == [str(n) for n in range(100)]
    assert len({row[2] for row in rows}) == 1
