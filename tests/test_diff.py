"""What differs between two builds: every kind of change, and what is near to it and is none."""

import json
import re

import pytest
from click.testing import CliRunner
from pyoxigraph import RdfFormat, parse

from parkgraph.cli import main
from parkgraph.diff import Change, Kind, compare_builds, write_json, write_turtle
from parkgraph.errors import StoreError
from parkgraph.pipeline import build
from parkgraph.validation import shorten, validate
from parkgraph.vocabulary import PREFIXES

VOCABULARY = """
status:signed skos:notation "signed" ; pg:stageOrder 3 .
status:under-construction skos:notation "underConstruction" ; pg:stageOrder 5 .
status:completed skos:notation "completed" ; pg:stageOrder 6 .
status:in-production skos:notation "inProduction" ; pg:stageOrder 7 .
status:terminated skos:notation "terminated" ; pg:stageOrder 8 .
unit:cny skos:notation "CNY" .
modality:actual skos:notation "actual" . modality:planned skos:notation "planned" .
"""
ZONE = 'park:bin a pg:Park ; skos:prefLabel "滨溪高新区"@zh .\n'
PROJECT = 'project:dian a pg:Project ; skos:prefLabel "电池项目"@zh .\n'
FIRM = 'enterprise:heng a pg:Enterprise ; skos:prefLabel "恒远"@zh .\n'


@pytest.fixture
def graph(tmp_path):
    def write(name, *parts):
        head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
        (tmp_path / f"{name}.ttl").write_text(head + VOCABULARY + "".join(parts), encoding="utf-8")
        return tmp_path / f"{name}.ttl"

    return write


@pytest.fixture
def changes(graph):
    """The changes from one Turtle text to another, as words."""

    def compare(old, new, **keywords):
        found = compare_builds(graph("old", old), graph("new", new), **keywords)
        return [
            " ".join(
                part for part in (c.kind, shorten(c.thing), c.name, c.what, c.before, "→", c.after) if part
            )
            for c in found
        ]

    return compare


# --------------------------------------------------------------------------- things


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (ZONE, ZONE + FIRM, ["new enterprise:heng 恒远 pg:Enterprise →"]),
        (ZONE + FIRM, ZONE, ["gone enterprise:heng 恒远 pg:Enterprise →"]),
        (ZONE, ZONE, []),
        # of the same thing another name
        (ZONE, ZONE.replace("滨溪高新区", "滨溪高新技术产业开发区"), []),
        (ZONE, ZONE + 'place:1 a pg:Place ; skos:prefLabel "滨溪"@zh .', []),
        (ZONE, ZONE + 'document:d a pg:Document ; dcterms:title "题"@zh .', []),
        (
            ZONE + FIRM,
            ZONE + FIRM.replace("heng", "yuan") + "enterprise:heng dcterms:isReplacedBy enterprise:yuan .",
            ["joined enterprise:heng 恒远 pg:Enterprise enterprise:heng → 恒远"],
        ),
        (
            ZONE + FIRM,
            ZONE + FIRM.replace("heng", "yuan"),
            ["new enterprise:yuan 恒远 pg:Enterprise →", "gone enterprise:heng 恒远 pg:Enterprise →"],
        ),
        # what led elsewhere before is a thing of its own now
        (
            ZONE + "enterprise:heng dcterms:isReplacedBy enterprise:yuan ." + FIRM.replace("heng", "yuan"),
            ZONE + FIRM + FIRM.replace("heng", "yuan"),
            ["new enterprise:heng 恒远 pg:Enterprise →"],
        ),
        (
            FIRM + FIRM.replace("heng", "yuan"),
            FIRM.replace("heng", "yuan") + "enterprise:heng dcterms:isReplacedBy enterprise:yuan .",
            ["joined enterprise:heng 恒远 pg:Enterprise enterprise:heng → 恒远"],
        ),
    ],
)
def test_things_new_gone_and_joined(changes, old, new, expected):
    assert changes(old, new) == expected


# ------------------------------------------------------------------------- progress


