"""Every address: the admin, the API, the public pages."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path

from claims.api.datafeed import data_feed
from claims.public import health

urlpatterns = [
    path("admin/", include("claims.admin.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("claims.api.urls")),
    path("factchecktools/", include("claims.api.google.urls")),
    path("claimreview.json", data_feed, name="claimreview-feed"),
    re_path(r"^healthz/?$", health.healthz),
    re_path(r"^readyz/?$", health.readyz),
    path("", include("claims.public.urls")),
]
if settings.MCP:
    urlpatterns.insert(0, path("mcp", include("claims.api.mcp.urls")))
handler400 = "claims.public.errors.bad_request"
handler404 = "claims.public.errors.not_found"
handler500 = "claims.public.errors.server_error"
