"""From the start page every desk and list is one click away, though the menu may be folded up."""

import re
from collections.abc import Callable

import pytest

from claims.models import User
from tests.admin.client import desk_of
from tests.factories import ada, ben

DESKS = {"triage", "deadlines", "operations", "figures", "ranking"}


@pytest.mark.parametrize("who", [ada, ben])
def test_every_desk_is_linked_and_every_link_answers(who: Callable[[], User]) -> None:
    desk = desk_of(who())
    page = desk.get("/admin/").content.decode()
    links = re.findall(r'href="(/admin/[^"]+)"', page.partition("Desks and lists")[2])
    assert {f"/admin/{name}/" for name in DESKS} <= set(links)
    assert [link for link in links if desk.get(link).status_code != 200] == []
