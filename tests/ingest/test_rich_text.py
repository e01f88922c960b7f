"""Pasted HTML: the allowed formatting stays, everything else goes, and plain text stays plain."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.ingest.rich_text import as_html, as_text, clean

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8>
<style><!-- p.MsoNormal {mso-style-parent:""; font-size:11pt} --></style></head>
<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
<h2 style='mso-margin-top-alt:auto'>What the office
counted<o:p></o:p></h2>
<p class=MsoNormal style='margin-bottom:8.0pt'>It counted <b style='mso-bidi-font-weight:normal'>6.1&nbsp;percent</b>
in <i>October</i>, <a href="https://labour.example/figures" style='color:blue'>says its table</a>.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><!--[if !supportLists]--><span
style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span><!--[endif]-->
in the north</p>
<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>·</span><![endif]>in the south</p>
<script>alert(1)</script><img src=x onerror=alert(1)><!--EndFragment--></body></html>"""

KEPT = (
    "<h3>What the office counted</h3>"
    "<p>It counted <strong>6.1\N{NO-BREAK SPACE}percent</strong> in <em>October</em>, "
    '<a href="https://labour.example/figures" rel="noopener nofollow">says its table</a>.</p>'
    "<ul><li>in the north</li><li>in the south</li></ul>"
)


def test_what_a_word_processor_pastes_keeps_only_the_allowed() -> None:
    assert clean(WORD).replace("&nbsp;", "\N{NO-BREAK SPACE}") == KEPT


def test_what_an_online_editor_pastes_keeps_what_its_styles_mean() -> None:
    pasted = (
        '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr">'
        '<span style="font-weight:700;font-style:normal">Bold</span><span style="font-weight:400"> and </span>'
        '<span style="font-style:italic">slanted</span></p></b>'
    )
    assert clean(pasted) == "<p><strong>Bold</strong> and <em>slanted</em></p>"


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("<p>a <script>alert(1)</script><b>b</b></p>", "<p>a <strong>b</strong></p>"),
        ('<p onclick="x()"><b>b</b></p>', "<p><strong>b</strong></p>"),
        ('<p><a href="javascript:alert(1)">x</a> <b>b</b></p>', "<p>x <strong>b</strong></p>"),
        ('<p><a href="java&#10;script:alert(1)">x</a> <b>b</b></p>', "<p>x <strong>b</strong></p>"),
        ("<p><svg/onload=alert(1)><b>b</b></p>", "<p><strong>b</strong></p>"),
        ("<p><b>b</b><iframe src=https://x.example></iframe></p>", "<p><strong>b</strong></p>"),
        ("<p><b>1 < 2 & 3</b>", "<p><strong>1 &lt; 2 &amp; 3</strong></p>"),
        ("<p><b>b<p>c", "<p><strong>b</strong></p><p>c</p>"),
        ("<ul><li>b<ol><li>c</ol>d</ul>", "<ul><li>b<ol><li>c</li></ol>d</li></ul>"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "<ul><li><p>a</p><p>b</p></li></ul>"),
        (
            "<blockquote>a<ul><li>b</ul></blockquote>c",
            "<blockquote>a<ul><li>b</li></ul></blockquote>c",
        ),
        ("<h1>a</h1><h6>b</h6>", "<h3>a</h3><h4>b</h4>"),
        ("<table><tr><td><b>a</b></td><td>b</td></tr></table>", "<p><strong>a</strong> b</p>"),
    ],
)
def test_what_is_kept(given_: str, kept: str) -> None:
    assert clean(given_) == kept


@pytest.mark.parametrize(
    "text",
    [
        "It rose.\n\nThen it fell.",
        "<script>alert(1)</script> said the mayor",
        "1 < 2, and <b>this</b> are signs to read.",
        "  indented\n\n\n\n- a dash",
        "",
    ],
)
def test_plain_text_stays_as_it_came(text: str) -> None:
    assert clean(text) == text
    assert as_text(text) == text


def test_bare_paragraphs_become_plain_text() -> None:
    assert (
        clean("<div>It rose.</div><p class=MsoNormal>Then<br>it <o:p></o:p>fell.</p>")
        == "It rose.\n\nThen\nit fell."
    )


def test_paragraphs_that_begin_with_signs_that_look_like_tags_stay_html() -> None:
    assert clean("<p>&lt;p&gt; is a tag</p>") == "<p>&lt;p&gt; is a tag</p>"


def test_plain_text_shows_as_paragraphs_with_every_sign_escaped() -> None:
    assert as_html("a <b>\nb\r\n\r\n\nc") == "<p>a &lt;b&gt;<br>b</p>\n\n<p>c</p>"


def test_html_that_nobody_cleaned_is_shown_clean() -> None:
    assert as_html("<p>a<script>alert(1)</script> <b onclick=x>b</b>") == "<p>a <strong>b</strong></p>"


def test_the_plain_text_of_html_has_its_items_and_addresses() -> None:
    text = clean(
        '<h3>Why</h3><ol><li>one</li><li>two<ul><li>in</li></ul></ol><p><a href="https://a.example">a</a>'
        " <b>b</b></p>"
    )
    assert as_text(text) == "Why\n\n1. one\n2. two\n  - in\n\na (https://a.example) b"
    assert as_text(text, marks=True).startswith("### Why")
    assert as_text(text, marks=True).endswith("**b**")


TAGS = re.findall(
    r"\S+",
    "<p> </p> <b> </b> <i> <ul> </ul> <ol> <li> <blockquote> </blockquote> <h3> <br> </a> a &lt; < &nbsp;",
)
LINK = '<a href="https://a.example/?b&amp;c">'


@given(st.lists(st.sampled_from([*TAGS, LINK, " "]), max_size=25))
def test_cleaning_twice_changes_nothing(parts: list[str]) -> None:
    once = clean("".join(parts))
    assert clean(once) == once


@pytest.mark.parametrize(
    "part",
    [
        "<blockquote>",
        "<ul><li>x",
        "<p><i id={}>x",
        "<b id={}>",
        "<a href={}><p>x",
        "<!--",
        "<script>",
        "<![if !supportLists]>",
        "<",
        "&",
        "<a href='",
        "</b>",
        "<p>&nbsp;",
        " ",
    ],
)
def test_a_text_of_the_longest_that_nests_endlessly_does_not_grow_out_of_bounds(part: str) -> None:
    text = "<p>" + "".join(part.format(n) for n in range(200_000 // len(part)))
    assert len(clean(text)) < 2_000_000
