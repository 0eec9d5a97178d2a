"""Into running graph databases by the SPARQL 1.1 Graph Store HTTP Protocol, counted afterwards."""

from parkgraph.loading.kinds import KINDS, Kind, find_kind
from parkgraph.loading.loader import Difference, Loaded, Target, load

__all__ = ["KINDS", "Difference", "Kind", "Loaded", "Target", "find_kind", "load"]
