"""What an assistant may ask: search, claim, speaker, match. Each answers published records with their addresses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator

from claims.api import serializers
from claims.api.filters import SearchFilter
from claims.api.match import answer_of
from claims.api.problems import LONGEST
from claims.api.statistics import counted
from claims.editorial.past import dress
from claims.models import Claim, Rating, Speaker, StatementKind, published

MOST = 20
Answer = dict[str, Any]


class Refusal(Exception):
    """The question cannot be answered. The message says why and what to ask instead."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A question with the JSON schema of its arguments."""

    name: str
    description: str
    arguments: dict[str, Any]
    required: tuple[str, ...]
    answer: Callable[..., Answer]

    @property
    def schema(self) -> dict[str, Any]:
        """JSON Schema; an argument that it does not name is refused."""
        return {
            "type": "object",
            "properties": self.arguments,
            "required": list(self.required),
            "additionalProperties": False,
        }


def call(name: str, arguments: dict[str, Any]) -> Answer:
    """The answer of a tool. Raises Refusal for an unknown tool and for arguments that cannot be."""
    tool = TOOLS.get(name)
    if tool is None:
        raise Refusal(f"There is no tool {name[:60]!r}. There are: {', '.join(TOOLS)}.")
    faults = list(Draft202012Validator(tool.schema).iter_errors(arguments))
    if faults:
        told = [
            f"{'.'.join(map(str, fault.path)) or 'arguments'}: {_in_short(fault.message)}" for fault in faults
        ]
        raise Refusal(f"{'; '.join(told)}. Known here: {', '.join(tool.arguments)}.")
    if any("\0" in value for value in arguments.values() if isinstance(value, str)):
        raise Refusal("A null byte cannot be part of a value.")
    return tool.answer(**arguments)


# The tools -------------------------------------------------------------------------------------------
def search(query: str, limit: int = 10, **narrowed: str) -> Answer:
    """Published claims by words in wording, quotes and names."""
    chosen = SearchFilter({"q": query, **narrowed}, published.claims())
    if not chosen.is_valid():
        told = "; ".join(f"{name}: {word}" for name, words in chosen.errors.items() for word in words)
        raise Refusal(told)
    found = list(chosen.qs.order_by("-relevance", "-pk")[:limit])
    dress(found)
    return {"results": serializers.SearchHit(found, many=True).data}


def claim(claim: str) -> Answer:
    """One claim with its whole review, every public version and every appearance."""
    key = _last_part(claim)
    found = published.whole_claims().filter(slug=key).first()
    if found is None and (target := published.merge_target(key)) is not None:
        found = published.whole_claims().filter(pk=target.pk).first()
    if found is None:
        raise Refusal(f"No public claim is at {claim[:120]!r}. Use search to find its slug.")
    dress([found])
    return dict(serializers.ClaimDetail(found).data)


def speaker(speaker: str) -> Answer:
    """Who it is, how the claims were rated, and the newest of them."""
    person = _speaker(speaker)
    claims = published.claims().filter(speaker=person)
    newest: list[Claim] = list(claims.order_by("-published_at", "-pk")[:MOST])
    dress(newest)
    return {
        **serializers.SpeakerSerializer(person).data,
        "statistics": counted(claims.values_list("pk", flat=True)),
        "newest_claims": serializers.ClaimSerializer(newest, many=True).data,
    }


def match(text: str, speaker: str | None = None) -> Answer:
    """Has this been checked?"""
    return answer_of(text, _speaker(speaker) if speaker else None)


def _in_short(message: str) -> str:
    """The beginning and the end: in between stands what was asked, however long."""
    return message if len(message) <= 200 else f"{message[:100]}…{message[-60:]}"


def _speaker(asked: str) -> Speaker:
    """By slug or address, or by a name."""
    key = _last_part(asked)
    rows = published.speakers()
    found: Speaker | None = (
        rows.filter(pk=published.number_of_speaker(key)).first()
        or rows.filter(name__iexact=asked).first()
        or rows.filter(aliases__name__iexact=asked).first()
    )
    if found is None:
        raise Refusal(f"No public claim is by {asked[:120]!r}. Use search with the name to find the slug.")
    return found


def _last_part(asked: str) -> str:
    """The slug itself, or that of a page's address."""
    path = urlsplit(asked).path if asked.startswith(("http://", "https://")) else asked
    return path.rstrip("/").rpartition("/")[2]


def _text(description: str, least: int = 1) -> dict[str, Any]:
    return {"type": "string", "minLength": least, "maxLength": LONGEST, "description": description}


def _one_of(values: list[str], description: str) -> dict[str, Any]:
    return {"type": "string", "enum": values, "description": description}


SPEAKER = _text("Slug, address of the page, or name of the speaker.")
_ALL = (
    Tool(
        "search",
        "Find published claims by words in what was claimed, in quotes and in speakers' names. Typing errors are "
        "forgiven. Each result has the verdict and page_url: cite that address.",
        {
            "query": _text("The words to look for.", least=2),
            "speaker": _text("Only claims of this speaker: a slug."),
            "topic": _text("Only claims on this topic: a slug."),
            "kind": _one_of([str(kind) for kind in StatementKind.values], "Only claims of this kind."),
            "maps_to": _one_of([str(v) for v in Rating.MapsTo.values], "Only claims so rated, on any scale."),
            "limit": {"type": "integer", "minimum": 1, "maximum": MOST, "default": 10},
        },
        ("query",),
        search,
    ),
    Tool(
        "claim",
        "One published claim: who said it and when, the verdict with its evidence, every public version with what "
        "was corrected, and every place where it appeared.",
        {"claim": _text("Slug of the claim or address of its page.")},
        ("claim",),
        claim,
    ),
    Tool(
        "speaker",
        "A speaker: names and roles over time, how the claims were rated, the newest claims. The counts say what was "
        "checked, not how often anybody tells the truth.",
        {"speaker": SPEAKER},
        ("speaker",),
        speaker,
    ),
    Tool(
        "match",
        "Has this been checked? Published claims that say what a text says, with a score from 0 to 1; whether it is "
        "the same, a person decides. `external` are reviews of other publishers, not checked here.",
        {"text": _text("The statement, in the words in which it was met.", least=3), "speaker": SPEAKER},
        ("text",),
        match,
    ),
)
TOOLS = {tool.name: tool for tool in _ALL}
