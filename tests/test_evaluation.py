"""The measurement by hand-made cases, and against the reference scorer where that is at hand."""

import importlib.util
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from parkgraph.errors import ParkgraphError
from parkgraph.evaluation import KINDS, Count, Figures, evaluate, score_document, write_table
from parkgraph.evaluation.errors import rank_errors
from parkgraph.evaluation.names import closest, likeness, pair_things
from parkgraph.vocabulary import PREFIXES

HEAD = "".join(f"@prefix {p}: <{n}> .\n" for p, n in PREFIXES.items())
CONCEPTS = """
status:signed skos:notation "signed" . status:planned skos:notation "planned" .
modality:actual skos:notation "actual" . modality:planned skos:notation "planned" .
unit:count skos:notation "count" . unit:cny skos:notation "CNY" .
ownership:central skos:notation "central" . ownership:private skos:notation "private" .
"""
NOTHING = {key: [] for key in ("parks", "enterprises", "projects", "policies", "metrics", "entered")}
RAW = "東園區（dōng yuán）的甲公司簽約。"


def scored(gold, turtle, raw=RAW):
    figures = Figures()
    quads = list(parse(HEAD + CONCEPTS + turtle, format=RdfFormat.TURTLE))
    score_document("d", NOTHING | gold, quads, raw, figures)
    counts = {
        kind: (c.gold, c.found, c.right) for kind, c in figures.counts.items() if (c.gold, c.found) != (0, 0)
    }
    return counts, figures


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("东园区", "“东”园区", 3),
        ("东园区", "东园区(dōng)", 3),
        ("东园区", "东园区（东）", 1),
        ("ＡＢ公司", "ab公司", 3),
        ("甲乙公司", "甲乙集团有限公司", 2),
        ("甲乙建设项目", "甲乙项目", 2),
        ("甲公司", "甲集团", 0),  # a single character would stay
        ("某某新区", "大某某新区", 1),
        ("某某", "某某新区", 0),
        ("某某新区", "某某新区核心起步区", 0),  # less than six tenths
        ("东园区", "西园区", 0),
    ],
)
def test_likeness(first, second, alike):
    assert likeness(first, second) == likeness(second, first) == alike


def test_pairs_are_one_to_one_and_the_most_alike_first():
    gold = {"甲乙公司": ["甲乙公司", "甲乙"], "甲乙丙公司": ["甲乙丙公司"]}
    found = {"1": {"甲乙丙公司"}, "2": {"甲乙丙集团"}, "3": {"甲乙"}}
    assert pair_things(gold, found) == {"1": "甲乙丙公司", "3": "甲乙公司"}
    assert closest([], ["甲"]) == 0


def test_things_and_relations():
    gold = {
        "parks": [{"name": "东园区", "aliases": ["东区块"]}],
        "enterprises": [{"name": "甲乙公司", "aliases": [], "central_soe": True}],
        "projects": [
            {
                "name": "丙丁项目",
                "park": "东园区",
                "by": ["甲乙公司"],
                "status": "signed",
                "investment_cny": 1e9,
            }
        ],
        "policies": [{"name": "总体规划", "for": "东园区"}],
        "entered": [["甲乙公司", "东园区"]],
    }
    graph = """
    park:e a pg:Park ; skos:prefLabel "东区块"@zh .
    enterprise:j a pg:Enterprise ; skos:prefLabel "甲乙集团"@zh ;
      pg:ownership ownership:central ; pg:enteredPark park:e .
    enterprise:k a pg:Enterprise ; skos:prefLabel "戊己"@zh ;
      pg:ownership ownership:private ; pg:enteredPark park:e .
    project:b a pg:Project ; skos:prefLabel "丙丁"@zh ;
      pg:locatedInPark park:e ; pg:undertakenBy enterprise:j ;
      pg:status status:planned ; pg:totalInvestment 1000000000 .
    policy:z a pg:Policy ; skos:prefLabel "总体规划"@zh ; pg:appliesTo park:e .
    """
    counts, figures = scored(gold, graph)
    assert counts == {
        "Park": (1, 1, 1),
        "Enterprise": (1, 2, 1),
        "Project": (1, 1, 1),
        "Policy": (1, 1, 1),
        "enteredPark": (1, 2, 1),
        "locatedInPark": (1, 1, 1),
        "undertakenBy": (1, 1, 1),
        "status": (1, 1, 0),
        "totalInvestment": (1, 1, 1),
        "appliesTo": (1, 1, 1),
        "centralSOE": (1, 1, 1),
    }
    assert figures.log == [
        "d Enterprise spurious 戊己 ?",
        "d enteredPark spurious ('戊己 ?', '东园区')",
        "d status missed   ('丙丁项目', 'signed')",
        "d status spurious ('丙丁项目', 'planned')",
    ]


