"""What `manage.py evaluate` can measure: a line in EVALUATIONS for each part.

An evaluation takes the paths of a set, appends its predictions (as the commands print them) to a list, and
returns its figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings

from claims.editorial.likeness import vectors
from claims.editorial.likeness.files import read_pool, read_queries
from claims.editorial.likeness.pool import Pool, likest
from claims.extraction.checkworthiness.scoring import score_sentences
from claims.extraction.documents import InputError
from claims.extraction.evaluation import (
    attribution,
    checkworthiness,
    kinds,
    matching,
    newsclaims,
    polnear,
    speakers,
)
from claims.extraction.extract import Document, extract
from claims.extraction.language import parser
from claims.extraction.speakers import load_speakers
from claims.ingest.evaluation import feeds, pages
from claims.management.commands.extract import as_json
from claims.management.commands.match import BEST, indexed, meanings

Predictions = list[dict[str, Any]]
Figures = dict[str, Any]
Evaluation = Callable[[list[Path], Predictions], Figures]


def evaluate_attribution(paths: list[Path], predictions: Predictions) -> Figures:
    """PolNeAR as packed JSON lines; several files count as one."""
    articles = [article for path in paths for article in polnear.read_polnear(path)]
    found = _extracted(
        [Document(article.id, article.text, _day(article.published)) for article in articles], predictions
    )
    relations = {
        key: [
            polnear.Relation(polnear.characters(row["content"]), polnear.characters(row["source"]))
            for row in rows
        ]
        for key, rows in found.items()
    }
    return attribution.evaluate(articles, relations)


def evaluate_speakers(paths: list[Path], predictions: Predictions) -> Figures:
    """GUM's attributions (one file), or NewsClaims (its gold file, then its sentences)."""
    if len(paths) == 2:
        return _evaluate_claimers(paths[0], paths[1], predictions)
    documents = [document for path in paths for document in speakers.read_gum(path)]
    found = _extracted(
        [Document(document.id, document.text, _day(document.date)) for document in documents], predictions
    )
    guesses = {
        key: [
            speakers.Guess(
                polnear.characters(row["content"]), polnear.characters(row["source"]), row["speaker"]
            )
            for row in rows
        ]
        for key, rows in found.items()
    }
    return speakers.evaluate(documents, guesses)


def _evaluate_claimers(gold: Path, sentences: Path, predictions: Predictions) -> Figures:
    texts = newsclaims.read_texts(sentences)
    found = _extracted([Document(key, text) for key, text in texts.items()], predictions)
    guesses = {
        key: [
            newsclaims.Attributed(tuple(row["content"]), tuple(row["source"]), row["speaker"]) for row in rows
        ]
        for key, rows in found.items()
    }
    return dict(newsclaims.evaluate(dict(newsclaims.read_gold(gold, sentences)), texts, guesses))


def evaluate_checkworthiness(paths: list[Path], predictions: Predictions) -> Figures:
    """CheckThat! task 1 (tab-separated: Text, class_label); several files are pooled."""
    gold = [pair for path in paths for pair in checkworthiness.read_gold(path)]
    found = _scored([text for text, _ in gold], predictions)
    scores = [row["checkworthiness"] for row in found]
    labels = [label for _, label in gold]
    figures = checkworthiness.figures_of(scores, [row["checkworthy"] for row in found], labels)
    table = [
        f"{step.low:.1f}-{step.high:.1f}: {step.share:.2f} of {step.number}"
        for step in checkworthiness.reliability(scores, labels)
    ]
    return {**figures.rounded(), "reliability": table}


def evaluate_kinds(paths: list[Path], predictions: Predictions) -> Figures:
    """AVeriTeC, QuanTemp or MiMaC, told apart by what stands in the file."""
    figures: Figures = {}
    for path in paths:
        name = kinds.set_of(path)
        wanted, read = kinds.SETS[name]
        gold = read(path)
        found = _scored([text for text, _ in gold], predictions)
        figures[name] = kinds.evaluate(wanted, [row["kind"] for row in found], [label for _, label in gold])
    return figures


