"""What the figures of an article are about, chosen together."""

import math

import pytest

from parkgraph.mentions import find_mentions
from parkgraph.relations.chains import choose_subjects
from parkgraph.relations.discourse import Discourse
from parkgraph.relations.entities import link_mentions
from parkgraph.relations.metrics import read_steps
from parkgraph.sources import document_of
from parkgraph.text import clean
from parkgraph.weights import using

FIRM, PARK = "enterprise:恒远科技有限公司", "park:青川新区"


def steps_of(text):
    document = clean(document_of(text, "a.txt"))
    mentions = find_mentions(document)
    linked = link_mentions(document, mentions)
    article = document.articles[0]
    return read_steps(document, article, mentions, linked, Discourse(document, article, mentions, linked))


def link(step, last, one, other):
    before = [c.key for c in last.candidates].index(one)
    here = [c.key for c in step.candidates].index(other)
    return set(step.links[before][here])


def test_links_say_how_two_subjects_stand_to_each_other():
    first, second = steps_of("青川新区产值达到80亿元，恒远科技有限公司年产值达到30亿元。")
    assert first.links == ()
    assert {"same", "same&sentence", "same&passed=enterprise"} <= link(second, first, PARK, PARK)
    assert {"park>enterprise", "turn&named=True"} <= link(second, first, PARK, FIRM)


def test_nothing_named_between_two_figures():
    first, second = steps_of("青川新区发展快。恒远科技有限公司年产值达到30亿元，员工有500人。")
    assert {"same&passed=none", "same&alike=False&sentence"} <= link(second, first, FIRM, FIRM)
    assert "turn&named=False" in link(second, first, FIRM, PARK)


def test_a_sure_figure_tells_of_the_unsure_one_beside_it():
    steps = steps_of("青川新区发展快。恒远科技有限公司年产值达到30亿元，员工有500人。")
    sure = {"near=clause-1": 3.0, "enterprise&near=clause": 2.0}
    with using({"subjects": {**sure, "same": 2.0}}):
        first, second = choose_subjects(steps)
    with using({"subjects": sure}):
        _, alone = choose_subjects(steps)
    assert (first[0].key, second[0].key) == (FIRM, FIRM)
    assert second[0].key == alone[0].key
    assert second[1] > alone[1]


def test_probabilities_are_those_of_all_readings():
    steps = steps_of("青川新区发展快。恒远科技有限公司年产值达到30亿元，员工有500人，利润2亿元。")
    weights = {"near=clause-1": 0.7, "k=park": -0.3, "same": 0.9, "turn&named=False": -0.4}

    def value(features):
        return sum(weights.get(f, 0.0) for f in features)

    readings = [()]
    for step in steps:
        readings = [(*r, i) for r in readings for i in range(len(step.candidates))]
    totals = {}
    for reading in readings:
        score = sum(value(s.candidates[i].features) for s, i in zip(steps, reading, strict=True))
        score += sum(value(steps[t].links[reading[t - 1]][reading[t]]) for t in range(1, len(steps)))
        totals[reading] = math.exp(score)
    with using({"subjects": weights}):
        for time, (candidate, probability) in enumerate(choose_subjects(steps)):
            shares = [
                sum(w for r, w in totals.items() if r[time] == i) / sum(totals.values())
                for i in range(len(steps[time].candidates))
            ]
            assert probability == pytest.approx(max(shares))
            index = [c.key for c in steps[time].candidates].index(candidate.key)
            assert shares[index] == pytest.approx(max(shares))


def test_no_figures_no_subjects():
    assert list(choose_subjects(())) == []
