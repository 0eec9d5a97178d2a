"""Writes the site of the ontology, in English and Chinese: ``python tools/write_site.py [folder]``."""

from __future__ import annotations

import csv
import re
import shutil
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jinja2
import overview_diagram
import rdflib
from markupsafe import Markup
from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS
from rdflib.collection import Collection

from parkgraph.vocabulary import CLASSES, PG, PREFIXES, PROPERTIES, SCHEMES, SHAPES, VOCABULARY, scheme_iri

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "build" / "site"
LATEST = "latest"
"""The folder with the files of the newest version, beside those of each version."""

_TEMPLATES = Path(__file__).parent / "site"
_PUBLISHED = ("*.ttl", "*.jsonld", "*.tsv", "*.md", "vocabularies/*.ttl", "shapes/*.ttl", "alignments/*.ttl")
_PUBLISHED += ("examples/*.ttl",)
_GRID = """
Metric   Evidence ParkEntry Agency     Place
Conflict Document Project   Park       Policy
Claim    Stage    Industry  Enterprise Judgement
.        .        Change    NameList   .
"""
# where the classes stand in the overview; one that is missing comes into a row of its own
_ONTOLOGY = rdflib.URIRef(PG.removesuffix("#"))
_SPECIALISING = (RDFS.subClassOf, RDFS.subPropertyOf)
_CLOSE = (SKOS.closeMatch,)


