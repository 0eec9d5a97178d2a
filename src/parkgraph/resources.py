"""Where ontology, queries and seeds lie: the checkout, or the data folder of an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from parkgraph.errors import ResourceError

_INSTALLED = Path(__file__).parent / "_data"
_CHECKOUT = Path(__file__).parents[2]


@cache
def resource_path(*parts: str) -> Path:
    """The path of a file or folder of the package, e.g. ``resource_path("seeds", "lexicon")``.

    :raises ResourceError: when it does not exist
    """
    for root in (_INSTALLED, _CHECKOUT):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise ResourceError(f"{'/'.join(parts)}: not found below {_INSTALLED} or {_CHECKOUT}")
