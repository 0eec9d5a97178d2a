"""Builds a knowledge graph with evidence from Chinese reports on industrial parks.

>>> import parkgraph
>>> sorted(parkgraph.__all__)
['build', 'load_graph']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parkgraph.pipeline import build
    from parkgraph.store import load_graph

__all__ = ["build", "load_graph"]

_HOMES = {"build": "parkgraph.pipeline", "load_graph": "parkgraph.store"}


def __getattr__(name: str) -> Any:
    # on first use, so that a plain import stays fast
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
