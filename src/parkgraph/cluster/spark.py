"""Apache Spark as the engine of a build.

Functions and values travel as Spark's plain RDDs do, pickled; what is brought together goes through its
shuffle.  A task that fails is tried again by Spark, on another machine if need be.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from parkgraph.errors import ParkgraphError

if TYPE_CHECKING:
    from pyspark import SparkContext

A = TypeVar("A")
B = TypeVar("B")
V = TypeVar("V")

LOCAL = "local[*,4]"
"""A master within this process, with a thread for each core; a task may fail four times."""

_SETTINGS = (
    ("spark.ui.enabled", "false"),
    ("spark.ui.showConsoleProgress", "false"),
    ("spark.log.level", "ERROR"),
    ("spark.driver.maxResultSize", "0"),
)
_LOOPBACK = (("spark.driver.host", "127.0.0.1"), ("spark.driver.bindAddress", "127.0.0.1"))
_ERROR = re.compile(
    r"^(?:: |Caused by: )?(?:\w+\.)*(?:ParkgraphError: (.*)|(\w+(?:Error|Exception): (?!Traceback ).*))$",
    re.M,
)


class Spark:
    """Runs the stages of a build as jobs of a Spark application."""

    def __init__(self, context: SparkContext) -> None:
        self._context = context

    def each(self, work: Callable[[A], B], values: Sequence[A]) -> list[B]:
        """The results of a function for values, in their order, each in a task of its own."""
        if not values:
            return []
        with _telling():
            return self._context.parallelize(values, len(values)).map(work).collect()

    def gather(
        self,
        spread: Callable[[A], Iterable[tuple[int, V]]],
        values: Sequence[A],
        collect: Callable[[int, Iterator[V]], B],
        count: int,
    ) -> list[B]:
        """Brings together what belongs together, as :class:`parkgraph.cluster.engine.Engine` says."""

        def collected(place: int, pairs: Iterable[tuple[int, V]]) -> Iterator[B]:
            yield collect(place, (value for _, value in pairs))

        with _telling():
            spreading = self._context.parallelize(values, max(1, len(values))).flatMap(spread)
            placed = spreading.partitionBy(count, int)
            return placed.mapPartitionsWithIndex(collected).collect()


@contextmanager
def open_spark(master: str = LOCAL, settings: Iterable[tuple[str, str]] = ()) -> Iterator[Spark]:
    """A Spark application that ends with the block.

    :param master: a URL as Spark has them: ``local[N,FAILURES]``, ``spark://HOST:PORT``, ``yarn``
    :param settings: Spark's settings, which go before ours
    :raises ParkgraphError: when pyspark or Java is missing, or there is no such master
    """
    try:
        from pyspark import SparkConf, SparkContext
    except ImportError:
        raise ParkgraphError("--engine spark needs pyspark: pip install 'parkgraph[spark]'") from None
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if _is_here(master):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    conf = SparkConf().setMaster(master).setAppName("parkgraph")
    for name, value in (*_SETTINGS, *(_LOOPBACK if _is_here(master) else ()), *settings):
        conf.set(name, value)
    try:
        context = SparkContext(conf=conf)
    except Exception as error:  # of py4j, of Java through it, and of pyspark
        raise ParkgraphError(f"{master}: {_describe(error)}") from None
    try:
        yield Spark(context)
    finally:
        context.stop()


def _is_here(master: str) -> bool:
    return master.startswith(("local", "spark://127.", "spark://localhost"))


@contextmanager
def _telling() -> Iterator[None]:
    """Turns what Spark raises, page after page, into the error that a task has met."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (Py4JError, PySparkException) as error:
        raise ParkgraphError(f"a task of Spark failed: {_describe(error)}") from None


def _describe(error: Exception) -> str:
    """The last error that a text with tracebacks of several processes names, ours if there is one."""
    text = str(error)
    found = list(_ERROR.finditer(text))
    ours = next((match[1] for match in found if match[1]), None)
    if ours is not None:
        return ours
    return found[-1][2] if found else (text.strip().splitlines() or [type(error).__name__])[0]
