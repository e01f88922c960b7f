"""The long form, on the command line."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from pathlib import Path

from tests.soak.run import Soak
from tests.soak.site import Sites


def say(text: str) -> None:
    """One line, at once."""
    print(text, flush=True)  # noqa: T201 - this is a command


def main() -> None:
    """Run, report, and fail if anything is not as it must be."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--hosts", type=int, default=60)
    parser.add_argument("--minutes", type=float, default=60, help="Then it ends, done or not (default 60).")
    parser.add_argument("--kill-minutes", type=float, default=15, help="For so long workers are killed.")
    parser.add_argument("--kill-every", type=float, default=20, help="Seconds between two kills, on average.")
    parser.add_argument("--broker", default="", help="Another than the embedded one: amqp://… or redis://…")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # ended from outside, it ends what it started
    sites = Sites(options.feeds, options.articles, options.hosts)
    with tempfile.TemporaryDirectory(prefix="soak") as folder:
        soak = Soak(Path(folder), sites, say, options.broker)
        try:
            soak.begin()
            out = soak.run(
                seconds=options.minutes * 60,
                kill_every=options.kill_every,
                kills_until=options.kill_minutes * 60,
            )
        finally:
            soak.close()
            sites.close()
    say(
        f"{out.seconds:.0f} s, {out.kills} kills, {out.requests} requests to {options.hosts} hosts: {out.stored} "
        f"articles stored, {out.extracted} extracted, {out.copies} copies, {out.candidates} candidates, "
        f"{out.set_aside} set aside"
    )
    for name, sizes in out.largest.items():
        say(f"memory of {name} in MB, every half minute: {' '.join(map(str, sizes))}")
    for fault in out.faults:
        say(f"FAULT {fault}")
    say(
        "FAILED"
        if out.faults
        else "PASSED: every article once, none lost, none doubled, no host hurried, memory flat"
    )
    sys.exit(1 if out.faults else 0)


if __name__ == "__main__":
    main()
