"""What follows from several documents, as quads: judgements, IRIs that lead on, copies, contradictions."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest

from parkgraph.corpus.conflicts import find_conflicts
from parkgraph.corpus.copies import make_sketch
from parkgraph.mapping import write_quads
from parkgraph.mapping.together import COMPARISON, IDENTITY, keep_nearest, together_quads
from parkgraph.model import (
    Claim,
    Conflict,
    Document,
    Entity,
    Evidence,
    Facts,
    Judgement,
    Kind,
    Metric,
    Period,
    Quantity,
    Span,
    Statement,
    Verdict,
)
from parkgraph.pipeline import make_graph
from parkgraph.resolution import Resolution, resolve
from parkgraph.resolution.identity import iri_of
from parkgraph.validation import validate
from parkgraph.vocabulary import PREFIXES

QUOTE = (Evidence(0, 5, "滨溪高新区", "滨溪高新区。"),)
YEAR = Period(dt.date(2021, 1, 1), dt.date(2021, 12, 31), "2021年")
PARK, FIRM, PROJECT = "park:滨溪高新区", "enterprise:恒远电池有限公司", "project:恒远电池项目"
BARE = Resolution({}, {}, {}, {})


def shown(quads, graph):
    """Subject, predicate and object of the quads of a graph, with prefixes."""
    lines = []
    for quad in quads:
        if quad.graph_name == graph:
            line = " ".join(str(part) for part in (quad.subject, quad.predicate, quad.object))
            for prefix, namespace in PREFIXES.items():
                line = line.replace(f"<{namespace}", f"<{prefix}:")
            lines.append(line.replace("<", "").replace(">", ""))
    return lines


def iri(curie):
    prefix, local = curie.split(":")
    return PREFIXES[prefix] + local


def document(name):
    """The identifier of a document, of one letter."""
    return name * 16


# ------------------------------------------------------------------------- identity


def judge(first, second, verdict=Verdict.SAME, score=0.75, reasons=("brand-alone",), kind=Kind.ENTERPRISE):
    return Judgement(kind, first, second, first.upper(), second.upper(), verdict, score, reasons)


def things(*keys, kind=Kind.ENTERPRISE):
    return {iri_of((kind, key)) for key in keys}


def test_a_judgement_in_full():
    judged = judge("a", "b", Verdict.DIFFERENT, 0.8, ("other-place: 江苏 / 山东", "other-park"))
    resolved = replace(BARE, judgements=(judged,))
    quads = list(together_quads([], resolved, [], {}, things("a", "b")))
    [name] = {str(quad.subject)[1:-1].replace(PREFIXES["judgement"], "judgement:") for quad in quads}
    first, second = (one.replace(PREFIXES["enterprise"], "enterprise:") for one in sorted(things("a", "b")))
    assert shown(quads, IDENTITY) == [
        f"{name} rdf:type pg:Judgement",
        f"{name} pg:firstThing {first}",
        f"{name} pg:secondThing {second}",
        f'{name} pg:firstName "A"',
        f'{name} pg:secondName "B"',
        f"{name} pg:verdict verdict:different",
        f'{name} pg:confidence "0.8"^^xsd:decimal',
        f'{name} pg:reason "other-place: 江苏 / 山东"',
        f'{name} pg:reason "other-park"',
    ]
    assert len(quads) == 9


@pytest.mark.parametrize("described", [things("a"), things("b"), things("a", "b", kind=Kind.PARK), set()])
def test_a_judgement_of_what_is_not_described_is_left_out(described):
    resolved = replace(BARE, judgements=(judge("a", "b"),))
    assert list(together_quads([], resolved, [], {}, described)) == []


def test_a_judgement_speaks_of_the_things_that_the_names_lead_to():
    [old], [new] = things("b"), things("a")
    resolved = replace(BARE, judgements=(judge("a", "b"),), replaced={old: new})
    lines = shown(together_quads([], resolved, [], {}, {new}), IDENTITY)
    named = [line.split()[2] for line in lines if "Thing " in line]
    assert named == [new.replace(PREFIXES["enterprise"], "enterprise:")] * 2
    assert sum("isReplacedBy" in line for line in lines) == 1


@pytest.mark.parametrize(
    ("described", "lines"),
    [
        (["park:new"], ["park:old dcterms:isReplacedBy park:new"]),
        (["park:old"], []),
        (["enterprise:child", "enterprise:parent"],
         ["enterprise:child org:subOrganizationOf enterprise:parent"]),
        (["enterprise:child"], []),
        (["enterprise:parent"], []),
    ],
)  # fmt: skip
def test_iris_that_lead_on_and_groups_that_names_tell(described, lines):
    resolved = replace(
        BARE,
        replaced={iri("park:old"): iri("park:new")},
        parents={iri("enterprise:child"): iri("enterprise:parent")},
    )
    quads = list(together_quads([], resolved, [], {}, {iri(one) for one in described}))
    assert (shown(quads, IDENTITY), len(quads)) == (lines, len(lines))


def test_of_what_parts_a_name_from_many_the_likest_are_kept():
    apart = [judge("a", f"b{n:02}", Verdict.DIFFERENT, n / 100) for n in range(20)]
    kept = list(keep_nearest(apart))
    assert kept == [*apart[:12], *apart[12:]]  # each of the others is kept for its own sake
    ends = [f"b{n:02}" for n in range(14)]
    all_apart = [
        judge(one, other, Verdict.DIFFERENT, (i + j) / 100)
        for i, one in enumerate(ends)
        for j, other in enumerate(ends)
        if i < j
    ]
    kept = list(keep_nearest(all_apart))
    assert kept == list(keep_nearest(all_apart[::-1]))
    dropped = [judged for judged in all_apart if judged not in kept]
    assert [(judged.first, judged.second) for judged in dropped] == [("b12", "b13")]


@pytest.mark.parametrize("verdict", [Verdict.SAME, Verdict.UNDECIDED])
def test_all_that_joins_or_stays_open_is_kept(verdict):
    ends = [f"b{n:02}" for n in range(14)]
    judged = [judge(one, other, verdict) for one in ends for other in ends if one < other]
    assert sorted(keep_nearest(judged)) == sorted(judged)


# ----------------------------------------------------------------------- comparison


@pytest.mark.parametrize(
    ("copies", "described", "lines"),
    [
        ({"b": "a"}, "ab", [("b", "a")]),
        ({"b": "a", "c": "a"}, "abc", [("b", "a"), ("c", "a")]),
        ({"b": "a", "c": "a"}, "ac", [("c", "a")]),
        ({"b": "a"}, "b", []),
        ({"b": "a"}, "a", []),
        ({}, "ab", []),
    ],
)
def test_copies(copies, described, lines):
    given = {document(copy): document(of) for copy, of in copies.items()}
    known = {iri(f"document:{document(name)}") for name in described}
    quads = list(together_quads([], BARE, [], given, known))
    assert shown(quads, COMPARISON) == [
        f"document:{document(copy)} pg:copyOf document:{document(of)}" for copy, of in lines
    ]
    assert len(quads) == len(lines)


def output(value, written):
    quantity = Quantity(Span(0, 1), Decimal(value), "CNY")
    return Metric(PARK, "工业总产值", quantity, written, "output-value", period=YEAR, evidence=QUOTE)


def price(value):
    return Claim(PROJECT, "totalInvestment", value, True, evidence=QUOTE)


BUILT = Claim(PROJECT, "undertakenBy", FIRM, evidence=QUOTE)
ENTITIES = tuple(
    Entity(key, Kind(key.split(":")[0]), key.split(":")[1], evidence=QUOTE) for key in (PARK, FIRM, PROJECT)
)


def facts(name, *said, text=""):
    claims = tuple(one for one in said if isinstance(one, Claim))
    metrics = tuple(one for one in said if isinstance(one, Metric))
    made = Document(document(name), f"{name}.txt", "")
    return Facts(made, ENTITIES, claims, metrics, characters=9, sketch=make_sketch(text))


def compared(corpus, copies=None, without=lambda quad: False):
    """The lines of the contradictions, and the IRIs of the metrics and claims of each document in order."""
    resolved = resolve(corpus)
    written = {f.document.source[0]: list(write_quads(f, resolved)) for f in corpus}
    said = {
        name: list(
            dict.fromkeys(
                quad.subject.value.replace(PREFIXES[kind], f"{kind}:")
                for quad in quads
                for kind in ("metric", "claim")
                if quad.subject.value.startswith(PREFIXES[kind])
            )
        )
        for name, quads in written.items()
    }
    described = {q.subject.value for quads in written.values() for q in quads if not without(q)}
    given = {document(copy): document(of) for copy, of in (copies or {}).items()}
    conflicts = find_conflicts(corpus, resolved, given)
    quads = list(together_quads(corpus, resolved, conflicts, given, described))
    return [line for line in shown(quads, COMPARISON) if line.startswith("conflict:")], said


def parts(lines):
    """What the contradictions are of, how many sources they have, and their statements."""
    found = {}
    for line in lines:
        name, predicate, value = line.split(" ", 2)
        found.setdefault(name, []).append((predicate.removeprefix("pg:"), value.split("^^")[0].strip('"')))
    return [
        (
            [value.split(":")[0] for what, value in said if what == "conflictOf"],
            [value for what, value in said if what == "sourceCount"],
            sorted(value for what, value in said if what == "conflictingStatement"),
        )
        for said in found.values()
    ]


def test_a_contradiction_in_full():
    lines, said = compared(
        [facts("a", output("8650000000", "86.5亿元")), facts("b", output("9.2E+9", "92亿元"))]
    )
    [name] = {line.split()[0] for line in lines}
    [thing] = [line.split()[2] for line in lines if "conflictOf" in line]
    assert thing.startswith("park:")
    assert lines == [
        f"{name} rdf:type pg:Conflict",
        f"{name} pg:conflictOf {thing}",
        f'{name} pg:sourceCount "2"^^xsd:integer',
        f"{name} pg:conflictingStatement {said['a'][0]}",
        f"{name} pg:conflictingStatement {said['b'][0]}",
    ]


def test_claims_contradict_each_other_too():
    corpus = [
        facts("a", price("2000000000"), BUILT, output("1", "1元")),
        facts("b", price("9000000000"), BUILT),
    ]
    lines, said = compared(corpus)
    assert parts(lines) == [(["project"], ["2"], sorted([said["a"][0], said["b"][0]]))]


def test_copies_count_as_one_source():
    corpus = [
        facts("a", output("8650000000", "86.5亿元")),
        facts("b", output("8650000000", "86.5亿元")),
        facts("c", output("9200000000", "92亿元")),
    ]
    everything = sorted(one for name in "abc" for one in compared(corpus)[1][name])
    for copies, sources in (({}, "3"), ({"b": "a"}, "2")):
        assert parts(compared(corpus, copies)[0]) == [(["park"], [sources], everything)]


def test_what_agrees_is_no_contradiction():
    corpus = [facts("a", output("8650000000", "86.5亿元")), facts("b", output("8650000000", "865000万元"))]
    assert compared(corpus)[0] == []


@pytest.mark.parametrize("kind", ["metric", "park"])
def test_a_contradiction_of_which_too_little_is_described_is_left_out(kind):
    corpus = [facts("a", output("8650000000", "86.5亿元")), facts("b", output("9200000000", "92亿元"))]
    of_b = iri(f"document:{document('b')}")

    def is_left_out(quad):
        inside = quad.graph_name.value == of_b or kind == "park"
        return inside and quad.subject.value.startswith(PREFIXES[kind])

    assert compared(corpus, without=is_left_out)[0] == []


@pytest.mark.parametrize(
    ("left", "contradict"),
    [
        ([("8650000000", "86.5亿元"), ("8650000000", "86.5亿元")], False),
        ([("8650000000", "86.5亿元"), ("7100000000", "71亿元")], True),
        pytest.param([("8650000000", "86.5亿元"), ("8650000000", "865000万元")], False),
    ],
)
def test_what_is_left_of_a_contradiction_still_contradicts_itself(left, contradict):
    said = [*left, ("9200000000", "92亿元")]
    corpus = [facts(name, output(*one)) for name, one in zip("abc", said, strict=True)]
    of_c = iri(f"document:{document('c')}")

    def is_left_out(quad):
        return quad.graph_name.value == of_c and quad.subject.value.startswith(PREFIXES["metric"])

    assert parts(compared(corpus)[0])[0][1] == ["3"]
    assert [one[1] for one in parts(compared(corpus, without=is_left_out)[0])] == [["2"]] * contradict


def test_a_claim_without_a_value_in_the_vocabulary_is_no_statement():
    unknown = Claim(PROJECT, "status", "no such status", True, evidence=QUOTE)
    corpus = [facts("a", unknown), facts("b", price("9000000000"))]
    conflict = Conflict(
        resolve(corpus).iri(document("a"), PROJECT),
        "status",
        (Statement(document("a"), "no such status", 0),),
    )
    described = {conflict.subject}
    assert (
        list(together_quads(corpus, replace(BARE, iris=resolve(corpus).iris), [conflict], {}, described))
        == []
    )


# ---------------------------------------------------------------------------- whole


TEXT = "滨溪高新区去年完成工业总产值八十六亿五千万元，恒远电池项目在园区东部的空地上开工建设，引来众多客商。"


def corpus_of_all():
    known = Entity("enterprise:恒远", Kind.ENTERPRISE, "恒远", evidence=QUOTE)
    first = facts("a", output("8650000000", "86.5亿元"), price("2000000000"), BUILT, text=TEXT)
    second = facts("b", output("8650000000", "86.5亿元"), price("2000000000"), BUILT, text="岭东：" + TEXT)
    third = facts("c", output("9200000000", "92亿元"), price("9000000000"), BUILT)
    return [first, second, replace(third, entities=(*third.entities, known))]


def test_the_graph_of_all_conforms_in_any_order():
    graphs = [make_graph(order) for order in permutations(corpus_of_all())]
    graph = graphs[0]
    assert (graph.violations, validate(graph.quads)) == ((), ())
    together = [shown(one.quads, IDENTITY) + shown(one.quads, COMPARISON) for one in graphs]
    assert all(lines == together[0] for lines in together)
    classes = sorted(line.split()[2] for line in together[0] if " rdf:type " in line)
    assert classes == ["pg:Conflict", "pg:Conflict", "pg:Judgement"]
    others = [line.split()[1] for line in together[0] if "pg:copyOf" in line or "isReplacedBy" in line]
    assert sorted(others) == ["dcterms:isReplacedBy", "pg:copyOf"]
    assert [line.split()[2] for line in together[0] if "sourceCount" in line] == ['"2"^^xsd:integer'] * 2


@pytest.mark.parametrize("predicate", ["pg:reason", "pg:verdict", "pg:sourceCount"])
def test_it_does_not_conform_without_what_the_shapes_ask_for(predicate):
    quads = make_graph(corpus_of_all()).quads
    missing = iri(predicate)
    assert {v.path for v in validate([q for q in quads if q.predicate.value != missing])} == {missing}
