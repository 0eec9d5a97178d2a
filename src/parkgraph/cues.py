"""Cue words of the recognisers: ``seeds/lexicon/cues-*.tsv``, one word and its class a row.

Only the words are data; what a class means is said by the module that uses it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from parkgraph.errors import ResourceError
from parkgraph.resources import resource_path


@cache
def load_cues(name: str) -> dict[str, tuple[str, ...]]:
    """The words of ``seeds/lexicon/cues-<name>.tsv`` by class, longest first, then by code point.

    :raises ResourceError: naming file and line when a row is malformed or doubled
    """
    path = resource_path("seeds", "lexicon", f"cues-{name}.tsv")
    classes: dict[str, set[str]] = {}
    header: list[str] | None = None
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        row = line.split("\t")
        if header is None:
            header = row
            continue
        if len(row) != len(header):
            raise ResourceError(
                f"{path.name}:{number}: {len(row)} columns where the header has {len(header)}"
            )
        words = classes.setdefault(row[1], set())
        if row[0] in words:
            raise ResourceError(f"{path.name}:{number}: {row[0]} stands twice in class {row[1]}")
        words.add(row[0])
    return {key: tuple(sorted(words, key=lambda w: (-len(w), w))) for key, words in sorted(classes.items())}


def words(name: str, *classes: str) -> tuple[str, ...]:
    """The words of the named classes of one cue file, longest first.

    :raises ResourceError: when a class has no words
    """
    cues = load_cues(name)
    for key in classes:
        if key not in cues:
            raise ResourceError(f"cues-{name}.tsv: no class {key}")
    return tuple(sorted({w for key in classes for w in cues[key]}, key=lambda w: (-len(w), w)))


def alternatives(choices: Iterable[str]) -> str:
    """A regular-expression group that matches any of the words, longest first."""
    return "(?:" + "|".join(re.escape(w) for w in sorted(choices, key=lambda w: (-len(w), w))) + ")"
