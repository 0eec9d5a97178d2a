"""Clauses, and projects that share one predicate."""

from __future__ import annotations

import pytest

from parkgraph.model import Kind, Mention, Sentence, Span
from parkgraph.relations.clauses import clause_end, clause_start, find_runs


# the offset asked for is the bar's, the clause that holds it stands in brackets
@pytest.mark.parametrize(
    "marked",
    [
        "[甲项目|开工]，乙项目竣工。",
        "甲项目开工，[乙项目|竣工]。",
        "甲项目开工；[乙|、丙项目竣工]。",
        "据介绍：[|甲项目开工]。",
        "[|甲项目开工]",
        "[甲项目|“开工”]",
    ],
)
def test_clause(marked: str) -> None:
    text = marked.translate(str.maketrans("", "", "[]|"))
    low = marked.index("[")
    offset = marked.index("|") - 1
    high = marked.index("]") - 2
    sentence = Sentence(0, len(text), 0)
    assert (clause_start(text, sentence, offset), clause_end(text, sentence, offset)) == (low, high)


def test_a_clause_never_leaves_its_sentence() -> None:
    text = "甲项目开工乙项目竣工丙项目"
    sentence = Sentence(5, 10, 0)
    assert (clause_start(text, sentence, 7), clause_end(text, sentence, 7)) == (5, 10)


def project(text: str, name: str, **attributes: str) -> Mention:
    start = text.index(name)
    return Mention(Kind.PROJECT, Span(start, start + len(name)), name, 0.8, tuple(attributes.items()))


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("甲项目、乙项目开工", [["甲项目", "乙项目"]]),
        ("甲项目和乙项目开工", [["甲项目", "乙项目"]]),
        ("“甲项目”“乙项目”开工", [["甲项目", "乙项目"]]),
        ("甲项目以及乙项目开工", [["甲项目", "乙项目"]]),
        ("甲项目开工，乙项目竣工", [["甲项目"], ["乙项目"]]),
        ("甲项目的乙项目", [["甲项目"], ["乙项目"]]),
        ("甲项目带动乙项目", [["甲项目"], ["乙项目"]]),
    ],
)
def test_runs(text: str, runs: list[list[str]]) -> None:
    found = find_runs(text, (project(text, "甲项目"), project(text, "乙项目")))
    assert [[mention.name for mention in run] for run in found] == runs


def test_members_of_one_list_are_one_run() -> None:
    text = "总投资3亿元的甲项目，总投资5亿元的乙项目等集中开工"
    listed = (project(text, "甲项目", list="20-25"), project(text, "乙项目", list="20-25"))
    assert find_runs(text, listed) == (listed,)
    apart = (project(text, "甲项目", list="1-2"), project(text, "乙项目", list="20-25"))
    assert find_runs(text, apart) == ((apart[0],), (apart[1],))


def test_no_projects_are_no_runs() -> None:
    assert find_runs("开工", ()) == ()
