"""/api/v1/: one line a list."""

from __future__ import annotations

from django.urls import include, path, re_path
from rest_framework.routers import DefaultRouter

from claims.api import match, statistics, views
from claims.api.explain import ApiRoot, Docs, DocsScript, Redoc, Schema
from claims.api.problems import no_such_address

LISTS = {
    "claims": views.ClaimViewSet,
    "promises": views.PromiseViewSet,
    "speakers": views.SpeakerViewSet,
    "appearances": views.AppearanceViewSet,
    "articles": views.ArticleViewSet,
    "reviews": views.ReviewViewSet,
    "ratings": views.ScaleViewSet,
    "topics": views.TopicViewSet,
    "outlets": views.OutletViewSet,
    "corrections": views.CorrectionViewSet,
}


class Router(DefaultRouter):
    """Without `.json` endings."""

    include_format_suffixes = False
    include_root_view = False


router = Router()
for name, view in LISTS.items():
    router.register(name, view, basename=name)

app_name = "api"
urlpatterns = [
    path("", ApiRoot.as_view(), name="root"),
    path("schema/", Schema.as_view(), name="schema"),
    path("docs/", Docs.as_view(), name="docs"),
    path("docs/start.js", DocsScript.as_view(), name="docs-script"),
    path("redoc/", Redoc.as_view(), name="redoc"),
    path("search/", views.SearchViewSet.as_view({"get": "list"}), name="search"),
    path("match/", match.MatchView.as_view(), name="match"),
    path("statistics/", statistics.StatisticsView.as_view(), name="statistics"),
    path("", include(router.urls)),
    re_path(r"^.*$", no_such_address),
]
