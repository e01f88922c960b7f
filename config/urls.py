"""Every address: the admin, the API, the public pages."""

from django.contrib import admin
from django.urls import path

from claims.public import health

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
]
