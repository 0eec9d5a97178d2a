"""Noise of layout: columns, and what surrounds and interrupts the text of a page."""

from __future__ import annotations

import re
import unicodedata
from itertools import takewhile
from random import Random

from parkgraph.evaluation.noise.furniture import draw_lines
from parkgraph.sources.metadata import is_metadata_line

_HANGING = "，。、；：？！）》”’％%"
_RUN = re.compile(r"[A-Za-z]+|[0-9.]+|.")
_NARROWEST, _WIDEST = 12, 24
_INDENT = "　　"
_BETWEEN = 0.3
_LONG_HEADING = 30
_TOP = 5


def set_in_columns(text: str, rng: Random) -> str:
    """Paragraphs broken at a fixed width, in the middle of names and, on some pages, of figures.

    Met in newspapers' electronic editions and in texts that came by mail.  A column is 12 to 24
    Chinese characters wide, on one page all alike; no line begins with a mark that may not.  A
    paragraph begins with two blanks or behind an empty line; headings stand between empty lines.
    """
    width = 2 * rng.randint(_NARROWEST, _WIDEST)
    indented = rng.random() < 0.7
    whole_figures = rng.random() < 0.5
    out: list[str] = []
    for line in text.split("\n"):
        if "\t" in line or not _is_running_text(line):
            out += ["", line, ""] if line and "\t" not in line else [line]
            continue
        mark = _INDENT if indented else ""
        out += _broken(mark + line, width, whole_figures)
        if not indented:
            out.append("")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out)).strip("\n") + "\n"


def add_images(text: str, rng: Random) -> str:
    """Names of image files and captions between the paragraphs.

    Met wherever the text of a page is taken out of it with its figures.  The captions name nothing,
    since one that named a project would add a fact.
    """
    lines = text.split("\n")
    out: list[str] = []
    for before, line in zip(["", *lines], lines, strict=False):
        if _is_running_text(before) and "\t" not in line and rng.random() < _BETWEEN:
            out += draw_lines("image", 1, rng) if rng.random() < 0.7 else []
            out += draw_lines("caption", 1, rng) if rng.random() < 0.7 else []
        out.append(line)
    return "\n".join(out)


def add_furniture(text: str, rng: Random) -> str:
    """Menus and a breadcrumb before the text, a counter behind its title, and links and a footer behind it.

    Met wherever a whole page was saved as text.
    """
    titles, dateline, body = split_page(text)
    above = [*draw_lines("menu", rng.randint(1, 4), rng), *draw_lines("trail", 1, rng, "".join(titles))]
    notice = draw_lines("notice", rng.randint(1, 2), rng)
    below = "\n".join(draw_below(rng))
    return "\n".join([*above, *titles, *dateline, *notice, body.rstrip("\n"), below]) + "\n"


def draw_below(rng: Random) -> list[str]:
    """What stands behind the text of a page, from the editor's name to the footer."""
    return [
        *draw_lines("tail", rng.randint(1, 3), rng),
        *draw_lines("neighbour", rng.choice((0, 2)), rng),
        *draw_lines("related-heading", 1, rng),
        *draw_lines("related-link", rng.randint(2, 5), rng),
        *draw_lines("disclaimer", rng.choice((0, 1)), rng),
        *draw_lines("footer", rng.randint(2, 5), rng),
    ]


def split_page(text: str) -> tuple[list[str], list[str], str]:
    """The lines of the title of a clean page, its date line if any, and the rest."""
    lines = text.split("\n")
    top = list(takewhile(lambda line: line and not _is_running_text(line) and "\t" not in line, lines[:_TOP]))
    dated = next((index for index, line in enumerate(top) if is_metadata_line(line)), None)
    if dated is None:
        return top[:1], [], "\n".join(lines[len(top[:1]) :])
    return top[:dated], [top[dated]], "\n".join(lines[dated + 1 :])


def _is_running_text(line: str) -> bool:
    return "。" in line or (len(line) > _LONG_HEADING and "，" in line)


def _broken(line: str, width: int, whole_figures: bool) -> list[str]:
    lines = [""]
    for run in _RUN.findall(line):
        pieces = list(run) if run[0].isdigit() and not whole_figures else [run]
        for piece in pieces:
            if _width(lines[-1]) + _width(piece) > width and piece not in _HANGING:
                lines.append("")
            lines[-1] += piece
    return lines


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)
