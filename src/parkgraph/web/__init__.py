"""The web server: a SPARQL endpoint, a graph store to read from, and pages to look around."""

from parkgraph.web.application import make_application
from parkgraph.web.asking import QueryLimits, QueryPool
from parkgraph.web.server import make_server, protect

__all__ = ["QueryLimits", "QueryPool", "make_application", "make_server", "protect"]
