"""Weights and confidences from documents with known facts."""

import json

import pytest

pytest.importorskip("scipy")

from parkgraph.errors import ParkgraphError
from parkgraph.learning.calibration import calibrate, write_calibration
from parkgraph.learning.choices import best_of_rivals, subject_choices
from parkgraph.learning.fitting import Choice, fit, yes_or_no
from parkgraph.learning.gold import read_lessons
from parkgraph.learning.training import learn, write_weights
from parkgraph.model import Kind, Mention, Span
from parkgraph.weights import score

TEXTS = (
    ("青川新区", "恒远公司", "恒远公司电子铜箔项目", 12),
    ("白沙高新区", "佳木公司", "佳木公司特种陶瓷项目", 7),
    ("云岭经开区", "华岭公司", "华岭公司精密轴承项目", 21),
    ("东浦工业园区", "天禾公司", "天禾公司植物蛋白项目", 5),
)


@pytest.fixture
def folder(tmp_path):
    for number, (park, firm, project, money) in enumerate(TEXTS):
        text = f"今年以来，{park}新签约项目{number + 30}个。{project}总投资{money}亿元，已开工建设。\n"
        facts = {
            "parks": [{"name": park}],
            "enterprises": [{"name": firm}],
            "projects": [
                {
                    "name": project,
                    "park": park,
                    "by": [firm],
                    "status": "underConstruction",
                    "investment_cny": money * 10**8,
                }
            ],
            "policies": [],
            "entered": [[firm, park]],
            "metrics": [
                {
                    "subject": park,
                    "value": number + 30,
                    "unit": "count",
                    "modality": "actual",
                    "text": f"新签约项目{number + 30}个",
                },
                {
                    "subject": project,
                    "value": money * 10**8,
                    "unit": "CNY",
                    "modality": "actual",
                    "text": f"总投资{money}亿元",
                },
            ],
        }
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
        (tmp_path / f"{number}.json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    return tmp_path


def test_weights_tell_right_from_wrong():
    choices = [Choice((("near", "park"), ("far", "park")), (True, False))] * 5
    choices += [Choice((("near", "firm"), ("far", "park")), (True, False))] * 5
    weights = fit([choices] * 3, 0.1)
    assert weights["near"] > 0 > weights["far"]
    assert score(weights, ("near", "firm")) > score(weights, ("far", "park"))
    assert fit([choices] * 3, 0.1) == weights
    assert abs(fit([choices] * 3, 10.0)["near"]) < abs(weights["near"])


def test_rare_features_and_settled_choices_teach_nothing():
    often, seldom = yes_or_no(("often",), True), yes_or_no(("seldom",), False)
    assert set(fit([[often], [often], [often, seldom, seldom, seldom]], 0.1)) == {"often"}
    both = Choice((("a",), ("b",)), (True, True))
    assert fit([[both, yes_or_no(("c",), True)]] * 3, 0.1).keys() == {"c"}


def test_of_rivals_the_one_most_like_a_name_is_right():
    def mention(start, end, name):
        return Mention(Kind.PROJECT, Span(start, end), name), (name,)

    found = [mention(0, 10, "恒远公司铜箔项目"), mention(4, 10, "铜箔项目"), mention(20, 26, "陶瓷项目")]
    right = [choice.right[0] for choice in best_of_rivals(found, ["恒远公司铜箔项目"])]
    assert right == [True, False, False]


def test_subjects_are_taken_from_the_facts(folder):
    lesson = read_lessons([folder])[0]
    choices = subject_choices(lesson, None)
    assert [sum(choice.right) for choice in choices] == [1, 1]
    kinds = [c.features[c.right.index(True)][0] for c in choices]
    assert kinds == ["k=park", "k=project"]


def test_learning_is_the_same_each_time(folder, tmp_path):
    lessons = read_lessons([folder])
    weights = learn(lessons)
    assert set(weights) == {"projects", "enterprises", "builders", "entries", "subjects"}
    assert learn(read_lessons([folder])) == weights
    out = tmp_path / "out"
    out.mkdir()
    write_weights(weights, out)
    lines = (out / "subjects.tsv").read_text("utf-8").splitlines()
    assert lines[:2] == ["# Made by make train.", "feature\tweight"]
    assert lines[2:] == sorted(lines[2:], key=lambda line: line.rpartition("\t")[0])
    table = calibrate(lessons, 2)
    assert {"locatedInPark", "metric"} <= table.keys()
    write_calibration(table, out)
    assert (out / "confidence.tsv").read_text("utf-8").startswith("# Made by make train.\nkind\traw\t")


def test_a_folder_without_facts_is_named(tmp_path):
    with pytest.raises(ParkgraphError, match="no documents with facts"):
        read_lessons([tmp_path])
