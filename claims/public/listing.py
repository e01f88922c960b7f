"""The list of claims and what narrows it: the same parameters for the page and for every feed."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import F, QuerySet

from claims.editorial.promises import STATES, in_promise_state
from claims.models import Claim, StatementKind, published
from claims.public.page import Paged

SHORTEST = 2  # characters worth searching for
ORDERS = {
    "reviewed": ("-published_at", "-id"),
    "said": (F("said_on").desc(nulls_last=True), "-id"),
    "due": (F("due_on").asc(nulls_last=True), "id"),
}


class SpeakerField(forms.SlugField):
    """The address of a speaker; one of before leads on, as that of the page does."""

    def clean(self, value: Any) -> Any:
        """The present one."""
        slug = super().clean(value)
        return published.present_slug(slug) if slug else slug


class Narrowing(Paged):
    """What a reader may ask of the list of claims."""

    q = forms.CharField(required=False, min_length=SHORTEST, max_length=200)
    speaker = SpeakerField(required=False, max_length=120)
    topic = forms.SlugField(required=False, max_length=80)
    outlet = forms.SlugField(required=False, max_length=80)
    rating = forms.RegexField(r"^[\w-]+(/[\w-]+)?$", required=False, max_length=200)
    kind = forms.ChoiceField(required=False, choices=StatementKind.choices)
    state = forms.ChoiceField(required=False, choices=list(STATES.items()))
    said_after = forms.DateField(required=False)
    said_before = forms.DateField(required=False)
    order = forms.ChoiceField(required=False, choices=[(name, name) for name in ORDERS])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.DateField):
                field.error_messages["invalid"] = "Write the day as 2024-11-18."
            if isinstance(field, forms.SlugField):
                field.error_messages["invalid"] = f"Write the {name} as it stands in the address of its page."
            if name == "rating":
                field.error_messages["invalid"] = "Write it as “false” or “truth/false”."


class Searching(Narrowing):
    """The same on a page, where who has typed too little is told to go on, not that it is an error."""

    q = forms.CharField(required=False, max_length=200)


def listed(wanted: dict[str, Any]) -> QuerySet[Claim]:
    """Public claims as the cleaned parameters narrow and order them."""
    rows: Any = published.claims()
    if wanted.get("state"):
        rows = in_promise_state(rows.promises(), wanted["state"])
    ways = {"kind": "kind", "said_after": "said_on__gte", "said_before": "said_on__lte"}
    rows = rows.filter(**{way: wanted[name] for name, way in ways.items() if name in wanted})
    rows = by_whom_on_what(rows, wanted)
    if "outlet" in wanted:
        rows = published.said_in(rows, wanted["outlet"])
    if "rating" in wanted:
        scale, _, rating = wanted["rating"].rpartition("/")
        rows = rows.filter(
            public_rating__slug=rating, **({"public_rating__scale__slug": scale} if scale else {})
        )
    if "q" in wanted:
        rows = rows.search(wanted["q"])
    if "q" in wanted and "order" not in wanted:
        return rows.order_by("-relevance", "-id")  # type: ignore[no-any-return]
    return rows.order_by(*ORDERS[wanted.get("order", "reviewed")])  # type: ignore[no-any-return]


def by_whom_on_what(rows: Any, wanted: dict[str, Any]) -> Any:
    """Those of the speaker and on the topic that are asked for."""
    if "speaker" in wanted:
        rows = rows.of_speaker(wanted["speaker"])
    return rows.on_topic(wanted["topic"]) if "topic" in wanted else rows


def query_of(wanted: dict[str, Any], *without: str) -> str:
    """The parameters as they stand after the question mark, some left out."""
    return urlencode({name: value for name, value in wanted.items() if name not in {"page", *without}})


def chips(wanted: dict[str, Any]) -> list[dict[str, str]]:
    """What narrows a list beyond the form's own fields, each with the parameters of the list without it."""
    rows: dict[str, Any] = {"speaker": published.speakers(), "outlet": published.outlets()}
    said = []
    for name in rows.keys() & wanted.keys():
        row = rows[name].filter(slug=wanted[name]).first()
        word = str(row or wanted[name])
        said.append({"name": name, "value": wanted[name], "word": word, "without": query_of(wanted, name)})
    return said
