"""Whose it is to decide on a candidate."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from claims.editorial.refusals import Refused, refuse, require
from claims.models import Candidate, User, act_as


def assign(*, candidate: Candidate, actor: User, to: User | None, seen: int | None) -> None:
    """Give a candidate and its group to somebody; to nobody, when `to` is None.

    `seen` is the id of the person whose it was on the page. Raises Refused when a colleague was faster.
    """
    require(actor, "change_candidate")
    if to is not None and not to.has_perm("claims.change_candidate"):
        raise refuse("to", f"{to.called} may not decide on candidates.")
    with act_as(actor):
        held = Candidate.objects.select_for_update(of=["self"]).get(pk=candidate.pk)
        if held.state != Candidate.State.WAITING:
            raise refuse("state", "Nothing to assign: this candidate is decided.")
        if held.assigned_to_id != seen:
            whose = f"{held.assigned_to.called}’s" if held.assigned_to else "nobody’s"
            raise refuse("to", f"A colleague was faster: it is {whose} now.")
        candidate.all_of_group().awaiting_triage().order_by().update(assigned_to=to)
    candidate.refresh_from_db()


def assign_many(
    *, candidates: Iterable[Candidate], actor: User, to: User
) -> tuple[int, list[tuple[Candidate, Refused]]]:
    """Give each that is nobody's to one person. How many were, and which were refused and why."""
    done, refused = 0, []
    for candidate in candidates:
        try:
            assign(candidate=candidate, actor=actor, to=to, seen=None)
            done += 1
        except Refused as problem:
            refused.append((candidate, problem))
    return done, refused


def colleague_named(name: str) -> User:
    """The person with that account or first name: “ben”, “@ben”, “Ben”. Raises Refused for nobody, or several."""
    name = " ".join(name.replace("\x00", "").split()).removeprefix("@")
    people = User.objects.filter(is_active=True)
    found = list(
        people.filter(Q(username__iexact=name) | Q(first_name__iexact=name)).order_by("username")[:3]
    )
    exact = [user for user in found if user.username.lower() == name.lower()]
    if not name or not found:
        raise refuse("to", f"Nobody here is called “{name}”. Names are those of the accounts.")
    if len(exact or found) > 1:
        accounts = " or ".join(f"@{user.username}" for user in found)
        raise refuse("to", f"Several people are called “{name}”: {accounts}.")
    return (exact or found)[0]
