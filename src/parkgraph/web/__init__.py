"""The web server: a SPARQL endpoint, a graph store to read from, and pages to look around."""

from parkgraph.web.application import make_application, run

__all__ = ["make_application", "run"]
