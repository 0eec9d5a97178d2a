"""Imported once by the process that builds to be disturbed are forked from: all that a build works with."""

from parkgraph.cache import fingerprint
from parkgraph.extraction import _load

_load()
fingerprint()  # of the code as it is now, whatever is written while builds run
