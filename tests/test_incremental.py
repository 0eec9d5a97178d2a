"""Builds upon builds: only what is new is read, and the bytes are those of a build from nothing.

The zone, the company and the project are invented.
"""

import json
from itertools import permutations

import pytest
from click.testing import CliRunner

from parkgraph.cli import main
from parkgraph.errors import ParkgraphError
from parkgraph.model import Kind, Verdict
from parkgraph.pipeline import build
from parkgraph.resolution import Override
from parkgraph.store import open_store
from parkgraph.vocabulary import PREFIXES

FILES = ("graph.nq", "graph.ttl", "report.json", "judgements.tsv", "facts.db")
SIGNED = (
    "2021年3月5日，滨溪高新区与恒远电池有限公司签约，总投资30亿元的恒远电池项目落户滨溪高新区。"
    "2021年，滨溪高新区实现工业总产值86.5亿元，同比增长12.6%。园区还举办了多场招商推介会。"
)
TEXTS = {
    "a": ("2022-01-10", SIGNED),
    "b": ("2022-01-20", SIGNED.replace("园区还举办了多场招商推介会。", "")),
    "c": (
        "2022-06-02",
        "2022年6月1日，恒远电池项目在滨溪高新区开工建设。2021年，滨溪高新区实现工业总产值92亿元。",
    ),
    "d": (
        "2023-09-01",
        "2023年8月，滨溪高新技术产业开发区的恒远电池项目建成投产。"
        "滨溪高新区计划2025年实现工业总产值150亿元。",
    ),
    "e": (
        "2023-10-08",
        "恒远（滨溪）电池有限公司入驻滨溪高新区，滨溪高新区管委会印发《滨溪高新区人才办法》。",
    ),
}
CHANGED = TEXTS | {"c": ("2022-06-02", TEXTS["c"][1].replace("92亿元", "86.5亿元"))}
REDATED = TEXTS | {"c": ("2022-06-12", TEXTS["c"][1])}


