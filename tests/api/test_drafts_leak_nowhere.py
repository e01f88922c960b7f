"""Nothing unpublished is answered anywhere: every route is walked with secrets in the database."""

from __future__ import annotations

from collections.abc import Iterator

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from claims.models import (
    Appearance,
    Article,
    Claim,
    Outlet,
    RatingScale,
    Review,
    ReviewVersion,
    Speaker,
    Topic,
    act_as,
)
from tests.factories import (
    ada,
    ben,
    make_appearance,
    make_article,
    make_candidate,
    make_claim,
    make_draft,
    make_evidence,
    make_outlet,
    make_published_review,
    make_rating,
    make_revision,
    make_speaker,
    make_topic,
)

SECRET = "zebracrossing"


def secret(kind: str) -> str:
    return f"{SECRET} {kind}"


def lay_secrets() -> Claim:
    """A public claim, and around it all that must not be seen."""
    claim = make_claim("the port is full")
    published = make_published_review(claim)
    seen = make_article(outlet=make_outlet())
    text = (
        f'{SECRET} far before. {"x " * 300} Marsh said: "The port is full." {"y " * 300} {SECRET} far after'
    )
    make_appearance(
        claim, revision=make_revision(text, article=seen), quote="The port is full.", confirmed_by=ada()
    )
    # the next version of the same review, with another rating and more evidence
    draft = make_draft(
        claim, headline=secret("headline"), summary=secret("summary"), body=secret("body"),
        change_note=secret("note"), rating=make_rating(secret("rating"), scale=f"{SECRET}-scale"),
    )  # fmt: skip
    RatingScale.objects.filter(slug=f"{SECRET}-scale").update(is_active=False)  # being tried out
    make_evidence(draft, title=secret("evidence"))
    published.review.comments.create(version_number=1, author=ben(), text=secret("comment"))
    # claims that only the desk knows, one without a review, one approved, one merged away
    hidden = make_speaker(f"{SECRET} speaker")
    lone = make_claim(secret("claim"), speaker=hidden)
    lone.topics.add(make_topic(secret("topic")))
    elsewhere = make_article(title=secret("title"), outlet=make_outlet(f"{SECRET}-outlet"))
    make_appearance(lone, revision=make_revision(article=elsewhere), confirmed_by=ada())
    approved = make_draft(make_claim(secret("approved"), speaker=hidden))
    with act_as(ben()):
        row = ReviewVersion.objects.filter(pk=approved.pk)
        row.update(state="submitted", submitted_at=timezone.now())
        row.update(state="approved", approver=ben(), approved_at=timezone.now())
    merged = make_claim(secret("merged"))
    make_published_review(merged)
    Claim.objects.filter(pk=merged.pk).update(merged_into=claim)
    # a suggested appearance and a candidate
    unread = make_article(title=secret("unread"), outlet=make_outlet())
    make_appearance(claim, revision=make_revision(article=unread))
    make_candidate(f"{SECRET} candidate")
    return claim


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, before + str(pattern.pattern))
        else:
            yield before + str(pattern.pattern), pattern


def public_addresses(keys: list[str]) -> Iterator[str]:
    """Every address of the API, with every key where one is wanted."""
    for route, _ in routes(get_resolver().url_patterns):
        if not route.startswith(("api/", "factchecktools/", "claimreview")):
            continue
        plain = route.replace("^", "").replace("$", "").replace(r"\Z", "").replace(".*", "nowhere")
        if "(?P<pk>" in plain:
            head = plain.split("(?P<pk>")[0]
            yield from (f"/{head}{key}/" for key in keys)
        else:
            yield f"/{plain}"


def every_number() -> list[int]:
    """The ids of all rows that could be asked for."""
    models = (Claim, Speaker, Appearance, Article, Review, ReviewVersion, RatingScale, Topic, Outlet)
    return sorted({pk for model in models for pk in model._default_manager.values_list("pk", flat=True)})


def asked_of(address: str) -> dict[str, str]:
    """What some addresses cannot do without."""
    if address.endswith("match/"):
        return {"text": f"{SECRET} claim"}
    return {"q": "port"} if address.endswith("search/") else {}


def test_no_address_of_the_api_tells_a_secret() -> None:
    claim = lay_secrets()
    named = [
        f"{SECRET}-{kind}" for kind in ("claim", "approved", "merged", "speaker", "topic", "outlet", "scale")
    ]
    keys = [claim.slug, "linda-marsh", "truth", "economy", *named]
    keys += [str(pk) for pk in every_number()]
    keys += list(Claim.objects.values_list("slug", flat=True))
    walked = 0
    for address in public_addresses(keys):
        answer = Client().get(address, asked_of(address))
        walked += answer.status_code == 200
        told = answer.getvalue().decode().replace(address, "")  # a 404 repeats what was asked for
        assert SECRET not in told.lower(), f"{address} tells: {told[:2000]}"
    assert walked >= 25


def test_no_search_finds_a_secret() -> None:
    lay_secrets()
    for path in ("search/?q=", "claims/?topic=", "speakers/?name=", "topics/?name=", "outlets/?name="):
        answer = Client().get(f"/api/v1/{path}{SECRET}")
        assert answer.json()["results"] == [], path


def test_an_appearance_shows_a_little_of_the_text_and_never_the_whole() -> None:
    lay_secrets()
    [seen] = Client().get("/api/v1/appearances/").json()["results"]
    assert seen["quote"] == "The port is full."
    assert len(seen["before"]) <= 240
    assert len(seen["after"]) <= 240
