"""The process that owns a server: starts it, restarts it, stops it when nobody uses it any more.

python -m config.embedded.guard postgres
"""

from __future__ import annotations

import fcntl
import signal
import subprocess
import sys
import time

from config.embedded import SERVICES
from config.embedded.paths import EmbeddedError
from config.embedded.service import Service, appended

LOOK_EVERY = 0.1  # seconds


def main(name: str) -> int:
    """Guard the service until its last user has gone."""
    # A terminal's Ctrl-C is meant for the users; the guard leaves when they have left.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    service = SERVICES[name]()
    with open(service.guarded, "a+b") as guarded, open(service.users, "a+b") as users:
        try:
            fcntl.flock(guarded, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return 0  # another guard was faster
        try:
            service.prepare()
            return watch(service, users.fileno())
        except EmbeddedError as error:
            print(error, flush=True)  # noqa: T201 - goes to the log, where users find it
            return 1


def watch(service: Service, users: int) -> int:
    """Keep the server up while the users file is locked by anybody."""
    failures = 0
    while True:
        with appended(service.log) as log:
            server = service.start(log)
        began = time.monotonic()
        ready = False
        while server.poll() is None:
            if not ready and service.answers():
                service.set_up()
                ready, failures = True, 0
            if ready and nobody_uses(users):
                finish(service, server)
                return 0
            time.sleep(LOOK_EVERY if ready else 0.02)
        # It ended by itself: killed, or refused since a killed one has not quite gone yet.
        failures += 1
        if failures > 40:
            return 1
        time.sleep(0.25 if time.monotonic() - began < 2 else 0)


def nobody_uses(users: int) -> bool:
    """Take the exclusive lock if no user holds a shared one. Kept: newcomers wait until we are gone."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def finish(service: Service, server: subprocess.Popen[bytes]) -> None:
    """Stop in good order, and for certain."""
    service.stop(server)
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
