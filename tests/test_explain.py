"""What is said about a thing, each fact with its sentence, offsets and document; and what was missed."""

from dataclasses import asdict

import pytest
from pyoxigraph import Quad, RdfFormat, Store, parse

from parkgraph.errors import StoreError
from parkgraph.explain import explain, find_missed, write_explanation, write_missed
from parkgraph.explain.marking import Words, find_stretch
from parkgraph.model import Document, Evidence, Facts, Reason, Unattributed
from parkgraph.report import LISTED, Report, describe_document, read_documents_of
from parkgraph.vocabulary import PREFIXES

GRAPH = (
    "".join(f"@prefix {p}: <{n}> .\n" for p, n in PREFIXES.items())
    + """
project:a a pg:Project ; skos:prefLabel "甲项目"@zh ; skos:altLabel "甲"@zh ; pg:status status:signed ;
  pg:locatedInPark park:dong ; pg:confidence 0.9 ;
  pg:industry industry:chem ; pg:evidence evidence:2 ; pg:hasStage stage:1 .
claim:1 a pg:Claim ; rdf:subject project:a ; rdf:predicate pg:status ; rdf:object status:signed ;
  pg:accepted true ; pg:modality modality:actual ; pg:confidence 0.8 ; pg:evidence evidence:1 ;
  pg:rule "stage-behind" .
claim:2 a pg:Claim ; rdf:subject project:a ; rdf:predicate pg:locatedInPark ; rdf:object park:xi ;
  pg:accepted false ; pg:modality modality:actual ; pg:confidence 0.3 .
claim:3 a pg:Claim ; rdf:subject project:a ; rdf:predicate pg:locatedInPark ; rdf:object park:dong ;
  pg:accepted true .
stage:1 a pg:Stage ; pg:stageOf project:a ; pg:stageStatus status:signed ; pg:modality modality:actual ;
  pg:stageStart "2021-03-01"^^xsd:date ; pg:stageEnd "2021-03-31"^^xsd:date .
metric:1 a pg:Metric ; pg:about project:a ; rdfs:label "产值"@zh ; pg:value 5 ; pg:maxValue 7 ;
  pg:unit unit:cny ; pg:bound bound:at-least ; pg:modality modality:planned ; pg:confidence 1.0 ;
  pg:rule "weights:subjects" , "project-priced" .
entry:1 a pg:ParkEntry ; pg:entrant enterprise:x ; pg:intoPark park:dong ; pg:entryMode entrymode:signed ;
  pg:entryProject project:a ; pg:entryStart "2021-03-01"^^xsd:date ; pg:entryEnd "2021-03-01"^^xsd:date .
enterprise:x skos:prefLabel "子公司"@zh ; pg:enteredPark park:dong .
park:dong skos:prefLabel "东园区"@zh . park:xi skos:prefLabel "西园区"@zh .
evidence:1 oa:start 3 ; oa:end 5 ; oa:exact "签约" ; pg:sentence "甲项目签约。" ;
  dcterms:source document:d1 .
evidence:2 oa:start 0 ; oa:end 3 ; oa:exact "甲项目" ; pg:sentence "甲项目签约。" ;
  dcterms:source document:d1 .
document:d1 dcterms:title "招商动态" ; dcterms:source "a.txt" .
status:signed skos:notation "signed" ; skos:prefLabel "签约"@zh . unit:cny skos:notation "CNY" .
bound:at-least skos:notation "at-least" . modality:actual skos:notation "actual" .
modality:planned skos:notation "planned" .
entrymode:signed skos:notation "signed" .
"""
)


@pytest.fixture(scope="module")
def store():
    made = Store()
    made.extend(parse(GRAPH, format=RdfFormat.TURTLE))
    return made


def test_everything_about_a_project(store):
    assert list(write_explanation(explain(store, "甲项目"))) == [
        "甲项目  project:a  pg:Project",
        "  also: 甲",
        "  claim: 甲项目 pg:locatedInPark 东园区  (accepted)",
        "  claim: 甲项目 pg:locatedInPark 西园区  (not accepted, actual, 0.3)",
        "  claim: 甲项目 pg:status signed  (accepted, actual, 0.8, rule stage-behind)",
        "    [3:5] 「甲项目【签约】。」",
        "      document:d1 · 招商动态 · a.txt",
        "  entry: 子公司 signed 东园区 甲项目 2021-03-01",
        "  metric: 产值 at-least 5–7 CNY  (planned, 1, rule project-priced, rule weights:subjects)",
        "  named: 甲项目",
        "    [0:3] 「【甲项目】签约。」",
        "      document:d1 · 招商动态 · a.txt",
        "  property: pg:industry industry:chem",
        "  stage: signed 2021-03-01/2021-03-31  (actual)",
    ]


