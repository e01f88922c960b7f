"""A claim on other sites: a small page for a frame, and oEmbed to find it by."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from csp.decorators import csp_replace
from django import forms
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.clickjacking import xframe_options_exempt

from claims.editorial.addresses import page_url
from claims.models import Claim, published
from claims.public.claims import merged_into, newest
from claims.public.page import asked, page
from claims.public.tags import shown

WIDTH, HEIGHT = 560, 320
FOR_ANY_SITE = {"Access-Control-Allow-Origin": "*"}
JSON_ALONE = "This site answers oEmbed in JSON only: ask with format=json."


class Wish(forms.Form):
    """What oEmbed lets a consumer ask."""

    url = forms.CharField(max_length=1000)
    format = forms.CharField(required=False, max_length=20)
    maxwidth = forms.IntegerField(required=False, min_value=1)
    maxheight = forms.IntegerField(required=False, min_value=1)


@csp_replace({"frame-ancestors": ["*"]})
@xframe_options_exempt
@page
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """The claim in a frame: the one page that other sites may frame. No cookies, no scripts."""
    claim = published.once_public().filter(slug=slug).first()
    if claim is None:
        return HttpResponsePermanentRedirect(reverse("public:embed", args=[merged_into(slug)]))
    context = {"claim": claim, "version": shown(claim), "newest": newest(claim)}
    return render(request, "claims/embed.html", context)


@page
def oembed(request: HttpRequest) -> HttpResponse:
    """oEmbed 1.0 for the page of a claim; JSON only. It is machines that ask: they get no page for an error."""
    try:
        wish = asked(request, Wish)
        if wish.get("format", "json") != "json":
            return _problem(request, 501, JSON_ALONE)
        claim = published.claims().filter(slug=_slug_in(wish["url"])).first()
        if claim is None:
            raise Http404("url: No published claim stands at that address.")
    except BadRequest as error:
        return _problem(request, 400, str(error))
    except Http404 as error:
        return _problem(request, 404, str(error))
    return JsonResponse(_described(claim, wish), headers=FOR_ANY_SITE)


def _described(claim: Claim, wish: dict[str, Any]) -> dict[str, Any]:
    """What oEmbed tells of a claim."""
    width, height = min(wish.get("maxwidth", WIDTH), WIDTH), min(wish.get("maxheight", HEIGHT), HEIGHT)
    address = page_url("embed", claim.slug)
    frame = {"address": address, "title": claim.headline, "width": width, "height": height}
    return {
        "version": "1.0",
        "type": "rich",
        "title": claim.headline,
        "author_name": claim.speaker.name,
        "author_url": page_url("speaker", claim.speaker.slug),
        "provider_name": settings.SITE_NAME,
        "provider_url": page_url("home"),
        "cache_age": 3600,
        "html": render_to_string("claims/frame.html", frame).strip(),
        "width": width,
        "height": height,
        "thumbnail_url": page_url("card", claim.slug),
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }


def _problem(request: HttpRequest, status: int, detail: str) -> HttpResponse:
    """What is wrong, as problem details: in XML for who asked for XML."""
    title = HTTPStatus(status).phrase
    if request.GET.get("format") == "xml":
        body = (
            f'<problem xmlns="urn:ietf:rfc:7807"><title>{title}</title><status>{status}</status>'
            f"<detail>{escape(detail)}</detail></problem>\n"
        )
        return HttpResponse(body, status=status, content_type="application/problem+xml", headers=FOR_ANY_SITE)
    told = {"title": title, "status": status, "detail": detail}
    return JsonResponse(told, status=status, content_type="application/problem+json", headers=FOR_ANY_SITE)


def _slug_in(address: str) -> str:
    """The slug in the address of a claim's page. Raises Http404, BadRequest."""
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise BadRequest("url: This is no address.") from error
    if parts.netloc != urlsplit(settings.SITE_URL).netloc:
        raise Http404(f"url: Only addresses of {settings.SITE_URL} can be embedded from here.")
    try:
        found = resolve(parts.path)
    except Resolver404:
        raise Http404("url: No published claim stands at that address.") from None
    if found.view_name not in {"public:claim", "public:embed"}:
        raise Http404("url: Only pages of claims can be embedded.")
    return str(found.kwargs["slug"])
