"""Long texts with a little formatting: what is allowed, and how it reads as HTML and as plain text.

A text is HTML when it begins with the tag of a block. Anything else is plain text, in which an empty line
begins a paragraph and `<b>` is three signs to read. Formatting that says nothing is not kept: HTML of bare
paragraphs becomes plain text. So what is plain stays plain, whichever way it comes in.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

import nh3

ALLOWED = {"p", "h3", "h4", "ul", "ol", "li", "blockquote", "strong", "em", "a", "br"}
LEAVES = {"p": "p", "h3": "h3", "h4": "h4", "h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4"}
LEAVES |= dict.fromkeys(("div", "section", "article", "table", "tr", "pre", "dt", "dd", "figcaption"), "p")
BOLD, ITALIC = {"b", "strong"}, {"i", "em", "cite"}
INLINE = BOLD | ITALIC | {"a", "span", "font"}
DEEPEST = 8  # lists in lists; what goes deeper stands with these
OPEN_AT_ONCE = 40  # emphases that nobody closed; what comes after is not emphasised
WEB = re.compile(r"(?:https?://|mailto:)", re.I)
BEGINS = re.compile(
    r"(?:\s|<!--[^<]*-->|<!doctype[^<>]*>|<(?:meta|b|span)\s[^<>]*>)*"
    r"<(?:html|head|body|style|o:p|p|div|h[1-6]|ul|ol|li|blockquote|table|section|article)(?=[\s/>])[^<>]*>",
    re.I,
)
# A tag, or what word processors put between tags. Nothing here looks back, so that no text takes long.
MARKUP = re.compile(
    r"<!(?:--)?\[if !supportLists\](?:--)?>(?:(?!<!).)*<!(?:--)?\[endif\](?:--)?>"  # Word's hand-drawn bullet
    r"|<!--.*?(?:-->|\Z)"
    r"|<(?P<hidden>script|style|title|xml|template)(?=[\s/>]).*?(?:</(?P=hidden)\s*>|\Z)"
    r"|<(?P<end>/?)(?P<name>[a-z][a-z0-9:]*)(?P<rest>(?:[^<>\"']|\"[^<\"]*\"|'[^<']*')*)>"
    r"|<[!?/][^<>]*>",
    re.I | re.S,
)
HREF = re.compile(r"(?:^|\s)href\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.I)
LINE_END = re.compile(r"\r\n?")
WEIGHT = re.compile(r"(?<![\w-])font-weight:\s*(\w+)", re.I)
SLANT = re.compile(r"(?<![\w-])font-style:\s*(\w+)", re.I)


def is_html(text: str) -> bool:
    """Does it begin as HTML does?"""
    return BEGINS.match(text) is not None


def clean(text: str) -> str:
    """The text as it is stored: plain as it came but for the sort of its line ends, or HTML of ALLOWED alone.

    Cleaning twice changes nothing.
    """
    if not is_html(text):
        return LINE_END.sub("\n", text)
    blocks = _read(text)
    plain = _as_text(blocks, marks=False)
    return plain if all(block.is_plain for block in blocks) and not is_html(plain) else _as_html(blocks)


def as_html(text: str) -> str:
    """Safe HTML for a page, whoever wrote the text and however it came into the database."""
    if is_html(text):
        return _as_html(_read(text))
    paragraphs = re.split(r"\n{2,}", LINE_END.sub("\n", text))
    return "\n\n".join(f"<p>{html.escape(each).replace(chr(10), '<br>')}</p>" for each in paragraphs if text)


def as_text(text: str, *, marks: bool = False) -> str:
    """Plain text: an empty line between paragraphs, a line for each item of a list, addresses behind their links.

    With `marks` one sees the formatting, so that a comparison of two texts shows it: **bold**, *italic*, ### heading.
    """
    return _as_text(_read(text), marks=marks) if is_html(text) else text


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


@dataclass(slots=True)
class Block:
    """A paragraph, a heading or an item of `lists`, which are named from the outermost."""

    leaf: str
    quoted: bool
    lists: tuple[str, ...]
    runs: list[Run] = field(default_factory=list)

    @property
    def is_plain(self) -> bool:
        """A paragraph without any formatting."""
        return (self.leaf, self.quoted, self.lists) == ("p", False, ()) and all(
            run == Run(run.text) for run in self.runs
        )

    def tidied(self) -> list[Run]:
        """The runs, blanks at the ends and around line breaks taken off; none where there are no words."""
        looks = groupby(self.runs, key=lambda run: (run.bold, run.italic, run.href))
        together = (("".join(run.text for run in same), look) for look, same in looks)
        joined = [Run(re.sub(r" *\n *", "\n", re.sub(" +", " ", text)), *look) for text, look in together]
        for at, strip in ((0, str.lstrip), (-1, str.rstrip)):
            while joined and not (text := strip(joined[at].text)):
                joined.pop(at)
            if joined:
                last = joined[at]
                joined[at] = Run(text, last.bold, last.italic, last.href)
        return joined


# Reading ---------------------------------------------------------------------------------------------
def _read(text: str) -> list[Block]:
    reader, at = _Reader(), 0
    for tag in MARKUP.finditer(text):
        reader.words(html.unescape(text[at : tag.start()]))
        if tag["name"]:
            reader.tag(tag["name"].lower(), is_end=bool(tag["end"]), rest=tag["rest"])
        at = tag.end()
    reader.words(html.unescape(text[at:]))
    reader.finish()
    return reader.blocks


class _Reader:
    """Takes tags and words in their order, however badly nested."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.leaf, self.quotes, self.runs = "p", 0, list[Run]()
        self.lists: list[str] = []
        self.open: list[tuple[str, Run]] = []  # what emphases and links are open, with the look of each

    @property
    def look(self) -> Run:
        """How words look here."""
        return self.open[-1][1] if self.open else Run("")

    def words(self, text: str) -> None:
        self._add(re.sub(r"[ \t\r\n\f]+", " ", text))

    def _add(self, text: str) -> None:
        if text.strip(" \n") or self.runs:
            self.runs.append(Run(text, self.look.bold, self.look.italic, self.look.href))

    def tag(self, name: str, *, is_end: bool, rest: str) -> None:
        if name == "br":
            self._add("\n")
        elif name in INLINE:
            self._inline(name, is_end, rest)
        elif name in LEAVES and self.lists:  # a paragraph of an item
            self._add("" if is_end else "\n")
        elif name in LEAVES:
            self.finish()
            self.leaf = "p" if is_end else "li" if "MsoListParagraph" in rest else LEAVES[name]
        elif name in {"td", "th"}:
            self.words(" ")
        elif name in {"li", "ul", "ol", "blockquote"}:
            self.finish()
            self._nest(name, is_end)

    def finish(self) -> None:
        """The block ends here."""
        lists = tuple(self.lists[:DEEPEST]) or ("ul",) * (self.leaf == "li")
        block = Block("li" if lists else self.leaf, self.quotes > 0, lists, self.runs)
        block.runs = block.tidied()
        if block.runs:
            self.blocks.append(block)
        self.runs = []

    def _nest(self, name: str, is_end: bool) -> None:
        if name == "blockquote":
            self.quotes = max(0, self.quotes + (-1 if is_end else 1))
        elif name != "li" and is_end:
            del self.lists[-1:]
        elif name != "li":
            self.lists.append(name)
            self.leaf = "p"

    def _inline(self, name: str, is_end: bool, rest: str) -> None:
        if is_end:
            at = next((n for n in range(len(self.open) - 1, -1, -1) if self.open[n][0] == name), None)
            if at is not None:
                del self.open[at:]
            return
        look = self.look
        bold, italic, href = look.bold or name in BOLD, look.italic or name in ITALIC, look.href
        if weight := WEIGHT.search(rest):
            bold = weight[1].lower() in {"bold", "bolder", "600", "700", "800", "900"}
        if slant := SLANT.search(rest):
            italic = slant[1].lower() in {"italic", "oblique"}
        if name == "a" and (given := HREF.search(rest)):
            address = html.unescape(next(part for part in given.groups() if part is not None)).strip()
            href = address if WEB.match(address) else ""
        if len(self.open) < OPEN_AT_ONCE:
            self.open.append((name, Run("", bold, italic, href)))


