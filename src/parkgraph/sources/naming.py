"""Which files the inputs name, and names for them that say neither more nor less than is needed.

A file has the name it has within its input: ``2021/a.txt`` in a folder, ``a.txt`` given by itself.
Files of several inputs that would have one name get the folders before it that tell them apart.  So
names depend neither on the order of the inputs nor on where they all lie.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path, PurePath

from parkgraph.errors import SourceError

_OF_BUILD = "report.json"  # as pipeline and store write them
_GRAPHS_OF_BUILD = ("graph.nq", "shards/manifest.json")
_BESIDE = frozenset({"judgements.tsv", "facts.db"})  # what else a build leaves in its folder

_GRAPHS = ".ttl .nt .nq .n3 .trig .trix .rdf .rdfs .owl .hdt .jsonld .shacl .shex"
NOT_DOCUMENTS = frozenset([".json", ".rq", ".ru", ".sparql", ".sst", *_GRAPHS.split()])
"""Endings of files that lie beside documents: facts, settings, graphs, queries, parts of a store."""


def is_document(name: str) -> bool:
    """Whether a file of a folder or archive is read, by its name.

    >>> is_document("a/notes"), is_document("a/graph.TTL")
    (True, False)
    """
    return PurePath(name).suffix.lower() not in NOT_DOCUMENTS


def list_files(
    given: Path, skip: Collection[Path] = (), *, on_reject: Callable[[SourceError], None] | None = None
) -> Iterator[Path]:
    """The file itself, or the files of a folder to any depth, sorted.

    Left out in a folder are hidden entries, files that are no documents by their name, folders that
    hold a build or its store, and the folders of ``skip`` (which are resolved).

    :param on_reject: called for a folder that cannot be listed, and for a link back to a folder that it
        lies in
    :raises SourceError: for the same, without ``on_reject``
    """

    def reject(folder: Path, reason: str) -> None:
        error = SourceError(folder.as_posix(), reason)
        if on_reject is None:
            raise error
        on_reject(error)

    if not given.is_dir():
        yield given
        return
    try:
        entries = sorted(given.iterdir(), key=lambda p: p.name)
        built = _is_output(given)
    except OSError as error:
        reject(given, error.strerror or "cannot be listed")
        return
    for entry in entries:
        if entry.name.startswith(".") or (built and entry.name in _BESIDE):
            continue
        if entry.is_dir():
            if entry.is_symlink() and given.resolve().is_relative_to(entry.resolve()):
                reject(entry, "a link to a folder that it lies in")
            elif not _is_output(entry) and entry.resolve() not in skip:
                yield from list_files(entry, skip, on_reject=on_reject)
        elif is_document(entry.name):
            yield entry


def _is_output(folder: Path) -> bool:
    try:
        built = (folder / _OF_BUILD).is_file()
        return (built and any((folder / name).is_file() for name in _GRAPHS_OF_BUILD)) or (
            (folder / "CURRENT").is_file() and any(folder.glob("MANIFEST-*"))
        )
    except OSError:  # it cannot be entered, as listing it will tell
        return False


def name_files(inputs: Iterable[tuple[Path, Iterable[Path]]]) -> dict[Path, str]:
    """The name of each file: a different one for each, the shortest that is.

    :param inputs: what was given, with the files in it

    >>> first, second = Path("/x/s1/a.txt"), Path("/x/s2/a.txt")
    >>> list(name_files([(first, [first]), (Path("/x/s2"), [second])]).values())
    ['s1/a.txt', 's2/a.txt']
    """
    parts: dict[Path, tuple[str, ...]] = {}
    places: dict[Path, str] = {}
    length: dict[str, int] = {}
    for given, files in inputs:
        for file in files:
            place = os.path.abspath(file)  # noqa: PTH100 - Path.absolute keeps the dots of a/../b
            places[file], parts[file] = place, PurePath(place).parts[1:]
            own = 1 if file == given else len(file.relative_to(given).parts)
            length[place] = max(own, length.get(place, 0))
    named = {places[file]: tail for file, tail in parts.items()}
    while True:
        names = {place: "/".join(tail[-length[place] :]) for place, tail in named.items()}
        counts = Counter(names.values())
        doubled = [place for place in names if counts[names[place]] > 1 and length[place] < len(named[place])]
        if not doubled:
            return {file: names[place] for file, place in places.items()}
        for place in doubled:
            length[place] += 1
