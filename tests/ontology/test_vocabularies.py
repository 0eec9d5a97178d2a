"""Concepts are complete, hierarchies are sound, and units convert."""

import csv
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, SKOS
from rdflib.collection import Collection

from parkgraph.model import Bound, EntryMode, Modality, Status
from parkgraph.vocabulary import PG, SCHEMES, concept_iri, scheme_iri

ROOT = Path(__file__).parents[2]
INDICATORS = ROOT / "seeds" / "lexicon" / "indicators.tsv"
KINDS = {
    "money",
    "count",
    "percent",
    "area",
    "mass",
    "power",
    "energy",
    "person",
    "duration",
    "length",
    "volume",
}
pg = rdflib.Namespace(PG)


def members(graph, scheme):
    return set(graph.subjects(SKOS.inScheme, rdflib.URIRef(scheme_iri(scheme))))


def notations(graph, scheme):
    return {str(graph.value(c, SKOS.notation)) for c in members(graph, scheme)}


@pytest.fixture(scope="module")
def phrases():
    lines = [line for line in INDICATORS.read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_concepts_are_complete(scheme, vocabularies):
    concepts = members(vocabularies, scheme)
    assert concepts
    for concept in concepts:
        assert (concept, RDF.type, SKOS.Concept) in vocabularies
        for predicate in (SKOS.prefLabel, SKOS.definition):
            found = sorted(str(o.language) for o in vocabularies.objects(concept, predicate))
            assert found == ["en", "zh"], (concept, predicate)
        assert {o.language for o in vocabularies.objects(concept, SKOS.altLabel)} <= {"zh"}, concept
        assert len(list(vocabularies.objects(concept, SKOS.notation))) == 1, concept


@pytest.mark.parametrize("scheme", SCHEMES)
def test_labels_and_notations_are_unique(scheme, vocabularies):
    concepts = members(vocabularies, scheme)
    for predicate in (SKOS.prefLabel, SKOS.notation, SKOS.definition):
        counted = Counter(str(o) for c in concepts for o in vocabularies.objects(c, predicate))
        assert [value for value, times in counted.items() if times > 1] == [], predicate


@pytest.mark.parametrize("scheme", SCHEMES)
def test_hierarchy_has_tops_and_no_circle(scheme, vocabularies):
    concepts = members(vocabularies, scheme)
    scheme_node = rdflib.URIRef(scheme_iri(scheme))
    tops = set(vocabularies.objects(scheme_node, SKOS.hasTopConcept))
    assert tops == set(vocabularies.subjects(SKOS.topConceptOf, scheme_node))
    assert tops == {c for c in concepts if (c, SKOS.broader, None) not in vocabularies}
    for concept in concepts:
        above = set(vocabularies.transitive_objects(concept, SKOS.broader)) - {concept}
        assert above <= concepts, concept
        assert (above & tops) or concept in tops, concept
        for broader in vocabularies.objects(concept, SKOS.broader):
            assert concept not in set(vocabularies.transitive_objects(broader, SKOS.broader)), concept


@pytest.mark.parametrize(
    ("scheme", "enumeration"),
    [("status", Status), ("modality", Modality), ("bound", Bound), ("entrymode", EntryMode)],
)
def test_types_of_the_model_are_the_vocabularies(scheme, enumeration, vocabularies):
    assert notations(vocabularies, scheme) == {member.value for member in enumeration}


def test_statuses_are_ordered_as_in_the_model(vocabularies):
    expected = [rdflib.URIRef(concept_iri("status", status.value)) for status in Status]
    (collection,) = vocabularies.subjects(RDF.type, SKOS.OrderedCollection)
    assert list(Collection(vocabularies, vocabularies.value(collection, SKOS.memberList))) == expected
    assert [int(vocabularies.value(c, pg.stageOrder)) for c in expected] == list(range(1, len(expected) + 1))


def test_ownership_has_no_concept_for_the_unknown(vocabularies):
    assert notations(vocabularies, "ownership") == {
        "central", "local-state", "private", "foreign", "joint-venture", "collective",
    }  # fmt: skip


def test_units_of_measured_quantities_exist(vocabularies):
    needed = (
        "CNY USD EUR HKD JPY percent percentage_point times mu km2 m2 ha km m m3 m3/year m3/day tonne "
        "tonne/year tonne/day kg W kW MW GW kWh MWh GWh person count year month day workday"
    )
    assert set(needed.split()) <= notations(vocabularies, "unit")


def test_units_of_the_measure_words_exist(vocabularies):
    lines = (ROOT / "seeds" / "lexicon" / "measure-words.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    column = rows[0].index("unit")
    assert {row[column] for row in rows[1:]} - notations(vocabularies, "unit") == set()


@pytest.mark.parametrize("name", ["park-patterns", "zones"])
def test_park_kinds_of_the_lexicon_exist(name, vocabularies):
    lines = (ROOT / "seeds" / "lexicon" / f"{name}.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    column = rows[0].index("kind")
    assert {row[column] for row in rows[1:]} - notations(vocabularies, "parkkind") == set()


def test_units_have_kinds_and_factors(vocabularies):
    foreign = {"USD", "EUR", "HKD", "JPY", "GBP", "TWD"}
    for unit in members(vocabularies, "unit"):
        assert str(vocabularies.value(unit, pg.unitKind)) in KINDS | {"any"}, unit
        assert vocabularies.value(unit, pg.quantityKind), unit
        factor = vocabularies.value(unit, pg.conversionFactor)
        assert (factor is None) == (str(vocabularies.value(unit, SKOS.notation)) in foreign), unit
        assert factor is None or factor.toPython() > 0


@pytest.mark.parametrize(
    ("amount", "unit", "same_amount", "same_unit"),
    [
        ("15", "mu", "1", "ha"),
        ("1", "km2", "100", "ha"),
        ("1", "ha", "10000", "m2"),
        ("1", "km", "1000", "m"),
        ("1", "tonne", "1000", "kg"),
        ("1", "GW", "1000", "MW"),
        ("1", "GWh", "1000000", "kWh"),
        ("1", "tonne/day", "365", "tonne/year"),
        ("24", "hour", "1", "day"),
        ("5", "workday", "1", "week"),
    ],
)
def test_units_convert(amount, unit, same_amount, same_unit, vocabularies):
    def in_base(number, notation):
        concept = rdflib.URIRef(concept_iri("unit", notation))
        factor = Decimal(str(vocabularies.value(concept, pg.conversionFactor)))
        return Fraction(Decimal(number)) * Fraction(factor)

    assert abs(in_base(amount, unit) / in_base(same_amount, same_unit) - 1) < Fraction(1, 10**12)


def test_sections_and_manufacturing_divisions_are_complete(vocabularies):
    identifier = rdflib.URIRef("http://purl.org/dc/terms/identifier")
    codes = {str(o).removeprefix("GB/T 4754-2017 ") for o in vocabularies.objects(None, identifier)}
    assert codes == {*"ABCDEFGHIJKLMNOPQRST", *(f"C{number}" for number in range(13, 44))}


def test_names_of_industries_and_park_kinds_mean_one_thing(vocabularies):
    for scheme in ("industry", "parkkind", "policykind", "status", "ownership"):
        counted = Counter(
            str(o)
            for c in members(vocabularies, scheme)
            for p in (SKOS.prefLabel, SKOS.altLabel)
            for o in set(vocabularies.objects(c, p))
            if o.language == "zh"
        )
        assert [name for name, times in counted.items() if times > 1] == [], scheme


def test_every_indicator_has_a_phrase_and_every_phrase_an_indicator(phrases, vocabularies):
    """The top concepts group the indicators; no figure is read as one of them."""
    tops = vocabularies.objects(rdflib.URIRef(scheme_iri("indicator")), SKOS.hasTopConcept)
    groups = {str(vocabularies.value(top, SKOS.notation)) for top in tops}
    assert len(groups) == 12
    assert {row["indicator"] for row in phrases} == notations(vocabularies, "indicator") - groups


def test_units_by_themselves_name_indicators(phrases, vocabularies):
    lines = (ROOT / "seeds" / "lexicon" / "indicator-units.tsv").read_text("utf-8").splitlines()
    rows = list(csv.DictReader([line for line in lines if not line.startswith("#")], delimiter="\t"))
    assert {row["indicator"] for row in rows} <= {row["indicator"] for row in phrases}
    assert {row["unit"] for row in rows} <= notations(vocabularies, "unit")
    assert len({(row["unit"], row["measure"]) for row in rows}) == len(rows)


def test_growth_is_the_growth_of_an_indicator(vocabularies):
    for concept in members(vocabularies, "indicator"):
        notation = str(vocabularies.value(concept, SKOS.notation))
        if notation.endswith("-growth"):
            of = rdflib.URIRef(concept_iri("indicator", notation.removesuffix("-growth")))
            assert of in members(vocabularies, "indicator"), notation
            assert vocabularies.value(concept, SKOS.related) == of, notation
            growth = rdflib.URIRef(concept_iri("indicator", "growth"))
            assert vocabularies.value(concept, SKOS.broader) == growth, notation


def test_phrases_are_well_formed(phrases):
    assert list(phrases[0]) == ["phrase", "indicator", "kind", "source", "date"]
    for row in phrases:
        assert all(row.values()), row
        assert None not in row, row
        assert row["kind"] in KINDS | {"any"}, row
        assert row["phrase"] == row["phrase"].strip(), row
    repeated = Counter((row["phrase"], row["kind"]) for row in phrases)
    assert [key for key, times in repeated.items() if times > 1] == []


def test_phrases_name_what_pages_name(phrases):
    """A sample across the tree, each phrase with the kind of unit that tells it from its neighbours."""
    found = {(row["phrase"], row["kind"]): row["indicator"] for row in phrases}
    expected = {
        ("协议总投资", "money"): "investment-agreed",
        ("到位资金", "money"): "investment-attracted",
        ("固定资产投资", "money"): "investment-fixed-assets",
        ("规上工业总产值", "money"): "output-value-above-scale",
        ("规模以上工业增加值", "any"): "value-added-industrial",
        ("一般公共预算收入", "money"): "budget-revenue",
        ("实际利用外资", "money"): "foreign-capital-used",
        ("新签约项目", "count"): "projects-signed",
        ("开工率", "percent"): "start-rate",
        ("年产", "mass"): "production-capacity",
        ("年产", "count"): "production-capacity-units",
        ("规划面积", "area"): "land-planned",
        ("亩均税收", "money"): "tax-per-mu",
        ("研发投入占比", "percent"): "rd-intensity",
        ("审批时限", "duration"): "approval-days",
    }
    assert {key: found.get(key) for key in expected} == expected
    assert ("年产", "money") not in found
    assert ("开工率", "count") not in found
