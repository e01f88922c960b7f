"""Long texts with a little formatting: what is allowed, and how it reads as HTML and as plain text.

A text is HTML when it begins with the tag of a block. Anything else is plain text, in which an empty line
begins a paragraph and `<b>` is three signs to read. Formatting that says nothing is not kept: HTML of bare
paragraphs becomes plain text. So what is plain stays plain, whichever way it comes in.

lxml reads what word processors paste, in linear time however badly it is nested, and makes it of allowed tags;
nh3 has the last word on what is safe.
"""

from __future__ import annotations

import html
import re
from typing import Any

import nh3
from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

ALLOWED = {"p", "h3", "h4", "ul", "ol", "li", "blockquote", "strong", "em", "a", "br"}
SAME = {"b": "strong", "i": "em", "cite": "em", "h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4"}
LINES = ("div", "section", "article", "tr", "pre", "dt", "dd", "figcaption")  # a paragraph, if nothing larger
BLOCKS = ["p", "h3", "h4", "ul", "ol", "li", "blockquote"]
SILENT = ("head", "style", "script", "title", "xml", "template")
DEEPEST = 200  # tags in tags; what is deeper was not written by anybody, and is kept as words
WEB = re.compile(r"(?:https?://|mailto:)", re.I)
BEGINS = re.compile(
    r"(?:\s|<!--[^<]*-->|<!doctype[^<>]*>|<(?:meta|b|span)\s[^<>]*>)*"
    r"<(?:html|head|body|style|o:p|p|div|h[1-6]|ul|ol|li|blockquote|table|section|article)(?=[\s/>])[^<>]*>",
    re.I,
)
MARKS = {"strong": "**", "em": "*"}
LINE_END = re.compile(r"\r\n?")
BLANKS = re.compile(r"[ \t\r\n\f]+")
TAG = re.compile(r"<[^<>]*>")
HEAVY = re.compile(r"(?<![\w-])font-weight:\s*(?:bold|[6-9]00)", re.I)
LIGHT = re.compile(r"(?<![\w-])font-weight:\s*(?:normal|[1-5]00)", re.I)
SLANTED = re.compile(r"(?<![\w-])font-style:\s*(?:italic|oblique)", re.I)
BULLET = re.compile(r"mso-list:\s*ignore", re.I)  # drawn by hand, before an item of a word processor's list


def is_html(text: str) -> bool:
    """Does it begin as HTML does?"""
    return BEGINS.match(text) is not None


def clean(text: str) -> str:
    """The text as it is stored: plain as it came but for the sort of its line ends, or HTML of ALLOWED alone.

    Cleaning twice changes nothing.
    """
    if not is_html(text):
        return LINE_END.sub("\n", text)
    tree = _read(text)
    plain = _as_text(tree, marks=False)
    says_more = any(node.tag not in {"p", "br"} for node in tree.iterdescendants())
    return _safe(tree) if says_more or is_html(plain) else plain


def as_html(text: str) -> str:
    """Safe HTML for a page, whoever wrote the text and however it came into the database."""
    if is_html(text):
        return _safe(_read(text))
    paragraphs = re.split(r"\n{2,}", LINE_END.sub("\n", text))
    return "\n\n".join(f"<p>{html.escape(each).replace(chr(10), '<br>')}</p>" for each in paragraphs if text)


def as_text(text: str, *, marks: bool = False) -> str:
    """Plain text: an empty line between paragraphs, a line for each item of a list, addresses behind their links.

    With `marks` one sees the formatting, so that a comparison of two texts shows it: **bold**, *italic*, ### heading.
    """
    return _as_text(_read(text), marks=marks) if is_html(text) else text


# Reading ---------------------------------------------------------------------------------------------
def _read(text: str) -> Any:
    """A <div> of allowed tags alone. What is nested beyond reason becomes words."""
    tree = _parsed(text)
    if tree is None:
        tree = _parsed(f"<p>{html.escape(html.unescape(TAG.sub(' ', text)))}</p>")
    etree.strip_elements(tree, etree.Comment, etree.ProcessingInstruction, *SILENT, with_tail=False)
    for node in list(tree.iterdescendants()):
        _rename(node)
    for node in list(tree.iterdescendants(*LINES, "p", "h3", "h4", "strong", "em", "a")):
        within = node.iterdescendants(*BLOCKS, *LINES, *(["a"] if node.tag == "a" else []))
        if next(within, None) is not None:
            node.tag = "span"  # no paragraph stands in another, nor a link
        elif node.tag in LINES:
            node.tag = "p"
    for node in list(tree.iterdescendants()):
        if node.tag not in ALLOWED:
            node.drop_tag()
    _tidy(tree)
    _gather_items(tree)
    return tree