def metric(number, about, value, unit, modality):
    said = f"pg:about {about} ; pg:value {value} ; pg:unit unit:{unit} ; pg:modality modality:{modality}"
    return f"metric:{number} a pg:Metric ; {said} .\n"


def test_causes_and_confusions():
    gold = {
        "parks": [{"name": "东园区"}, {"name": "西园区"}],
        "enterprises": [{"name": "甲乙公司"}, {"name": "丙丁公司"}, {"name": "子丑公司"}],
        "projects": [
            {"name": "子项目", "park": "东园区", "by": [], "status": "signed", "investment_cny": None},
            {"name": "寅项目", "park": "东园区", "by": [], "status": None, "investment_cny": None},
        ],
        "entered": [["甲乙公司", "东园区"], ["丙丁公司", "东园区"], ["子丑公司", "东园区"]],
        "metrics": [
            {"value": 1, "unit": "count", "subject": "东园区", "modality": "actual", "text": "x"},
            {"value": 2, "unit": "count", "subject": "子项目", "modality": "planned", "text": "y"},
        ],
    }
    graph = """
    park:e a pg:Park ; skos:prefLabel "东园区"@zh . park:w a pg:Park ; skos:prefLabel "西园区"@zh .
    enterprise:j a pg:Enterprise ; skos:prefLabel "甲乙"@zh ; pg:enteredPark park:w .
    enterprise:c a pg:Enterprise ; skos:prefLabel "子丑"@zh .
    enterprise:s a pg:Enterprise ; skos:prefLabel "戊己"@zh ; pg:enteredPark park:w .
    project:z a pg:Project ; skos:prefLabel "子项目"@zh ; pg:status status:planned .
    project:y a pg:Project ; skos:prefLabel "寅项目"@zh ; pg:locatedInPark park:e .
    """
    graph += metric(1, "project:z", 1, "count", "planned") + metric(2, "project:z", 2, "count", "planned")
    _, figures = scored(gold, graph)
    assert sorted((e.kind, e.sort, e.cause, e.cost) for e in figures.errors) == [
        ("Enterprise", "missed", "missed", 1),
        ("Enterprise", "spurious", "spurious", 1),
        ("enteredPark", "missed", "another one read", 1),
        ("enteredPark", "missed", "its subject is missed", 1),
        ("enteredPark", "missed", "not read", 1),
        ("enteredPark", "spurious", "another one read", 1),
        ("enteredPark", "spurious", "of a spurious subject", 1),
        ("locatedInPark", "missed", "not read", 1),
        ("metric", "wrong", "subject a project, not the park, actual read as planned", 2),
        ("status", "missed", "another one read", 1),
        ("status", "spurious", "another one read", 1),
    ]
    assert figures.statuses == {("signed", "planned"): 1, ("-", "-"): 1}
    assert figures.modalities == {("actual", "planned"): 1, ("planned", "planned"): 1}
    assert figures.modality_accuracy == 0.5
    costliest = rank_errors(figures.errors, 3)
    assert [(c.kind, c.cause, c.errors, c.cost) for c in costliest] == [
        ("enteredPark", "another one read", 2, 2),
        ("metric", "subject a project, not the park, actual read as planned", 1, 2),
        ("status", "another one read", 2, 2),
    ]
    lines = list(write_table(figures))
    assert "modality: 1 of 2 as in the gold (down: gold, across: found)" in lines
    header = next(i for i, line in enumerate(lines) if line.split() == ["actual", "planned"])
    assert [line.split() for line in lines[header + 1 : header + 3]] == [
        ["actual", "0", "1"],
        ["planned", "0", "1"],
    ]
    assert "    2    2  status: another one read  e.g. d ('子项目', 'signed')" in lines