def test_a_short_form_that_an_entry_states_is_not_repeated(store):
    assert list(write_explanation(explain(store, "子公司"))) == [
        "子公司  enterprise:x  ",
        "  entry: 子公司 signed 东园区 甲项目 2021-03-01",
    ]


@pytest.mark.parametrize(
    ("thing", "found"),
    [
        ("甲项目", ["project:a"]),
        ("甲", ["project:a"]),  # another name
        ("project:a", ["project:a"]),
        (PREFIXES["project"] + "a", ["project:a"]),
        ("园区", ["park:dong", "park:xi"]),  # nothing has that very name
        ("project:b", []),
        ("南园区", []),
        ("", []),
        ('http://a.test/"> ?x', []),
    ],
)
def test_things_are_found_by_iri_curie_or_name(store, thing, found):
    iris = [explanation.iri for explanation in explain(store, thing)]
    assert iris == [PREFIXES[name.split(":")[0]] + name.split(":")[1] for name in found]


def test_named_graphs_are_not_counted_again(store):
    both = Store()
    for quad in store:
        both.add(quad)
        both.add(Quad(quad.subject, quad.predicate, quad.object, quad.predicate))
    assert explain(both, "甲项目") == explain(store, "甲项目")


# ------------------------------------------------------------------- several documents


TOGETHER = (
    "".join(f"@prefix {p}: <{n}> .\n" for p, n in PREFIXES.items())
    + """
park:dong a pg:Park ; skos:prefLabel "东园区"@zh .
park:old dcterms:isReplacedBy park:dong .
project:a a pg:Project ; skos:prefLabel "甲项目"@zh .
enterprise:x a pg:Enterprise ; skos:prefLabel "恒远"@zh .
enterprise:y a pg:Enterprise ; skos:prefLabel "恒远电池"@zh .
conflict:1 a pg:Conflict ; pg:conflictOf park:dong ; pg:sourceCount 3 ;
  pg:conflictingStatement metric:1 , metric:2 , metric:3 .
metric:1 rdfs:label "产值"@zh ; pg:value 5 ; pg:evidence evidence:1 .
metric:2 rdfs:label "产值"@zh ; pg:value 7 ; pg:evidence evidence:2 .
metric:3 rdfs:label "产值"@zh ; pg:value 7 .
conflict:2 a pg:Conflict ; pg:conflictOf project:a ; pg:sourceCount 2 ;
  pg:conflictingStatement claim:1 , claim:2 .
claim:1 rdf:predicate pg:totalInvestment ; rdf:object 20 .
claim:2 rdf:predicate pg:totalInvestment ; rdf:object 35 .
judgement:1 a pg:Judgement ; pg:firstThing enterprise:x ; pg:secondThing enterprise:y ;
  pg:firstName "恒远" ; pg:secondName "恒远电池" ; pg:verdict verdict:different ;
  pg:confidence 0.8 ; pg:reason "other-park" , "other-place: 江苏 / 山东" .
judgement:2 a pg:Judgement ; pg:firstThing park:dong ; pg:secondThing park:dong ;
  pg:firstName "东园" ; pg:secondName "东园区" ; pg:verdict verdict:same ;
  pg:confidence 1 ; pg:reason "override" .
judgement:3 a pg:Judgement ; pg:firstThing enterprise:x ; pg:secondThing enterprise:z ;
  pg:firstName "恒远" ; pg:secondName "恒远新材" ; pg:verdict verdict:undecided ;
  pg:confidence 0.5 ; pg:reason "brand-alone" .
verdict:same skos:notation "same" . verdict:different skos:notation "different" .
verdict:undecided skos:notation "undecided" .
evidence:1 oa:start 0 ; oa:end 3 ; oa:exact "5亿元" ; pg:sentence "5亿元。" ; dcterms:source document:d1 .
evidence:2 oa:start 4 ; oa:end 7 ; oa:exact "7亿元" ; pg:sentence "7亿元。" ; dcterms:source document:d2 .
document:d1 dcterms:source "a.txt" . document:d2 dcterms:source "b.txt" .
"""
)


