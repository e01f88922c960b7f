"""The operations desk: how the feeds fare, how long the queues are, what was set aside, silent edits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Count, Min
from django.db.models.functions import TruncDate
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from claims import pipeline, revisions, tasks
from claims.admin.requests import given_id, person
from claims.admin.subscribers import given_up
from claims.admin.worddiff import word_diff
from claims.checks import broker_fault
from claims.ingest import fetch
from claims.ingest.clean import make_draft, tidy
from claims.models import ArticleRevision, Feed, FeedItem, SilentEdit, Webhook
from claims.models.feed import LOCAL
from claims.polling import items, registry

PASTE_HERE = "Choose “Paste the text”, and paste the article's text there."
ANOTHER_FEED = "Ask the site for a feed that may be read, or switch this one off."
DAYS = 14
SHOWN = 50
STATES = ["failing", "silent", "paused", "on", "off"]  # of a feed, as they are sorted
State = ArticleRevision.State


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed as the desk shows it."""

    feed: Feed
    state: str
    reason: str
    days: list[tuple[date, int, int]]  # day, new articles, height of its bar in percent

    @property
    def is_counted(self) -> bool:
        """Files are taken in without being items of their feed."""
        return self.feed.kind not in LOCAL

    @property
    def total(self) -> int:
        """New articles of all days shown."""
        return sum(number for _, number, _ in self.days)


@dataclass(frozen=True, slots=True)
class Queue:
    """Work of one kind: how much waits, since when, how much was done."""

    name: str
    waiting: int
    oldest: datetime | None
    in_hand: int
    hour: int
    day: int


class PasteForm(forms.Form):
    """An article that the program could not read, brought by a person."""

    title = forms.CharField(max_length=200, required=False)
    byline = forms.CharField(max_length=300, required=False)
    published_on = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 18}),
        error_messages={"required": "Paste the article's text, as it stands on the page."},
    )


@permission_required("claims.view_feed", raise_exception=True)
def desk(request: HttpRequest) -> HttpResponse:
    """The page."""
    edits = SilentEdit.objects.unseen().select_related("after__article__outlet", "appearance__claim__speaker")
    failed = ArticleRevision.objects.filter(state=State.FAILED).select_related("article").order_by("-id")
    aside = FeedItem.objects.set_aside().select_related("feed__outlet").order_by("-id")
    context = {
        **admin.site.each_context(request),
        "title": "Operations",
        "given_up": given_up(request),
        "broker_fault": broker_fault(),
        "queues": [fetching(), extracting()],
        "feeds": feed_rows(),
        "edits": [(edit, word_diff(edit.sentence_before, edit.sentence_after)) for edit in edits[:SHOWN]],
        "more_edits": max(0, edits.count() - SHOWN),
        "failed": failed[:SHOWN],
        "more_failed": max(0, failed.count() - SHOWN),
        "aside": [(item, reason(item.note, item.url, PASTE_HERE)) for item in aside[:SHOWN]],
        "more_aside": max(0, aside.count() - SHOWN),
        "may_act": request.user.has_perm("claims.change_feed"),
        "may_add": request.user.has_perm("claims.add_feed"),
        "may_see": request.user.has_perm("claims.change_candidate"),
    }
    return render(request, "admin/desk/operations.html", context)


@require_POST
@permission_required("claims.change_feed", raise_exception=True)
def act(request: HttpRequest) -> HttpResponse:
    """Fetch now, switch a feed, retry what was set aside."""
    pk, action = given_id(request, "id"), request.POST.get("action", "")
    if action == "fetch":
        done = registry.fetch_now(feed_id=pk)
        reached = done and tasks.send_errands(1)
        said = (
            "It is fetched as soon as a worker is free."
            if done
            else "This feed is switched off: switch it on first."
        )
        messages.info(request, said if reached or not done else f"{said} The broker is not reached just now.")
    elif action in {"on", "off"} and Feed.objects.filter(pk=pk).exists():
        registry.switch(feed_id=pk, on=action == "on")
        messages.info(request, "Polled from now on." if action == "on" else "No longer polled.")
    elif action == "retry-item" and items.retry(item_ids=[pk]):
        tasks.send_errands(1)
        messages.info(request, "It is fetched again as soon as a worker is free.")
    elif action == "retry-revision" and pipeline.retry_revision(revision_id=pk):
        tasks.ring([pk])
        messages.info(request, "It is extracted again as soon as a worker is free.")
    else:
        messages.warning(request, "Nothing done: somebody was faster, or the row is not there any more.")
    return HttpResponseRedirect(reverse("desk-operations"))


