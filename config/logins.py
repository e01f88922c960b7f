"""The editors' logins of an embedded installation: passwords made once, kept with mode 0600."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

PEOPLE = {
    "ada": ("Ada", "reporter"),
    "ben": ("Ben", "reviewer"),
    "paula": ("Paula", "publisher"),
    "admin": ("Admin", "administrator"),
}


def passwords(path: Path) -> dict[str, str]:
    """Read the passwords; make and keep those that are missing."""
    known: dict[str, str] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    missing = [name for name in PEOPLE if name not in known]
    if missing:
        known |= {name: secrets.token_urlsafe(12) for name in missing}
        fresh = path.with_suffix(".new")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(known, file, indent=1)
        fresh.rename(path)
    return known


def ensure_logins(path: Path) -> dict[str, str]:
    """See that everybody exists, in their group. Returns the passwords that still hold.

    A password that was changed in the admin stays changed; it is then not shown.
    """
    shown = {}
    for name, password in passwords(path).items():
        with transaction.atomic():
            user, _ = get_user_model().objects.get_or_create(
                username=name, defaults={"first_name": PEOPLE[name][0], "is_staff": True}
            )
            if not user.password or not user.has_usable_password():
                user.set_password(password)
                user.is_staff = True
                user.is_superuser = name == "admin"
                user.save()
            user.groups.add(Group.objects.get(name=PEOPLE[name][1]))
        shown[name] = password if user.check_password(password) else "(changed since)"
    return shown