def write(folder, texts, names):
    """Makes the folder hold these documents and no others."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name in names:
        published, text = texts[name]
        line = json.dumps({"text": text, "published": published}, ensure_ascii=False)
        (folder / f"{name}.jsonl").write_text(line + "\n", encoding="utf-8")
    return folder


def contents(out):
    return {name: (out / name).read_bytes() for name in FILES}


@pytest.fixture(scope="module")
def from_nothing(tmp_path_factory):
    """What a build of some documents gives that has nothing to go by."""
    made = {}

    def give(texts, names, *overrides):
        key = (tuple(sorted((name, texts[name]) for name in names)), overrides)
        if key not in made:
            folder = tmp_path_factory.mktemp("nothing")
            report = build([write(folder / "in", texts, names)], folder / "out", overrides=overrides)
            assert report.reused == 0
            made[key] = (report, contents(folder / "out"))
        return made[key]

    return give


@pytest.mark.parametrize(
    ("steps", "reused"),
    [
        pytest.param([(TEXTS, "ac"), (TEXTS, "abcde")], [0, 2], id="added"),
        pytest.param([(TEXTS, "abcde"), (CHANGED, "abcde")], [0, 4], id="changed"),
        pytest.param([(TEXTS, "abcde"), (REDATED, "abcde")], [0, 4], id="redated"),
        pytest.param([(TEXTS, "abcde"), (TEXTS, "bcde")], [0, 4], id="removed"),
        pytest.param([(TEXTS, "ad"), (TEXTS, "acd"), (TEXTS, "ad")], [0, 2, 2], id="added-removed"),
        pytest.param([(TEXTS, "ac"), (TEXTS, "de"), (TEXTS, "acde")], [0, 0, 2], id="forgotten"),
        pytest.param([(TEXTS, "abcde"), (TEXTS, "abcde")], [0, 5], id="same"),
    ],
)
def test_a_build_upon_a_build_is_one_from_nothing(tmp_path, from_nothing, steps, reused):
    counted = []
    for workers, (texts, names) in zip((1, 2, 1), steps, strict=False):
        report = build([write(tmp_path / "in", texts, names)], tmp_path / "out", workers=workers)
        counted.append(report.reused)
        expected, files = from_nothing(texts, names)
        assert contents(tmp_path / "out") == files
        assert (report.documents, report.counts) == (expected.documents, expected.counts)
    assert counted == reused


def test_the_outcomes_differ_where_the_documents_do(from_nothing):
    outcomes = [
        from_nothing(texts, names)[1]
        for texts, names in ((TEXTS, "abcde"), (CHANGED, "abcde"), (REDATED, "abcde"), (TEXTS, "bcde"))
    ]
    for name in ("graph.nq", "graph.ttl", "report.json", "facts.db"):
        assert len({outcome[name] for outcome in outcomes}) == len(outcomes)
    counts = from_nothing(TEXTS, "abcde")[0].counts
    assert (counts["pg:Conflict"], counts["pg:Project"]) == (1, 1)
    assert "pg:Conflict" not in from_nothing(CHANGED, "abcde")[0].counts


@pytest.mark.parametrize("order", list(permutations(["ab", "c", "de"]))[1::2])
def test_documents_in_several_builds_in_any_order(tmp_path, from_nothing, order):
    names = ""
    for part in order:
        report = build([write(tmp_path / "in", TEXTS, names + part)], tmp_path / "out")
        assert report.reused == len(names)
        names += part
    assert contents(tmp_path / "out") == from_nothing(TEXTS, names)[1]


@pytest.fixture
def built(tmp_path):
    build([write(tmp_path / "in", TEXTS, "abcde")], tmp_path / "out")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_store_holds_what_the_files_hold(built):
    build([write(built / "in", TEXTS, "acd")], built / "out")
    query = f"SELECT (COUNT(*) AS ?n) {{ ?d a <{PREFIXES['pg']}Document> }}"
    assert [row["n"].value for row in open_store(built / "out").query(query)] == ["3"]


def test_a_build_says_how_much_it_did_not_read_and_reads_all_when_asked(built, from_nothing):
    again = run("build", built / "in", "--out", built / "out")
    fresh = run("build", built / "in", "--out", built / "out", "--fresh")
    assert (again.exit_code, fresh.exit_code) == (0, 0)
    assert f"{built / 'out'}: 5 documents (5 read before), " in again.stderr
    assert f"{built / 'out'}: 5 documents, " in fresh.stderr
    assert contents(built / "out") == from_nothing(TEXTS, "abcde")[1]


@pytest.mark.parametrize("content", [b"", b"no facts", None])
def test_facts_that_are_damaged_or_gone_are_read_again(built, from_nothing, content):
    if content is None:
        (built / "out" / "facts.db").unlink()
    else:
        (built / "out" / "facts.db").write_bytes(content)
    assert build([built / "in"], built / "out").reused == 0
    assert contents(built / "out") == from_nothing(TEXTS, "abcde")[1]


def test_facts_that_other_code_read_are_read_again(built, monkeypatch):
    monkeypatch.setattr("parkgraph.cache.fingerprint", lambda: "another")
    assert [build([built / "in"], built / "out").reused for _ in range(2)] == [0, 5]


def test_equal_inputs_give_equal_reports(built, from_nothing):
    again = build([built / "in"], built / "out")
    assert again == from_nothing(TEXTS, "abcde")[0]
    assert again.reused == 5
    assert again != from_nothing(TEXTS, "bcde")[0]


def test_a_document_that_lies_elsewhere_is_not_read_again(built):
    (built / "in" / "a.jsonl").rename(built / "in" / "z.jsonl")
    report = build([built / "in"], built / "out")
    assert report.reused == 5
    assert sorted(document.sources for document in report.documents) == [
        (f"{name}.jsonl#1",) for name in "bcdez"
    ]


def test_a_rejected_document_stays_so(built):
    (built / "in" / "f.txt").write_text("", encoding="utf-8")
    reports = [build([built / "in"], built / "out") for _ in range(2)]
    assert [report.reused for report in reports] == [5, 5]
    assert [[r.source for r in report.rejected] for report in reports] == [["f.txt"], ["f.txt"]]


def test_a_build_that_fails_leaves_the_facts_for_the_next(built):
    before = contents(built / "out")
    with pytest.raises(ParkgraphError, match="no document to build"):
        build([built / "none"], built / "out")
    assert contents(built / "out") == before
    assert build([built / "in"], built / "out").reused == 5


# ------------------------------------------------------------------------ overrides


PARTED = Override(Kind.ENTERPRISE, "恒远", "恒远电池有限公司", Verdict.DIFFERENT, "查过")


def test_what_people_have_judged_holds_for_one_build_and_needs_no_reading(built, from_nothing):
    plain = from_nothing(TEXTS, "abcde")[1]
    report = build([built / "in"], built / "out", overrides=[PARTED])
    assert report.reused == 5
    assert contents(built / "out") == from_nothing(TEXTS, "abcde", PARTED)[1]
    assert (built / "out" / "facts.db").read_bytes() == plain["facts.db"]
    assert (built / "out" / "graph.nq").read_bytes() != plain["graph.nq"]
    lines = (built / "out" / "judgements.tsv").read_text(encoding="utf-8").splitlines()
    assert "enterprise\t恒远\t恒远电池有限公司\tdifferent\toverride; 查过\t1" in lines
    build([built / "in"], built / "out")
    assert contents(built / "out") == plain


def test_a_line_of_the_judgements_can_be_turned_round(built, from_nothing):
    judged = (built / "out" / "judgements.tsv").read_text(encoding="utf-8").splitlines()
    [line] = [one for one in judged if one.startswith("enterprise\t恒远\t恒远电池有限公司\tsame\t")]
    cells = line.split("\t")
    turned = "\t".join([*cells[:3], "different", "查过"])
    (built / "judged.tsv").write_text(f"{judged[0]}\n# checked\n{turned}\n", encoding="utf-8")
    result = run("build", built / "in", "--out", built / "out", "--overrides", built / "judged.tsv")
    assert result.exit_code == 0
    assert contents(built / "out") == from_nothing(TEXTS, "abcde", PARTED)[1]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "No such file or directory"),
        ("kind\tfirst\tverdict\n", "1: no column second"),
        (
            "kind\tfirst\tsecond\tverdict\nenterprise\t甲\t乙\tundecided\n",
            "2: a verdict is same",
        ),
        ("kind\tfirst\tsecond\tverdict\nplace\t甲\t乙\tsame\n", "2: place cannot be judged"),
    ],
)
def test_overrides_that_cannot_be_read_leave_the_build_alone(built, content, reason):
    before = contents(built / "out")
    if content is not None:
        (built / "judged.tsv").write_text(content, encoding="utf-8")
    result = run("build", built / "in", "--out", built / "out", "--overrides", built / "judged.tsv")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: {built / 'judged.tsv'}:")
    assert reason in result.stderr
    assert contents(built / "out") == before
