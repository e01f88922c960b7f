"""The API on a large record, beside the bare SQL with json.dumps and beside Datasette, in one run.

First table: in this process and on one connection, without a cache, our whole WSGI application and the same members
by hand; over HTTP on loopback, one request after another, our server without its cache and with it (fifty questions
in turn), and Datasette with the same rows in SQLite. Second table: the answer out of our cache and a 304, beside an
empty Django view behind the same middleware. Everything is warm: the first tenth of the calls is not counted. Rates
are those of the middle call.
"""

from __future__ import annotations

import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import OutputWrapper
from django.http import HttpResponse
from django.urls import include, path

from claims.management.bench.api import bare, datasette
from claims.management.bench.api.measured import Times, in_turns
from claims.management.bench.api.over_http import Reader
from claims.management.bench.api.questions import KINDS, Questions
from claims.management.bench.api.within import Application
from claims.management.database import ensure_tables
from claims.management.servers import free_port, our_server, serving
from claims.models import Claim

Write = Callable[[str], object]
EMPTY = path("empty/", lambda request: HttpResponse(b"{}", content_type="application/json"))
urlpatterns = [EMPTY, path("", include("config.urls"))]


def run(arguments: list[str], write: Write) -> None:
    """Print both tables; the record is made where there is none."""
    options = _options(arguments)
    _fill(options.scale, write)
    write(f"{Claim.objects.published().count():,} published claims of {Claim.objects.count():,}")
    asked = Questions.of_the_record()
    settings.ROOT_URLCONF = __name__
    with tempfile.TemporaryDirectory() as folder:
        within = _within(asked, options.calls)
        served = _served(asked, options.calls, Path(folder))
    _first_table(within, served, write)
    _second_table(asked, options.calls, write)


class _Options(Namespace):
    scale: int
    calls: int


def _options(arguments: list[str]) -> _Options:
    parsed = ArgumentParser(prog="manage.py bench api", description=__doc__)
    parsed.add_argument(
        "--scale", type=int, default=100_000, help="Claims to make in an empty record (100,000)."
    )
    parsed.add_argument("--calls", type=int, default=300, help="Of each kind, 20 seconds at most (300).")
    return parsed.parse_args(arguments, namespace=_Options())


def _fill(scale: int, write: Write) -> None:
    if find_spec("datasette") is None:
        raise CommandError("Datasette is not installed: make setup-dev installs it.")
    ensure_tables(OutputWrapper(sys.stdout))
    if not Claim.objects.exists():
        write(f"making a record of {scale:,} published claims …")
        call_command("make_sample", claims=scale, every=1)


# Without a cache -------------------------------------------------------------------------------------
def _within(asked: Questions, calls: int) -> dict[str, tuple[Times, ...]]:
    """For each kind the times of our application and of the bare SQL, in turns on the same connection."""
    settings.API_CACHE = False
    ours = Application()
    return {
        kind: in_turns(
            [partial(_ask, ours, asked, kind), partial(bare.answer, kind, asked)],
            calls,
        )
        for kind in KINDS
    }


def _ask(ours: Application, asked: Questions, kind: str, n: int) -> None:
    _good(ours, asked.path(kind, n))


def _good(ours: Application, path: str, status: int = 200, **headers: str) -> dict[str, str]:
    answered, told, body = ours.get(path, **headers)
    if answered != status:
        raise CommandError(f"{path} answered {answered}: {body[:300]!r}")
    return told


def _served(asked: Questions, calls: int, folder: Path) -> dict[str, tuple[Times, ...]]:
    """For each kind the times of our server without its cache, as it is shipped, and of Datasette's, in turns."""
    file = folder / "record.db"
    datasette.write_rows(file)
    mine, kept, theirs = (free_port() for _ in range(3))
    env = {"API_RATE": "100000000/minute", "LOG_LEVEL": "ERROR"}
    with (
        serving(our_server(mine), mine, folder / "ours.log", **env, API_CACHE="0") as at_ours,
        serving(our_server(kept), kept, folder / "shipped.log", **env) as at_shipped,
        serving(datasette.command(file, theirs), theirs, folder / "datasette.log") as at_other,
    ):
        ours, shipped, other = (Reader(address) for address in (at_ours, at_shipped, at_other))
        return {
            kind: in_turns(
                [
                    partial(_read, ours, partial(asked.path, kind)),
                    partial(_read, shipped, partial(asked.path, kind)),
                    partial(_read, other, partial(datasette.path, kind, asked, file.stem)),
                ],
                calls,
            )
            for kind in KINDS
        }


def _read(reader: Reader, path: Callable[[int], str], n: int) -> None:
    reader.get(path(n))


def _first_table(
    within: dict[str, tuple[Times, ...]], served: dict[str, tuple[Times, ...]], write: Write
) -> None:
    write("\n                              requests/s   p95 ms")
    for kind in KINDS:
        ours, by_hand = within[kind]
        http, shipped, theirs = served[kind]
        write(f"{kind}")
        for name, times, beside in (
            ("bare SQL, json.dumps", by_hand, ""),
            ("ours, in process", ours, f"{ours.middle / by_hand.middle:.1f} times bare SQL"),
            (
                "ours over HTTP, no cache",
                http,
                f"{theirs.middle / http.middle:.2f} times as fast as Datasette",
            ),
            (
                "ours over HTTP, cached",
                shipped,
                f"{theirs.middle / shipped.middle:.2f} times as fast as Datasette",
            ),
            ("Datasette over HTTP", theirs, ""),
        ):
            write(f"  {name:26}{_figures(times)}   {beside}")


def _figures(times: Times) -> str:
    return f"{times.rate:10.0f} {times.p95:8.1f}"


# With a cache ----------------------------------------------------------------------------------------
def _second_table(asked: Questions, calls: int, write: Write) -> None:
    settings.API_CACHE = True
    ours = Application()
    write("\ncached                  requests/s   p95 ms")
    for kind in ("list", "detail"):
        where = asked.path(kind, 0)
        etag = _good(ours, where)["ETag"]
        kept = partial(_good_again, ours, where, 200, "")
        same = partial(_good_again, ours, where, 304, etag)
        empty = partial(_good_again, ours, "/empty/", 200, "")
        found = in_turns([kept, same, empty], calls * 5)
        for name, times in zip(("from the cache", "304", "empty Django view"), found, strict=True):
            write(
                f"  {kind + ', ' + name:26}{_figures(times)}   "
                f"{times.middle / found[2].middle:.2f} times an empty view"
            )


def _good_again(ours: Application, path: str, status: int, etag: str, n: int) -> None:
    _good(ours, path, status, **({"HTTP_IF_NONE_MATCH": etag} if etag else {}))