def _parsed(text: str) -> Any:
    """The tree, or None where it is nested so deeply that the parser would lose some of it."""
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
    made = lxml_html.document_fromstring(f"<div>{text}</div>".encode("utf-8", "replace"), parser=parser)
    body = made.find("body")
    body.tag = "div"
    depth, deepest = 0, 0
    for event, _ in etree.iterwalk(body, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return body if deepest < DEEPEST else None


def _rename(node: Any) -> None:
    """The allowed tag that means the same; a style may say what a tag does not."""
    style, address = node.get("style") or "", (node.get("href") or "").strip()
    is_item = "MsoListParagraph" in (node.get("class") or "")
    node.attrib.clear()
    if BULLET.search(style):
        node.tag, node.text = "span", ""
        for child in list(node):
            node.remove(child)
    elif node.tag in {"b", "strong", "span", "font"}:
        is_bold = HEAVY.search(style) or (node.tag in {"b", "strong"} and not LIGHT.search(style))
        node.tag = "strong" if is_bold else "em" if SLANTED.search(style) else "span"
    elif node.tag == "p" and is_item:
        node.tag = "li"
    elif node.tag == "a" and WEB.match(address):
        node.set("href", address)
    elif node.tag == "a":
        node.tag = "span"
    elif node.tag in {"td", "th"}:
        node.tail = f" {node.tail or ''}"
    elif node.tag in SAME:
        node.tag = SAME[node.tag]


def _tidy(tree: Any) -> None:
    """No blanks at the ends of a block nor between blocks, and nothing that is empty."""
    for node in tree.iter():
        node.text, node.tail = BLANKS.sub(" ", node.text or ""), BLANKS.sub(" ", node.tail or "")
    for node in reversed(list(tree.iterdescendants())):
        if node.tag != "br" and not node.text_content().strip(" \N{NO-BREAK SPACE}"):
            node.drop_tree() if node.tag in BLOCKS else node.drop_tag()
    for node in tree.iter("div", *BLOCKS):
        node.text = node.text.lstrip(" ")
        for child in node:
            if child.tag in BLOCKS or child.tag == "br":
                child.tail = child.tail.lstrip(" ")
        if len(node):
            node[-1].tail = node[-1].tail.rstrip(" ")
        else:
            node.text = node.text.rstrip(" ")


def _gather_items(tree: Any) -> None:
    """Items that stand in no list are put into one, those that follow each other into the same."""
    for item in list(tree.iterdescendants("li")):
        parent = item.getparent()
        if parent.tag in {"ul", "ol"}:
            continue
        before = item.getprevious()
        if before is not None and before.get("made") and not before.tail.strip():
            before.append(item)
            before.tail, item.tail = item.tail, ""
        else:
            made = lxml_html.Element("ul", made="yes")
            parent.replace(item, made)
            made.append(item)
            made.tail, item.tail = item.tail, ""


# Writing ---------------------------------------------------------------------------------------------
def _safe(tree: Any) -> str:
    """What is safe is decided by the sanitiser alone."""
    inner = html.escape(tree.text or "", quote=False)
    inner += "".join(lxml_html.tostring(node, encoding="unicode") for node in tree)
    return nh3.clean(
        inner,
        tags=ALLOWED,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    )


def _as_text(tree: Any, *, marks: bool) -> str:
    parts: list[str] = [tree.text or ""]
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        if node is tree:
            continue
        if event == "start":
            parts += [_before(node, marks), node.text or ""]
        else:
            parts += [_behind(node, marks), node.tail or ""]
    return re.sub(r"\n{3,}", "\n\n", "".join(parts)).strip("\n ")


def _before(node: Any, marks: bool) -> str:
    if node.tag == "li":
        lists = list(node.iterancestors("ul", "ol"))
        sign = f"{lists[0].index(node) + 1}. " if lists[0].tag == "ol" else "- "
        return "\n" + "  " * (len(lists) - 1) + sign
    nested = node.tag in {"ul", "ol"} and node.getparent().tag == "li"
    space = "" if nested or (node.tag == "p" and node.getparent().tag == "li") else "\n\n"
    signs = {"h3": "### ", "h4": "#### ", **MARKS} if marks else {}
    signs["br"] = "\n"
    return (space if node.tag in BLOCKS else "") + signs.get(node.tag, "")


def _behind(node: Any, marks: bool) -> str:
    if node.tag == "a" and node.get("href") != node.text_content().strip():
        return f" ({node.get('href')})"
    if marks and node.tag in MARKS:
        return MARKS[node.tag]
    return "\n\n" if node.tag in BLOCKS and not list(node.iterancestors("li")) and node.tag != "li" else ""
