"""What is seen in a text and is in no fact of it: all of it, in order, with the reason."""

from dataclasses import replace

import pytest

from parkgraph.mentions import find_mentions
from parkgraph.model import Claim, Document, Entry, EntryMode, Facts, Metric, Quantity, Span
from parkgraph.relations import extract
from parkgraph.relations.entities import link_mentions
from parkgraph.relations.unattributed import find_unattributed
from parkgraph.sources import document_of
from parkgraph.text import clean
from parkgraph.text.offsets import comparable

PARK = "park:苏州工业园区"
FIRM = "enterprise:华为技术有限公司"


def missed(text: str, claims=(), metrics=(), entries=()) -> list[str]:
    """What is not attributed when these are the only facts of a text."""
    cleaned = clean(document_of(text, "a.txt"))
    mentions = find_mentions(cleaned)
    measured = [
        Metric(PARK, "", quantity, "") for quantity in mentions.reading.quantities if metrics == "all"
    ]
    linked = link_mentions(cleaned, mentions)
    found = find_unattributed(cleaned, mentions, linked, claims, measured, entries)
    return [f"{one.kind} {one.text} {one.reason}" for one in found]


def entry(confidence: float) -> Entry:
    return Entry(FIRM, PARK, EntryMode.SETTLED, confidence=confidence)


TEXT = "苏州工业园区引进华为技术有限公司，投资5亿元。"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, [f"park {PARK[5:]} no-fact", f"enterprise {FIRM[11:]} no-fact", "quantity 5亿元 no-subject"]),
        ({"entries": (entry(0.5),)}, ["quantity 5亿元 no-subject"]),
        (
            {"entries": (entry(0.4),), "metrics": "all"},
            [f"enterprise {FIRM[11:]} below-threshold"],  # the metric states the park
        ),
        ({"entries": (entry(0.5),), "metrics": "all"}, []),
        (
            {"claims": (Claim(PARK, "partOfPark", "park:b", confidence=0.3),), "metrics": "all"},
            [f"enterprise {FIRM[11:]} no-fact"],
        ),
        (
            {"claims": (Claim("project:a", "undertakenBy", FIRM, confidence=0.7),)},
            [f"park {PARK[5:]} no-fact", "quantity 5亿元 no-subject"],
        ),
        (
            {"claims": (Claim("project:a", "note", FIRM, literal=True),), "metrics": "all"},
            [f"enterprise {FIRM[11:]} no-fact"],  # text, no thing
        ),
    ],
)
def test_what_no_fact_has(facts, expected):
    assert missed(TEXT, **facts) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("苏州工业园区签约14个项目\n\n今年以来，工作平稳。", "quantity 14个 headline"),
        ("今年以来，这两个产业增势良好。", "quantity 两个 counted-before"),
        ("前来的有两个代表团。", "quantity 两个 no-subject"),
    ],
)
def test_why_a_quantity_is_in_no_fact(text, expected):
    assert [line for line in missed(text) if line.startswith("quantity")] == [expected]


def test_a_thing_named_again_is_missed_once():
    text = "苏州工业园区介绍了情况。\n苏州工业园区作了说明。\n"
    assert missed(text) == ["park 苏州工业园区 no-fact"]
    [one] = extract(clean(document_of(text, "a.txt"))).unattributed
    assert [(text[e.start : e.end], e.sentence) for e in one.evidence] == [
        ("苏州工业园区", "苏州工业园区介绍了情况。"),
        ("苏州工业园区", "苏州工业园区作了说明。"),
    ]


@pytest.mark.parametrize("text", ["", "今天天气很好。", "上海市、江苏省有关部门负责同志出席。"])
def test_a_text_without_parks_enterprises_projects_policies_and_quantities(text):
    cleaned = clean(Document("0", "a.txt", text))
    assert (
        find_unattributed(
            cleaned, find_mentions(cleaned), link_mentions(cleaned, find_mentions(cleaned)), (), (), ()
        )
        == ()
    )


def test_every_quantity_is_in_a_metric_or_missed_and_offsets_are_raw():
    text = "蘇州工業園區(yuán qū)去年簽約項目14個，這兩個產業增勢良好。"
    cleaned = clean(document_of(text, "a.txt"))
    facts: Facts = extract(cleaned)
    measured = [metric.quantity.span for metric in facts.metrics]
    seen = [quantity.span for quantity in find_mentions(cleaned).reading.quantities]
    missing = [one for one in facts.unattributed if one.kind == "quantity"]
    assert len(measured) + len(missing) == len(seen) == 2
    for one in facts.unattributed:
        for quote in one.evidence:
            assert comparable(text[quote.start : quote.end]) == comparable(quote.exact)


def test_a_quantity_counts_by_its_place_not_by_its_value():
    text = "前来的有两个代表团。后来的有两个代表团。"
    cleaned = clean(document_of(text, "a.txt"))
    mentions = find_mentions(cleaned)
    first: Quantity = mentions.reading.quantities[0]
    metric = Metric("park:a", "", replace(first, unit="家"), "")
    found = find_unattributed(cleaned, mentions, link_mentions(cleaned, mentions), (), (metric,), ())
    assert [(one.text, one.evidence[0].start) for one in found] == [("两个", text.rindex("两个"))]
    assert metric.quantity.span == Span(text.index("两个"), text.index("两个") + 2)
