"""Questions as SPARQL: the catalogue, parameters, engines and forms of the answer."""

from parkgraph.queries.catalogue import (
    CatalogueQuery,
    Column,
    Parameter,
    find_query,
    parse_query,
    read_catalogue,
)
from parkgraph.queries.engines import Results, run_query, write_results
from parkgraph.queries.parameters import fill_parameters, parse_settings

__all__ = [
    "CatalogueQuery",
    "Column",
    "Parameter",
    "Results",
    "fill_parameters",
    "find_query",
    "parse_query",
    "parse_settings",
    "read_catalogue",
    "run_query",
    "write_results",
]
