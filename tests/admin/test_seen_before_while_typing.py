"""While the wording is being typed, the known claims like it are shown."""

from django.urls import reverse

from tests.admin.client import desk_of, text_of
from tests.factories import ada, cleo, make_candidate, make_claim, make_published_review, make_speaker


def test_what_is_typed_decides_what_is_shown_with_its_rating() -> None:
    make_published_review(make_claim("build 300 homes by 2027", speaker=make_speaker()))
    candidate = make_candidate(speaker=make_speaker(), statement="nothing of the sort")
    address = reverse("desk-like", args=[candidate.pk])
    desk = desk_of(ada())
    assert "build 300 homes" not in text_of(desk.get(address))
    found = text_of(desk.get(address, {"wording": "we will build 300 homes by 2027"}))
    assert "Marsh: build 300 homes by 2027" in found
    assert "False" in found


def test_an_outsider_asks_in_vain() -> None:
    candidate = make_candidate()
    assert desk_of(cleo()).get(reverse("desk-like", args=[candidate.pk])).status_code in {302, 403}
