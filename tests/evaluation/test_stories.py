"""Several documents against their story: B-cubed by hand, a story of known figures, and the real ones."""

import datetime as dt
import json
import re

import pytest
from click.testing import CliRunner

from parkgraph.cli import main
from parkgraph.errors import ParkgraphError
from parkgraph.evaluation.figures import Count
from parkgraph.evaluation.given import give_facts, read_document
from parkgraph.evaluation.stories import StoryFigures, b_cubed, evaluate_stories, write_story_table
from parkgraph.model import Bound, Modality, Period

PARK, FIRM, PROJECT = "滨溪高新区", "恒远电池有限公司", "恒远电池项目"
REPRINT = (
    "滨溪高新区去年完成工业总产值八十六亿五千万元，恒远电池项目在园区东部的空地上开工建设，"
    "引来岭东各地的客商前来考察，园区为此专门设立了服务专班。"
)


# --------------------------------------------------------------------------- b-cubed


def members(groups):
    """Members of one letter each by their group: ``ab c`` are two groups."""
    return {(member, "x"): str(n) for n, group in enumerate(groups.split()) for member in group}


@pytest.mark.parametrize(
    ("gold", "made", "precision", "recall"),
    [
        ("", "", 1.0, 1.0),
        ("a", "a", 1.0, 1.0),
        ("abc d", "abc d", 1.0, 1.0),
        ("ab", "a b", 1.0, 0.5),
        ("a b", "ab", 0.5, 1.0),
        ("abc", "ab c", 1.0, (2 / 3 + 2 / 3 + 1 / 3) / 3),
        ("ab c", "abc", (2 / 3 + 2 / 3 + 1 / 3) / 3, 1.0),
        ("ab cd", "ac bd", 0.5, 0.5),
        ("abcd e", "ab cde", (1 + 1 + 2 / 3 + 2 / 3 + 1 / 3) / 5, (2 / 4 * 4 + 1) / 5),
    ],
)
def test_b_cubed_counted_by_hand(gold, made, precision, recall):
    assert b_cubed(members(gold), members(made)) == pytest.approx((precision, recall))


def test_the_measure_of_both():
    figures = StoryFigures(
        {"park": (1.0, 0.5), "policy": (0.0, 0.0)}, {"copy": Count(4, 2, 1)}, ["park: 甲 = 乙"]
    )
    assert figures.things == {"park": pytest.approx(2 / 3), "policy": 0.0}
    assert figures.content() == {
        "things": {
            "park": {"precision": 1.0, "recall": 0.5, "f1": 0.6667},
            "policy": {"precision": 0.0, "recall": 0.0, "f1": 0.0},
        },
        "facts": {"copy": {"gold": 4, "found": 2, "right": 1, "f1": 0.3333}},
        "merged": ["park: 甲 = 乙"],
    }
    assert [line.split() for line in write_story_table(figures)] == [
        ["gold", "found", "right", "P", "R", "F1"],
        ["park", "(B-cubed)", "1.000", "0.500", "0.667"],
        ["policy", "(B-cubed)", "0.000", "0.000", "0.000"],
        ["copy", "4", "2", "1", "0.500", "0.250", "0.333"],
        ["made", "one", "of", "two:", "park:", "甲", "=", "乙"],
    ]


# ------------------------------------------------------------------------ given facts


def gold(published, parks=(PARK,), firms=(FIRM,), projects=(), metrics=(), policies=()):
    return {
        "published": published,
        "parks": [{"name": name} for name in parks],
        "enterprises": [{"name": name} for name in firms],
        "projects": list(projects),
        "policies": list(policies),
        "metrics": list(metrics),
        "entered": [[FIRM, PARK]],
    }


def project(status, *stages, investment=None):
    return {
        "name": PROJECT, "park": PARK, "by": [FIRM], "status": status, "investment_cny": investment,
        "stages": [list(stage) for stage in stages],
    }  # fmt: skip


