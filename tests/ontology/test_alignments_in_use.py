"""Who knows only the standards finds what they ask for: queries without a term of ours, after RDFS.

The examples are read with the ontology and its alignments, closed under the rules of RDFS, and asked
in the words of Schema.org, ORG, SOSA, PROV-O, Dublin Core, SKOS and their like alone.  (The group that
is on the list alone becomes an enterprise by the domain of ``pg:ownershipSource``.)
"""

from pathlib import Path

import owlrl
import pytest
import rdflib

ONTOLOGY = Path(__file__).parents[2] / "ontology"
NAMESPACES = {
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sosa": "http://www.w3.org/ns/sosa/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
PARK, SUBPARK = "云汐化工园区", "云汐化工园区新材料产业园"
COMPANY, DRUGS, SHORT = "华曜新材料（望汐）有限公司", "望汐丰澜药业有限公司", "丰澜药业"
GROUP, COMMITTEE = "华曜化工集团有限公司", "云汐化工园区管理委员会"
PROJECT, PHASE, DRUG_PROJECT = "年产20万吨聚烯烃项目", "年产20万吨聚烯烃项目一期", "医药中间体项目"
POLICY = "云汐化工园区产业扶持办法"
PROVINCE, CITY, COUNTY = "澜州省", "云汐市", "望汐县"
SIGNING, REVIEW, VIEW = "云汐化工园区集中签约两个项目", "云汐化工园区亮出2023年成绩单", "澜州化工园区观察"

QUESTIONS = {
    "schema-places": (
        "SELECT ?name { ?x a schema:Place ; skos:prefLabel ?name }",
        {(PARK,), (SUBPARK,), (PROVINCE,), (CITY,), (COUNTY,)},
    ),
    "schema-areas": (
        "SELECT ?name ?code { ?x a schema:AdministrativeArea ;"
        " schema:identifier ?code ; skos:prefLabel ?name }",
        {(PROVINCE, "990000"), (CITY, "990100"), (COUNTY, "990121")},
    ),
    "schema-contained": (
        "SELECT ?inner ?outer { ?x schema:containedInPlace ?y ;"
        " skos:prefLabel ?inner . ?y skos:prefLabel ?outer }",
        {(COUNTY, CITY), (CITY, PROVINCE), (SUBPARK, PARK)},
    ),
    "schema-locations-of-projects": (
        "SELECT ?name ?where { ?x a schema:Project ; skos:prefLabel ?name ;"
        " schema:location/skos:prefLabel ?where }",
        {(PROJECT, PARK), (DRUG_PROJECT, PARK)},
    ),
    "schema-location-through-areas": (
        "SELECT ?name ?area { ?x a schema:Place ; schema:location/schema:containedInPlace* ?y ;"
        " skos:prefLabel ?name . ?y skos:prefLabel ?area }",
        {(PARK, COUNTY), (PARK, CITY), (PARK, PROVINCE)},
    ),
    "schema-organizations": (
        "SELECT ?name { ?x a schema:Organization ; skos:prefLabel ?name }",
        {(COMPANY,), (DRUGS,), (SHORT,), (COMMITTEE,), (GROUP,)},
    ),
    "schema-articles": (
        "SELECT DISTINCT ?title { ?x a schema:Article ; dcterms:title ?title }",
        {(SIGNING,), (REVIEW,), (VIEW,)},
    ),
    "org-formal-organizations": (
        "SELECT ?name { ?x a org:FormalOrganization ; skos:prefLabel ?name }",
        {(COMPANY,), (DRUGS,), (SHORT,), (GROUP,)},
    ),
    "org-organizations-not-formal": (
        "SELECT ?name { ?x a org:Organization ; skos:prefLabel ?name"
        " FILTER NOT EXISTS { ?x a org:FormalOrganization } }",
        {(COMMITTEE,)},
    ),
    "org-groups": (
        "SELECT ?name ?group ?code { ?x org:subOrganizationOf/skos:prefLabel ?group ;"
        " skos:prefLabel ?name ; org:identifier ?code }",
        {(COMPANY, GROUP, "91990121MA1XK7P30N")},
    ),
    "sosa-observations": (
        "SELECT ?thing ?property ?result ?document { ?x a sosa:Observation ;"
        " sosa:hasFeatureOfInterest/skos:prefLabel ?thing ; sosa:hasSimpleResult ?result ;"
        " sosa:observedProperty/skos:prefLabel ?property ; prov:wasDerivedFrom/dcterms:title ?document ."
        " FILTER(lang(?property) = 'en') }",
        {
            (PARK, "output value", "42000000000", SIGNING),
            (PARK, "output value", "42500000000", REVIEW),
            (PARK, "output value", "39000000000", REVIEW),
            (PARK, "output value", "41800000000", VIEW),
            (PARK, "signed projects", "38", REVIEW),
            (PARK, "employment", "200", REVIEW),
        },
    ),
    "dcterms-subjects": (
        "SELECT DISTINCT ?name { ?x a sosa:Observation ; dcterms:subject/skos:prefLabel ?name }",
        {(PARK,)},
    ),
    "prov-activities": (
        "SELECT ?name ?document { ?x a prov:Activity ; prov:wasAssociatedWith/skos:prefLabel ?name ;"
        " prov:wasDerivedFrom/dcterms:title ?document }",
        {(COMPANY, SIGNING), (DRUGS, SIGNING)},
    ),
    "prov-agents": (
        "SELECT ?name { ?x a prov:Agent ; skos:prefLabel ?name }",
        {(COMPANY,), (DRUGS,), (SHORT,), (COMMITTEE,), (GROUP,)},
    ),
    "prov-statements": (
        "SELECT ?title (COUNT(DISTINCT ?x) AS ?count) { ?x a rdf:Statement , prov:Entity ;"
        " prov:wasDerivedFrom ?y . ?y a prov:Entity ; dcterms:title ?title } GROUP BY ?title",
        {(SIGNING, "13"), (REVIEW, "5"), (VIEW, "1")},
    ),
    "oa-selectors": (
        "SELECT ?start ?end { ?x a oa:TextPositionSelector , oa:TextQuoteSelector , prov:Entity ;"
        " oa:exact '总投资36亿元' ; oa:start ?start ; oa:end ?end }",
        {("119", "126")},
    ),
    "dcterms-parts": (
        "SELECT ?part ?whole { ?x dcterms:isPartOf/skos:prefLabel ?whole ; skos:prefLabel ?part }",
        {(COUNTY, CITY), (CITY, PROVINCE), (SUBPARK, PARK), (PHASE, PROJECT)},
    ),
    "dcterms-has-part": (
        "SELECT ?whole ?part { ?x dcterms:hasPart/skos:prefLabel ?part ; skos:prefLabel ?whole }",
        {(PROJECT, PHASE)},
    ),
    "dcterms-versions": (
        "SELECT ?source ?original { ?x dcterms:source ?source ;"
        " dcterms:isVersionOf/dcterms:source ?original }",
        {("lanzhou/2023-03-17.txt", "wangxi/2023-03-16.txt")},
    ),
    "dcterms-policies": (
        "SELECT ?name ?number ?day ?kind ?of { ?x a eli:LegalResource ; skos:prefLabel ?name ;"
        " eli:id_local ?number ; dcterms:issued ?day ; dcterms:type/skos:prefLabel ?kind ;"
        " dcterms:coverage/skos:prefLabel ?of FILTER(lang(?kind) = 'en') }",
        {(POLICY, "望政办发〔2023〕7号", "2023-01-10", "measures", PARK)},
    ),
    "geo-features": (
        "SELECT ?name { ?x a geo:Feature ; geo:sfWithin ?y ; skos:prefLabel ?name }",
        {(SUBPARK,), (COUNTY,), (CITY,)},
    ),
    "skos-industries": (
        "SELECT ?narrow ?broad { ?x a skos:Concept ; skos:broader/skos:prefLabel ?broad ;"
        " skos:prefLabel ?narrow ; skos:notation 'chemicals'"
        " FILTER(lang(?narrow) = 'en' && lang(?broad) = 'en') }",
        {("chemicals", "manufacturing")},
    ),
    "skos-other-names": (
        "SELECT ?name ?other { ?x a schema:Organization ; skos:prefLabel ?name ; skos:altLabel ?other }",
        {(COMPANY, "华曜新材料")},
    ),
}


@pytest.fixture(scope="module")
def closed(core, vocabularies):
    """Concepts are added after the closure: RDFS has nothing to say of them that is asked here."""
    graph = rdflib.Graph() + core
    for folder in ("alignments", "examples"):
        for path in sorted((ONTOLOGY / folder).glob("*.ttl")):
            graph.parse(path)
    owlrl.DeductiveClosure(owlrl.RDFS_Semantics).expand(graph)
    return graph + vocabularies


def ask(graph, query):
    head = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in NAMESPACES.items())
    # a set: the closure says some literals twice
    return {tuple(str(term) for term in row) for row in graph.query(head + query)}


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_standard_words_find_it(name, closed):
    query, expected = QUESTIONS[name]
    assert ask(closed, query) == expected


def test_no_query_uses_a_term_of_ours():
    assert not [namespace for namespace in NAMESPACES.values() if "parkgraph" in namespace]
    assert not [name for name, (query, _) in QUESTIONS.items() if "pg:" in query or "<" in query]


def test_without_alignments_they_find_nothing(core):
    """The alignments and nothing else bring the standard classes."""
    graph = rdflib.Graph() + core
    for path in sorted((ONTOLOGY / "examples").glob("*.ttl")):
        graph.parse(path)
    owlrl.DeductiveClosure(owlrl.RDFS_Semantics).expand(graph)
    for name in ("schema-places", "sosa-observations", "prov-activities", "dcterms-policies", "geo-features"):
        assert ask(graph, QUESTIONS[name][0]) == set(), name
