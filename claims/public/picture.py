"""The picture of a claim that other sites show beside a link to it: 1200 × 630, drawn by Pillow."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from PIL import Image, ImageDraw, ImageFont

from claims.models import published
from claims.public.page import page
from claims.public.tags import role, shown

WIDTH, HEIGHT, MARGIN = 1200, 630, 72
LINE = WIDTH - 2 * MARGIN
PAPER, INK, SOFT, RULE = "#fdfcf9", "#1b1a17", "#5b574e", "#1b1a17"
FONTS = settings.BASE_DIR / "templates" / "static" / "claims" / "public"
SIZES = (84, 72, 62, 54, 46, 40)  # the largest at which the headline fits
ROOM = 300  # pixels of height for the headline
FINE = 4  # shapes are drawn so many times larger, then reduced: smooth edges
SHAPES = {
    "cross": "3,1 8,6 13,1 15,3 10,8 15,13 13,15 8,10 3,15 1,13 6,8 1,3",
    "triangle": "8,1 15,15 1,15",
    "diamond": "8,0 16,8 8,16 0,8",
    "square": "2,2 14,2 14,14 2,14",
}


@page
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture of a published claim."""
    claim = published.claims().filter(slug=slug).first()
    version = shown(claim) if claim else None
    if claim is None or version is None or version.rating is None:
        raise Http404("No published claim stands at this address.")
    who = ", ".join(part for part in (claim.speaker.name, role(claim)) if part)
    when = f"{claim.said_on:%-d %B %Y}" if claim.said_on else ""
    rating = version.rating
    byline = " · ".join(part for part in (who, when) if part)
    picture = draw(settings.SITE_NAME, claim.headline, byline, rating.label, rating.shape, rating.colour)
    return HttpResponse(picture, content_type="image/png")


@lru_cache(maxsize=256)
def draw(site: str, headline: str, byline: str, label: str, shape: str, colour: str) -> bytes:
    """A PNG with the claim as its headline and the rating as word, shape and colour."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    pen.text((MARGIN, 48), site, fill=INK, font=_font("bold", 34))
    pen.rectangle((0, 112, WIDTH, 115), fill=RULE)
    pen.rectangle((0, 119, WIDTH, 120), fill=RULE)
    lines, font = _fitted(headline)
    pen.multiline_text((MARGIN, 152), "\n".join(lines), fill=INK, font=font, spacing=font.size * 0.18)
    pen.text((MARGIN, 470), _cut(byline, _font("regular", 30)), fill=SOFT, font=_font("regular", 30))
    image.paste(_shape(shape, colour, 56), (MARGIN, 533))
    pen.text((MARGIN + 78, 561), label, fill=INK, font=_font("bold", 48), anchor="lm")
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


@lru_cache(maxsize=32)
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"desk-serif-{weight}.woff2"), size)


def _fitted(text: str) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """The text in lines, at the largest size at which it fits; at the smallest, cut."""
    for size in SIZES:
        font = _font("bold", size)
        lines, most = _wrapped(text, font), int(ROOM / (size * 1.3))
        if len(lines) <= most:
            return _balanced(text, font, len(lines)), font
    lines = lines[:most]
    lines[-1] = _cut(lines[-1] + " …", font)
    return lines, font


def _balanced(text: str, font: ImageFont.FreeTypeFont, number: int) -> list[str]:
    """As many lines, the longest as short as may be: no single word on the last."""
    widths = (width for width in range(LINE // 3, LINE, 20) if len(_wrapped(text, font, width)) == number)
    return _wrapped(text, font, next(widths, LINE))


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int = LINE) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(_cut(word, font))
    return [line for line in lines if line]


def _cut(text: str, font: ImageFont.FreeTypeFont) -> str:
    """The text as far as it fits on one line."""
    if font.getlength(text) <= LINE:
        return text
    while text and font.getlength(text + " …") > LINE:
        text = text[:-1]
    return text.rstrip() + " …"


def _shape(shape: str, colour: str, size: int) -> Image.Image:
    """As in claims/rating.html, on its grid of 16."""
    unit = size * FINE / 16
    image = Image.new("RGB", (size * FINE, size * FINE), PAPER)
    pen = ImageDraw.Draw(image)
    disc = (unit, unit, 15 * unit, 15 * unit)
    if shape == "half":
        pen.ellipse(disc, outline=colour, width=int(unit))
        pen.pieslice(disc, -90, 90, fill=colour)
    elif shape in {"circle", "clock"}:
        pen.ellipse(disc, fill=colour)
        if shape == "clock":
            hands = [(8 * unit, 3 * unit), (8 * unit, 8 * unit), (5 * unit, 8 * unit)]
            pen.line(hands, fill=PAPER, width=int(2 * unit))
    else:
        corners = (corner.split(",") for corner in SHAPES.get(shape, SHAPES["square"]).split())
        pen.polygon([(int(x) * unit, int(y) * unit) for x, y in corners], fill=colour)
    return image.resize((size, size), Image.Resampling.LANCZOS)
