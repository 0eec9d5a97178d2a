"""Stretches that may name a project, and their features."""

import pytest

from parkgraph.mentions.dates import find_periods
from parkgraph.mentions.names import read
from parkgraph.mentions.project_spans import describe_project, propose_projects
from parkgraph.mentions.quantities import find_quantities
from parkgraph.model import Kind, Mention


def reading_of(text):
    return read(text, find_quantities(text), find_periods(text, None))


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("恒远铜箔二期项目已开工。", {"恒远铜箔二期项目"}),
        ("2.佳木特种陶瓷项目投产。", {"佳木特种陶瓷项目"}),
        ("园区污水处理厂已投用。", {"园区污水处理厂"}),
        ("佳木公司的陶瓷项目投产。", {"陶瓷项目", "佳木公司的陶瓷项目"}),
        ("年产30万吨湿法磷酸已投产。", {"年产30万吨湿法磷酸"}),
        ("今年引进企业30家。", set()),
        ("会议由李明主持。", set()),
        ("总投资30亿元，占地200亩。", set()),
    ],
)
def test_proposed(text, proposed):
    spans = propose_projects(reading_of(text), 0, len(text))
    assert {text[span.start : span.end] for span in spans} == proposed


def test_features():
    text = "由佳木公司投资的特种陶瓷项目总投资5亿元，已开工建设。"
    reading = reading_of(text)
    span = next(iter(propose_projects(reading, 0, len(text))))
    mention = Mention(Kind.PROJECT, span, text[span.start : span.end])
    features = describe_project(reading, mention, ("head",), (span,), 0, len(text))
    assert {
        *("form=head", "found=True", "head=项目", "left=的", "right=总"),
        *("figure-behind=CNY", "stage-soon=underConstruction"),
    } <= set(features)
    assert not {"opens", "repeated", "investor", "stage-before=underConstruction"} & set(features)
    assert len(features) == len(set(features))
