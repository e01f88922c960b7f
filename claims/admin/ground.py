"""Speakers, outlets, articles, topics, ratings and people: the plain lists of the admin."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import SEARCH_VAR, ChangeListSearchForm
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.core.validators import MaxLengthValidator
from django.db.models import Field, Model, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from unfold.admin import ModelAdmin, TabularInline
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from unfold.views import ChangeList

from claims.admin.exchange import Exchange
from claims.admin.history import history_of
from claims.admin.tables import ClaimTable, ReviewTable, newest_version, with_newest
from claims.models import (
    Affiliation,
    Alias,
    Article,
    ArticleRevision,
    Claim,
    Feed,
    Methodology,
    Outlet,
    Rating,
    RatingScale,
    Review,
    Speaker,
    Topic,
    User,
    published,
)
from claims.models.claim import ClaimQuerySet
from claims.models.remembered import remembered_count
from claims.models.speaker import SpeakerQuerySet

LONGEST = 200  # characters of a search, as on the pages for readers
admin.site.unregister([Group, TOTPDevice, StaticDevice])


class CountedOnce(Paginator):  # type: ignore[type-arg] # only the stubs know it as generic
    """Of a large record the number of rows is remembered for a while: counting reads them all."""

    @cached_property
    def count(self) -> int:
        """How many rows."""
        return remembered_count(self.object_list)  # type: ignore[arg-type]


class Sought(ChangeListSearchForm):
    """What is looked for, no longer than readers may ask: every word of it is compared with many rows."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        too_long = (
            "At most %(limit_value)s characters are looked for, and here are %(show_value)s: all are shown."
        )
        self.fields[SEARCH_VAR].validators.append(MaxLengthValidator(LONGEST, too_long))


class Searched(ChangeList):  # type: ignore[misc]
    """The rows that a search finds."""

    search_form_class = Sought


class Plain(ModelAdmin):  # type: ignore[misc]
    """Lists that open without counting every row."""

    paginator = CountedOnce
    show_full_result_count = False
    list_per_page = 50
    parts: tuple[type[Model], ...] = ()  # what hangs on a row, in its history

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """With a bound on what is looked for."""
        return Searched

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What the database wrote down, where it does; else what was done by these forms."""
        row = self.get_object(request, unquote(object_id))
        if row is None or not hasattr(row, "pgh_event_models"):
            response: HttpResponse = super().history_view(request, object_id, extra_context)
            return response
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        return history_of(request, row, self.parts)


class ReadOnly(Plain):
    """Rows that only the program and the verbs write."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Part(TabularInline):  # type: ignore[misc]
    """Rows that hang on another. The heads of the columns name the fields for those who cannot see them, too."""

    extra = 0

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs.setdefault("aria-label", field.label)
        return field


class AliasInline(Part):
    model = Alias


class AffiliationInline(Part):
    model = Affiliation


