"""The second step of signing in: a code from an app, or one of ten recovery codes.

Whoever has set it up is asked for it. For the groups in SECOND_STEP_FOR it is not a choice: they set
it up before they see a desk.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import segno
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_otp import login as pass_second_step
from django_otp import match_token, user_has_device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from claims.admin.requests import person
from claims.models import User

RECOVERY_CODES = 10
OPEN = ("admin:login", "admin:logout", "admin:jsi18n", "desk-second-step", "desk-second-step-set-up")


class CodeForm(forms.Form):
    """Six digits, or a recovery code."""

    code = forms.CharField(
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True, "size": 12}),
    )

    def clean_code(self) -> str:
        """People type the blanks that apps show."""
        return str(self.cleaned_data["code"]).replace(" ", "").lower()


def is_required_of(user: User) -> bool:
    """Is the second step not a choice for this person?"""
    groups = set(settings.SECOND_STEP_FOR)
    if not groups:
        return False
    return user.is_superuser or user.groups.filter(name__in=groups).exists()


class SecondStep:
    """Middleware: nobody who owes the second step gets past it anywhere below /admin/."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        owed = self.owed(request)
        if owed is not None:
            return HttpResponseRedirect(f"{owed}?next={request.path}" if request.method == "GET" else owed)
        return self.get_response(request)

    def owed(self, request: HttpRequest) -> str | None:
        """Where they must go first, if anywhere."""
        user: Any = request.user
        if not request.path.startswith("/admin/") or not user.is_authenticated or user.is_verified():
            return None
        if request.path in {reverse(name) for name in OPEN}:
            return None
        if user_has_device(user):
            return reverse("desk-second-step")
        return reverse("desk-second-step-set-up") if is_required_of(user) else None


def _onward(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(
        wanted if is_ours and wanted.startswith("/admin/") else reverse("admin:index")
    )


def _page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    asked = {"next": request.POST.get("next") or request.GET.get("next", "")}
    return render(request, template, {**admin.site.each_context(request), **asked, **context})


@login_required
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for the code. Wrong ones are slowed down, longer each time."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        device = match_token(person(request), form.cleaned_data["code"])
        if device is not None:
            pass_second_step(request, device)
            return _onward(request)
        form.add_error("code", "That code is not right, or came too soon after a wrong one. Wait, try again.")
    return _page(request, "admin/desk/second_step.html", title="Second step", form=form)


@login_required
def set_up(request: HttpRequest) -> HttpResponse:
    """Show the secret once, confirm it by a code, hand out the recovery codes."""
    user = person(request)
    if user_has_device(user) and not request.user.is_verified():  # type: ignore[union-attr]
        return HttpResponseRedirect(reverse("desk-second-step"))
    device = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    if device is None:
        device = TOTPDevice.objects.create(user=user, name="app", confirmed=False)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if device.verify_token(form.cleaned_data["code"]):
            codes = _confirm(user, device)
            pass_second_step(request, device)
            messages.success(request, "The second step is set up.")
            return _page(request, "admin/desk/recovery_codes.html", title="Recovery codes", codes=codes)
        form.add_error("code", "That code is not right. Is the clock of your telephone right?")
    qr = segno.make(device.config_url).svg_data_uri(scale=5, border=2, dark="#1d1b16", light="#ffffff")
    secret = device.config_url.split("secret=")[1].split("&")[0]
    return _page(
        request,
        "admin/desk/second_step_set_up.html",
        title="Set up the second step",
        form=form,
        qr=qr,
        secret=secret,
    )


@transaction.atomic
def _confirm(user: User, device: TOTPDevice) -> list[str]:
    """The new app replaces an older one, and new recovery codes the old ones."""
    TOTPDevice.objects.filter(user=user).exclude(pk=device.pk).delete()
    StaticDevice.objects.filter(user=user).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    paper = StaticDevice.objects.create(user=user, name="recovery codes")
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=paper, token=code) for code in codes)
    return codes
