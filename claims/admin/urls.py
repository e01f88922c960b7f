"""The addresses of the desks, below /admin/."""

from django.contrib import admin
from django.urls import path

from claims.admin import claim_desk, triage

view = admin.site.admin_view
urlpatterns = [
    path("triage/", view(triage.desk), name="desk-triage"),
    path("triage/<int:pk>/decide/", view(triage.decide), name="desk-decide"),
    path("claim/<int:pk>/", view(claim_desk.desk), name="desk-claim"),
    path("claim/<int:pk>/act/", view(claim_desk.act), name="desk-claim-act"),
]
