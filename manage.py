#!/usr/bin/env python3
"""The command line of the project."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from django.core.management import execute_from_command_line  # noqa: PLC0415 - the message below
    except ImportError as error:
        raise SystemExit(
            f"Cannot import Django ({error}). Run `make setup`, then `.venv/bin/python manage.py …`."
        ) from error
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
