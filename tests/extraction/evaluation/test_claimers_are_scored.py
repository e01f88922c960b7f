"""The figures for claimers on two small files of our own."""

from __future__ import annotations

import json
from pathlib import Path

from claims.extraction.evaluation.newsclaims import Attributed, evaluate, read_gold, read_texts, token_f1

SENTENCES = ["Clara Olsen said the bridge was safe.", "She said it was tested.", "The bridge is red."]


def write(tmp_path: Path) -> tuple[Path, Path]:
    starts = [0, len(SENTENCES[0]) + 1, len(SENTENCES[0]) + len(SENTENCES[1]) + 2]
    placed = {
        str(i): {"start_char": start, "end_char": start + len(sentence), "sentence": sentence}
        for i, (start, sentence) in enumerate(zip(starts, SENTENCES, strict=True))
    }
    labels = {
        "0": {"has_claimer": True, "claimer": "Clara Olsen", "claimer_in_sentence": True},
        "1": {"has_claimer": True, "claimer": "Clara Olsen", "claimer_in_sentence": False},
        "2": {"has_claimer": False},
    }
    gold, sentences = tmp_path / "gold.json", tmp_path / "sentences.json"
    gold.write_text(json.dumps({"one": labels}), encoding="utf-8")
    sentences.write_text(json.dumps({"one": placed}), encoding="utf-8")
    return gold, sentences


def attributed(content: str, source: str, speaker: str | None) -> Attributed:
    text = " ".join(SENTENCES)
    spans = [(text.index(words), text.index(words) + len(words)) for words in (content, source)]
    return Attributed((spans[0],), (spans[1],), speaker)


def test_a_pronoun_is_scored_by_its_speaker(tmp_path: Path) -> None:
    gold, sentences = write(tmp_path)
    guesses = [
        attributed("the bridge was safe", "Clara Olsen", "Clara Olsen"),
        attributed("it was tested", "She", "Clara Olsen"),
    ]
    figures = evaluate(dict(read_gold(gold, sentences)), read_texts(sentences), {"one": guesses})
    assert figures["claimer_F1"] == 1.0
    assert (figures["n_in"], figures["n_out"], figures["n_journalist"]) == (1, 1, 1)


def test_an_unresolved_pronoun_is_wrong(tmp_path: Path) -> None:
    gold, sentences = write(tmp_path)
    guesses = [attributed("it was tested", "She", None)]
    figures = evaluate(dict(read_gold(gold, sentences)), read_texts(sentences), {"one": guesses})
    assert figures["out_of_sentence_F1"] == 0.0
    assert figures["in_sentence_F1"] == 0.0
    assert figures["journalist_F1"] == round(2 / 3, 3)


def test_half_a_name_is_half_right() -> None:
    assert token_f1("Olsen", "Clara Olsen") == 2 / 3
    assert token_f1("the Harbour Board", "Harbour Board.") == 1.0
