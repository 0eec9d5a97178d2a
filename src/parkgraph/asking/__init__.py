"""Questions in Chinese, matched to the queries of the catalogue and their parameters."""

from parkgraph.asking.matching import Asker, Match
from parkgraph.asking.values import Finder

__all__ = ["Asker", "Finder", "Match"]
