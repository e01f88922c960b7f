"""The addresses of the public pages. Once published they stay."""

from __future__ import annotations

from django.urls import path

from claims.public import claims, home, record, speakers, subjects

app_name = "public"
urlpatterns = [
    path("", home.home, name="home"),
    path("claims/", claims.claim_list, name="claims"),
    path("claims/<slug:slug>/", claims.claim, name="claim"),
    path("speakers/", speakers.speaker_list, name="speakers"),
    path("speakers/<slug:slug>/", speakers.speaker, name="speaker"),
    path("articles/<int:pk>/", subjects.article, name="article"),
    path("topics/<slug:slug>/", subjects.topic, name="topic"),
    path("outlets/<slug:slug>/", subjects.outlet, name="outlet"),
    path("promises/", record.promises, name="promises"),
    path("ratings/", record.ratings, name="ratings"),
    path("methodology/", record.methodology, name="methodology"),
    path("corrections/", record.corrections, name="corrections"),
    path("about/", record.about, name="about"),
]
