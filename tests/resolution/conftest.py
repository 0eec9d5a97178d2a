"""Documents as lines, and which of them speak of one thing.

A line is a document that speaks of one thing, in words set apart by spaces: ``340700`` a place it is
about, ``2021-05-06`` its day, ``@铜陵经开区`` the park that the thing is in or applies to, ``+万华化学`` who
undertakes it, ``~蓝科化工`` an enterprise beside it, ``#…`` its code or number; what is left is its name
and, behind ``＝``, its other names.  Documents are called a, b, c …; ``ab c`` are two things.

A case is some lines and, behind ``= ``, first the things and then all judgements, of which ``a-bc same
reason`` is one; an empty line ends it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from parkgraph.model import Claim, Document, Entity, Entry, EntryMode, Facts, Kind
from parkgraph.resolution import Override, Resolution, identify_corpus, resolve

Case = tuple[tuple[str, ...], list[str]]

_NUMBER = {Kind.ENTERPRISE: "creditCode", Kind.POLICY: "documentNumber", Kind.PARK: "placeCode"}
_TIE = {Kind.PROJECT: "locatedInPark", Kind.POLICY: "appliesTo"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Gives ``case`` the cases of the file that a module is named for."""
    if "case" in metafunc.fixturenames:
        name = metafunc.module.__name__.rpartition("test_")[2]
        metafunc.parametrize("case", read_cases(Path(__file__).with_name(f"{name}.txt")))


def read_cases(path: Path) -> list[object]:
    cases = []
    for block in path.read_text("utf-8").strip().split("\n\n"):
        lines = block.splitlines()
        told = tuple(line for line in lines if line[0] != "=")
        expected = [line[2:] for line in lines if line[0] == "="]
        cases.append(pytest.param((told, expected), id=" | ".join(told)))
    return cases


def _entity(kind: Kind, name: str, *others: str, **attributes: str) -> Entity:
    return Entity(f"{kind}:{name}", kind, name, others, tuple(sorted(attributes.items())))


def read_line(kind: Kind, line: str, identifier: str = "a") -> Facts:
    """The facts of the document that a line stands for; the first entity is what it speaks of."""
    places: list[str] = []
    beside: list[Entity] = []
    attributes: dict[str, str] = {}
    published, name, others = None, "", ()
    for word in line.split(" "):
        if re.fullmatch(r"\d{6}", word):
            places.append(word)
        elif re.fullmatch(r"\d{4}-\d\d-\d\d", word):
            published = dt.date.fromisoformat(word)
        elif word[0] == "@":
            beside.append(_entity(Kind.PARK, word[1:]))
        elif word[0] in "+~":
            beside.append(_entity(Kind.ENTERPRISE, word[1:], **({"built": ""} if word[0] == "+" else {})))
        elif word[0] == "#":
            attributes[_NUMBER[kind]] = word[1:]
        else:
            name, *others = word.split("＝")
    thing = _entity(kind, name, *others, **attributes)
    claims, entries = [], []
    for other in beside:
        if other.kind is Kind.PARK and kind is Kind.ENTERPRISE:
            entries.append(Entry(thing.key, other.key, EntryMode.SETTLED))
        elif other.kind is Kind.PARK and kind in _TIE:
            claims.append(Claim(thing.key, _TIE[kind], other.key))
        elif other.attributes:
            claims.append(Claim(thing.key, "undertakenBy", other.key))
    document = Document(identifier, f"{identifier}.txt", "", published=published)
    return Facts(document, (thing, *beside), tuple(claims), entries=tuple(entries), places=tuple(places))


def read_lines(kind: Kind, lines: Iterable[str]) -> list[Facts]:
    return [read_line(kind, line, chr(ord("a") + n)) for n, line in enumerate(lines)]


def show_things(corpus: Iterable[Facts], resolution: Resolution) -> str:
    things: dict[str, str] = {}
    for facts in corpus:
        iri = resolution.iri(facts.document.identifier, facts.entities[0].key)
        things[iri] = things.get(iri, "") + facts.document.identifier
    return " ".join(sorted(things.values()))


def show_judgements(
    corpus: Iterable[Facts], resolution: Resolution, overrides: Iterable[Override] = ()
) -> list[str]:
    corpus = list(corpus)
    identities = identify_corpus(corpus, overrides)
    documents: dict[tuple[Kind, str], str] = {}
    for facts in corpus:
        identity = identities[facts.document.identifier, facts.entities[0].key]
        documents[identity] = documents.get(identity, "") + facts.document.identifier
    lines = []
    for judgement in resolution.judgements:
        ends = [documents.get((judgement.kind, key), "") for key in (judgement.first, judgement.second)]
        if all(ends):
            lines.append(f"{'-'.join(sorted(ends))} {judgement.verdict} {', '.join(judgement.reasons)}")
    return sorted(lines)


@pytest.fixture(scope="session")
def read() -> Callable[[Kind, Iterable[str]], list[Facts]]:
    """The documents that lines stand for."""
    return read_lines


@pytest.fixture(scope="session")
def show() -> Callable[..., list[str]]:
    """What becomes of documents as the lines of a case, the same in any order of them."""

    def show(corpus: Sequence[Facts], overrides: Iterable[Override] = ()) -> list[str]:
        resolution = resolve(corpus, overrides)
        assert resolve(corpus[::-1], overrides) == resolution
        return [show_things(corpus, resolution), *show_judgements(corpus, resolution, overrides)]

    return show
