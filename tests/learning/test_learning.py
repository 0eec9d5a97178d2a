"""Weights and confidences from documents with known facts."""

import json

import numpy as np
import pytest

from parkgraph.errors import ParkgraphError
from parkgraph.learning import chains as chain_learning
from parkgraph.learning.calibration import calibrate, try_out, write_calibration
from parkgraph.learning.chains import Chain, fit_chains
from parkgraph.learning.choices import subject_chains
from parkgraph.learning.fitting import Choice, fit, yes_or_no
from parkgraph.learning.gold import read_lessons
from parkgraph.learning.names import find_names, label_document
from parkgraph.learning.training import learn, write_learnt
from parkgraph.mentions.tagging import KINDS
from parkgraph.model import Kind
from parkgraph.relations.candidates import Candidate
from parkgraph.relations.chains import Step, choose_subjects
from parkgraph.weights import score, using

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


def test_names_are_labelled_where_the_facts_name_them(folder):
    lesson = read_lessons([folder])[0]
    text = lesson.clean.text
    named = {kind: [text[a:b] for a, b in find_names(lesson, kind)] for kind in KINDS}
    assert named == {"parks": ["青川新区"], "projects": ["恒远公司电子铜箔项目"], "enterprises": ["恒远公司"]}
    signs, labels = next(
        (signs, labels) for signs, labels in label_document(lesson) if "B" in labels["projects"]
    )
    start = labels["projects"].index("B")
    assert labels["projects"][start : start + 11] == ["B", *["I"] * 9, "O"]
    assert labels["enterprises"][start : start + 5] == ["B", "I", "I", "I", "O"]
    assert len(signs) == len(labels["parks"])


def test_subjects_are_taken_from_the_facts(folder):
    chains = subject_chains(read_lessons([folder])[0])
    steps = [(s, right) for chain in chains for s, right in zip(chain.steps, chain.right, strict=True)]
    kinds = [
        {str(c.kind) for c, yes in zip(step.candidates, right, strict=True) if yes} for step, right in steps
    ]
    assert kinds[0] == {"park"}


def step(features, links=()):
    candidates = tuple(Candidate(f"park:{i}", Kind.PARK, own) for i, own in enumerate(features))
    return Step(None, candidates, links)


def test_chains_learn_from_what_is_known_and_go_on_through_what_is_not():
    same, turn = ("same",), ("turn",)
    links = ((same, turn), (turn, same))
    told = Chain([step([("a",), ("b",)]), step([("c",), ("c",)], links)], [(True, False), (True, False)])
    half = Chain([step([("a",), ("b",)]), step([("c",), ("c",)], links)], [(True, False), (True, True)])
    weights = fit_chains([[told], [told], [told], [half]], 0.1)
    assert weights["a"] > weights["b"]
    assert weights["same"] > 0 > weights["turn"]
    assert fit_chains([[told], [told], [told], [half]], 0.1) == weights
    with using({"subjects": weights}):
        assert [candidate.key for candidate, _ in choose_subjects(told.steps)] == ["park:0", "park:0"]


def test_the_slope_of_chains_is_that_of_the_loss():
    links = ((("same",), ("turn",)), (("turn",), ("same",)))
    chain = Chain(
        [step([("a", "b"), ("b",)]), step([("c",), ("a",)], links), step([("b",), ("c",)], links)],
        [(True, False), (True, True), (False, True)],
    )
    names = ["a", "b", "c", "same", "turn"]
    model = chain_learning._Model([chain], {name: index for index, name in enumerate(names)})
    at = np.array([0.3, -0.2, 0.5, 0.4, -0.1])
    _, slope = model.loss(at, 0.5)
    for index in range(len(names)):
        nudge = np.zeros(len(names))
        nudge[index] = 1e-6
        numeric = (model.loss(at + nudge, 0.5)[0] - model.loss(at - nudge, 0.5)[0]) / 2e-6
        assert slope[index] == pytest.approx(numeric, abs=1e-4)


def test_learning_is_the_same_each_time(folder, tmp_path):
    lessons = read_lessons([folder])
    learnt = learn(lessons)
    assert set(learnt.taggers) == set(KINDS)
    assert set(learnt.weights) == {
        *("statuses", "builders", "locations", "entries", "subjects", "modalities"),
    }
    assert learn(read_lessons([folder])) == learnt
    out = tmp_path / "out"
    out.mkdir()
    write_learnt(learnt, out)
    lines = (out / "subjects.tsv").read_text("utf-8").splitlines()
    assert lines[:2] == ["# Made by make train.", "feature\tweight"]
    assert lines[2:] == sorted(lines[2:], key=lambda line: line.rpartition("\t")[0])
    assert (out / "projects.crf").read_bytes() == learnt.taggers["projects"]
    table = calibrate(try_out(lessons))
    assert "metric" in table
    write_calibration(table, out)
    assert (out / "confidence.tsv").read_text("utf-8").startswith("# Made by make train.\nkind\traw\t")


def test_a_folder_without_facts_is_named(tmp_path):
    with pytest.raises(ParkgraphError, match="no documents with facts"):
        read_lessons([tmp_path])