@require_POST
@permission_required("claims.change_candidate", raise_exception=True)
def seen(request: HttpRequest) -> HttpResponse:
    """An editor has looked at a silent edit."""
    if revisions.mark_seen(edit_ids=[given_id(request, "id")], actor=person(request)):
        messages.info(request, "Marked as seen.")
    return HttpResponseRedirect(reverse("desk-operations"))


@permission_required("claims.change_feed", raise_exception=True)
def paste(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring the text of an item by hand."""
    item = get_object_or_404(FeedItem.objects.select_related("feed__outlet"), pk=pk)
    form = PasteForm(request.POST or None, initial={"title": item.title, "published_on": item.published_on})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"text": tidy(form.cleaned_data["text"])}
        draft = make_draft(origin=f"pasted by {person(request).get_username()}", url=item.url, **given)
        stored = items.bring_text(item=item, draft=draft)
        if stored.waits:
            tasks.ring([stored.revision_id])
        messages.success(request, f"Stored: {draft.title}.")
        return HttpResponseRedirect(reverse("desk-operations"))
    why = reason(item.note, item.url, "Paste the article's text below.")
    context = {**admin.site.each_context(request), "title": "Paste the text", "item": item, "form": form}
    context["why"] = why
    return render(request, "admin/desk/paste.html", context)


# What the page shows ---------------------------------------------------------------------------------
def feed_rows() -> list[FeedRow]:
    """Feeds in trouble first, then those that are on, then the others."""
    today = timezone.localdate()
    days = [today - timedelta(days=n) for n in reversed(range(DAYS))]
    counts: dict[int, dict[date, int]] = defaultdict(dict)
    found = FeedItem.objects.filter(seen_at__date__gte=days[0]).annotate(day=TruncDate("seen_at"))
    for feed_id, day, number in found.order_by().values_list("feed", "day").annotate(number=Count("id")):
        counts[feed_id][day] = number
    silent = {feed.pk for feed in registry.silent_feeds()}
    feeds = Feed.objects.select_related("outlet")
    rows = [_row(feed, _state(feed, silent), counts[feed.pk], days) for feed in feeds]
    return sorted(rows, key=lambda row: STATES.index(row.state))


def _state(feed: Feed, silent: Set[int]) -> str:
    """One of STATES."""
    if not feed.is_active:
        return "paused" if feed.note else "off"
    return "failing" if feed.failures else "silent" if feed.pk in silent else "on"


def _row(feed: Feed, state: str, numbers: dict[date, int], days: list[date]) -> FeedRow:
    most = max(numbers.values(), default=0)
    bars = [
        (day, numbers.get(day, 0), round(100 * numbers.get(day, 0) / most) if most else 0) for day in days
    ]
    told = feed.note if state == "paused" else feed.last_error or feed.note
    return FeedRow(feed, state, reason(told, feed.url, ANOTHER_FEED), bars)


def reason(told: str, url: str, instead: str) -> str:
    """What happened, beside the address; `instead` of what is done with files at the command line."""
    said = fetch.beside_the_address(told, url, instead)
    return said[:1].upper() + said[1:] if told.startswith(f"{url}: ") else said


def fetching() -> Queue:
    """Pages that wait to be fetched."""
    now = timezone.now()
    due = FeedItem.objects.waiting()
    done = FeedItem.objects.filter(stored_at__isnull=False)
    return Queue(
        "Pages to fetch",
        due.count(),
        due.aggregate(oldest=Min("seen_at"))["oldest"],
        FeedItem.objects.filter(lease_until__gt=now).count(),
        done.filter(stored_at__gte=now - timedelta(hours=1)).count(),
        done.filter(stored_at__gte=now - timedelta(days=1)).count(),
    )


def extracting() -> Queue:
    """Texts that wait for extraction."""
    now = timezone.now()
    due = ArticleRevision.objects.waiting(now)
    done = ArticleRevision.objects.filter(state=State.EXTRACTED)
    return Queue(
        "Texts to extract",
        due.count(),
        due.aggregate(oldest=Min("fetched_at"))["oldest"],
        ArticleRevision.objects.filter(state=State.EXTRACTING, lease_until__gte=now).count(),
        done.filter(extracted_at__gte=now - timedelta(hours=1)).count(),
        done.filter(extracted_at__gte=now - timedelta(days=1)).count(),
    )


def trouble_badge(request: HttpRequest) -> str:
    """For the menu: unseen silent edits, failing feeds, subscribers that were given up."""
    number = SilentEdit.objects.filter(seen_at__isnull=True).count()
    number += Feed.objects.filter(is_active=True, failures__gt=0).count()
    number += Webhook.objects.given_up().count()
    return str(number)  # the theme shows whatever it gets, None as well
