"""HTML -> its visible text in blocks, every character with its raw offsets.

A scanner of its own, because no parser of the standard library or of lxml gives the offset
of each character after character references are resolved.  It accepts anything: what is not
a tag is text.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)([^<>]*)>")
_DECLARATION = re.compile(r"<[!?][^<>]*>")
_REFERENCE = re.compile(
    r"&(?:#[0-9]{1,7}(?![0-9])|#[xX][0-9a-fA-F]{1,6}(?![0-9a-fA-F])|[A-Za-z][A-Za-z0-9]{1,31});?"
)
_ATTRIBUTE = re.compile(r"""([A-Za-z:_-]+)\s{0,8}=\s{0,8}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_INTEREST = re.compile(r"[<&]")
_SILENT = frozenset(
    {"script", "style", "noscript", "template", "svg", "iframe", "select", "textarea", "head"}
)
_BLOCKS = (
    "address article aside blockquote body br button caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre "
    "section summary table tbody tfoot thead title tr ul"
)
_BLOCK = frozenset(_BLOCKS.split())
_CELL = frozenset({"td", "th"})
_IN_CELL = frozenset({"p", "div", "center"})


@dataclass(frozen=True, slots=True)
class Block:
    """A run of visible text between two block borders.

    ``offsets[i]`` is the raw range of ``text[i]``; ``linked`` counts its characters that
    stand in links; ``tag`` is the innermost block element around it.
    """

    text: str
    offsets: tuple[tuple[int, int], ...]
    tag: str
    linked: int


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a page says: its title and its ``meta`` values by lower-case name."""

    title: str | None
    meta: dict[str, str]


def looks_like_html(text: str) -> bool:
    """Whether text of unknown type is a page.

    >>> looks_like_html("<!DOCTYPE html><p>园区</p>"), looks_like_html("产值<500亿元")
    (True, False)
    """
    start = text[:2000].lstrip().lower()
    return start.startswith(("<!doctype html", "<html")) or ("<body" in start and "</" in text)


def flatten(markup: str) -> tuple[Block, ...]:
    """The visible blocks of a page in their order; blank ones are left out.

    Cells of a table row are separated by a tab.  Line ends of the source stay in the text of a
    block: whether they are blanks or nothing depends on the script around them.
    """
    return _Scanner(markup).blocks()


def read_head(markup: str) -> Head:
    """The title and meta values of a page; of two equal names the first counts."""
    found = re.search(r"<title[^<>]*>([^<]*)</title", markup[:200_000], re.IGNORECASE)
    title = html.unescape(found[1]).strip() if found else ""
    meta: dict[str, str] = {}
    for tag in re.finditer(r"<meta\s([^<>]*)>", markup[:200_000], re.IGNORECASE):
        values = {
            m[1].lower(): html.unescape(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(tag[1])
        }
        name = (values.get("name") or values.get("property") or values.get("itemprop") or "").lower()
        if name and values.get("content", "").strip():
            meta.setdefault(name, values["content"].strip())
    return Head(title or None, meta)


class _Scanner:
    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._unclosed: set[str] = set()
        self._cell_start = -1
        self._done: list[Block] = []
        self._text: list[str] = []
        self._offsets: list[tuple[int, int]] = []
        self._linked = 0
        self._links = 0
        self._tag = ""

    def blocks(self) -> tuple[Block, ...]:
        markup = self._markup
        at, length = 0, len(markup)
        while at < length:
            hit = _INTEREST.search(markup, at)
            stop = hit.start() if hit else length
            self._keep(at, stop)
            if stop == length:
                break
            at = self._special(stop)
        self._close()
        return tuple(self._done)

    def _special(self, at: int) -> int:
        """Treats the newline, reference or tag at ``at``; returns where it ends."""
        markup = self._markup
        if markup[at] == "&":
            if reference := _REFERENCE.match(markup, at):
                for char in html.unescape(reference[0]):
                    self._one(char, at, reference.end())
                return reference.end()
        elif markup.startswith("<!--", at):
            end = markup.find("-->", at + 4)
            return len(markup) if end < 0 else end + 3
        elif tag := _TAG.match(markup, at):
            return self._element(tag)
        elif declaration := _DECLARATION.match(markup, at):
            return declaration.end()
        self._keep(at, at + 1)
        return at + 1

    def _element(self, tag: re.Match[str]) -> int:
        closing, name = bool(tag[1]), tag[2].lower()
        if name == "a":
            self._links = 0 if closing else 1
        elif name in _CELL:
            if not closing and self._text:
                self._one("\t", tag.start(), tag.end())
            self._cell_start = -1 if closing else len(self._text)
        elif name in _BLOCK:
            # A paragraph that is all of a cell does not end the row; a second one in a cell does.
            if self._cell_start < 0 or name not in _IN_CELL or (not closing and self._cell_has_text()):
                self._close()
                self._tag = "" if closing else name
        elif name in _SILENT and not closing and not tag[3].endswith("/"):
            return self._skip(name, tag.end())
        return tag.end()

    def _skip(self, name: str, at: int) -> int:
        if name in self._unclosed:
            return at
        found = re.compile(f"</{name}", re.IGNORECASE).search(self._markup, at)
        if found is None:
            # Never closed: dropping all that follows would lose the page.
            self._unclosed.add(name)
            return at
        close = self._markup.find(">", found.end())
        return len(self._markup) if close < 0 else close + 1

    def _cell_has_text(self) -> bool:
        return any(piece.strip() for piece in self._text[self._cell_start :])

    def _keep(self, start: int, end: int) -> None:
        if start < end:
            self._text.append(self._markup[start:end])
            self._offsets += zip(range(start, end), range(start + 1, end + 1), strict=True)
            self._linked += (end - start) * self._links

    def _one(self, char: str, start: int, end: int) -> None:
        self._text.append(char)
        self._offsets.append((start, end))
        self._linked += self._links

    def _close(self) -> None:
        text = "".join(self._text)
        if text.strip():
            self._done.append(Block(text, tuple(self._offsets), self._tag, self._linked))
        self._cell_start = min(self._cell_start, 0)
        self._text, self._offsets, self._linked = [], [], 0
