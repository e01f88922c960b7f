"""Everything on one machine: `make run`.

Starts the embedded services, migrates, loads the seeds, reads the seed articles through a real
worker, and serves web, worker and beat until Ctrl-C or SIGTERM. Whatever dies is started again.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import IO, Any

import django
from django.core.management import CommandError, call_command

from config.migrating import MigrationError, migrate

BASE_DIR = Path(__file__).resolve().parent.parent
PR_SET_PDEATHSIG = 1
READY_PATIENCE = 180  # seconds for the seed articles


def say(text: str) -> None:
    """One line, at once."""
    print(text, flush=True)  # noqa: T201 - this is a command


def die_with_parent() -> None:
    """In the child: end when the supervisor ends, even by kill -9. Linux only; harmless elsewhere."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Program:
    """One process that is kept running."""

    def __init__(self, name: str, command: list[str], log: Path) -> None:
        self.name, self.command, self.log = name, command, log
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0
        self.pause = 1.0

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches the supervisor alone."""
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=BASE_DIR,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - no threads here
            )
        self.started = time.monotonic()

    def revive(self) -> None:
        """Start it again if it ended; wait longer each time that it ended soon."""
        if self.process is None or self.process.poll() is None:
            return
        lived = time.monotonic() - self.started
        if lived < self.pause:
            return
        self.pause = 1.0 if lived > 30 else min(self.pause * 2, 30)
        say(f"{self.name} ended (code {self.process.returncode}); starting it again. See {self.log}")
        self.start()

    def ask_to_stop(self) -> None:
        """Send SIGTERM to the process."""
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def stop(self, deadline: float) -> None:
        """Wait for the end; after the deadline, kill the whole group."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=max(0.1, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Stopped(Exception):
    """Somebody asked us to stop."""


def on_signal(number: int, frame: FrameType | None) -> None:
    """Ctrl-C, SIGTERM, a closed terminal."""
    raise Stopped


def refuse_busy_port(host: str, port: int) -> None:
    """A clear word beats a stack trace from the web server."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            sys.exit(f"Port {port} needs more rights than you have. Choose another:  PORT=8001 make run")
        except OSError:
            sys.exit(
                f"Port {port} is in use by another program (perhaps this one, in another terminal). "
                f"Choose another:  PORT={port + 1} make run"
            )


def only_one(data: Path) -> IO[bytes]:
    """Two supervisors on one data folder would run two beats and fight over logs."""
    file = open(data / "serve.lock", "a+b")  # noqa: SIM115 - held until the end
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit(
            f"`make run` is already at work on {data}. Stop it there with Ctrl-C, or give this one its "
            "own data:  CLAIMS_DATA=/another/folder PORT=8001 make run"
        )
    return file


def step(what: str, command: str, *words: str, **options: Any) -> None:
    """A command that must succeed, in this process: starting another one takes longer than most steps."""
    say(f"• {what}")
    try:
        call_command(command, *words, **options)
    except CommandError as error:
        sys.exit(f"{error}\nThis failed: manage.py {' '.join([command, *words])}. The lines above say why.")


def web_command(host: str, port: int) -> list[str]:
    """The web server."""
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    web += ["--workers", "1", "--blocking-threads", "4", "--no-access-log", "config.wsgi:application"]
    return web


def programs(host: str, port: int, logs: Path, data: Path) -> list[Program]:
    """Web, worker, beat."""
    python = sys.executable
    celery = [python, "-m", "celery", "-A", "config.celery"]
    worker = [*celery, "worker", "--loglevel", "WARNING", "--without-gossip"]
    extractor = [*worker, "--queues", "extract", "--concurrency", "1", "--hostname", "extract@%h"]
    # Fetching is waiting: threads do it, without a language model.
    fetcher = [*worker, "--queues", "fetch,housekeeping", "--hostname", "fetch@%h"]
    fetcher += ["--pool", "threads", "--concurrency", "4"]
    beat = [*celery, "beat", "--loglevel", "WARNING", "--schedule", str(data / "beat"), "--pidfile="]
    return [
        Program("worker", extractor, logs / "worker.log"),
        Program("web", web_command(host, port), logs / "web.log"),
        Program("fetcher", fetcher, logs / "fetcher.log"),
        Program("beat", beat, logs / "beat.log"),
    ]


def wait_for_articles() -> None:
    """Until the worker has read every stored article; bounded, and it says how far it is."""
    from claims.models import ArticleRevision  # noqa: PLC0415 - needs django.setup()

    deadline, shown = time.monotonic() + READY_PATIENCE, -1
    while time.monotonic() < deadline:
        waiting = ArticleRevision.objects.filter(state__in=["pending", "extracting"]).count()
        if waiting != shown and (waiting or shown > 0):
            noun = "article waits" if waiting == 1 else "articles wait"
            say(f"  {waiting} {noun} for the worker" if waiting else "  all articles are read")
        shown = waiting
        if not waiting:
            return
        time.sleep(0.5)
    say(f"  still {shown} to go; the worker continues. If it does not: see the worker's log.")


def wait_for_web(host: str, port: int, web: Program) -> None:
    """Until the web server answers."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
            return
        if web.process and web.process.poll() is not None:
            sys.exit(f"The web server ended at once. The reason stands in {web.log}")
        time.sleep(0.1)
    sys.exit(f"The web server does not answer after 60 seconds. See {web.log}")


