"""`manage.py evaluate`: figures worked out by hand on tiny sets of our own."""

import json
from pathlib import Path
from typing import Any

import pytest

from claims.extraction import language
from claims.extraction.extract import extract
from tests.management.run import Ran, run

FIGURE = "Unemployment in the port fell from 6 percent to 4 percent."
THANKS = "Thank you very much, and good evening."
TEXT = 'Mayor Linda Marsh said: "We hired ninety teachers." Nobody answered.'
START, END = TEXT.index('"'), TEXT.rindex('"') + 1
NAME = [TEXT.index("Linda"), TEXT.index(" said")]


def written(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def figures(ran: Ran) -> Any:
    assert not ran.failed, ran.err
    return json.loads(ran.out)


@pytest.fixture
def real_extraction(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests of other commands read with a quick stand-in; these measure the real thing."""
    monkeypatch.setattr("claims.management.evaluations.extract", extract)
    monkeypatch.setattr("claims.management.evaluations.parser", language.SpacyParser)


def test_checkworthiness_counts_what_was_called_and_how_it_was_ranked(tmp_path: Path) -> None:
    rows = [f"1\t{FIGURE}\tYes", f"2\t{THANKS}\tNo", "3\tGood evening.\tYes"]
    path = written(tmp_path, "gold.tsv", "Sentence_id\tText\tclass_label", *rows)
    found = figures(run("evaluate", "checkworthiness", "--data", path))
    assert (found["n"], found["yes"], found["precision"], found["recall"]) == (3, 2, 1.0, 0.5)
    assert found["f1"] == 0.667
    assert found["average_precision"] in {0.833, 1.0}
    assert any(line.endswith("1.00 of 1") for line in found["reliability"])


def test_kinds_tells_the_set_by_what_stands_in_it(tmp_path: Path) -> None:
    averitec = tmp_path / "claims.json"
    claims = [
        (FIGURE, ["Numerical Claim"]),
        (THANKS, ["Numerical Claim"]),
        (THANKS, ["Event/Property Claim"]),
    ]
    averitec.write_text(json.dumps([{"claim": text, "claim_types": types} for text, types in claims]))
    pledges = [json.dumps({"text": "We will build 300 homes.", "binary_pledge": 1})]
    mimac = written(tmp_path, "pledges.jsonl", *pledges, json.dumps({"text": THANKS, "binary_pledge": 0}))
    quantemp = written(tmp_path, "claims.tsv", "claim\ttaxonomy_label", f"{FIGURE}\ttemporal")
    found = figures(run("evaluate", "kinds", "--data", averitec, mimac, quantemp))
    assert found["averitec"] == {"kind": "statistic", "n": 3, "gold": 2, "P": 1.0, "R": 0.5, "F1": 0.667}
    assert found["mimac"]["F1"] == 1.0
    assert found["quantemp"]["P"] == 0.0


@pytest.mark.usefixtures("real_extraction")
def test_attribution_reads_polnear(tmp_path: Path) -> None:
    spans = [
        f"T1\tContent {START} {END}\tx",
        f"T2\tSource {NAME[0]} {NAME[1]}\tx",
        "E1\tAttribution:T1 content:T1 source:T2",
    ]
    gold = {"filename": "a", "text": TEXT, "ann": {"1": "\n".join(spans)}}
    found = figures(
        run("evaluate", "attribution", "--data", written(tmp_path, "gold.jsonl", json.dumps(gold)))
    )
    assert found["direct"]["gold"] == 1
    assert found["direct"]["e2e"] == [100.0, 100.0, 100.0]


@pytest.mark.usefixtures("real_extraction")
def test_speakers_reads_gum_and_the_predictions_can_be_kept(tmp_path: Path) -> None:
    gold = {
        "id": "a",
        "text": TEXT,
        "genre": "news",
        "attributions": [
            {
                "content": [[START, END]],
                "source": [NAME],
                "source_kind": "name",
                "speaker": {"names": ["Linda Marsh"], "wiki": None, "etype": "person"},
            }
        ],
    }
    kept = tmp_path / "predictions.jsonl"
    path = written(tmp_path, "dev.jsonl", json.dumps(gold))
    found = figures(run("evaluate", "speakers", "--data", path, "--predictions", kept))
    assert found["overall"]["end_to_end_recall"] == 100.0
    row = json.loads(kept.read_text(encoding="utf-8"))
    assert row["id"] == "a"
    assert row["attributions"][0]["speaker"] == "Linda Marsh"


@pytest.mark.usefixtures("real_extraction")
def test_speakers_with_two_files_reads_newsclaims(tmp_path: Path) -> None:
    sentence = {"start_char": 0, "end_char": len(TEXT), "sentence": TEXT}
    gold = {"has_claimer": True, "claimer": "Mayor Linda Marsh", "claimer_in_sentence": True}
    files = [
        written(tmp_path, "dev.json", json.dumps({"a": {"0": gold}})),
        written(tmp_path, "sents.json", json.dumps({"a": {"0": sentence}})),
    ]
    assert figures(run("evaluate", "speakers", "--data", *files))["reported_F1"] == 1.0


def test_matching_ranks_the_pool_for_each_query(tmp_path: Path) -> None:
    pool = [("p1", "The harbour of Dover closed in March."), ("p2", "Teachers are paid less than nurses.")]
    files = [
        written(tmp_path, "pool.jsonl", *(json.dumps({"id": key, "claim": text}) for key, text in pool)),
        written(tmp_path, "queries.tsv", "q1\tNurses earn more than teachers", "q2\tDover harbour closed"),
        written(tmp_path, "qrels.tsv", "q1\t0\tp2\t1", "q2\t0\tp1\t1"),
    ]
    found = figures(run("evaluate", "matching", "--data", *files))
    new = found.pop("new")
    assert found == {"queries": 2, "MAP@5": 1.0, "MRR": 1.0, "P@1": 1.0, "hit@5": 1.0, "hit@10": 1.0}
    perfect = {"F1": 1.0, "precision": 1.0, "recall": 1.0}
    assert new == {"words": perfect, "vectors": perfect, "both": perfect}


def test_what_is_new_is_told_by_the_threshold_of_other_queries(tmp_path: Path) -> None:
    pool = [("p1", "The harbour of Dover closed in March."), ("p2", "Teachers are paid less than nurses.")]
    files = [
        written(tmp_path, "pool.jsonl", *(json.dumps({"id": key, "claim": text}) for key, text in pool)),
        written(tmp_path, "queries.tsv", "q1\tDover harbour closed"),
        written(tmp_path, "qrels.tsv", "q1\t0\tp1\t1"),
        written(tmp_path, "others.tsv", "q1\tTeachers are paid less than nurses."),
        written(tmp_path, "their_qrels.tsv", "q1\t0\tp2\t1"),
    ]
    assert figures(run("evaluate", "matching", "--data", *files[:3]))["new"]["words"]["F1"] == 1.0
    assert figures(run("evaluate", "matching", "--data", *files))["new"]["words"]["F1"] < 1.0


def test_what_is_evaluated_is_what_match_answers(tmp_path: Path) -> None:
    titled = {"id": "p1", "claim": "The harbour of Dover closed in March.", "title": "Ships stay away"}
    files = [
        written(
            tmp_path, "pool.jsonl", json.dumps(titled), json.dumps({"id": "p2", "claim": "Bees are back."})
        ),
        written(tmp_path, "queries.tsv", "q1\tVessels avoid the port", "q2\tBees have come back"),
        written(tmp_path, "qrels.tsv", "q1\t0\tp1\t1", "q2\t0\tp2\t1"),
    ]
    predicted = tmp_path / "predicted.jsonl"
    assert not run("evaluate", "matching", "--data", *files, "--predictions", predicted).failed
    rows = [json.loads(line) for line in predicted.read_text().splitlines()]
    matched = run("match", "--pool", files[0], "--queries", files[1]).out.splitlines()
    assert [f"{row['query']}\t{row['claim']}\t{row['score']:.6f}" for row in rows] == matched


@pytest.mark.parametrize("part", ["attribution", "speakers", "checkworthiness", "kinds"])
def test_a_file_of_another_form_is_refused_by_name(tmp_path: Path, part: str) -> None:
    path = written(tmp_path, "other.txt", '{"words": 1}')
    ran = run("evaluate", part, "--data", path)
    assert ran.failed
    assert f"{path}: not a set for {part}" in ran.err


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    ran = run("evaluate", "kinds", "--data", tmp_path / "none.json")
    assert ran.failed
    assert "none.json: No such file" in ran.err
