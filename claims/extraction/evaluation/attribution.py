"""Scores attributions on PolNeAR: are the spans found, and is the right source named?

Scopes: `all`; `dm`, gold that is more than 10% inside double quotation marks; `direct`, at least 80%;
`indirect`, at most 10%. In a scope, predictions of the other sort, and those that cover gold of
another scope, count neither for nor against.

Figures, as precision, recall and F1 in per cent: `ggt.3` and `ggt.8`, a prediction covers more than
30% (80%) of the gold; `iou.5`, common over united characters are at least a half; `e2e`, that and
the sources overlap or are both empty; `char`, characters of content. `spk_acc`: of the gold with a
source that `ggt.3` finds, the share whose source is met.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from claims.extraction.evaluation.polnear import GoldArticle, Relation, quoted_characters
from claims.extraction.types import QuoteType

Characters = frozenset[int]
Likeness = Callable[[Characters, Characters], float]
Figures = dict[str, Any]

SCOPES: dict[str, tuple[QuoteType, ...]] = {
    "all": tuple(QuoteType),
    "dm": (QuoteType.DIRECT, QuoteType.MIXED),
    "direct": (QuoteType.DIRECT,),
    "indirect": (QuoteType.INDIRECT,),
}


def evaluate(
    articles: Iterable[GoldArticle], predicted: Mapping[str, Sequence[Relation]]
) -> dict[str, Figures]:
    """The figures of each scope. An article without predictions counts as one with none."""
    counts: dict[str, Counter[str]] = {scope: Counter() for scope in SCOPES}
    for article in articles:
        quoted = quoted_characters(article.text)
        guesses = [relation for relation in predicted.get(article.id, ()) if relation.content]
        for scope, count in counts.items():
            _count(count, scope, article.relations, guesses, quoted)
    return {scope: _figures(count) for scope, count in counts.items()}


def quote_type(content: Characters, quoted: Characters) -> QuoteType:
    """By the share of the content inside double quotation marks."""
    share = len(content & quoted) / (len(content) or 1)
    if share >= 0.8:
        return QuoteType.DIRECT
    return QuoteType.MIXED if share > 0.1 else QuoteType.INDIRECT


def _covered(gold: Characters, guess: Characters) -> float:
    return len(gold & guess) / len(gold)


def _iou(gold: Characters, guess: Characters) -> float:
    return len(gold & guess) / len(gold | guess)


MEASURES: dict[str, tuple[Likeness, Callable[[float], bool]]] = {
    "ggt.3": (_covered, lambda likeness: likeness > 0.3),
    "ggt.8": (_covered, lambda likeness: likeness > 0.8),
    "iou.5": (_iou, lambda likeness: likeness >= 0.5),
}


def _count(
    count: Counter[str],
    scope: str,
    relations: Sequence[Relation],
    guesses: Sequence[Relation],
    quoted: Characters,
) -> None:
    gold = [r for r in relations if quote_type(r.content, quoted) in SCOPES[scope]]
    others = [r.content for r in relations if quote_type(r.content, quoted) not in SCOPES[scope]]
    if scope != "all":
        indirect = scope == "indirect"
        guesses = [g for g in guesses if (quote_type(g.content, quoted) == QuoteType.INDIRECT) == indirect]
    count["gold"] += len(gold)
    for name in MEASURES:
        pairs = _pair(name, gold, guesses)
        met = {j for _, j in pairs}
        excused = sum(
            1
            for j, guess in enumerate(guesses)
            if j not in met and any(len(o & guess.content) > 0.3 * len(guess.content) for o in others)
        )
        count[f"{name} right"] += len(pairs)
        count[f"{name} guessed"] += len(guesses) - excused
        if name == "ggt.3":
            named = [(gold[i], guesses[j]) for i, j in pairs if gold[i].source]
            count["sources"] += len(named)
            count["sources met"] += sum(bool(g.source & p.source) for g, p in named)
        if name == "iou.5":
            count["e2e right"] += sum(_same_source(gold[i], guesses[j]) for i, j in pairs)
            count["e2e guessed"] += len(guesses) - excused
    _count_characters(count, gold, guesses, others, quoted if scope in {"dm", "direct"} else None)


def _pair(measure: str, gold: Sequence[Relation], guesses: Sequence[Relation]) -> list[tuple[int, int]]:
    """One to one, the likest first."""
    likeness, enough = MEASURES[measure]
    scored = sorted(
        (-likeness(g.content, p.content), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(guesses)
        if g.content & p.content
    )
    pairs: list[tuple[int, int]] = []
    used_gold, used_guesses = set[int](), set[int]()
    for negative, i, j in scored:
        if enough(-negative) and i not in used_gold and j not in used_guesses:
            used_gold.add(i)
            used_guesses.add(j)
            pairs.append((i, j))
    return pairs


def _same_source(gold: Relation, guess: Relation) -> bool:
    return bool(gold.source & guess.source) or not (gold.source or guess.source)


def _count_characters(
    count: Counter[str],
    gold: Sequence[Relation],
    guesses: Sequence[Relation],
    others: Sequence[Characters],
    within: Characters | None,
) -> None:
    wanted = frozenset[int]().union(*(g.content for g in gold))
    found = frozenset[int]().union(*(g.content for g in guesses))
    found -= frozenset[int]().union(*others) - wanted
    if within is not None:
        wanted, found = wanted & within, found & within
    count["char right"] += len(wanted & found)
    count["char guessed"] += len(found)
    count["char gold"] += len(wanted)


def _figures(count: Counter[str]) -> Figures:
    figures: Figures = {"gold": count["gold"]}
    for name in ("ggt.3", "ggt.8", "iou.5", "e2e"):
        figures[name] = _prf(count[f"{name} right"], count[f"{name} guessed"], count["gold"])
    figures["char"] = _prf(count["char right"], count["char guessed"], count["char gold"])
    figures["spk_acc"] = round(100 * count["sources met"] / count["sources"], 1) if count["sources"] else None
    return figures


def _prf(right: int, guessed: int, gold: int) -> list[float]:
    precision = right / guessed if guessed else 0.0
    recall = right / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return [round(100 * figure, 1) for figure in (precision, recall, f1)]
