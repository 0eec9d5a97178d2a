"""Lines that surround the text of real pages, from ``furniture.tsv`` beside this module.

They are written apart from the phrases of ``seeds/lexicon/boilerplate.tsv`` by which such lines are
known again: a generator that drew on those would only measure itself.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from random import Random

from parkgraph.errors import ResourceError


@cache
def _lines() -> dict[str, tuple[str, ...]]:
    """The lines by place.

    :raises ResourceError: naming the line when a row is malformed
    """
    found: dict[str, list[str]] = {}
    text = files(__package__).joinpath("furniture.tsv").read_text("utf-8")
    rows = [row for row in enumerate(text.splitlines(), 1) if row[1] and not row[1].startswith("#")]
    width = rows[0][1].count("\t")
    for number, row in rows[1:]:
        if row.count("\t") != width:
            raise ResourceError(f"furniture.tsv:{number}: not a text, place, source and date")
        line, place = row.split("\t")[:2]
        found.setdefault(place, []).append(line)
    return {place: tuple(lines) for place, lines in found.items()}


def draw_lines(place: str, count: int, rng: Random, title: str = "") -> list[str]:
    """Some different lines of one place, in random order, their blanks filled.

    :param place: ``menu``, ``trail``, ``notice``, ``tail``, ``neighbour``, ``related-heading``,
        ``related-link``, ``disclaimer``, ``footer``, ``image`` or ``caption``
    :raises ResourceError: when there are no lines of that place
    """
    if place not in _lines():
        raise ResourceError(f"furniture.tsv: no line of place {place}")
    lines = _lines()[place]
    return [_filled(line, rng, title) for line in rng.sample(lines, min(count, len(lines)))]


def _filled(line: str, rng: Random, title: str) -> str:
    day = f"{rng.randint(2015, 2025)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    return line.format(
        title=title,
        number=rng.randint(100, 99_999),
        small=rng.randint(1, 999),
        serial=rng.randint(10_000_000, 99_999_999),
        date=day,
    )
