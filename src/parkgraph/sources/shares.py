"""A part of the documents of one file, so that several processes can read one file together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from parkgraph.errors import SourceError


@dataclass(frozen=True, slots=True)
class Share:
    """Every ``count``-th document of a file, beginning with that numbered ``index`` (below ``count``)."""

    index: int = 0
    count: int = 1

    def has(self, number: int) -> bool:
        """Whether the document with this number is in the share.

        >>> [number for number in range(7) if Share(1, 3).has(number)]
        [1, 4]
        """
        return number % self.count == self.index

    def tell(self, on_reject: Callable[[SourceError], None], error: SourceError) -> None:
        """Rejects the file as a whole, which the first share alone does."""
        if self.index == 0:
            on_reject(error)


WHOLE = Share()
"""All documents of a file."""
