"""Many writers: workers insert candidates and match them while editors decide; nothing may be lost.

    python -m tests.soak.writers --claims 200000 --minutes 10

Eight writers and three editors, a process each, on a made-up record with services of its own. At the end every
deed that succeeded is looked for in the rows and in the audit trail. `test_writers.py` runs a short form.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from tests.pipeline.desk import ROOT, Desk
from tests.soak.__main__ import say

HAND = "import django; django.setup(); from tests.soak.hands import main; main()"
LONGEST_WAIT = 30.0  # seconds that anybody may wait for a lock; as long as a lease holds
SUPERUSER = "claims_admin"
PEOPLE = """
from django.contrib.auth.models import Group
from claims.models import User
for number in range({editors}):
    for name, groups in (("drafts", ["reporter"]), ("approves", ["reviewer", "publisher"])):
        user = User.objects.create_user(f"soak-{{number}}-{{name}}")
        user.groups.set(Group.objects.filter(name__in=groups))
"""


@dataclass
class Outcome:
    """What the soak came to."""

    deeds: Counter[str] = field(default_factory=Counter)
    logged_waits: int = 0  # for locks, of a second or more
    longest_wait: float = 0.0  # seconds, as seen in looks every quarter of a second
    faults: list[str] = field(default_factory=list)


class Writers:
    """The record, the processes, and the judgement."""

    def __init__(self, folder: Path, *, claims: int, say: Callable[[str], object]) -> None:
        self.folder, self.say, self.outcome = folder, say, Outcome()
        self.desk = Desk(folder)
        done = subprocess.run(
            [sys.executable, "manage.py", "make_sample", "--claims", str(claims)],
            cwd=ROOT,
            env=self.desk.env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        with self._link(SUPERUSER) as link:
            link.execute("ALTER SYSTEM SET log_lock_waits = on")
            link.execute("ALTER SYSTEM SET deadlock_timeout = '1s'")
            link.execute("SELECT pg_reload_conf()")

    def close(self) -> None:
        """End the services."""
        self.desk.close()

    def run(self, *, writers: int, editors: int, seconds: float) -> Outcome:
        """Let them work, watch the locks, judge."""
        done = self.desk.manage("shell", "-c", PEOPLE.format(editors=editors))
        assert done.returncode == 0, done.stderr
        roles = [("writer", n) for n in range(writers)] + [("editor", n) for n in range(editors)]
        hands = [
            subprocess.Popen(
                [sys.executable, "-c", HAND, role, str(n), str(seconds), str(self._file(role, n))],
                cwd=ROOT,
                env=self.desk.env,
            )
            for role, n in roles
        ]
        self._watch(hands, time.monotonic() + seconds + 120)
        for hand in hands:
            hand.kill()  # whoever has ended already does not mind
            hand.wait()
        self._judge([deed for role, n in roles for deed in self._deeds(role, n)])
        return self.outcome

    def _watch(self, hands: list[subprocess.Popen[bytes]], until: float) -> None:
        """Look for who waits for a lock until all have ended."""
        waiting = (
            "SELECT coalesce(max(extract(epoch FROM clock_timestamp() - waitstart)), 0)::float"
            " FROM pg_locks WHERE NOT granted AND waitstart IS NOT NULL"
        )
        next_word = 0.0
        with self._link("claims_app") as link:
            while any(hand.poll() is None for hand in hands) and time.monotonic() < until:
                [[longest]] = link.execute(waiting).fetchall()
                self.outcome.longest_wait = max(self.outcome.longest_wait, longest)
                if time.monotonic() > next_word:
                    [[number]] = link.execute(
                        "SELECT count(*) FROM claims_candidate WHERE extractor <> 'sample'"
                    )
                    self.say(f"{number} candidates, longest wait {self.outcome.longest_wait:.2f} s")
                    next_word = time.monotonic() + 30
                time.sleep(0.25)

    # The judgement --------------------------------------------------------------------------------
    def _judge(self, deeds: list[dict[str, Any]]) -> None:
        out = self.outcome
        out.deeds = Counter(deed["did"] for deed in deeds)
        out.faults += [f"an error:\n{deed['why']}" for deed in deeds if deed["did"] == "error"][:5]
        log = (self.folder / "data" / "postgres.log").read_text(encoding="utf-8", errors="replace")
        out.logged_waits = log.count("still waiting for")
        out.faults += [told[:3000] for told in log.split("ERROR:  ")[1:] if told.startswith("deadlock")]
        with self._link("claims_app") as link:
            for deed in deeds:
                if (ask := LOOKED_FOR.get(deed["did"])) and not link.execute(ask, deed).fetchone():
                    out.faults.append(f"lost: {deed}")
            for what, ask in NEVER.items():
                if rows := link.execute(ask).fetchall():
                    out.faults.append(f"{len(rows)} {what}, such as {rows[0]}")
        if out.longest_wait > LONGEST_WAIT:
            out.faults.append(f"somebody waited {out.longest_wait:.1f} seconds for a lock")

    def _deeds(self, role: str, number: int) -> list[dict[str, Any]]:
        path = self._file(role, number)
        deeds = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        if not deeds or deeds[-1]["did"] != "ended":
            self.outcome.faults.append(f"{path.stem} did not end by itself")
        return deeds

    def _file(self, role: str, number: int) -> Path:
        return self.folder / f"{role}-{number}.jsonl"

    def _link(self, user: str) -> psycopg.Connection[Any]:
        return psycopg.connect(host=self.desk.sockets, user=user, dbname="claims", autocommit=True)


DECIDED = (
    "SELECT 1 FROM claims_candidateevent WHERE pgh_obj_id = %(candidate)s AND decided_by_id = %(actor)s AND "
)
# What must be found of each deed that succeeded.
LOOKED_FOR: dict[str, Any] = {
    "stored": "SELECT 1 FROM claims_candidate WHERE revision_id = %(revision)s"
    " HAVING count(*) = %(candidates)s",
    "promoted": DECIDED + "state = 'promoted' AND claim_id = %(claim)s",
    "dismissed": DECIDED + "state = 'dismissed'",
    "undone": "SELECT 1 FROM claims_candidateevent WHERE pgh_obj_id = %(candidate)s AND state = 'waiting'",
    "taken out": "SELECT 1 FROM claims_candidate WHERE id = %(candidate)s AND taken_out AND group_id IS NULL",
    "rejected": "SELECT 1 FROM claims_claimmatchevent WHERE candidate_id = %(candidate)s"
    " AND claim_id = %(claim)s AND state = 'rejected' AND decided_by_id = %(actor)s",
    "published": "SELECT 1 FROM claims_reviewversion WHERE id = %(version)s AND state = 'published'"
    " AND published_by_id = %(actor)s AND approver_id <> ALL (authors)",
}
# What must not be there at the end.
NEVER: dict[str, Any] = {
    "deadlocks": "SELECT deadlocks FROM pg_stat_database WHERE datname = 'claims' AND deadlocks > 0",
    "candidates that are not as they were last decided": (
        "SELECT id FROM (SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id, state, claim_id FROM claims_candidateevent"
        " ORDER BY pgh_obj_id, pgh_id DESC) e JOIN claims_candidate c ON c.id = e.pgh_obj_id"
        " WHERE (e.state, e.claim_id) IS DISTINCT FROM (c.state, c.claim_id)"
    ),
    "promoted candidates without their appearance": (
        "SELECT id FROM claims_candidate c WHERE state = 'promoted' AND extractor <> 'sample' AND NOT EXISTS ("
        "SELECT 1 FROM claims_appearance a WHERE a.claim_id = c.claim_id AND a.revision_id = c.revision_id"
        ' AND a.start = c.start AND a."end" = c."end")'
    ),
    "groups within groups": (
        "SELECT c.id FROM claims_candidate c JOIN claims_candidate f ON f.id = c.group_id"
        " WHERE f.group_id IS NOT NULL"
    ),
    "candidates that wait in a group which was decided": (
        "SELECT c.id FROM claims_candidate c JOIN claims_candidate f ON f.id = c.group_id"
        " WHERE c.state = 'waiting' AND f.state <> 'waiting'"
    ),
    "texts that are not extracted": "SELECT id FROM claims_articlerevision WHERE state <> 'extracted'",
}


def main() -> None:
    """Run, report, and fail if anything is not as it must be."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.writers", description=__doc__)
    parser.add_argument("--claims", type=int, default=200_000)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--editors", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="writers") as folder:
        soak = Writers(Path(folder), claims=options.claims, say=say)
        try:
            out = soak.run(writers=options.writers, editors=options.editors, seconds=options.minutes * 60)
        finally:
            soak.close()
    say(", ".join(f"{number} {did}" for did, number in out.deeds.most_common()))
    say(f"{out.logged_waits} waits for a lock of a second or more, the longest {out.longest_wait:.2f} s")
    for fault in out.faults:
        say(f"FAULT {fault}")
    sys.exit(1 if out.faults else 0)


if __name__ == "__main__":
    main()
