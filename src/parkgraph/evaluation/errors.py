"""What went wrong, one error at a time, and which classes of error cost most."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

Pair = tuple[str, str]

UNKNOWN = " ?"
"""Ends the name of a found thing that is not in the gold."""


@dataclass(frozen=True, slots=True)
class Error:
    """One fact that is missed, spurious or wrong.

    ``cause`` names the class of error; ``cost`` counts the facts it takes from the headline: a
    wrong one is missed and spurious at once.
    """

    document: str
    kind: str
    sort: str
    fact: str
    cause: str
    cost: int = 1

    def __str__(self) -> str:
        return f"{self.document} {self.kind} {self.sort:<8} {self.fact}"


@dataclass(frozen=True, slots=True)
class ErrorClass:
    """All errors of one kind and cause; ``example`` is the first of them."""

    kind: str
    cause: str
    errors: int
    cost: int
    example: str


def rank_errors(errors: Iterable[Error], most: int = 10) -> tuple[ErrorClass, ...]:
    """The costliest classes of error, the costliest first."""
    groups: dict[tuple[str, str], list[Error]] = {}
    for error in errors:
        if error.cost:
            groups.setdefault((error.kind, error.cause), []).append(error)
    classes = [
        ErrorClass(kind, cause, len(same), sum(e.cost for e in same), f"{same[0].document} {same[0].fact}")
        for (kind, cause), same in groups.items()
    ]
    return tuple(sorted(classes, key=lambda c: (-c.cost, c.kind, c.cause))[:most])


def relation_errors(
    document: str,
    kind: str,
    gold: Collection[Pair],
    found: Collection[Pair],
    known: Collection[str],
    things: Collection[str],
) -> Iterator[Error]:
    """The errors of one kind of relation in one document.

    :param gold: (subject, object) by names of the gold
    :param found: the same, as found; names of things that are not in the gold end in :data:`UNKNOWN`
    :param known: names of gold things that were found
    :param things: names of all things of the gold; an object that is none of them is a value
    """
    wanted, given = dict[str, str](gold), dict[str, str](found)
    for subject, value in sorted(set(gold) - set(found)):
        if subject not in known:
            cause = "its subject is missed"
        elif value in things and value not in known:
            cause = "its object is missed"
        elif subject in given:
            cause = "another one read"
        else:
            cause = "not read"
        yield Error(document, kind, "missed", str((subject, value)), cause)
    for subject, value in sorted(set(found) - set(gold)):
        if subject.endswith(UNKNOWN):
            cause = "of a spurious subject"
        elif value.endswith(UNKNOWN):
            cause = "to a spurious object"
        elif subject in wanted:
            cause = "another one read"
        else:
            cause = "read where there is none"
        yield Error(document, kind, "spurious", str((subject, value)), cause)


def write_confusion(title: str, confusion: Mapping[Pair, int]) -> Iterator[str]:
    """A confusion matrix as lines of text: gold down, found across; ``-`` is none."""
    names = sorted({name for pair in confusion for name in pair}, key=lambda n: (n == "-", n))
    if not names:
        return
    right = sum(count for (gold, found), count in confusion.items() if gold == found)
    yield f"{title}: {right} of {sum(confusion.values())} as in the gold (down: gold, across: found)"
    width = max(len(name) for name in names) + 1
    yield " " * width + "".join(f"{name:>{width}}" for name in names)
    for gold in names:
        cells = "".join(f"{confusion.get((gold, found), 0):>{width}}" for found in names)
        yield f"{gold:<{width}}{cells}"


def write_classes(errors: Iterable[Error], most: int = 10) -> Iterator[str]:
    """The costliest classes of error as lines of text."""
    classes = rank_errors(errors, most)
    if classes:
        yield "costliest errors (facts lost, errors, kind: cause, an example)"
    for cls in classes:
        yield f"{cls.cost:>5}{cls.errors:>5}  {cls.kind}: {cls.cause}  e.g. {cls.example}"