def at(status):
    return PROJECT + f"project:dian pg:status status:{status} .\n"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (at("signed"), at("under-construction"),
         ["progressed project:dian 电池项目 pg:status signed → underConstruction"]),
        (at("under-construction"), at("terminated"),
         ["progressed project:dian 电池项目 pg:status underConstruction → terminated"]),
        (at("signed"), at("signed"), []),
        (PROJECT, at("signed"), []),
        (at("signed"), PROJECT, []),
        (ZONE, ZONE + at("signed"), ["new project:dian 电池项目 pg:Project →"]),
        (
            at("signed"),
            at("completed").replace("dian", "chi") + "project:dian dcterms:isReplacedBy project:chi .",
            [
                "progressed project:chi 电池项目 pg:status signed → completed",
                "joined project:dian 电池项目 pg:Project project:dian → 电池项目",
            ],
        ),
    ],
)  # fmt: skip
def test_a_project_at_another_stage(changes, old, new, expected):
    assert changes(old, new) == expected


LEADS_ON = "project:dian dcterms:isReplacedBy project:chi .\n"


@pytest.mark.parametrize(
    ("before", "after", "progressed"),
    [
        (("signed", "completed"), "completed", []),
        (("completed", "signed"), "completed", []),
        (("signed", "under-construction"), "completed", ["underConstruction → completed"]),
        (("under-construction", "signed"), "completed", ["underConstruction → completed"]),
        (("signed", "signed"), "signed", []),
        (("completed", "signed"), "signed", ["completed → signed"]),
    ],
)
def test_of_projects_that_were_joined_the_furthest_is_what_was_before(changes, before, after, progressed):
    old = at(before[0]) + at(before[1]).replace("dian", "chi")
    found = changes(old, at(after).replace("dian", "chi") + LEADS_ON)
    head = "progressed project:chi 电池项目 pg:status "
    assert [line for line in found if line.startswith("progressed")] == [head + line for line in progressed]


# ---------------------------------------------------------------------------- facts


def metric(value, modality="actual", dated=True):
    days = 'pg:periodStart "2021-01-01"^^xsd:date ; pg:periodEnd "2021-12-31"^^xsd:date ;' if dated else ""
    return (
        f"metric:m{value}{modality} a pg:Metric ; pg:about park:bin ; {days}"
        f' rdfs:label "工业总产值"@zh ; pg:value {value} ; pg:unit unit:cny ;'
        f" pg:modality modality:{modality} .\n"
    )


NEW_FACT = "fact-new park:bin 滨溪高新区"
GONE_FACT = "fact-gone park:bin 滨溪高新区"
YEAR = "2021-01-01/2021-12-31"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (FIRM + ZONE, FIRM + ZONE + "enterprise:heng pg:enteredPark park:bin .",
         ["fact-new enterprise:heng 恒远 pg:enteredPark → 滨溪高新区"]),
        (FIRM + ZONE + "enterprise:heng pg:enteredPark park:bin .", FIRM + ZONE,
         ["fact-gone enterprise:heng 恒远 pg:enteredPark 滨溪高新区 →"]),
        (FIRM + ZONE, FIRM + ZONE + "enterprise:heng pg:ownership ownership:central .", []),
        (PROJECT + "project:dian pg:totalInvestment 20 .", PROJECT + "project:dian pg:totalInvestment 35 .",
         ["fact-new project:dian 电池项目 pg:totalInvestment → 35",
          "fact-gone project:dian 电池项目 pg:totalInvestment 20 →"]),
        (PROJECT + "project:dian pg:totalInvestment 20 .", PROJECT + "project:dian pg:totalInvestment 20 .",
         []),
        # what is gone takes its facts with it
        (ZONE + FIRM + "enterprise:heng pg:enteredPark park:bin .", ZONE,
         ["gone enterprise:heng 恒远 pg:Enterprise →"]),
        (ZONE, ZONE + metric(5), [f"{NEW_FACT} 工业总产值 (actual) {YEAR} → 5 CNY"]),
        (ZONE + metric(5), ZONE, [f"{GONE_FACT} 工业总产值 (actual) {YEAR} 5 CNY →"]),
        (ZONE + metric(5), ZONE + metric(5), []),
        (ZONE + metric(5), ZONE + metric(5).replace("metric:m5", "metric:n5"), []),
        (ZONE + metric(5), ZONE + metric(5) + metric(5, modality="planned"),
         [f"{NEW_FACT} 工业总产值 (planned) {YEAR} → 5 CNY"]),
        (ZONE + metric(5), ZONE + metric(5, dated=False),
         [f"{NEW_FACT} 工业总产值 (actual) → 5 CNY", f"{GONE_FACT} 工业总产值 (actual) {YEAR} 5 CNY →"]),
        # a fact of a thing that was joined to another, and one whose object was
        (
            FIRM + ZONE + "enterprise:heng pg:enteredPark park:bin .",
            FIRM.replace("heng", "yuan") + ZONE.replace("bin", "xi")
            + "enterprise:yuan pg:enteredPark park:xi . park:bin dcterms:isReplacedBy park:xi ."
            + "enterprise:heng dcterms:isReplacedBy enterprise:yuan .",
            ["joined enterprise:heng 恒远 pg:Enterprise enterprise:heng → 恒远",
             "joined park:bin 滨溪高新区 pg:Park park:bin → 滨溪高新区"],
        ),
    ],
)  # fmt: skip
def test_facts_new_and_gone(changes, old, new, expected):
    assert changes(old, new) == expected