@pytest.fixture(scope="module")
def together():
    made = Store()
    made.extend(parse(TOGETHER, format=RdfFormat.TURTLE))
    return made


@pytest.mark.parametrize(
    ("thing", "lines"),
    [
        (
            "东园区",
            [
                "  conflict: 产值 5 / 产值 7  (3 sources)",
                "    [0:3] 「【5亿元】。」",
                "      document:d1 · a.txt",
                "    [4:7] 「【7亿元】。」",
                "      document:d2 · b.txt",
                "  judgement: 东园 = 东园区  (same, 1, override)",
            ],
        ),
        ("甲项目", ["  conflict: pg:totalInvestment 20 / pg:totalInvestment 35  (2 sources)"]),
        (
            "恒远",
            [
                "  judgement: 恒远 ? 恒远新材  (undecided, 0.5, brand-alone)",
                "  judgement: 恒远 ≠ 恒远电池  (different, 0.8, other-park, other-place: 江苏 / 山东)",
            ],
        ),
        (
            "恒远电池",
            ["  judgement: 恒远 ≠ 恒远电池  (different, 0.8, other-park, other-place: 江苏 / 山东)"],
        ),
    ],
)
def test_contradictions_and_judgements_of_a_thing(together, thing, lines):
    [_, *found] = write_explanation(explain(together, thing))
    assert found == lines


@pytest.mark.parametrize(
    ("thing", "found"),
    [
        ("park:old", ["park:dong"]),
        (PREFIXES["park"] + "old", ["park:dong"]),
        ("park:dong", ["park:dong"]),
        ("park:ol", []),
        ("old", []),
    ],
)
def test_an_iri_that_leads_to_another_is_followed(together, thing, found):
    assert [explanation.iri for explanation in explain(together, thing)] == [
        PREFIXES["park"] + name.removeprefix("park:") for name in found
    ]


# --------------------------------------------------------------------------- marking


TWICE = "东园区投资5亿元，西园区投资5亿元。"


@pytest.mark.parametrize(
    ("sentence", "quote", "others", "marked"),
    [
        ("甲项目签约。", (3, "签约"), [], "签约"),
        ("甲 项目\n签约。", (0, "甲项目签约"), [], "甲 项目\n签约"),
        ("甲项目签约。", (0, "项 目签"), [], "项目签"),
        ("甲项目签约", (0, "签约今天开工"), [], "签约"),  # goes on in the next sentence
        ("甲项目签约", (0, "约今天开工"), [], None),  # one character tells nothing
        ("甲项目签约。", (0, "开工"), [], None),
        ("甲项目签约。", (0, ""), [], None),
        ("", (0, "甲"), [], None),
    ],
)
def test_where_a_quote_stands_in_its_sentence(sentence, quote, others, marked):
    stretch = find_stretch(sentence, Words(*quote), [Words(*other) for other in others])
    assert (None if stretch is None else sentence[stretch.start : stretch.end]) == marked


@pytest.mark.parametrize(
    ("start", "others", "expected"),
    [
        (105, [(100, "东园区")], 5),
        (114, [(100, "东园区")], 14),
        (114, [(109, "西园区")], 14),
        (105, [(109, "西园区")], 5),
        # a note of 60 raw characters stands between: the nearer quote counts
        (174, [(100, "东园区"), (169, "西园区")], 14),
        (105, [(100, "东园区"), (169, "西园区")], 5),
        (114, [(105, "5亿元"), (114, "5亿元")], 14),  # every place is quoted: the second
        (105, [(105, "5亿元"), (114, "5亿元")], 5),
        (114, [], 5),  # nothing to go by: the first
    ],
)
def test_of_equal_words_those_are_marked_that_other_quotes_point_to(start, others, expected):
    found = find_stretch(TWICE, Words(start, "5亿元"), [Words(*other) for other in others])
    assert found == (expected, expected + 3)


