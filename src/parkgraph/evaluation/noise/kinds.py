"""The kinds of noise by name, and a document with one or several of them put in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from parkgraph.errors import ParkgraphError
from parkgraph.evaluation.noise import layout, markup, script, typography

_Change = Callable[[str, Random], str]


@dataclass(frozen=True, slots=True)
class Noisy:
    """The bytes of a noisy document, the ending of the file that would hold them, and what was put in."""

    data: bytes
    suffix: str = ".txt"
    kinds: tuple[str, ...] = ()


def _punctuate(text: str, rng: Random) -> str:
    return typography.narrow_marks(typography.double_marks(text, rng), rng)


def _write_as_is(text: str, rng: Random) -> Noisy:
    return Noisy(text.encode("utf-8"))


def _write_gb18030(text: str, rng: Random) -> Noisy:
    """GB 18030 bytes: most Chinese sites made before 2010, and files saved on Chinese Windows."""
    return Noisy(text.encode("gb18030"))


def _write_html(text: str, rng: Random) -> Noisy:
    return Noisy(markup.write_page(text, rng).encode("utf-8"), ".html")


_CHANGES: dict[str, _Change] = {
    "punctuation": _punctuate,
    "spacing": typography.space_figures,
    "width": typography.widen,
    "images": layout.add_images,
    "columns": layout.set_in_columns,
    "furniture": layout.add_furniture,
    "traditional": script.write_traditional,
    "readings": script.add_readings,
    "word-readings": script.add_word_readings,
    "garbles": script.add_garbles,
}
_WRITERS: dict[str, Callable[[str, Random], Noisy]] = {"gb18030": _write_gb18030, "html": _write_html}
_SCRIPTS = ("traditional", "readings", "word-readings", "garbles")

MIXED = "mixed"
"""Two to four kinds that occur together, chosen anew for each document."""

KINDS = (*_CHANGES, *_WRITERS, MIXED)
"""The names of the kinds; several joined by ``+`` make one, put in in this order."""


def make_noisy(kind: str, text: str, seed: int = 0) -> Noisy:
    """A clean text with noise put in: the same for the same text and seed.

    :param kind: one of :data:`KINDS`, or several joined by ``+``
    :raises ParkgraphError: when there is no such kind

    >>> make_noisy("gb18030", "园区").data.decode("gb18030")
    '园区'
    """
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    rng = Random(f"{seed} {kind} {digest}")
    chosen = parse_kind(kind)
    if MIXED in chosen:
        chosen = draw_kinds(rng)
    for name, change in _CHANGES.items():
        if name in chosen:
            text = change(text, rng)
    write = next((_WRITERS[name] for name in _WRITERS if name in chosen), _write_as_is)
    return replace(write(text, rng), kinds=tuple(name for name in KINDS if name in chosen))


def parse_kind(kind: str) -> frozenset[str]:
    """The names joined in a kind.

    :raises ParkgraphError: when one is unknown, or two of them exclude each other
    """
    names = frozenset(kind.split("+"))
    unknown = sorted(names - set(KINDS))
    if unknown:
        raise ParkgraphError(f"no noise named {', '.join(unknown)}; there are {', '.join(KINDS)}")
    for group in (_SCRIPTS, tuple(_WRITERS)):
        if len(names.intersection(group)) > 1:
            raise ParkgraphError(
                f"{kind}: {' and '.join(sorted(names.intersection(group)))} exclude each other"
            )
    if MIXED in names and len(names) > 1:
        raise ParkgraphError(f"{kind}: {MIXED} stands alone")
    return names


def draw_kinds(rng: Random) -> frozenset[str]:
    """Kinds as they meet on one page: at most one of script and one of bytes, and some of layout."""
    chosen = {rng.choice(_SCRIPTS)} if rng.random() < 0.7 else set[str]()
    chosen |= set(rng.sample(("images", "punctuation", "spacing", "width", "furniture"), rng.randint(1, 2)))
    if rng.random() < 0.4:
        chosen.add(rng.choice(("columns", *_WRITERS)))
    return frozenset(chosen)
