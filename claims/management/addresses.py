"""The address of every list and search of a record: desks, public pages, API; what measures and tests go by."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle, islice
from urllib.parse import urlencode

import numpy as np
from django.contrib import admin
from django.db.models import Max, Min, Model, QuerySet
from django.urls import reverse

from claims.models import Claim, published

Addresses = dict[str, list[str]]
EACH = 12  # rows that stand in addresses, picked from all over the record


def addresses() -> Addresses:
    """By name, the addresses of a list, with the slugs and words of several rows where it is narrowed."""
    public = _spread(published.claims().select_related(None).select_related("speaker"))
    if not public:
        raise ValueError("There are no published claims.")
    return {**_desks(public), **_pages(public), **_api(public)}


def _spread(rows: QuerySet[Claim]) -> list[Claim]:
    """Some of the rows, at equal distances by number."""
    ends: dict[str, int | None] = rows.order_by().aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is None or ends["last"] is None:
        return []
    numbers = np.linspace(ends["first"], ends["last"], EACH).astype(int)
    found = (rows.filter(pk__gte=n).order_by("pk").first() for n in numbers)
    return [claim for claim in found if claim is not None]


def _many(way: str, **given: Sequence[str] | str) -> list[str]:
    """The address with each of the values in turn; one text is for all."""
    columns = [value if not isinstance(value, str) else [value] for value in given.values()]
    number = max(map(len, columns), default=1)
    rows = zip(*(islice(cycle(column), number) for column in columns), strict=True) if given else [()]
    return [f"{way}?{urlencode(dict(zip(given, row, strict=True)))}" if row else way for row in rows]


def _words(claims: Sequence[Claim]) -> list[str]:
    """What somebody may look for: two words of a wording, one of them rare."""
    return [" ".join(claim.wording.split()[-5:-3]) for claim in claims]


def _desks(claims: Sequence[Claim]) -> Addresses:
    triage, speakers = reverse("desk-triage"), [claim.speaker.name for claim in claims]
    narrowed = {
        "words": {"q": _words(claims)},
        "a speaker": {"speaker": speakers},
        "an outlet": {"outlet": ["sample-1", "sample-7"]},
        "promises": {"kind": "promise"},
        "opinions (none)": {"kind": "opinion"},
        "score": {"score": ["50", "90", "99"]},
        "language": {"language": "en"},
        "a day on": {"since": ["2020-02-01", "2024-12-01"]},
        "newest": {"order": "newest"},
        "dismissed": {"state": "dismissed"},
        "two filters": {"outlet": "sample-3", "kind": "statistic", "score": "60"},
    }
    desks = {f"triage, {name}": _many(triage, **given) for name, given in narrowed.items()}  # type: ignore[arg-type]
    plain = {"start page": "admin:index", "triage": "desk-triage", "deadlines": "desk-deadlines"}
    plain |= {"operations": "desk-operations", "figures": "desk-figures"}
    desks |= {name: [reverse(way)] for name, way in plain.items()}
    desks["claim's desk"] = [reverse("desk-claim", args=[claim.pk]) for claim in claims]
    desks["claim's history"] = [reverse("desk-history", args=[claim.pk]) for claim in claims]
    for model, face in admin.site._registry.items():
        name = str(model._meta.verbose_name_plural)
        way = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        desks[f"list of {name}"] = [way]
        if face.search_fields:
            desks[f"list of {name}, searched"] = _many(way, q=_sought(model, claims))
    return {f"desk: {name}": ways for name, ways in desks.items()}


def _sought(model: type[Model], claims: Sequence[Claim]) -> list[str]:
    return _words(claims) if model is Claim else [claim.speaker.name for claim in claims]


def _pages(claims: Sequence[Claim]) -> Addresses:
    slugs, speakers = [claim.slug for claim in claims], [claim.speaker.slug for claim in claims]
    listed, promises = reverse("public:claims"), reverse("public:promises")
    articles = published.appearances().filter(claim__in=[claim.pk for claim in claims])
    numbers = sorted(set(articles.values_list("revision__article", flat=True)))
    pages = {
        "home": [reverse("public:home")],
        "claims": _many(listed, page=["1", "2"]),
        "claims, searched": _many(listed, q=_words(claims)),
        "claims, common word": _many(listed, q=["percent", "schools", "inflation"]),
        "claims, misspelt": _many(listed, q=["unemploymnt", "infaltion"]),
        "claims of a speaker": _many(listed, speaker=speakers),
        "claims on a topic": _many(listed, topic=["sample-4", "sample-8"]),
        "claims in an outlet": _many(listed, outlet=["sample-0", "sample-1"]),
        "claims by rating": _many(listed, rating=["false", "sample/promise-broken"]),
        "claims by kind": _many(listed, kind=["promise", "statistic", "opinion"]),
        "claims by state": _many(listed, state=["overdue", "pending", "undated", "settled"]),
        "claims said between": _many(
            listed, said_after="2022-03-01", said_before=["2022-03-09", "2023-01-01"]
        ),
        "claims as said": _many(listed, order=["said", "due"]),
        "claim": [reverse("public:claim", args=[slug]) for slug in slugs],
        "speakers": [reverse("public:speakers")],
        "speakers, searched": _many(reverse("public:speakers"), q=[claim.speaker.name for claim in claims]),
        "speaker": [reverse("public:speaker", args=[slug]) for slug in speakers],
        "article": [reverse("public:article", args=[number]) for number in numbers],
        "topic": [reverse("public:topic", args=[f"sample-{n}"]) for n in (4, 8)],
        "outlet": [reverse("public:outlet", args=[f"sample-{n}"]) for n in (0, 20)],
        "promises": [promises],
        "promises by state": _many(promises, state=["overdue", "pending", "undated", "settled"]),
        "promises of a speaker": _many(promises, speaker=speakers),
        "promises on a topic": _many(promises, topic="sample-4"),
        "ratings": [reverse("public:ratings")],
        "methodology": [reverse("public:methodology")],
        "corrections": [reverse("public:corrections")],
        "about": [reverse("public:about")],
        "feed of claims": [reverse("public:claims-rss")],
        "feed of a speaker": _many(reverse("public:claims-json"), speaker=speakers),
        "feed of corrections": [reverse("public:corrections-atom")],
        "index of sitemaps": [reverse("public:sitemap")],
        "sitemap of speakers": [reverse("public:sitemap-section", args=["speakers"])],
    }
    return {f"page: {name}": ways for name, ways in pages.items()}


def _api(claims: Sequence[Claim]) -> Addresses:
    slugs, speakers = [claim.slug for claim in claims], [claim.speaker.slug for claim in claims]
    said = [f"somebody said that {claim.wording}" for claim in claims]

    def way(name: str) -> str:
        return reverse(f"api:{name}-list")

    lists = {
        "claims": _many(way("claims"), ordering=["-published_at", "said_on", "-due_on", "id"]),
        "claims of a speaker": _many(way("claims"), speaker=speakers),
        "claims, narrowed": _many(way("claims"), topic="sample-8", kind="statistic", maps_to="false"),
        "claims by rating": _many(way("claims"), rating=["false", "promise-broken"]),
        "claims in an outlet": _many(way("claims"), outlet=["sample-0", "sample-1"]),
        "claims as of a day": _many(way("claims"), as_of=["2020-02-01"]),
        "claim": [reverse("api:claims-detail", args=[slug]) for slug in slugs],
        "promises": _many(way("promises"), ordering=["due_on", "-published_at"]),
        "promises by state": _many(way("promises"), state=["overdue", "pending", "undated", "settled"]),
        "search": _many(reverse("api:search"), q=_words(claims)),
        "speakers": _many(way("speakers"), ordering=["name", "-id"]),
        "speakers by name": _many(way("speakers"), name=[claim.speaker.name for claim in claims]),
        "appearances": _many(way("appearances"), ordering=["-id", "said_on"]),
        "appearances of a speaker": _many(way("appearances"), speaker=speakers),
        "appearances in an outlet": _many(way("appearances"), outlet=["sample-0", "sample-1"]),
        "articles": _many(way("articles"), ordering=["-published_on", "id"]),
        "articles of an outlet": _many(way("articles"), outlet=["sample-0", "sample-1"]),
        "reviews": [way("reviews")],
        "reviews of a claim": _many(way("reviews"), claim=slugs),
        "ratings": [way("ratings")],
        "topics": [way("topics")],
        "outlets": [way("outlets")],
        "corrections": _many(way("corrections"), ordering=["-closed_at", "id"]),
        "statistics": [reverse("api:statistics")],
        "match": _many(reverse("api:match"), text=said),
        "match, the speaker known": _many(reverse("api:match"), text=said, speaker=speakers),
        "match, nothing like it": _many(reverse("api:match"), text="bees came back to nine farms in spring"),
        "Google's search": _many(reverse("google:search"), query=_words(claims)),
    }
    return {f"API: {name}": ways for name, ways in lists.items()}