def output(value, words, modality="actual", year=2021):
    return {
        "subject": PARK, "indicator": "工业总产值", "value": value, "unit": "CNY", "text": words,
        "modality": modality, "period": [f"{year}-01-01", f"{year}-12-31"],
    }  # fmt: skip


def test_gold_facts_become_facts(tmp_path):
    (tmp_path / "a.txt").write_text(REPRINT, encoding="utf-8")
    document = read_document(tmp_path / "a.txt")
    metrics = [
        output(9e9, "近90亿元"),
        {**output(1, "1家"), "subject": "无此园区", "unit": "count", "period": None},
    ]
    made = project(
        "signed", ("signed", "2021-02", "actual"), ("completed", None, "planned"), investment=3.05e9
    )
    given = gold("2021-03-06", projects=[made], metrics=metrics)
    facts = give_facts(document, given)
    assert (facts.document.published, facts.document.text) == (dt.date(2021, 3, 6), "")
    assert [entity.key for entity in facts.entities] == [
        f"park:{PARK}", f"enterprise:{FIRM}", f"project:{PROJECT}", "place:无此园区",
    ]  # fmt: skip
    february = Period(dt.date(2021, 2, 1), dt.date(2021, 2, 28))
    assert [(c.predicate, c.object, c.modality, c.period) for c in facts.claims] == [
        ("locatedInPark", f"park:{PARK}", Modality.ACTUAL, None),
        ("undertakenBy", f"enterprise:{FIRM}", Modality.ACTUAL, None),
        ("status", "signed", Modality.ACTUAL, None),
        ("totalInvestment", "3050000000", Modality.ACTUAL, None),
        ("stage", "signed", Modality.ACTUAL, february),
        ("stage", "completed", Modality.PLANNED, None),
    ]
    assert [(m.subject, m.indicator, m.quantity.bound, m.period is None) for m in facts.metrics] == [
        (f"park:{PARK}", "output-value", Bound.ABOUT, False),
        ("place:无此园区", None, Bound.EXACT, True),
    ]
    assert [(entry.enterprise, entry.park) for entry in facts.entries] == [
        (f"enterprise:{FIRM}", f"park:{PARK}")
    ]
    assert facts.sketch


def test_a_document_that_cannot_be_read_is_an_error(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"")
    with pytest.raises(ParkgraphError, match=r"a\.txt.*empty"):
        read_document(tmp_path / "a.txt")


# ------------------------------------------------------------------------------ story