def evaluate_matching(paths: list[Path], predictions: Predictions) -> Figures:
    """The pool (JSON lines), queries (id, tab, text) and qrels.

    Two more files, queries and qrels, are those on which the threshold of "this is new" is fixed; without them it
    is the best of the same queries, an upper bound.
    """
    if len(paths) not in {3, 5}:
        raise ValueError(
            "three files are needed: pool, queries, qrels; or five, with other queries and qrels"
        )
    broken: list[InputError] = []
    known = read_pool(paths[0], broken)
    if broken:
        raise broken[0]
    keys, encoder = list(known), vectors.encoder()
    pool = indexed(list(known.values()), encoder)
    relevant = matching.read_qrels(paths[2])
    run, likest = _ranked(pool, keys, paths[1], relevant)
    fixed_on = likest if len(paths) == 3 else _ranked(pool, keys, paths[3], matching.read_qrels(paths[4]))[1]
    predictions += [
        {"query": query, "claim": keys[position], "score": round(score, 6)}
        for query, ranked in run.items()
        for position, score in ranked
    ]
    order = {query: [keys[position] for position, _ in ranked] for query, ranked in run.items()}
    new = {way: matching.newness(likest[way], matching.threshold_of(fixed_on[way])) for way in likest}
    return {**matching.evaluate(order, relevant), "new": new}


def _ranked(
    pool: Pool, keys: list[str], queries_file: Path, relevant: Mapping[str, set[str]]
) -> tuple[dict[str, list[tuple[int, float]]], dict[str, matching.Likest]]:
    """The likest claims of each query; and how like the likest is by words, by vectors and by both."""
    broken: list[InputError] = []
    queries = read_queries(queries_file, broken)
    if broken:
        raise broken[0]
    position = {key: number for number, key in enumerate(keys)}
    run: dict[str, list[tuple[int, float]]] = {}
    best: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for query, meaning in zip(queries, meanings(queries, vectors.encoder()), strict=True):
        if query.id not in relevant:
            continue
        ways = pool.ways(query.text, meaning)
        run[query.id] = likest(ways.get("both", ways["words"]), BEST)
        true = [position[key] for key in relevant[query.id] if key in position]
        for way, scores in ways.items():
            best[way].append((float(scores.max()), float(np.delete(scores, true).max(initial=0.0))))
    return run, {way: matching.Likest(*np.array(pairs).T) for way, pairs in best.items()}


def evaluate_pages(paths: list[Path], predictions: Predictions) -> Figures:
    """A folder of saved pages with what stands in them."""
    return pages.figures(paths[0])


def evaluate_feeds(paths: list[Path], predictions: Predictions) -> Figures:
    """Folders of saved feeds, against what their own markup states."""
    return feeds.figures(paths)


EVALUATIONS: dict[str, Evaluation] = {
    "attribution": evaluate_attribution,
    "speakers": evaluate_speakers,
    "checkworthiness": evaluate_checkworthiness,
    "kinds": evaluate_kinds,
    "matching": evaluate_matching,
    "pages": evaluate_pages,
    "feeds": evaluate_feeds,
}


def _extracted(documents: Iterable[Document], predictions: Predictions) -> dict[str, list[dict[str, Any]]]:
    """The attributions of each document, as `manage.py extract` prints them."""
    documents = list(documents)
    drafts = extract(
        documents,
        speakers=load_speakers(settings.SEEDS_DIR / "speakers.json"),
        language=parser(settings.LANGUAGE_MODEL),
    )
    rows: Predictions = [
        {"id": document.id, "attributions": [as_json(draft) for draft in found]}
        for document, found in zip(documents, drafts, strict=True)
    ]
    predictions += rows
    return {row["id"]: row["attributions"] for row in rows}


def _scored(texts: list[str], predictions: Predictions) -> Predictions:
    """The scores of each text, as `manage.py score_sentences` prints them."""
    rows = [
        {
            "text": text,
            "checkworthiness": score.checkworthiness,
            "checkworthy": score.checkworthy,
            "kind": score.kind,
        }
        for text, score in zip(texts, score_sentences(texts), strict=True)
    ]
    predictions += rows
    return rows


def _day(text: str | None) -> date | None:
    """A date that cannot be read is none."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
