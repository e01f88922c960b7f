"""manage.py train_checkworthiness: from ClaimBuster's labels, or from this newsroom's own decisions."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.extraction.checkworthiness import model
from claims.extraction.evaluation.checkworthiness import figures_of, reliability
from claims.management.database import ensure_tables
from claims.ranking import Comparison, TooFewDecisions, learn_from_desk

CROWD, EXPERT = "crowdsourced.csv", "groundtruth.csv"


class Command(BaseCommand):
    help = (
        "Train the check-worthiness model. --data DIR: on ClaimBuster's crowdsourced.csv, measured on its "
        "groundtruth.csv. --from-desk: on what your editors promoted and dismissed; kept only if it is better."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument("--data", type=Path, metavar="DIR", help="Folder with ClaimBuster's CSV files.")
        where.add_argument("--from-desk", action="store_true", help="Learn from the editors' decisions.")
        parser.add_argument("--output", type=Path, default=model.WEIGHTS, help="Where the weights go.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["from_desk"]:
            ensure_tables(self.stdout)
            try:
                self.report(learn_from_desk())
            except TooFewDecisions as error:
                raise CommandError(str(error)) from error
        else:
            self.train(options["data"], options["output"])

    def train(self, folder: Path, output: Path) -> None:
        """Train, write the weights, measure on the experts' labels."""
        try:
            from claims.extraction.checkworthiness import train  # noqa: PLC0415 - scikit-learn takes a second
        except ImportError as error:
            raise CommandError(
                f"Training needs scikit-learn ({error}). Install it: pip install -r requirements.txt"
            ) from error
        try:
            crowd = train.read_claimbuster(folder / CROWD)
            expert = train.read_claimbuster(folder / EXPERT)
            sentences = train.without(crowd, expert)
            self.stdout.write(f"{len(sentences)} sentences to learn from, {len(expert)} to report on.")
            trained = train.train(sentences)
            found = trained.model
            model.save(found, output)
        except OSError as error:
            raise CommandError(
                f"{error.filename}: {error.strerror}. Give the folder that holds {CROWD} and {EXPERT}."
            ) from error
        except (KeyError, ValueError) as error:
            raise CommandError(
                f"{folder}: not ClaimBuster's files, or too few of them ({error}). {CROWD} and {EXPERT} have the "
                "columns Text, Verdict and File_id."
            ) from error
        self.stdout.write(f"Written to {output}: {found.version}, threshold {found.threshold:.2f}.")
        labels = [sentence.checkworthy for sentence in sentences]
        unseen = trained.unseen.tolist()
        self.stdout.write(
            f"On each year by a model of the other years: {in_words(unseen, found.threshold, labels)}"
        )
        for step in reliability(unseen, labels):
            self.stdout.write(
                f"  scored {step.low:.1f} to {step.high:.1f}: {step.share:.2f} of {step.number}"
            )
        scores = found.probabilities([sentence.text for sentence in expert]).tolist()
        labels = [sentence.checkworthy for sentence in expert]
        self.stdout.write(f"On the experts' labels: {in_words(scores, found.threshold, labels)}")

    def report(self, learnt: Comparison) -> None:
        """Old and new side by side, and which is used from now on."""
        self.stdout.write(
            f"Learnt from {learnt.learnt_from} decisions, measured on the newest {learnt.held_back}."
        )
        self.stdout.write(f"  in use  {learnt.old_version}: average precision {learnt.old:.3f}")
        self.stdout.write(f"  new     {learnt.new_version}: average precision {learnt.new:.3f}")
        self.stdout.write(
            f"The new one is better and is used from now on; {learnt.rescored} waiting candidates were ranked anew."
            if learnt.kept
            else "The new one is not better and was put aside."
        )


def in_words(scores: Sequence[float], threshold: float, labels: Sequence[bool]) -> str:
    """The figures in one line."""
    figures = figures_of(scores, [score >= threshold for score in scores], labels)
    return f"F1 {figures.f1:.3f}, average precision {figures.average_precision:.3f}"
