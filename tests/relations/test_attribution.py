"""What a figure is about: candidates with their features, and the choice between them."""

import pytest

from parkgraph.mentions import find_mentions
from parkgraph.model import Kind, Metric, Modality
from parkgraph.relations.attribution import Proposals, likeliest, rule_of
from parkgraph.relations.candidates import Candidate, Scene, Target
from parkgraph.relations.discourse import Discourse
from parkgraph.relations.entities import link_mentions
from parkgraph.relations.metrics import find_figures
from parkgraph.sources import document_of
from parkgraph.text import clean

A = Candidate("park:a", Kind.PARK, ("k=park", "rule=0.8", "by=passage"), proposed=("rule=0.8", "by=passage"))
B = Candidate("project:b", Kind.PROJECT, ("k=project",))


@pytest.mark.parametrize(
    ("weights", "chosen"),
    [
        ({}, "park:a"),
        ({"k=project": 0.2}, "park:a"),  # not much likelier than what the rules name
        ({"k=project": 2.0}, "project:b"),
        ({"k=park": 2.0}, "park:a"),
    ],
)
def test_the_rules_answer_stands_unless_another_is_much_likelier(weights, chosen):
    subject = likeliest([A, B], weights)
    assert subject is not None
    assert subject.key == chosen


def test_no_candidate_no_subject():
    assert likeliest([], {}) is None


def test_the_rule_is_named():
    subject = likeliest([A, B], {})
    assert subject is not None
    assert rule_of(subject, [A, B]) == "passage"
    other = likeliest([A, B], {"k=project": 5.0})
    assert other is not None
    assert rule_of(other, [A, B]) == "weights:subjects"


def candidates_of(text, number):
    document = clean(document_of(text, "a.txt"))
    mentions = find_mentions(document)
    linked = link_mentions(document, mentions)
    article = document.articles[0]
    discourse = Discourse(document, article, mentions, linked)
    figure = list(find_figures(document, article, mentions))[number]
    proposals = Proposals(document, article, mentions, linked, discourse)
    target = Target(figure.quantity.span.start, figure.quantity.span.end, figure.sentence, figure.traits)
    scene = Scene(document.text, article, mentions, linked)
    return {c.key: set(c.features) for c in scene.candidates(target, proposals.of(figure, []))}


def test_features_say_where_a_thing_is_named():
    text = "青川新区发展很快。恒远科技有限公司落户青川新区，年产值达到30亿元。其员工有500人。"
    first = candidates_of(text, 0)
    assert set(first) >= {"park:青川新区", "enterprise:恒远科技有限公司"}
    firm = first["enterprise:恒远科技有限公司"]
    assert {"near=clause-1", "opens-sentence", "between=1", "between-park", "rank=0"} <= firm
    assert {"near=clause-1", "between=0", "rank=0"} <= first["park:青川新区"]
    second = candidates_of(text, 1)
    assert "near=sentence-1" in second["enterprise:恒远科技有限公司"]


def test_a_caption_that_names_nothing_puts_no_distance():
    text = "恒远科技有限公司落户青川新区。\n\n（图为生产现场）\n\n公司员工有500人。"
    plain = candidates_of(text.replace("（图为生产现场）\n\n", ""), 0)
    assert candidates_of(text, 0) == plain


def metric_about(subject, figure):
    return Metric(
        subject, figure.label, figure.quantity, "", figure.indicator, Modality.ACTUAL, 0.9, None, (), ""
    )


def proposals_after(text, subjects):
    """What the rules say of the figure that follows figures about given things."""
    document = clean(document_of(text, "a.txt"))
    mentions = find_mentions(document)
    linked = link_mentions(document, mentions)
    article = document.articles[0]
    discourse = Discourse(document, article, mentions, linked)
    figures = list(find_figures(document, article, mentions))
    metrics = [metric_about(*pair) for pair in zip(subjects, figures, strict=False)]
    here = figures[len(subjects)]
    scene = Scene(document.text, article, mentions, linked)
    fresh = scene.named_between(metrics[-1].quantity.span.end, here.quantity.span.start)
    given = Proposals(document, article, mentions, linked, discourse).of(here, metrics, fresh)
    follows = ("previous", "passed", "fresh", "goes-on")
    return {
        key: [f for f in features if f.startswith(follows)]
        for key, (_, features) in given.items()
        if any(f.startswith(follows) for f in features)
    }


def test_nothing_named_since_the_figure_before():
    text = "恒远科技有限公司年产值达到30亿元，员工有500人。"
    firm = "enterprise:恒远科技有限公司"
    assert proposals_after(text, [firm]) == {firm: ["previous=sentence", "passed=none"]}


def test_what_is_named_since_the_figure_before_is_fresh():
    text = "青川新区产值达到80亿元，恒远科技有限公司年产值达到30亿元。"
    assert proposals_after(text, ["park:青川新区"]) == {
        "park:青川新区": ["previous=sentence", "passed=enterprise"],
        "enterprise:恒远科技有限公司": ["fresh", "fresh-from=park"],
    }