@dataclass(frozen=True, slots=True)
class Link:
    """A term of ours by its anchor, or one of others by its IRI."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Use:
    """A property as a class has it."""

    link: Link
    ranges: tuple[Link, ...]
    definition: str
    cardinality: str


class Ontology:
    """The Turtle below ``root/ontology`` as the pages show it, in one language.

    Every method that takes a name takes the local name of a class or property of :data:`PG`.
    """

    def __init__(self, root: Path, words: dict[str, str], language: str) -> None:
        self.folder = root / "ontology"
        self.core = _read(self.folder, "parkgraph.ttl")
        self.vocabularies = _read(self.folder, "vocabularies/*.ttl")
        self.alignments = _read(self.folder, "alignments/*.ttl")
        self.shapes = _read(self.folder, "shapes/*.ttl")
        self.queries = root / "queries" / "answers"
        self.words = words
        self.language = language
        self.other = words["other_language"]

    def text(self, subject: rdflib.term.Node, predicate: rdflib.URIRef, language: str | None = None) -> str:
        """What is said of a subject in a language, by default that of the page."""
        for graph in (self.core, self.vocabularies, self.shapes):
            for value in graph.objects(subject, predicate):
                if isinstance(value, rdflib.Literal) and value.language == (language or self.language):
                    return str(value)
        return ""

    def title(self) -> str:
        """The title of the ontology."""
        return self.text(_ONTOLOGY, DCTERMS.title)

    def description(self) -> str:
        """What the ontology is about."""
        return self.text(_ONTOLOGY, DCTERMS.description)

    def version(self) -> str:
        """The version, such as ``0.2.0``."""
        return str(self.core.value(_ONTOLOGY, OWL.versionInfo))

    def version_iri(self) -> str:
        """The IRI of this version."""
        return str(self.core.value(_ONTOLOGY, OWL.versionIRI))

    def prior_iri(self) -> str:
        """The IRI of the version before."""
        return str(self.core.value(_ONTOLOGY, OWL.priorVersion))

    def licence(self) -> str:
        """The IRI of the licence."""
        return str(self.core.value(_ONTOLOGY, DCTERMS.license))

    def sentence(self, key: str) -> Markup:
        """A sentence of the site with the IRIs and paths it speaks of."""
        names = {"term": PG + CLASSES[0], "version": self.version_iri(), "latest": f"{LATEST}/"}
        return Markup(self.words[key]).format_map(
            {name: Markup("<code>{}</code>").format(said) for name, said in names.items()}
        )

    def label(self, name: str) -> str:
        """The label of a term; a CURIE of others stays as it is."""
        return self.text(rdflib.URIRef(PG + name), RDFS.label) or name

    def other_label(self, name: str) -> str:
        """Its label in the other language."""
        return self.text(rdflib.URIRef(PG + name), RDFS.label, self.other)

    def definition(self, name: str) -> str:
        """Its definition."""
        return self.text(rdflib.URIRef(PG + name), SKOS.definition)

    def is_a(self, name: str, kind: str) -> bool:
        """Whether a term is declared as something of OWL, e.g. ``ObjectProperty``."""
        return (rdflib.URIRef(PG + name), RDF.type, OWL[kind]) in self.core

    def is_deprecated(self, name: str) -> bool:
        """Whether a term is deprecated."""
        return (rdflib.URIRef(PG + name), OWL.deprecated, rdflib.Literal(True)) in self.core

    def specialised(self, name: str) -> list[Link]:
        """The terms of standards that it specialises."""
        return self._aligned(name, _SPECIALISING)

    def close(self, name: str) -> list[Link]:
        """The terms of standards that come near it."""
        return self._aligned(name, _CLOSE)

    def _aligned(self, name: str, predicates: Iterable[rdflib.URIRef]) -> list[Link]:
        iri = rdflib.URIRef(PG + name)
        found = {
            str(o)
            for graph in (self.core, self.alignments)
            for predicate in predicates
            for o in graph.objects(iri, predicate)
            if isinstance(o, rdflib.URIRef)
        }
        return [self.link(other) for other in sorted(found)]

    def link(self, iri: str) -> Link:
        """A link to a term, by its label when it is ours."""
        if iri.startswith(PG):
            return Link(self.label(iri.removeprefix(PG)), f"#{iri.removeprefix(PG)}")
        return Link(self.curie(iri), iri)

    def curie(self, iri: str) -> str:
        """The CURIE of a term of a standard, by the prefixes of the files; the IRI when none fits."""
        for prefix, namespace in _prefixes(self.folder).items():
            if iri.startswith(namespace) and iri != namespace:
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return iri

    def inverse(self, name: str) -> list[Link]:
        """The property that says the same the other way round."""
        iri = rdflib.URIRef(PG + name)
        found = {*self.core.objects(iri, OWL.inverseOf), *self.core.subjects(OWL.inverseOf, iri)}
        return [self.link(str(other)) for other in sorted(found)]

    def domain(self, name: str) -> list[Link]:
        """The classes that have a property."""
        return [self.link(iri) for iri in self._members(name, RDFS.domain)]

    def range(self, name: str) -> list[Link]:
        """What a property leads to; for concepts their scheme, where the shapes tell it."""
        schemes = {scheme for shape in self._shapes_of(PG + name) for scheme in self._schemes(shape)}
        if schemes:
            return [self.scheme_link(scheme) for scheme in sorted(schemes)]
        return [self.link(iri) for iri in self._members(name, RDFS.range)]

    def _members(self, name: str, end: rdflib.URIRef) -> list[str]:
        expression = self.core.value(rdflib.URIRef(PG + name), end)
        if expression is None:
            return []
        union = self.core.value(expression, OWL.unionOf)
        return [str(m) for m in ([expression] if union is None else Collection(self.core, union))]

    def _shapes_of(self, path: str, class_name: str = "") -> list[rdflib.term.Node]:
        """The property shapes of a path, of all classes or of one, sorted."""
        owner = rdflib.URIRef(SHAPES + class_name)
        return sorted(
            shape
            for shape in self.shapes.subjects(SH.path, rdflib.URIRef(path))
            if not class_name or (owner, SH.property, shape) in self.shapes
        )

    def _schemes(self, shape: rdflib.term.Node) -> set[str]:
        head = self.shapes.value(shape, SH["in"])
        members = [] if head is None else [str(member) for member in Collection(self.shapes, head)]
        return {m.removeprefix(VOCABULARY).split("/")[0] for m in members if m.startswith(VOCABULARY)}

    def scheme_link(self, scheme: str) -> Link:
        """A link to a concept scheme."""
        return Link(f"{self.words['concept_of']} {self.scheme_label(scheme)}", f"#scheme-{scheme}")

    def uses(self, name: str) -> Iterator[Use]:
        """The properties of a class, those of its shape first, in their order, then the others."""
        owner = rdflib.URIRef(SHAPES + name)
        shapes = [*self.shapes.objects(owner, SH.property)]
        paths = list(dict.fromkeys(str(self.shapes.value(shape, SH.path)) for shape in shapes))
        paths += [PG + p for p in PROPERTIES if PG + name in self._members(p, RDFS.domain)]
        for path in dict.fromkeys(paths):
            own = self._shapes_of(path, name)
            if path.startswith(PG):
                local = path.removeprefix(PG)
                yield Use(
                    self.link(path), tuple(self.range(local)), self.definition(local), self._cardinality(own)
                )
            else:
                said = " ".join(self.text(shape, SH.message) for shape in own)
                yield Use(self.link(path), tuple(self._asked(own)), said, self._cardinality(own))

    def _asked(self, shapes: Iterable[rdflib.term.Node]) -> Iterator[Link]:
        for shape in shapes:
            for predicate in (SH["class"], SH.datatype):
                value = self.shapes.value(shape, predicate)
                if value is not None:
                    yield self.link(str(value))

    def _cardinality(self, shapes: Iterable[rdflib.term.Node]) -> str:
        """``1``, ``0..1``, ``1..*`` … as the shapes ask that are no warnings."""
        least, most = 0, "*"
        for shape in shapes:
            if self.shapes.value(shape, SH.severity) == SH.Warning:
                continue
            least = max(least, int(self.shapes.value(shape, SH.minCount) or 0))
            most = str(self.shapes.value(shape, SH.maxCount) or most)
        return str(least) if str(least) == most else f"{least}..{most}"

    def messages(self, name: str) -> list[tuple[str, str, bool]]:
        """The anchor, message and whether it is a warning of every property shape of a class."""
        shapes = self.shapes.objects(rdflib.URIRef(SHAPES + name), SH.property)
        return [
            (
                f"shape-{str(shape).removeprefix(SHAPES)}",
                self.text(shape, SH.message),
                self.shapes.value(shape, SH.severity) == SH.Warning,
            )
            for shape in shapes
        ]

    def example(self, name: str) -> str:
        """The example of a class as Turtle."""
        kebab = re.sub("(?<=[a-z])(?=[A-Z])", "-", name).lower()
        return (self.folder / "examples" / f"{kebab}.ttl").read_text(encoding="utf-8")

    def questions(self) -> list[dict[str, str]]:
        """The competency questions: ``class``, ``question``, ``query`` and ``answer`` of each."""
        with (self.folder / "competency.tsv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
        return [row | {"question": row[f"question-{self.language}"]} for row in rows]

    def query_texts(self) -> dict[str, str]:
        """The text of every query that answers a competency question, by name."""
        names = sorted({row["query"] for row in self.questions()})
        return {name: (self.queries / f"{name}.rq").read_text(encoding="utf-8") for name in names}

    def scheme_label(self, scheme: str) -> str:
        """The name of a concept scheme."""
        return self.text(rdflib.URIRef(scheme_iri(scheme)), SKOS.prefLabel)

    def scheme_definition(self, scheme: str) -> str:
        """What its concepts are."""
        return self.text(rdflib.URIRef(scheme_iri(scheme)), SKOS.definition)

    def concepts(self, scheme: str) -> list[dict[str, str]]:
        """``id``, ``notation``, ``label``, ``definition`` and ``broader`` of its concepts, by notation."""
        found = []
        for concept in set(self.vocabularies.subjects(SKOS.inScheme, rdflib.URIRef(scheme_iri(scheme)))):
            broader = self.vocabularies.value(concept, SKOS.broader)
            found.append(
                {
                    "id": f"{scheme}-{str(concept).rpartition('/')[2]}",
                    "notation": str(self.vocabularies.value(concept, SKOS.notation)),
                    "label": self.text(concept, SKOS.prefLabel),
                    "definition": self.text(concept, SKOS.definition),
                    "broader": self.text(broader, SKOS.prefLabel) if broader else "",
                    "broader_id": f"{scheme}-{str(broader).rpartition('/')[2]}" if broader else "",
                }
            )
        return sorted(found, key=lambda concept: concept["notation"])

    def relations(self) -> Iterator[overview_diagram.Relation]:
        """The object properties between classes, and the standard ones that the shapes ask for."""
        drawn: set[str] = set()
        for name in PROPERTIES:
            ends = [self._classes(self._members(name, end)) for end in (RDFS.domain, RDFS.range)]
            if self._members(name, RDFS.range) == [str(OWL.Thing)]:
                ends[1] = ("owl:Thing",)
            inverse = next((link.href.removeprefix("#") for link in self.inverse(name)), None)
            if all(ends) and inverse not in drawn and self.is_a(name, "ObjectProperty"):
                drawn.add(name)
                yield overview_diagram.Relation(name, *ends)
        standard: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        for name in CLASSES:
            for shape in self.shapes.objects(rdflib.URIRef(SHAPES + name), SH.property):
                path = str(self.shapes.value(shape, SH.path))
                target = self._classes([str(self.shapes.value(shape, SH["class"]))])
                if target and not path.startswith(PG) and name not in target:
                    standard.setdefault((self.curie(path), target), []).append(name)
        for (curie, target), sources in standard.items():
            yield overview_diagram.Relation(curie, tuple(sources), target)

    @staticmethod
    def _classes(iris: Iterable[str]) -> tuple[str, ...]:
        names = (iri.removeprefix(PG) for iri in iris)
        return tuple(name for name in names if name in CLASSES)

    def diagram(self) -> Markup:
        """The overview as an ``svg`` element."""
        rows = [[name.strip(".") for name in line.split()] for line in _GRID.strip().splitlines()]
        missing = [name for name in CLASSES if not any(name in row for row in rows)]
        grid = [*rows, missing] if missing else rows
        svg = overview_diagram.draw(grid, list(self.relations()), self.label, self.words["overview_alt"])
        return Markup(svg)


def published(root: Path) -> list[Path]:
    """The files of the ontology that are published, relative to ``root/ontology`` and sorted."""
    folder = root / "ontology"
    return sorted(path.relative_to(folder) for pattern in _PUBLISHED for path in folder.glob(pattern))


def write_site(target: Path = TARGET, root: Path = ROOT) -> None:
    """Writes both pages, the style sheet, and the files under the version's path and :data:`LATEST`."""
    languages = tomllib.loads((_TEMPLATES / "words.toml").read_text(encoding="utf-8"))
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    template = environment.get_template("page.html")
    target.mkdir(parents=True, exist_ok=True)
    files = published(root)
    version = ""
    for language, words in languages.items():
        ontology = Ontology(root, words, language)
        version = ontology.version()
        page = template.render(
            o=ontology, w=words, language=language, files=files, latest=LATEST,
            classes=CLASSES, properties=PROPERTIES, schemes=SCHEMES, pg=PG, base=str(_ONTOLOGY),
        )  # fmt: skip
        (target / words["file"]).write_text(page, encoding="utf-8")
    shutil.copyfile(_TEMPLATES / "style.css", target / "style.css")
    for folder in (target / version, target / LATEST):
        shutil.rmtree(folder, ignore_errors=True)
        for file in files:
            copy = folder / file
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / "ontology" / file, copy)


@cache
def _read(folder: Path, pattern: str) -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in sorted(folder.glob(pattern)):
        graph.parse(path)
    return graph


@cache
def _prefixes(folder: Path) -> dict[str, str]:
    """The prefixes that the files of the alignments declare, and ours."""
    declared = dict(PREFIXES)
    for path in sorted(folder.glob("*/*.ttl")):
        declared |= dict(re.findall(r"^@prefix ([\w-]+): <(.+)> \.$", path.read_text("utf-8"), re.MULTILINE))
    return declared


if __name__ == "__main__":
    write_site(*map(Path, sys.argv[1:2]))