# --------------------------------------------------------------------- contradicted


def conflict(*values, year=2021, labels=("工业总产值", "工业总产值"), measure="output-value"):
    figures = "".join(
        f'metric:{year}{value} pg:value {value} ; pg:indicatorKey "{measure}" ; rdfs:label "{label}"@zh .\n'
        for value, label in zip(values, labels, strict=False)
    )
    statements = " , ".join(f"metric:{year}{value}" for value in values)
    return (
        f"conflict:{year} a pg:Conflict ; pg:conflictOf park:bin ; pg:conflictingStatement {statements} .\n"
        + figures
    )


AGAIN = "contradicted park:bin 滨溪高新区 工业总产值"
PRICES = """
conflict:p a pg:Conflict ; pg:conflictOf project:dian ; pg:conflictingStatement claim:1 , claim:2 .
claim:1 rdf:object 20 ; rdf:predicate pg:totalInvestment .
claim:2 rdf:object 35 ; rdf:predicate pg:totalInvestment .
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (ZONE, ZONE + conflict(5, 7), [f"{AGAIN} → 5 / 7"]),
        (PROJECT, PROJECT + PRICES, ["contradicted project:dian 电池项目 pg:totalInvestment → 20 / 35"]),
        (
            ZONE + conflict(5, 7),
            ZONE + conflict(5, 8),
            ["contradicted park:bin 滨溪高新区 工业总产值 → 5 / 8"],
        ),
        (ZONE + conflict(5, 7), ZONE + conflict(5, 7), []),
        (ZONE + conflict(5, 7), ZONE + conflict(5, 7).replace("conflict:2021", "conflict:x"), []),
        (ZONE + conflict(5, 7), ZONE, []),
    ],
)
def test_values_that_have_come_to_contradict_each_other(changes, old, new, expected):
    assert changes(old, new) == expected


def test_a_contradiction_in_two_wordings_is_one(changes):
    worded = ZONE + conflict(5, 7, labels=("工业总产值", "产值"))
    found = [line for line in changes(ZONE, worded) if "contradicted" in line]
    assert found == ["contradicted park:bin 滨溪高新区 产值 → 5 / 7"]
    assert changes(ZONE + conflict(5, 7), worded) == []


def dated(year, turtle):
    """Contradicting metrics with the first day of their year."""
    return re.sub(r"(metric:\S+) pg:value", rf'\1 pg:periodStart "{year}-01-01"^^xsd:date ; pg:value', turtle)


def test_a_contradiction_of_another_year_is_told_by_itself(changes):
    old = ZONE + conflict(5, 7)
    assert changes(old, old + conflict(8, 9, year=2022)) == [f"{AGAIN} → 8 / 9"]
    old = ZONE + dated(2021, conflict(5, 7))
    assert changes(ZONE, old) == [f"{AGAIN} 2021-01-01 → 5 / 7"]
    new = old + dated(2022, conflict(8, 9, year=2022))
    assert changes(old, new) == [f"{AGAIN} 2022-01-01 → 8 / 9"]
    again = old + dated(2022, conflict(5, 7, year=2022))
    assert changes(old, again) == [f"{AGAIN} 2022-01-01 → 5 / 7"]


JOINED = "joined park:bin 滨溪高新区 pg:Park park:bin → 滨溪高新区"


@pytest.mark.parametrize(("values", "contradicted"), [((5, 7), []), ((5, 8), ["5 / 8"])])
def test_a_contradiction_of_a_thing_that_was_joined_is_no_new_one(changes, values, contradicted):
    new = (ZONE + conflict(*values)).replace("bin", "xi") + "park:bin dcterms:isReplacedBy park:xi ."
    assert changes(ZONE + conflict(5, 7), new) == [
        *(f"contradicted park:xi 滨溪高新区 工业总产值 → {after}" for after in contradicted),
        JOINED,
    ]


def test_two_contradictions_of_one_thing_are_two(changes):
    both = conflict(5, 7) + conflict(8, 9, year=2022)
    assert changes(ZONE, ZONE + both) == [f"{AGAIN} → 5 / 7", f"{AGAIN} → 8 / 9"]
    assert changes(ZONE + both, ZONE + conflict(5, 7)) == []


def test_equal_values_that_contradict_each_other_in_two_measures_are_two(changes):
    both = conflict(5, 7) + conflict(5, 7, year=2022, labels=("营业收入", "营业收入"), measure="revenue")
    assert len(changes(ZONE, ZONE + both)) == 2


# -------------------------------------------------------------------------- stalled


def told(day, name="d", thing="project:dian"):
    return (
        f'document:{name} a pg:Document ; dcterms:issued "{day}"^^xsd:date .\n'
        f"evidence:{name} dcterms:source document:{name} . {thing} pg:evidence evidence:{name} .\n"
    )


STALLED = "stalled project:dian 电池项目 pg:status"


@pytest.mark.parametrize(
    ("new", "months", "expected"),
    [
        (at("signed") + told("2021-03-30") + told("2022-03-31", "e", "park:bin"), 12,
         [f"{STALLED} 2021-03-30 → signed"]),
        (at("signed") + told("2021-03-31") + told("2022-03-31", "e", "park:bin"), 12, []),
        (at("signed") + told("2021-03-30") + told("2022-03-31", "e", "park:bin"), 13, []),
        (at("signed") + told("2021-11-29") + told("2022-03-30", "e", "park:bin"), 1,
         [f"{STALLED} 2021-11-29 → signed"]),
        (at("under-construction") + told("2019-01-01") + told("2022-03-31", "e", "park:bin"), 12,
         [f"{STALLED} 2019-01-01 → underConstruction"]),
        (PROJECT + told("2019-01-01") + told("2022-03-31", "e", "park:bin"), 12,
         [f"{STALLED} 2019-01-01 → -"]),
        (at("signed") + told("2019-01-01") + told("2022-03-31", "e"), 12, []),
        (at("completed") + told("2019-01-01") + told("2022-03-31", "e", "park:bin"), 12, []),
        (at("in-production") + told("2019-01-01") + told("2022-03-31", "e", "park:bin"), 12, []),
        (at("terminated") + told("2019-01-01") + told("2022-03-31", "e", "park:bin"), 12, []),
        (at("signed") + told("2019-01-01"), 12, []),
        (at("signed") + told("2022-03-31", "e", "park:bin"), 12, []),
        (at("signed"), 12, []),
    ],
)  # fmt: skip
def test_a_project_of_which_nothing_more_is_told(changes, new, months, expected):
    assert changes(new, new, months=months) == expected


# --------------------------------------------------------------------------- output


OLD = ZONE + FIRM + at("signed") + metric(5)
NEW = ZONE + at("completed") + metric(6) + conflict(5, 7, year=2020)


@pytest.fixture
def pair(graph):
    return graph("old", OLD), graph("new", NEW)


def test_changes_are_sorted_by_kind_and_the_same_each_time(pair):
    found = compare_builds(*pair)
    assert found == compare_builds(*pair)
    assert [change.kind for change in found] == [
        Kind.PROGRESSED, Kind.CONTRADICTED, Kind.GONE, Kind.FACT_NEW, Kind.FACT_GONE,
    ]  # fmt: skip
    assert compare_builds(pair[0], pair[0]) == ()


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_changes_as_a_table(pair):
    result = run("diff", *pair)
    assert (result.exit_code, result.stderr) == (0, "")
    rows = [line.split() for line in result.stdout.splitlines() if line.strip()]
    assert rows[0] == ["change", "thing", "what", "before", "after"]
    assert [row for row in rows if row[0] in {"progressed", "gone"}] == [
        ["progressed", "电池项目", "pg:status", "signed", "completed"],
        ["gone", "恒远", "pg:Enterprise"],
    ]


def test_changes_as_json(pair):
    found = compare_builds(*pair)
    result = run("diff", *pair, "--format", "json")
    assert (result.exit_code, result.stdout) == (0, write_json(found))
    rows = json.loads(result.stdout)
    assert [Change(**row) for row in rows] == list(found)
    assert rows[0] == {
        "kind": "progressed",
        "thing": PREFIXES["project"] + "dian",
        "name": "电池项目",
        "what": "pg:status",
        "before": "signed",
        "after": "completed",
    }
    assert run("diff", pair[0], pair[0], "--format", "json").stdout == "[]\n"


def triples_of(turtle):
    return list(parse(turtle, format=RdfFormat.TURTLE))


def test_changes_as_turtle_conform_to_the_shapes(pair):
    found = compare_builds(*pair)
    result = run("diff", *pair, "--format", "turtle")
    assert (result.exit_code, result.stdout_bytes) == (0, write_turtle(found))
    quads = triples_of(result.stdout_bytes)
    assert validate(quads) == ()
    said = {}
    for quad in quads:
        said.setdefault(quad.subject.value, {})[quad.predicate.value.rpartition("#")[2]] = quad.object.value
    assert len(said) == len(found) == 5
    [progressed] = [one for one in said.values() if one["changeKind"].endswith("/progressed")]
    assert progressed == {
        "type": PREFIXES["pg"] + "Change",
        "changeKind": PREFIXES["changekind"] + "progressed",
        "changeOf": PREFIXES["project"] + "dian",
        "changeWhat": "pg:status",
        "changedFrom": "signed",
        "changedTo": "completed",
    }
    assert write_turtle(()) == b"" or triples_of(write_turtle(())) == []


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_change_is_a_concept(kind):
    change = Change(kind, PREFIXES["park"] + "bin", "滨溪高新区", "pg:Park")
    quads = triples_of(write_turtle([change]))
    assert validate(quads) == ()
    assert {v.path for v in validate([q for q in quads if "changeKind" not in q.predicate.value])} == {
        PREFIXES["pg"] + "changeKind"
    }


def test_months_are_those_that_are_asked_for(graph):
    new = graph("new", at("signed"), told("2021-03-30"), told("2022-03-31", "e", "park:bin"))
    stalled = [run("diff", new, new, "--format", "json", *words).stdout for words in
               ((), ("--stalled-after", "12"), ("--stalled-after", "13"))]  # fmt: skip
    assert [len(json.loads(text)) for text in stalled] == [1, 1, 0]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["old.ttl"], "Missing argument 'NEW'"),
        (["old.ttl", "none"], "none: does not exist"),
        (["none", "old.ttl"], "none: does not exist"),
        (["old.ttl", "old.ttl", "--stalled-after", "0"], "0 is not in the range"),
        (["old.ttl", "old.ttl", "--format", "csv"], "'csv' is not one of"),
    ],
)
def test_wrong_usage_is_2(pair, monkeypatch, arguments, reason):
    monkeypatch.chdir(pair[0].parent)
    result = run("diff", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert reason in result.stderr


def test_what_is_no_graph_cannot_be_compared(pair, tmp_path):
    (tmp_path / "empty.ttl").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match=r"empty\.ttl: no triples"):
        compare_builds(pair[0], tmp_path / "empty.ttl")


# --------------------------------------------------------------------------- builds


def test_two_builds_of_texts(tmp_path):
    texts = {
        "2021-03-06": "2021年3月5日，滨溪高新区与恒远电池有限公司签约，"
        "总投资30亿元的恒远电池项目落户滨溪高新区。"
        "2021年，滨溪高新区实现工业总产值86.5亿元。",
        "2022-06-02": "2022年6月1日，恒远电池项目在滨溪高新区开工建设。"
        "2021年，滨溪高新区实现工业总产值92亿元。",
    }
    (tmp_path / "in").mkdir()
    for name, (published, text) in zip("ab", texts.items(), strict=True):
        line = json.dumps({"text": text, "published": published}, ensure_ascii=False)
        (tmp_path / "in" / f"{name}.jsonl").write_text(line, encoding="utf-8")
        build([tmp_path / "in"], tmp_path / name)
    found = [
        (c.kind, c.name, c.what, c.before, c.after) for c in compare_builds(tmp_path / "a", tmp_path / "b")
    ]
    assert ("progressed", "恒远电池项目", "pg:status", "signed", "underConstruction") in found
    output = "工业总产值 2021-01-01"
    assert ("contradicted", "滨溪高新区", output, "", "8650000000 / 9200000000") in found
    back = {c.kind for c in compare_builds(tmp_path / "b", tmp_path / "a")}
    assert (Kind.PROGRESSED in back, Kind.CONTRADICTED in back, Kind.FACT_GONE in back) == (True, False, True)
    assert compare_builds(tmp_path / "b", tmp_path / "b" / "graph.nq") == ()
