"""manage.py bench NAME: measure a part of the program on this machine."""

from __future__ import annotations

import pkgutil
import signal
import sys
from argparse import REMAINDER, ArgumentParser
from importlib import import_module
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.management import bench

NAMES = sorted(module.name for module in pkgutil.iter_modules(bench.__path__))


class Command(BaseCommand):
    help = f"Measure a part of the program: {', '.join(NAMES)}."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", choices=NAMES)
        parser.add_argument("arguments", nargs=REMAINDER, help="Of the benchmark; see its --help.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            module = import_module(f"{bench.__name__}.{options['name']}")
        except ImportError as error:
            raise CommandError(f"{error}. It needs the tools of `make setup-dev`.") from error
        # Ended from outside it ends its servers and workers, as after Ctrl-C.
        before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        try:
            module.run(options["arguments"], self.stdout.write)
        finally:
            signal.signal(signal.SIGTERM, before)