def test_metrics_need_value_and_unit_then_subject_and_modality():
    def fact(value, subject="东园区", modality="actual"):
        return {"value": value, "unit": "count", "subject": subject, "modality": modality, "text": "x"}

    gold = {
        "parks": [{"name": "东园区", "aliases": ["东区块"]}],
        "metrics": [fact(1), fact(2), fact(3, None), fact(4), fact(5, modality="planned"), fact(5), fact(6)],
    }
    graph = (
        'park:e a pg:Park ; skos:prefLabel "东区块"@zh . park:w a pg:Park ; skos:prefLabel "西园区"@zh .\n'
        + metric(1, "park:e", 1, "count", "actual")
        + metric(2, "park:w", 2, "count", "actual")  # another subject
        + metric(3, "park:w", 3, "count", "actual")  # any subject will do
        + metric(4, "park:e", 4, "count", "planned")  # another modality
        + metric(5, "park:e", 5, "count", "actual")  # each is taken once, by the fact it fits best
        + metric(6, "park:e", 5, "count", "planned")
        + metric(7, "park:e", 6, "cny", "actual")  # another unit
    )
    counts, figures = scored(gold, graph)
    assert counts["quantity"] == (7, 7, 6)
    assert counts["metric"] == (7, 7, 4)
    assert [line for line in figures.log if "wrong" in line] == [
        "d metric wrong    x: subject 东园区 / ['西园区'], modality actual / actual",
        "d metric wrong    x: subject 东园区 / ['东区块', '东园区'], modality actual / planned",
    ]


def test_quotes_are_compared_with_the_raw_text_without_noise():
    graph = """
    evidence:1 a pg:Evidence ; oa:start 0 ; oa:end 13 ; oa:exact "东园区" .
    evidence:2 a pg:Evidence ; oa:start 0 ; oa:end 3 ; oa:exact "东园" .
    """
    _, figures = scored({}, graph, "東園區(dōng qū) 的")
    assert (figures.quotes, figures.exact_quotes) == (2, 0)
    _, figures = scored({}, graph, "東園區(dōngyuán)的")
    assert (figures.quotes, figures.exact_quotes) == (2, 1)


def test_figures():
    figures = Figures()
    figures.add("Park", ["a", "b", "b"], ["b", "c", "d"])
    figures.add("quantity", ["a"], ["a"])  # not part of the headline
    assert figures.counts["Park"] == Count(2, 3, 1)
    assert figures.facts == Count(2, 3, 1)
    assert figures.headline == pytest.approx(0.4)
    figures.quotes, figures.exact_quotes, figures.documents = 3, 2, 1
    content = json.loads(figures.to_json())
    assert list(content) == [*KINDS, "facts", "evidence"]
    assert content["Park"] == {
        "gold": 2,
        "found": 3,
        "right": 1,
        "precision": 0.3333,
        "recall": 0.5,
        "f1": 0.4,
    }
    assert content["evidence"] == {"total": 3, "exact": 2}
    lines = list(write_table(figures))
    assert lines[1] == "Park                 2      3      1  0.333  0.500  0.400"
    assert len(lines) == len(KINDS) + 4  # no confusion, no class of errors: no line
    assert lines[-2:] == ["evidence 2/3 exact", "facts F1 0.400 over 1 documents"]


def test_errors_name_the_file(tmp_path):
    with pytest.raises(ParkgraphError, match="no gold documents"):
        evaluate(tmp_path)
    (tmp_path / "a.txt").write_text("某", encoding="utf-8")
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ParkgraphError, match=r"a\.json: not gold facts"):
        evaluate(tmp_path, graphs=tmp_path)


def test_a_missing_graph_counts_as_empty(tmp_path):
    (tmp_path / "a.txt").write_text("某", encoding="utf-8")
    gold = NOTHING | {"parks": [{"name": "东园区"}]}
    (tmp_path / "a.json").write_text(json.dumps(gold), encoding="utf-8")
    figures = evaluate(tmp_path, graphs=tmp_path)
    assert figures.counts["Park"] == Count(1, 0, 0)
    assert figures.log == ["a graph missed   no graph", "a Park missed   东园区"]


# ----------------------------------------------------------------- the reference

SCORER = Path(os.environ.get("PARKGRAPH_SCORER", Path(__file__).parents[2] / "shared" / "eval" / "score.py"))
CORES = ["甲乙", "丙丁戊", "己庚", "辛壬癸子", "丑寅卯", "辰巳", "午未申酉", "戌亥"]
ENDINGS = ["", "公司", "集团", "有限公司", "项目", "建设项目", "新区", "园区(yuán)"]