def test_the_store_knows_the_other_quotes_of_a_sentence():
    made = Store()
    made.extend(
        parse(
            "".join(f"@prefix {p}: <{n}> .\n" for p, n in PREFIXES.items())
            + f"""
park:xi skos:prefLabel "西园区"@zh ; pg:evidence evidence:1 , evidence:2 .
evidence:1 oa:start 9 ; oa:end 12 ; oa:exact "西园区" ; pg:sentence "{TWICE}" ; dcterms:source document:d .
evidence:2 oa:start 14 ; oa:end 17 ; oa:exact "5亿元" ; pg:sentence "{TWICE}" ; dcterms:source document:d .
evidence:3 oa:start 5 ; oa:end 6 ; oa:exact "东园区" ; pg:sentence "{TWICE}" ; dcterms:source document:e .
""",
            format=RdfFormat.TURTLE,
        )
    )
    assert [line for line in write_explanation(explain(made, "西园区")) if "[" in line] == [
        "    [9:12] 「东园区投资5亿元，【西园区】投资5亿元。」",
        "    [14:17] 「东园区投资5亿元，西园区投资【5亿元】。」",
    ]


# ---------------------------------------------------------------------------- missed


def facts(identifier, *unattributed, **changes):
    return Facts(Document(identifier, f"{identifier}.txt", "", **changes), unattributed=unattributed)


def quantity(start, exact, sentence=TWICE):
    quote = Evidence(start, start + len(exact), exact, sentence)
    return Unattributed("quantity", exact, (quote,), Reason.NO_SUBJECT)


@pytest.fixture
def folder(tmp_path):
    def write(*documents):
        described = tuple(describe_document(one, (f"in/{one.document.source}",)) for one in documents)
        (tmp_path / "report.json").write_text(Report(documents=described).to_json(), encoding="utf-8")
        return tmp_path

    return write


def test_what_was_missed_is_read_back_from_the_report(folder):
    park = Unattributed("park", "东园区", (Evidence(0, 3, "东园区", TWICE),), Reason.BELOW_THRESHOLD)
    nowhere = Unattributed("enterprise", "甲公司", (), Reason.NO_FACT)
    build = folder(facts("a1", park, quantity(5, "5亿元"), nowhere, title="题目"), facts("b2"))
    assert list(write_missed(find_missed(build))) == [
        "document:a1 · 题目 · in/a1.txt  3 not attributed",
        "  park: 东园区  (below-threshold)",
        "    [0:3] 「【东园区】投资5亿元，西园区投资5亿元。」",
        "  quantity: 5亿元  (no-subject)",
        "    [5:8] 「东园区投资【5亿元】，西园区投资5亿元。」",
        "  enterprise: 甲公司  (no-fact)",
    ]
    assert [asdict(one) for one in next(read_documents_of(build)).missed] == [
        asdict(one) for one in (park, quantity(5, "5亿元"), nowhere)
    ]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (None, ["a1", "b2"]),
        ("a1", ["a1"]),
        ("document:b2", ["b2"]),
        ("题目", ["a1"]),
        ("in/b2.txt", ["b2"]),
        ("b2.txt", ["b2"]),
        ("2.txt", []),
        ("题", []),
    ],
)
def test_documents_are_found_by_identifier_source_or_title(folder, name, found):
    build = folder(facts("a1", title="题目"), facts("b2"))
    assert [missed.document.identifier for missed in find_missed(build, name)] == found


def test_a_long_list_is_cut_and_the_rest_counted(folder):
    build = folder(facts("a1", *(quantity(at, "5亿元") for at in range(LISTED + 2))))
    lines = list(write_missed(find_missed(build)))
    assert lines[0] == f"document:a1 · in/a1.txt  {LISTED + 2} not attributed"
    assert len(lines) == 2 + 2 * LISTED
    assert lines[-1] == "  and 2 more"


@pytest.mark.parametrize("content", ["", "[]", '{"documents": [{"identifier": "a1"}]}'])
def test_a_report_of_another_version_is_refused(tmp_path, content):
    (tmp_path / "report.json").write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match="not the report of a build by this version; build it again"):
        find_missed(tmp_path)


def test_a_folder_without_a_report_is_refused(tmp_path):
    with pytest.raises(StoreError, match=r"report\.json: does not exist"):
        find_missed(tmp_path)
