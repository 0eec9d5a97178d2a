"""References that say which kind of park is meant (该高新区, 经开区), and the parks they fit."""

from __future__ import annotations

from functools import cache

from parkgraph.cues import words
from parkgraph.lexicon import load_lexicon
from parkgraph.model import Entity

_DETERMINERS = frozenset(words("subjects", "determiner"))
_ANY_PARK = frozenset(words("subjects", "any-park"))


def kind_word(reference: str) -> str:
    """The park word of a reference that says the kind; empty for one that fits every park.

    >>> kind_word("该高新区"), kind_word("园区"), kind_word("全区")
    ('高新区', '', '')
    """
    word = reference[1:] if reference[:1] in _DETERMINERS else reference
    return "" if word in _ANY_PARK else word


def is_called(park: Entity | None, word: str) -> bool:
    """Whether a park's name ends with a park word, or its kind is the one of that word.

    The kind of the general words (产业园, 工业园) says nothing.
    """
    if park is None:
        return False
    if any(name.endswith(word) for name in (park.name, *park.other_names)):
        return True
    return dict(park.attributes).get("parkKind") in _kinds(word)


@cache
def _kinds(word: str) -> frozenset[str]:
    return frozenset(row.kind for row in load_lexicon().park_patterns if row.suffix == word) - {_GENERAL}


_GENERAL = "industrial-park"