# Writing ---------------------------------------------------------------------------------------------
def _as_html(blocks: Iterable[Block]) -> str:
    """Only what is allowed is written; what is safe is decided by the sanitiser alone."""
    return nh3.clean(
        "".join(_written(blocks)),
        tags=ALLOWED,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    )


def _written(blocks: Iterable[Block]) -> Iterator[str]:
    opened: list[str] = []  # blockquote, then lists, each with its open item
    for block in blocks:
        wanted = ["blockquote"] * block.quoted + list(block.lists)
        same = next(
            (n for n, pair in enumerate(zip(opened, wanted, strict=False)) if pair[0] != pair[1]), None
        )
        keep = min(len(opened), len(wanted)) if same is None else same
        yield from _closed(opened[keep:])
        if block.lists and keep == len(wanted):
            yield "</li>"
        del opened[keep:]
        for name in wanted[keep:]:
            yield f"<{name}>"
            if name != "blockquote" and len(opened) + 1 < len(wanted):
                yield "<li>"  # a list that begins inside of another
            opened.append(name)
        yield f"<{block.leaf}>"
        yield from map(_run, block.runs)
        yield "" if block.leaf == "li" else f"</{block.leaf}>"
    yield from _closed(opened)


def _closed(opened: list[str]) -> Iterator[str]:
    for name in reversed(opened):
        yield f"</{name}>" if name == "blockquote" else f"</li></{name}>"


def _run(run: Run) -> str:
    found = html.escape(run.text, quote=False).replace("\n", "<br>")
    if run.italic:
        found = f"<em>{found}</em>"
    if run.bold:
        found = f"<strong>{found}</strong>"
    return f'<a href="{html.escape(run.href)}">{found}</a>' if run.href else found


def _as_text(blocks: Iterable[Block], *, marks: bool) -> str:
    parts: list[str] = []
    numbers: list[int] = []
    was_item = False
    for block in blocks:
        is_item = bool(block.lists)
        del numbers[len(block.lists) :]
        numbers += [0] * (len(block.lists) - len(numbers))
        parts.append("" if not parts else "\n" if is_item and was_item else "\n\n")
        if is_item:
            numbers[-1] += 1
            sign = f"{numbers[-1]}. " if block.lists[-1] == "ol" else "- "
            parts.append("  " * (len(block.lists) - 1) + sign)
        elif marks:
            parts.append("> " * block.quoted + {"h3": "### ", "h4": "#### "}.get(block.leaf, ""))
        parts += [_said(run, marks) for run in block.runs]
        was_item = is_item
    return "".join(parts)


def _said(run: Run, marks: bool) -> str:
    sign = ("**" * run.bold + "*" * run.italic) if marks else ""
    behind = f" ({run.href})" if run.href and run.href != run.text.strip() else ""
    return f"{sign}{run.text}{sign[::-1]}{behind}"
