"""`manage.py check --deploy` under settings as production has them."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys

SETTINGS = {
    "CLAIMS_PRODUCTION": "1",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "ALLOWED_HOSTS": "claims.example.org",
    "SITE_URL": "https://claims.example.org",
    "DATABASE_URL": "postgresql://claims@db.example.org/claims",
    "BROKER_URL": "redis://broker.example.org/0",
}


def main() -> int:
    """Any warning is a failure."""
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, env={**os.environ, **SETTINGS}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
