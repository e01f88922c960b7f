"""Where people are signed in, and the end of it."""

from __future__ import annotations

from contextlib import suppress

from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.editorial.refusals import refuse
from claims.models import SignIn, User


def note_visit(*, user: User, session_key: str, device: str) -> None:
    """Write down that this person was seen in this browser just now; nothing where it was just signed out."""
    seen = {"user": user, "device": device[:120], "seen_at": timezone.now()}
    with suppress(IntegrityError), transaction.atomic():
        SignIn.objects.update_or_create(session_id=session_key, defaults=seen)


def sign_ins_of(user: User) -> list[SignIn]:
    """Where this person is signed in, the browser seen last first."""
    return [row for row in SignIn.objects.filter(user=user).unexpired() if row.holds]


def end(*, sign_in: SignIn, actor: User) -> None:
    """Sign that browser out. Raises Refused for somebody else's, unless `actor` looks after accounts."""
    _may_end(sign_in.user, actor)
    Session.objects.filter(sign_in=sign_in).delete()


def end_all(*, user: User, actor: User, but: str | None = None) -> int:
    """Sign `user` out everywhere, `but` in the session of that key; in how many browsers that was."""
    _may_end(user, actor)
    ending = [row.session_id for row in sign_ins_of(user) if row.session_id != but]
    # Those that hold no longer go with them.
    Session.objects.filter(sign_in__user=user).exclude(session_key=but or "").delete()
    return len(ending)


def clear_expired() -> None:
    """Forget the sessions that have run out."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


def _may_end(user: User, actor: User) -> None:
    if user.pk != actor.pk and not actor.has_perm("claims.change_user"):
        raise refuse("actor", "Only administrators may sign colleagues out.")
