"""Questions in Chinese: which query and parameters they are taken for, counted over whole files of them."""

import csv
from pathlib import Path

import pytest

from parkgraph.asking import Asker, Finder
from parkgraph.asking.words import read_vocabulary, words_of
from parkgraph.queries import fill_parameters, find_query, read_catalogue

HERE = Path(__file__).parent
WRONG = frozenset((HERE / "wrong.txt").read_text("utf-8").splitlines())


def read_rows(name):
    lines = [line for line in (HERE / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


@pytest.fixture(scope="module")
def asker():
    names = {}
    for row in read_rows("names.tsv"):
        names.setdefault(row["kind"], []).append(row["name"])
    return Asker(Finder(names))


def taken_for(asker, question):
    best = next(iter(asker.ask(question)), None)
    return (best.name, best.values) if best is not None and best.fits else ("-", {})


@pytest.mark.parametrize(("name", "right"), [("made-from.tsv", 28), ("seen.tsv", 75), ("scored.tsv", 50)])
def test_questions_are_taken_for_queries_with_their_parameters(asker, name, right):
    wrong = set()
    rows = read_rows(name)
    for row in rows:
        values = dict(pair.split("=") for pair in row["parameters"].split(";") if pair)
        if taken_for(asker, row["question"]) != (row["query"], values):
            wrong.add(row["question"])
    assert wrong == {row["question"] for row in rows} & WRONG
    assert len(rows) - len(wrong) == right


def test_what_fits_nothing_is_said_to_fit_nothing(asker):
    nothing = [row["question"] for row in read_rows("scored.tsv") if row["query"] == "-"]
    assert len(nothing) == 10
    assert [question for question in nothing if taken_for(asker, question)[0] != "-"] == []


@pytest.mark.parametrize("question", ["", "？", "a" * 200, "\n", "2023年", "园区" * 90])
def test_any_text_at_all_is_answered(asker, question):
    for match in asker.ask(question):
        query = find_query(match.name)
        fill_parameters(query, {name: [value] for name, value in match.values.items()})


def test_words_that_stand_for_others_are_words_of_the_catalogue():
    words = {
        word
        for query in read_catalogue()
        for text in (query.question_zh, *query.keywords, *read_vocabulary().of.get(query.name, ()))
        for word in words_of(text)
    }
    unused = set(read_vocabulary().same.values()) - words
    assert unused == set()
    assert set(read_vocabulary().of) <= {query.name for query in read_catalogue()}
