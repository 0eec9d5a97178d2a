"""What a cluster must do: call a function for each of many values, and bring together what belongs together.

Functions and values go to other processes, perhaps several times and to several of them: a function
must give the same whenever it is called, and a file that it writes must appear whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

A = TypeVar("A")
B = TypeVar("B")
V = TypeVar("V")


class Engine(Protocol):
    """Many processes that work on one build; :class:`parkgraph.cluster.spark.Spark` is one."""

    def each(self, work: Callable[[A], B], values: Sequence[A]) -> list[B]:
        """The results of a function for values, in their order; they are small."""
        ...

    def gather(
        self,
        spread: Callable[[A], Iterable[tuple[int, V]]],
        values: Sequence[A],
        collect: Callable[[int, Iterator[V]], B],
        count: int,
    ) -> list[B]:
        """Brings together what belongs together, in the order of the places.

        :param spread: gives for a value the places, from 0 to ``count`` - 1, with what goes there
        :param collect: called once for every place with all that went there, in no order
        """
        ...