@admin.register(Speaker)
class SpeakerAdmin(Plain):
    list_display = ["name", "kind", "wikidata", "description"]
    list_filter = ["kind"]
    search_fields = ["name", "aliases__name"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [AliasInline, AffiliationInline]
    parts = (Alias, Affiliation)
    readonly_fields = ["merge"]

    @admin.display(description="Entered twice?")
    def merge(self, speaker: Speaker) -> str:
        if speaker.pk is None:
            return "—"
        there = reverse("desk-merge-speaker", args=[speaker.pk])
        return format_html('<a href="{}">Merge into another speaker</a>', there)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Speakers are deleted one by one, so that what hangs on each is said."""
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_search_results(
        self, request: HttpRequest, queryset: SpeakerQuerySet, search_term: str
    ) -> tuple[SpeakerQuerySet, bool]:
        """By an index: names like the term, and other names that are the term."""
        return (queryset.named_like(search_term) if search_term else queryset), False

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A speaker with claims, appearances or candidates stays; merging moves them."""
        speaker = self.get_object(request, object_id)
        held = _held_by(speaker) if speaker else []
        if speaker is None or not held:
            response: HttpResponse = super().delete_view(request, object_id, extra_context)
            return response
        messages.error(
            request,
            format_html(
                "Nothing was deleted: {} of {} would be lost. If the same person or body stands in the list "
                'twice, <a href="{}">merge the two</a>: everything moves. If the claims are somebody else’s, '
                "change the speaker on the desk of each.",
                " and ".join(held),
                speaker,
                reverse("desk-merge-speaker", args=[speaker.pk]),
            ),
        )
        return HttpResponseRedirect(reverse("admin:claims_speaker_change", args=[object_id]))


def _held_by(speaker: Speaker) -> list[str]:
    """What hangs on a speaker, in words."""
    counts = {
        "claim": speaker.claims.count(),
        "appearance": speaker.appearances.count(),
        "candidate": speaker.candidates.count(),
    }
    return [f"{number} {noun}{'s' if number != 1 else ''}" for noun, number in counts.items() if number]


class FeedInline(Part):
    model = Feed
    fields = ["url", "kind", "is_active", "interval_minutes"]


@admin.register(Outlet)
class OutletAdmin(Plain):
    list_display = ["name", "homepage", "country", "language"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [FeedInline]
    parts = (Feed,)


@admin.register(Feed)
class FeedAdmin(Plain):
    list_display = ["outlet", "url", "kind", "is_active", "interval_minutes", "last_success_at"]
    list_filter = ["is_active", "kind"]
    search_fields = ["url", "outlet__name"]
    fields = ["outlet", "url", "kind", "is_active", "interval_minutes", "longest_minutes", "link_contains"]
    fields += ["note", "last_polled_at", "last_success_at", "due_at", "failures", "last_error"]
    readonly_fields = ["note", "last_polled_at", "last_success_at", "due_at", "failures", "last_error"]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Whoever enters a feed wants it polled."""
        return {"is_active": True, **super().get_changeform_initial_data(request)}


class RevisionInline(Part):
    model = ArticleRevision
    fields = ["number", "state", "state_note", "tries", "extracted_at", "sha256"]
    readonly_fields = fields
    can_delete = False


@admin.register(Article)
class ArticleAdmin(ReadOnly):
    list_display = ["title", "outlet", "published", "language", "first_seen_at"]
    list_filter = ["outlet"]
    list_select_related = ["outlet"]
    search_fields = ["title", "key__exact"]
    inlines = [RevisionInline]


@admin.register(Claim)
class ClaimAdmin(Exchange, ReadOnly):
    """The list; each row leads to the claim's desk."""

    resource_classes = [ClaimTable]
    list_display = ["desk", "kind", "said_on", "due_on"]
    list_filter = ["kind", "topics"]
    list_display_links = None
    search_fields = ["wording", "speaker__name"]

    def get_search_results(
        self, request: HttpRequest, queryset: ClaimQuerySet, search_term: str
    ) -> tuple[ClaimQuerySet, bool]:
        """By the indexes of the readers' search."""
        return (queryset.search(search_term) if search_term else queryset), False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        found: QuerySet[Claim] = super().get_queryset(request).select_related("speaker")
        return found

    def get_export_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        found = super().get_export_queryset(request).select_related("review").prefetch_related("topics")
        return with_newest(found, "review__")

    @admin.display(description="Claim", ordering="wording")
    def desk(self, claim: Claim) -> str:
        return format_html('<a href="{}">{}</a>', reverse("desk-claim", args=[claim.pk]), claim.headline)


@admin.register(Review)
class ReviewAdmin(Exchange, ReadOnly):
    """The list of reviews; each row leads to the claim's desk."""

    resource_classes = [ReviewTable]
    list_display = ["desk", "state", "assigned_to", "created_at"]
    list_filter = ["versions__state"]
    list_display_links = None
    search_fields = ["claim__wording", "claim__speaker__name"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Review], search_term: str
    ) -> tuple[QuerySet[Review], bool]:
        """By the indexes of the readers' search, among the claims that have a review."""
        if not search_term:
            return queryset, False
        reviewed: Any = Claim.objects.filter(published.with_one(Review.objects.filter(claim=OuterRef("pk"))))
        return queryset.filter(claim__in=reviewed.search(search_term).values("pk")), False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Review]:
        rows = super().get_queryset(request).select_related("claim__speaker", "assigned_to")
        found: QuerySet[Review] = rows.prefetch_related("versions")
        return found

    def get_export_queryset(self, request: HttpRequest) -> QuerySet[Review]:
        return with_newest(super().get_export_queryset(request).distinct())

    @admin.display(description="Claim", ordering="claim__wording")
    def desk(self, review: Review) -> str:
        address = reverse("desk-claim", args=[review.claim_id])
        return format_html('<a href="{}">{}</a>', address, review.claim.headline)

    @admin.display(description="State")
    def state(self, review: Review) -> str:
        newest = newest_version(review)
        return f"{newest.get_state_display()}, version {newest.number}" if newest else "not begun"


@admin.register(Topic)
class TopicAdmin(Plain):
    list_display = ["name", "description"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


class RatingInline(Part):
    model = Rating
    fields = ["position", "label", "slug", "value", "maps_to", "shape", "colour", "definition"]


@admin.register(RatingScale)
class RatingScaleAdmin(Plain):
    list_display = ["name", "kind", "is_active"]
    inlines = [RatingInline]
    parts = (Rating,)


@admin.register(Methodology)
class MethodologyAdmin(Plain):
    list_display = ["version", "adopted_on"]


@admin.register(User)
class UserAdmin(DjangoUserAdmin, Plain):  # type: ignore[type-arg, misc]
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    filter_horizontal = []
    readonly_fields = ["signed_in"]
    fieldsets = [*(DjangoUserAdmin.fieldsets or ()), ("Sessions", {"fields": ["signed_in"]})]

    @admin.display(description="Where they are signed in")
    def signed_in(self, user: User) -> str:
        return format_html('<a href="{}">See, and sign out</a>', reverse("desk-sign-ins-of", args=[user.pk]))


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin, Plain):  # type: ignore[misc]
    filter_horizontal = []


@admin.register(TOTPDevice, StaticDevice)
class SecondStepAdmin(ReadOnly):
    """Who has set up the second step, to remove it for somebody; the secrets themselves are shown to nobody."""

    list_display = ["user", "name"]
    list_select_related = ["user"]
    fields = ["user", "name"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(ModelAdmin.has_delete_permission(self, request, obj))