DOCUMENTS = {
    "a": ("甲。" + REPRINT, gold(
        "2021-03-06",
        projects=[project("signed", ("signed", "2021-03-05", "actual"))],
        metrics=[output(9e9, "90亿元", "planned"), output(7.01e9, "70.1亿元", year=2020)],
    )),
    "b": ("乙乙乙。" + REPRINT, gold(
        "2022-01-10",
        projects=[project("underConstruction", ("underConstruction", "2021-12", "actual"))],
        metrics=[output(8.65e9, "86.5亿元")],
    )),
    "c": ("滨溪高新区简介。", gold(
        "2023-01-10", parks=["滨溪高新技术产业开发区"], firms=[],
        metrics=[{**output(9.9e9, "99亿元", year=2020), "subject": "滨溪高新技术产业开发区"}],
    ) | {"entered": []}),
}  # fmt: skip
STORY = {
    "clusters": [
        {
            "kind": "park", "name": PARK,
            "members": [["a", PARK], ["b", PARK], ["c", "滨溪高新技术产业开发区"]],
        },
        {"kind": "enterprise", "name": FIRM, "members": [["a", FIRM], ["b", FIRM]]},
        {"kind": "project", "name": PROJECT, "members": [["a", PROJECT], ["b", PROJECT]]},
    ],
    "histories": [
        {
            "project": PROJECT,
            "stages": [["signed", "2021-03"], ["underConstruction", "2021-12"], ["inProduction", "2024"]],
        }
    ],
    "pairs": [
        {
            "subject": PARK, "indicator": "工业总产值", "period": ["2021-01-01", "2021-12-31"],
            "planned": 9e9, "actual": 8.65e9,
        },
        {
            "subject": PARK, "indicator": "工业总产值", "period": ["2022-01-01", "2022-12-31"],
            "planned": 9e9, "actual": 8.65e9,
        },
    ],
    "conflicts": [
        {"subject": PARK, "what": "工业总产值", "values": [[7.01e9, "a"], [9.9e9, "c"]]},
        {"subject": PARK, "what": "文号", "values": [["1", "a"], ["2", "c"]]},
    ],
    "copies": [["b", "a"], ["c", "a"]],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    for name, (text, facts) in DOCUMENTS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        (tmp_path / f"{name}.json").write_text(json.dumps(facts), encoding="utf-8")
    (tmp_path / "01-story.json").write_text(json.dumps(STORY), encoding="utf-8")
    return tmp_path


def test_a_story_of_known_figures(folder):
    read = []
    figures = evaluate_stories(folder, given=True, progress=read.append)
    assert read == [1, 2, 3]
    assert figures.bcubed == dict.fromkeys(("park", "enterprise", "project", "policy"), (1.0, 1.0))
    assert {name: (c.gold, c.found, c.right) for name, c in figures.counts.items()} == {
        "history": (3, 2, 2),
        "plan and outcome": (2, 1, 1),
        "conflict": (1, 1, 1),
        "copy": (2, 1, 1),
    }
    assert figures.merged == []
    missed = [line.split(":")[0] for line in figures.log]
    assert missed == [f"history {PROJECT}", "missed plan and outcome", "missed copy"]


def change(folder, **changes):
    (folder / "01-story.json").write_text(json.dumps(STORY | changes), encoding="utf-8")


def test_things_that_the_story_parts_or_joins_otherwise(folder):
    [park, firm, made] = STORY["clusters"]
    halves = [
        {**park, "members": park["members"][:2]},
        {**park, "name": "另一园区", "members": park["members"][2:]},
    ]
    change(folder, clusters=[*halves, firm, made])
    figures = evaluate_stories(folder, given=True)
    assert figures.bcubed["park"] == pytest.approx(((2 / 3 + 2 / 3 + 1 / 3) / 3, 1.0))
    assert figures.merged == [f"park: 另一园区 = {PARK}"]


def test_two_things_that_the_story_takes_for_one(folder):
    (folder / "c.json").write_text(
        json.dumps(gold("2023-01-10", parks=["岭东经济开发区"], firms=[]) | {"entered": []}), encoding="utf-8"
    )
    [park, firm, made] = STORY["clusters"]
    joined = {**park, "members": [["a", PARK], ["c", "岭东经济开发区"]]}
    change(folder, clusters=[joined, firm, made], pairs=[], conflicts=[], copies=[])
    figures = evaluate_stories(folder, given=True)
    assert (figures.bcubed["park"], figures.merged) == ((1.0, 0.5), [])
    assert [line.split(":")[0] for line in figures.log if line.startswith("split")] == [f"split park {PARK}"]


def test_what_the_story_does_not_tell_is_spurious(folder):
    change(folder, histories=[], pairs=[], conflicts=[], copies=[])
    figures = evaluate_stories(folder, given=True)
    assert {name: (c.gold, c.found, c.right) for name, c in figures.counts.items()} == {
        "history": (0, 0, 0),
        "plan and outcome": (0, 1, 0),
        "conflict": (0, 1, 0),
        "copy": (0, 1, 0),
    }


def test_other_values_that_a_pair_allows_are_right(folder):
    [pair, _] = STORY["pairs"]
    for changes, right in (
        ({"actual": 5e9, "also_actual": [[8.65e9, "b"]]}, 1),
        ({"actual": 5e9, "also_actual": [[8.66e9, "b"]]}, 0),
        ({"planned": 5e9}, 0),
        ({"period": ["2021-01-01", "2021-06-30"]}, 0),
    ):
        change(folder, pairs=[pair | changes])
        count = evaluate_stories(folder, given=True).counts["plan and outcome"]
        assert (count.gold, count.found, count.right) == (1, 1, right)


def test_documents_that_are_read_are_measured_too(folder):
    figures = evaluate_stories(folder, given=False)
    assert (figures.counts["copy"].right, figures.counts["conflict"].gold) == (1, 2)
    assert figures.bcubed["park"] == (1.0, 1.0)


# -------------------------------------------------------------------------- malformed


@pytest.mark.parametrize(
    "changes",
    [
        {"clusters": None},
        {"clusters": [{"kind": "park", "name": PARK}]},
        {"clusters": [{"kind": "park", "name": PARK, "members": [["z", PARK]]}]},
        {"histories": [{"project": PROJECT}]},
        {"pairs": [{"subject": PARK}]},
        {"conflicts": [{"subject": PARK, "what": "产值"}]},
        {"copies": 3},
    ],
)
def test_a_malformed_story_is_an_error(folder, changes):
    change(folder, **changes)
    with pytest.raises(ParkgraphError, match="not stories"):
        evaluate_stories(folder, given=True)


@pytest.mark.parametrize(
    ("content", "reason"),
    [("[]", "not a JSON object"), ("{}", "not stories"), ("3", "not a JSON object")],
)
def test_a_story_of_another_form_is_an_error(folder, content, reason):
    (folder / "01-story.json").write_text(content, encoding="utf-8")
    with pytest.raises(ParkgraphError, match=reason):
        evaluate_stories(folder, given=True)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("01-story.json", b"{", "Expecting property name"),
        ("01-story.json", b"", "Expecting value"),
        ("01-story.json", b"\xff", "'utf-8' codec can't decode"),
        ("a.json", b"{", "Expecting property name"),
        ("a.json", b"{}", "not gold facts: KeyError"),
        ("a.json", b"[]", "not a JSON object"),
        ("a.json", None, "No such file or directory"),
        ("a.json", b"3", "not a JSON object"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_json_or_no_facts_is_an_error(folder, name, content, reason):
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)
    with pytest.raises(ParkgraphError, match=f"^{re.escape(str(folder / name))}: {reason}"):
        evaluate_stories(folder, given=True)


def test_a_folder_without_stories_is_an_error(tmp_path):
    with pytest.raises(ParkgraphError, match=r"no stories \(\*-story\.json\)"):
        evaluate_stories(tmp_path, given=True)


# ---------------------------------------------------------------------------- command


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_command_measures_stories(folder, tmp_path):
    result = run("evaluate", folder, "--given", "--json", tmp_path / "figures")
    assert (result.exit_code, result.stderr) == (0, "")
    figures = evaluate_stories(folder, given=True)
    assert result.stdout.splitlines() == list(write_story_table(figures))
    assert json.loads((tmp_path / "figures").read_text(encoding="utf-8")) == figures.content()
    verbose = run("evaluate", folder, "--given", "-v").stdout.splitlines()
    assert verbose == [*figures.log, *write_story_table(figures)]


@pytest.mark.parametrize(("least", "code"), [("1", 0), ("1.01", 1)])
def test_the_least_measure_of_things_decides(folder, least, code):
    assert run("evaluate", folder, "--given", "--min", least).exit_code == code


def test_the_command_says_what_is_wrong(folder):
    change(folder, clusters=None)
    result = run("evaluate", folder, "--given")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: {folder}: not stories: ")


# ------------------------------------------------------------------------ real stories


@pytest.mark.parametrize("part", ["tune", "test"])
def test_the_stories_of_the_repository(seed_documents, part):
    figures = evaluate_stories(seed_documents / "stories" / part, given=True)
    told = figures.things | {name: count.f1 for name, count in figures.counts.items()}
    least = dict.fromkeys(("park", "enterprise", "project", "policy", "history", "plan and outcome"), 0.9)
    assert {name: told[name] for name, share in least.items() if told[name] < share} == {}
    assert figures.counts["copy"].f1 == 1.0
    if part == "tune":
        assert [line for line in figures.merged if line.startswith(("park:", "enterprise:"))] == []
