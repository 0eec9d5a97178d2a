"""What can go wrong in a way that a person can mend."""

from __future__ import annotations


class ParkgraphError(Exception):
    """Base of every error of the package; its text names the place and the reason."""


class SourceError(ParkgraphError):
    """A document that cannot be read.

    :param source: where the document lies (path, archive member, line of a file)
    :param reason: what is wrong with it, in words
    """

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class ResourceError(ParkgraphError):
    """A file of the package (ontology, query, lexicon) that is missing or malformed."""


class QueryError(ParkgraphError):
    """A query that does not exist, lacks a parameter or cannot be run."""


class StoreError(ParkgraphError):
    """A graph or store that is missing or cannot be opened."""
