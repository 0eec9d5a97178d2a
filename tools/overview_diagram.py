"""Draws the classes as boxes on a grid and the object properties between them as labelled arrows (SVG)."""

from __future__ import annotations

import itertools
import math
import textwrap
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

WIDE = 4
"""A property of more pairs of classes than this, or to no class, is a line in the boxes, not an arrow."""

_CELL = (280, 184)
_BOX_WIDTH = 164
_LINE = 15  # height of a line of text in a box
_FONT = 11
_WRAP = 25  # letters in a line of a box; a Chinese character takes the place of two
_ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73, 0.2, 0.8)  # where on an arrow its label may stand


@dataclass(frozen=True, slots=True)
class Relation:
    """An object property with the classes it leads from and to."""

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every pair of source and target."""
        return tuple(itertools.product(self.sources, self.targets))

    def is_arrow(self, classes: Container[str]) -> bool:
        """Whether it is drawn as arrows between those classes."""
        return len(self.pairs()) <= WIDE and all(target in classes for target in self.targets)


@dataclass(frozen=True, slots=True)
class _Rectangle:
    x: float  # of the middle
    y: float
    width: float
    height: float

    def overlaps(self, other: _Rectangle) -> bool:
        return (
            abs(self.x - other.x) * 2 < self.width + other.width
            and abs(self.y - other.y) * 2 < self.height + other.height
        )

    def border(self, toward: _Rectangle) -> tuple[float, float]:
        """Where the line to the middle of another leaves this one."""
        dx, dy = toward.x - self.x, toward.y - self.y
        share = min(
            self.width / 2 / abs(dx) if dx else math.inf, self.height / 2 / abs(dy) if dy else math.inf
        )
        return self.x + dx * share, self.y + dy * share


def arrows_of(relations: Iterable[Relation], classes: Container[str]) -> dict[tuple[str, str], list[str]]:
    """The arrows between classes and their names; what leads back to its class is none."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for relation in relations:
        if relation.is_arrow(classes):
            for source, target in relation.pairs():
                if source != target:
                    arrows.setdefault((source, target), []).append(relation.name)
    return arrows


def draw(
    grid: Sequence[Sequence[str]],
    relations: Sequence[Relation],
    label: Callable[[str], str],
    title: str,
) -> str:
    """The diagram as an ``svg`` element whose boxes are links to ``#<class>``.

    :param grid: rows of names of classes; an empty name is an empty cell
    :param label: what a class or property is called
    :param title: what the diagram is called, for those who do not see it
    """
    boxes, texts = _boxes(grid, relations, label)
    lines, labels = _arrows(boxes, arrows_of(relations, boxes), label)
    width, height = _CELL[0] * max(map(len, grid)), _CELL[1] * len(grid)
    parts = [
        f'<svg class="overview" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        ' aria-labelledby="overview-title">',
        f'<title id="overview-title">{escape(title)}</title>',
        '<defs><marker id="arrowhead" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8"'
        ' orient="auto-start-reverse"><path d="M0 1 L9 5 L0 9 z"/></marker></defs>',
        *lines,
        *(_box(name, box, texts[name], label(name)) for name, box in boxes.items()),
        *labels,
        "</svg>",
    ]
    return "\n".join(parts)


def _boxes(
    grid: Sequence[Sequence[str]], relations: Sequence[Relation], label: Callable[[str], str]
) -> tuple[dict[str, _Rectangle], dict[str, list[str]]]:
    places = {name: (x, y) for y, row in enumerate(grid) for x, name in enumerate(row) if name}
    texts: dict[str, list[str]] = {name: [] for name in places}
    for relation in relations:
        for source in relation.sources:
            if not relation.is_arrow(places):
                targets = ", ".join(label(target) for target in relation.targets)
                texts[source] += _wrap(f"{label(relation.name)} → {targets}")
            elif source in relation.targets:
                texts[source].append(f"↻ {label(relation.name)}")
    boxes = {
        name: _Rectangle(
            (x + 0.5) * _CELL[0], (y + 0.5) * _CELL[1], _BOX_WIDTH, 34 + _LINE * len(texts[name])
        )
        for name, (x, y) in places.items()
    }
    return boxes, texts


def _wrap(text: str) -> list[str]:
    width = _WRAP if text.isascii() or _measure(text) < _FONT * 0.6 * len(text) else _WRAP * 2 // 3
    return textwrap.wrap(text, width, break_long_words=False, subsequent_indent="  ")


def _measure(text: str) -> float:
    return sum(_FONT if ord(letter) > 0x2E80 else _FONT * 0.58 for letter in text)


def _arrows(
    boxes: Mapping[str, _Rectangle],
    arrows: Mapping[tuple[str, str], Sequence[str]],
    label: Callable[[str], str],
) -> tuple[list[str], list[str]]:
    lines, labels = [], []
    taken = list(boxes.values())
    ends = {
        (source, target): _ends(boxes[source], boxes[target], 12 if (target, source) in arrows else 0)
        for source, target in arrows
    }
    # the shorter an arrow, the fewer places its label has
    for pair, (start, end) in sorted(ends.items(), key=lambda item: (math.dist(*item[1]), item[0])):
        lines.append(
            f'<line class="arrow" x1="{start[0]:.0f}" y1="{start[1]:.0f}" x2="{end[0]:.0f}" y2="{end[1]:.0f}"'
            ' marker-end="url(#arrowhead)"/>'
        )
        said = [label(name) for name in arrows[pair]]
        place = _place(start, end, max(map(_measure, said)) + 6, 13 * len(said) + 2, taken)
        taken.append(place)
        labels.append(_label(place, said))
    return lines, labels


def _ends(
    source: _Rectangle, target: _Rectangle, shift: float
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Both ends of an arrow, moved to its left when another one leads back."""
    start, end = source.border(target), target.border(source)
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy) or 1
    aside = (dy / length * shift, -dx / length * shift)
    return (start[0] + aside[0], start[1] + aside[1]), (end[0] + aside[0], end[1] + aside[1])


def _place(
    start: tuple[float, float],
    end: tuple[float, float],
    width: float,
    height: float,
    taken: Sequence[_Rectangle],
) -> _Rectangle:
    """A place on the arrow that covers as few others as may be, the nearest to its middle of these."""
    places = [
        _Rectangle(
            start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share, width, height
        )
        for share in _ALONG
    ]
    return min(places, key=lambda place: sum(map(place.overlaps, taken)))


def _label(place: _Rectangle, said: Sequence[str]) -> str:
    top = place.y - place.height / 2
    rows = "".join(
        f'<text x="{place.x:.0f}" y="{top + 11 + 13 * row:.0f}">{escape(text)}</text>'
        for row, text in enumerate(said)
    )
    return (
        f'<g class="name"><rect x="{place.x - place.width / 2:.0f}" y="{top:.0f}"'
        f' width="{place.width:.0f}" height="{place.height:.0f}"/>{rows}</g>'
    )


def _box(name: str, box: _Rectangle, lines: Sequence[str], label: str) -> str:
    left, top = box.x - box.width / 2, box.y - box.height / 2
    rows = "".join(
        f'<text class="line" x="{left + 8:.0f}" y="{top + 42 + _LINE * row:.0f}">{escape(text)}</text>'
        for row, text in enumerate(lines)
    )
    return (
        f'<a class="box" href="#{name}"><rect x="{left:.0f}" y="{top:.0f}" width="{box.width:.0f}"'
        f' height="{box.height:.0f}" rx="4"/>'
        f'<text class="class" x="{box.x:.0f}" y="{top + 22:.0f}">{escape(label)}</text>{rows}</a>'
    )
