"""The addresses of the public pages. Once published they stay."""

from __future__ import annotations

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from claims.public import claims, embed, home, picture, record, sitemaps, speakers, subjects, syndication
from claims.public.syndication import WRITERS

MAPS = {"sitemaps": sitemaps.SITEMAPS}
# Templates of our own: a thousand days written by the framework's take far longer than the rest of the page.
INDEX = {"sitemap_url_name": "public:sitemap-section", "template_name": "claims/sitemap_index.xml"}
SECTION = {"template_name": "claims/sitemap.xml"}

app_name = "public"
urlpatterns = [
    path("", home.home, name="home"),
    path("claims/", claims.claim_list, name="claims"),
    path("claims/<slug:slug>/", claims.claim, name="claim"),
    path("claims/<slug:slug>/card.png", picture.card, name="card"),
    path("claims/<slug:slug>/evidence/<int:pk>/", claims.evidence_file, name="evidence-file"),
    path("claims/<slug:slug>/embed/", embed.embed, name="embed"),
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
    path("oembed", embed.oembed, name="oembed"),
    path("favicon.ico", sitemaps.favicon, name="favicon"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", index, MAPS | INDEX, name="sitemap"),
    path("sitemap-<section>.xml", sitemap, MAPS | SECTION, name="sitemap-section"),
]
for kind in WRITERS:
    urlpatterns += [
        path(f"claims/feed.{kind}", syndication.claims, {"kind": kind}, name=f"claims-{kind}"),
        path(f"corrections/feed.{kind}", syndication.corrections, {"kind": kind}, name=f"corrections-{kind}"),
    ]
for address in urlpatterns:
    # Pages are only read, so no form's token is asked for: who uses another method is told which ones there are.
    address.callback = csrf_exempt(require_safe(address.callback))
