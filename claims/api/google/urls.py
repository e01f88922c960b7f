"""/factchecktools/: Google's addresses below our own."""

from __future__ import annotations

from django.urls import path, re_path

from claims.api.google.errors import no_such_method
from claims.api.google.views import ClaimSearch, Discovery

app_name = "google"
urlpatterns = [
    path("v1alpha1/claims:search", ClaimSearch.as_view(), name="search"),
    path("$discovery/rest", Discovery.as_view(), name="discovery"),
    re_path(r"^.*$", no_such_method),
]
