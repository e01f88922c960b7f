"""The addresses of the desks, below /admin/."""

from django.contrib import admin
from django.urls import path

from claims.admin import (
    claim_desk,
    deadlines_desk,
    evidence_desk,
    figures_desk,
    history,
    home,
    operations,
    ranking_desk,
    second_step,
    sign_ins,
    speaker_desk,
    triage,
    triage_views,
)

view = admin.site.admin_view
urlpatterns = [
    path("second-step/", second_step.verify, name="desk-second-step"),
    path("second-step/set-up/", second_step.set_up, name="desk-second-step-set-up"),
    path("sessions/", view(sign_ins.desk), name="desk-sign-ins"),
    path("sessions/end/", view(sign_ins.end), name="desk-sign-ins-end"),
    path("sessions/of/<int:pk>/", view(sign_ins.desk), name="desk-sign-ins-of"),
    path("sessions/of/<int:pk>/end/", view(sign_ins.end), name="desk-sign-ins-end-of"),
    path("read/", view(home.read_all), name="desk-read-all"),
    path("digest/", view(home.digest), name="desk-digest"),
    path("triage/", view(triage.desk), name="desk-triage"),
    path("triage/bulk/", view(triage_views.bulk), name="desk-bulk"),
    path("triage/views/", view(triage_views.views), name="desk-views"),
    path("triage/<int:pk>/like/", view(triage.like), name="desk-like"),
    path("triage/<int:pk>/stay/", view(triage.stay), name="desk-stay"),
    path("triage/<int:pk>/decide/", view(triage.decide), name="desk-decide"),
    path("claim/<int:pk>/", view(claim_desk.desk), name="desk-claim"),
    path("claim/<int:pk>/act/", view(claim_desk.act), name="desk-claim-act"),
    path("clean/", view(claim_desk.clean), name="desk-clean"),
    path("claim/<int:pk>/history/", view(history.history), name="desk-history"),
    path("evidence/<int:pk>/copy/", view(evidence_desk.stored_copy), name="desk-stored-copy"),
    path("speaker/<int:pk>/merge/", view(speaker_desk.desk), name="desk-merge-speaker"),
    path("speaker/merges/<int:pk>/", view(speaker_desk.settle), name="desk-settle-merge"),
    path("evidence/<int:pk>/file/", view(evidence_desk.file), name="desk-evidence-file"),
    path("operations/", view(operations.desk), name="desk-operations"),
    path("operations/act/", view(operations.act), name="desk-operations-act"),
    path("operations/seen/", view(operations.seen), name="desk-operations-seen"),
    path("operations/item/<int:pk>/", view(operations.paste), name="desk-operations-paste"),
    path("figures/", view(figures_desk.desk), name="desk-figures"),
    path("figures/<slug:name>.csv", view(figures_desk.as_csv), name="desk-figures-csv"),
    path("ranking/", view(ranking_desk.desk), name="desk-ranking"),
    path("deadlines/", view(deadlines_desk.desk), name="desk-deadlines"),
]
