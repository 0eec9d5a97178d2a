"""What surrounds the text of a page, told by the lines around it: menus, lists of links, footers."""

from __future__ import annotations

import re
from functools import cache

from parkgraph.sources.cues import any_of, fold, phrases
from parkgraph.text.lines import LineKind
from parkgraph.text.wrapping import Line

_LINK_TEXT = 60
_WORDS = re.compile(r"[\u4e00-\u9fff]+")
_TITLE_LINES = 40


def drop_surroundings(lines: tuple[Line, ...], kinds: list[LineKind], title: str | None) -> None:
    """Marks in ``kinds`` as furniture or links the lines that are so for what stands around them.

    :param title: the title of the page if it is known: what stands before it is furniture
    """
    _drop_link_lists(lines, kinds)
    _drop_lone_rows(lines, kinds)
    _drop_before_title(lines, kinds, title)
    _drop_tail(lines, kinds)


def key_of(title: str) -> str:
    """What two ways to write a title have in common."""
    return "".join(c for c in fold(title) if c.isalnum()).lower()


def find_site(lines: tuple[Line, ...], kinds: list[LineKind]) -> tuple[str, tuple[int, int]] | None:
    """The zone or government named on its own in menus, foot or the line of the source: its name and where.

    The first of them; a zone goes before a government.
    """
    menu = phrases("menu", "line")
    government = None
    for line, kind in zip(lines, kinds, strict=True):
        start, end = line.pieces[0]
        if (
            kind not in (LineKind.FURNITURE, LineKind.METADATA)
            or len(line.pieces) > 1
            or len(line.folded) != end - start
        ):
            continue
        for words in _WORDS.finditer(line.folded):
            at = start + words.start()
            named = _owner().fullmatch(words[0])
            if named is not None and words[0] not in menu:
                return named[1], (at, at + named.end(1))
            named = _government().fullmatch(words[0])
            if named is not None and government is None:
                government = named[1], (at, at + named.end(1))
    return government


@cache
def _owner() -> re.Pattern[str]:
    """A name that ends as zones do, with or without its committee and the word for a site."""
    return re.compile(
        rf"([\u4e00-\u9fff]{{2,12}}?{any_of(phrases('zone', 'word'))})"
        rf"(?:{any_of(phrases('site-owner', 'word'))})*"
    )


@cache
def _government() -> re.Pattern[str]:
    """The name of a place with its government, with or without the word for a site."""
    return re.compile(
        rf"([\u4e00-\u9fff]{{2,12}}?{any_of(phrases('government', 'word'))})"
        rf"(?:{any_of(phrases('site-owner', 'word'))})*"
    )


def _drop_link_lists(lines: tuple[Line, ...], kinds: list[LineKind]) -> None:
    """After «related news» the links follow: short lines that are no sentences."""
    inside = False
    pending = False
    for index, line in enumerate(lines):
        kind = kinds[index]
        if kind is LineKind.RELATED:
            inside, pending = True, False
        elif kind is LineKind.NEIGHBOUR:
            # «下一篇:» may stand alone, its title on the next line.
            pending = line.folded.rstrip(" :>").isalpha() and len(line.folded) <= 6
        elif inside or pending:
            if len(line.folded) > _LINK_TEXT or "。" in line.folded:
                inside = pending = False
                continue
            kinds[index] = kind if kind is LineKind.FURNITURE else LineKind.RELATED
            pending = False


def _drop_lone_rows(lines: tuple[Line, ...], kinds: list[LineKind]) -> None:
    """Rows without figures and without another row beside them, before the text: menus of other words."""
    for index, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if kind is LineKind.TEXT:
            return
        beside = (*kinds[max(0, index - 1) : index], *kinds[index + 1 : index + 2])
        if kind is LineKind.ROW and LineKind.ROW not in beside and not any(c.isdigit() for c in line.folded):
            kinds[index] = LineKind.FURNITURE


def _drop_before_title(lines: tuple[Line, ...], kinds: list[LineKind], title: str | None) -> None:
    """Breadcrumbs that end with the title, and short lines before the title among menus or a date line."""
    wanted = key_of(title) if title else ""
    for index, line in enumerate(lines[:_TITLE_LINES]):
        if kinds[index] is LineKind.TEXT and "。" in line.folded:
            return
        key = key_of(line.folded)
        if len(key) < 6:
            continue
        following = [key_of(other.folded) for other in lines[index + 1 : index + 4]]
        if any(len(other) >= 6 and key != other and key.endswith(other) for other in following):
            kinds[index] = LineKind.FURNITURE
        elif wanted and key == wanted:
            if LineKind.FURNITURE not in kinds[:index]:
                return
            for before in range(index):
                if kinds[before] in (LineKind.SHORT, LineKind.ROW, LineKind.NUMBERED, LineKind.BYLINE):
                    kinds[before] = LineKind.FURNITURE
            return


def _drop_tail(lines: tuple[Line, ...], kinds: list[LineKind]) -> None:
    """Short lines after the first date line or piece of furniture behind the last paragraph of text."""
    last = max((i for i, kind in enumerate(kinds) if kind in (LineKind.TEXT, LineKind.ROW)), default=-1)
    if last < 0:
        return
    dropped = (LineKind.FURNITURE, LineKind.RELATED, LineKind.NEIGHBOUR, LineKind.METADATA)
    first = next((i for i in range(last + 1, len(lines)) if kinds[i] in dropped), len(lines))
    for index in range(first, len(lines)):
        if kinds[index] in (LineKind.SHORT, LineKind.NUMBERED, LineKind.CAPTION):
            kinds[index] = LineKind.FURNITURE