def announce(host: str, port: int, logins: dict[str, str], data: Path) -> None:
    """The addresses and the logins."""
    base = f"http://{'localhost' if host in {'127.0.0.1', '0.0.0.0'} else host}:{port}"  # noqa: S104
    say("")
    say(f"  Public page   {base}/")
    say(f"  Desk (admin)  {base}/admin/")
    say(f"  API           {base}/api/v1/     schema {base}/api/v1/schema/")
    say("")
    say("  Logins (made for this data folder alone):")
    for name, password in logins.items():
        say(f"    {name:<8}{password}")
    say("")
    say(f"  Data and logs in {data}. Ctrl-C stops everything.")


def prepare() -> None:
    """Database, static files, seeds."""
    from claims.checks import pending_migrations  # noqa: PLC0415 - needs django.setup()

    if pending_migrations():
        say("• bringing the tables of the database up to date")
        try:
            migrate()
        except MigrationError as error:
            sys.exit(str(error))
    step("collecting static files", "collectstatic", interactive=False, verbosity=0)
    step("loading the seeds", "load_seeds")


def read_seed_articles() -> None:
    """Through the real pipeline: rows first, then the worker."""
    step("reading the seed articles", "ingest", str(BASE_DIR / "seeds" / "articles"), "--no-extract")
    wait_for_articles()
    step("loading the worked examples", "load_seeds", "--examples")


def main() -> None:
    """Run until asked to stop."""
    parser = argparse.ArgumentParser(prog="make run", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    options = parser.parse_args()
    # Only now: importing settings makes the data folder.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("SITE_URL", f"http://localhost:{options.port}")
    django.setup()
    from django.conf import settings  # noqa: PLC0415

    data: Path = settings.DATA_DIR
    logs = data / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    lock = only_one(data)
    refuse_busy_port(options.host, options.port)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, on_signal)
    running: list[Program] = []
    try:
        run(options.host, options.port, data, logs, running)
    except Stopped:
        say("\nStopping …")
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        for program in running:
            program.ask_to_stop()
        deadline = time.monotonic() + 15
        for program in running:
            program.stop(deadline)
        lock.close()
    say("Stopped. The data stays.")


def run(host: str, port: int, data: Path, logs: Path, running: list[Program]) -> None:
    """Start everything, say where it is, keep it up."""
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from config.embedded import Valkey  # noqa: PLC0415
    from config.logins import ensure_logins  # noqa: PLC0415

    broker = None if settings.BROKER_URL else Valkey()
    say("• starting the database" if settings.DATABASE_URL else "• starting the embedded PostgreSQL")
    connection.ensure_connection()  # holds the embedded one up while we run
    if broker:
        broker.ensure()
    prepare()
    logins = ensure_logins(data / "logins.json")
    for program in programs(host, port, logs, data):
        program.start()
        running.append(program)
    read_seed_articles()
    wait_for_web(host, port, running[1])
    announce(host, port, logins, data)
    connection.close()
    while True:
        time.sleep(0.5)
        for program in running:
            program.revive()
        if broker:
            broker.ensure()


if __name__ == "__main__":
    main()