def random_case(chooser):
    """Gold facts, a graph and a raw text that agree in part."""

    def name():
        return chooser.choice(CORES) + chooser.choice(ENDINGS)

    def names(count):
        return list(dict.fromkeys(name() for _ in range(count)))

    def entities(count):
        return [{"name": n, "aliases": names(chooser.randrange(2))} for n in names(count)]

    parks, enterprises = entities(3), entities(4)
    park_names, enterprise_names = [p["name"] for p in parks], [e["name"] for e in enterprises]
    for enterprise in enterprises:
        enterprise["central_soe"] = chooser.random() < 0.4
    projects = [
        {
            **project,
            "park": chooser.choice([None, *park_names]),
            "by": chooser.sample(enterprise_names, chooser.randrange(2)),
            "status": chooser.choice([None, "signed", "planned"]),
            "investment_cny": chooser.choice([None, 1e8, 2.5e9]),
        }
        for project in entities(4)
    ]
    gold = {
        "parks": parks,
        "enterprises": enterprises,
        "projects": projects,
        "policies": [{**policy, "for": chooser.choice([None, *park_names])} for policy in entities(2)],
        "entered": [[chooser.choice(enterprise_names), chooser.choice(park_names)] for _ in range(3)],
        "metrics": [
            {
                # values are their own: which of equal metrics is taken first is not laid down
                "value": value,
                "unit": chooser.choice(["count", "CNY"]),
                "subject": chooser.choice([None, *park_names]),
                "modality": chooser.choice(["actual", "planned"]),
                "text": str(value),
            }
            for value in chooser.sample(range(1, 40), 12)
        ],
    }
    turtle = [HEAD, CONCEPTS]
    made = {}
    for prefix, cls, known in (
        ("park", "Park", parks),
        ("enterprise", "Enterprise", enterprises),
        ("project", "Project", projects),
        ("policy", "Policy", gold["policies"]),
    ):
        given = [chooser.choice([k["name"], *k["aliases"], name()]) for k in known if chooser.random() < 0.8]
        made[prefix] = [f"{prefix}:{i}" for i in range(len(given))]
        turtle += [f'{prefix}:{i} a pg:{cls} ; skos:prefLabel "{n}"@zh .' for i, n in enumerate(given)]
    made = {prefix: iris or [f"{prefix}:none"] for prefix, iris in made.items()}
    for prefix, prop, targets in (
        ("enterprise", "enteredPark", made["park"]),
        ("enterprise", "ownership", ["ownership:central", "ownership:private"]),
        ("project", "locatedInPark", made["park"]),
        ("project", "undertakenBy", made["enterprise"]),
        ("project", "status", ["status:signed", "status:planned"]),
        ("project", "totalInvestment", ["100000000", "2500000000.0"]),
        ("policy", "appliesTo", made["park"]),
    ):
        turtle += [
            f"{s} pg:{prop} {chooser.choice(targets)} ." for s in made[prefix] if chooser.random() < 0.7
        ]
    for value in chooser.sample(range(1, 40), 14):
        unit, modality = chooser.choice(["count", "cny"]), chooser.choice(["actual", "planned"])
        turtle.append(metric(value, chooser.choice(made["park"]), value, unit, modality))
    raw = "".join(chooser.choice("東園區甲乙(dōng)，的 \n") for _ in range(80))
    for i in range(10):
        start = chooser.randrange(70)
        exact = json.dumps(raw[start : start + 5] if chooser.random() < 0.7 else "別的", ensure_ascii=False)
        turtle.append(
            f"evidence:{i} a pg:Evidence ; oa:start {start} ; oa:end {start + 5} ; oa:exact {exact} ."
        )
    return gold, "\n".join(turtle), raw


@pytest.mark.slow
def test_the_reference_scorer_gives_the_same_figures(tmp_path):
    if not SCORER.exists():
        pytest.skip(f"no reference scorer at {SCORER} (PARKGRAPH_SCORER names it)")
    assert importlib.util.find_spec("rdflib")
    chooser = random.Random(5)
    for number in range(12):
        gold, turtle, raw = random_case(chooser)
        stem = f"{number:02}"
        (tmp_path / f"{stem}.json").write_text(json.dumps(gold), encoding="utf-8")
        (tmp_path / f"{stem}.txt").write_text(raw, encoding="utf-8")
        (tmp_path / f"{stem}.ttl").write_text(turtle, encoding="utf-8")
    report = tmp_path / "report"
    command = [sys.executable, str(SCORER), str(tmp_path), "--graphs", str(tmp_path), "--json", str(report)]
    subprocess.run(command, check=True, capture_output=True)
    figures = json.loads(evaluate(tmp_path, graphs=tmp_path).to_json())
    assert figures == json.loads(report.read_text(encoding="utf-8"))
    assert all(0 < figures[kind]["right"] < figures[kind]["gold"] for kind in KINDS)
    assert 0 < figures["evidence"]["exact"] < figures["evidence"]["total"]
