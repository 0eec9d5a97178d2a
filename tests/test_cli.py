"""The command line: exit codes, what goes to which stream, and errors that a person can mend."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from parkgraph.cli import main
from parkgraph.store import read_quads
from parkgraph.vocabulary import PREFIXES

REPORT = "2021年3月，苏州工业园区签约项目14个，总投资169亿元。\n"
EXAMPLES = Path(__file__).parent / "queries"
COMMANDS = [
    "ask", "build", "diff", "evaluate", "explain", "export", "load", "normalize", "queries", "query", "serve",
    "validate",
]  # fmt: skip


def run(*arguments, **keywords):
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], **keywords)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli")
    (folder / "a.txt").write_text(REPORT, encoding="utf-8")
    assert run("build", folder / "a.txt", "--out", folder / "out").exit_code == 0
    return folder / "out"


def test_build_says_what_it_did_on_standard_error_only(tmp_path):
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    result = run("build", tmp_path / "a.txt", "--out", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (0, "")
    [line] = [line for line in result.stderr.splitlines() if line.startswith(str(tmp_path))]
    assert line.startswith(f"{tmp_path / 'out'}: 1 documents, ")
    assert line.endswith(" triples, 0 rejected, 0 violations")


def test_build_names_what_it_rejects(tmp_path):
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    result = run("build", tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c", "--out", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (1, "")
    assert [line for line in result.stderr.splitlines() if line.startswith("rejected")] == [
        f"rejected {tmp_path / 'b.txt'}: empty",
        f"rejected {tmp_path / 'c'}: does not exist",
    ]
    written = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert [document["sources"] for document in written["documents"]] == [["a.txt"]]
    assert written["rejected"] == [
        {"source": "b.txt", "reason": "empty"},
        {"source": "c", "reason": "does not exist"},
    ]
    named = {q.object.value for q in read_quads(tmp_path / "out") if q.predicate.value.endswith("prefLabel")
             and q.subject.value.startswith(PREFIXES["park"])}  # fmt: skip
    assert named == {"苏州工业园区"}


def test_build_of_nothing(tmp_path):
    result = run("build", tmp_path / "none", "--out", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"Error: {tmp_path / 'none'}: does not exist\nno document to build a graph from\n"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["build"], "Missing argument 'INPUT...'"),
        (["build", "x", "--workers", "0"], "0 is not in the range"),
        (["query", "no-such-query"], "no-such-query: no such query"),
        (["query", "none.rq"], "none.rq: no such file"),
        (["query", "largest-projects", "--param", "minimum=lots"], "minimum: 'lots' is not of type decimal"),
        (["query", "largest-projects", "--store", "none"], "none: does not exist (parkgraph build INPUT"),
        (["query", "documents", "--format", "pdf"], "'pdf' is not one of"),
        (["queries", "--text", "none"], "none: no such query"),
        (["validate", "none"], "none: does not exist"),
        (["export", "turtle"], "Missing option '--out'"),
        (["export", "pdf", "--out", "x"], "'pdf' is not one of"),
        (["export", "csv", "--out", "x"], "out: does not exist"),
        (["export", "csv", "--out", "-"], "csv is a folder of files, which standard output cannot take"),
        (["export", "turtle", "--out", "x", "--store", "none"], "does not exist"),
        (["explain", "x", "--store", "none"], "none: does not exist"),
        (["explain"], "Missing argument 'IRI|NAME'"),
        (["explain", "--missed", "--store", "none"], "report.json: does not exist"),
        (["normalize", "none"], "'none' does not exist"),
        (["evaluate"], "Missing argument 'GOLD_DIR...'"),
        (["evaluate", "none"], "'none' does not exist"),
        (["evaluate", "--noise", "html"], "Missing argument 'GOLD_DIR...'"),
        (["evaluate", ".", "--noise", "loud"], "'loud' is no folder and no kind of noise (punctuation, "),
        (["no-such-command"], "No such command"),
    ],
)
def test_wrong_usage_is_2_and_says_what_is_wrong(arguments, reason, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert reason in result.stderr
    assert "Traceback" not in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_query_of_the_catalogue_in_every_form():
    store = ("--store", EXAMPLES / "largest-projects" / "data.ttl")
    assert run("query", "largest-projects", *store, "--format", "csv").stdout == (
        "project,park,investment,stage\n甲项目,东园区,4000000000,signed\n乙项目,,1000000000,\n"
    )
    table = run("query", "largest-projects", *store, "--param", "minimum=2000000000").stdout.splitlines()
    assert [line.split() for line in table[:3:2]] == [
        ["project", "park", "investment", "stage"],
        ["甲项目", "东园区", "4000000000", "signed"],
    ]
    assert table[-2:] == ["stage: its stage, where known", "(1 row)"]
    answer = json.loads(run("query", "largest-projects", *store, "--format", "json").stdout)
    assert len(answer["results"]["bindings"]) == 2
    wrong = run("query", "largest-projects", *store, "--format", "turtle")
    assert (wrong.exit_code, wrong.stdout) == (2, "")


def test_a_query_from_a_file_and_from_standard_input(tmp_path):
    data = EXAMPLES / "documents" / "data.ttl"
    text = "SELECT ?title WHERE { ?d <http://purl.org/dc/terms/title> ?title }"
    (tmp_path / "own.rq").write_text(text, encoding="utf-8")
    expected = "title\n招商动态\n"
    assert run("query", tmp_path / "own.rq", "--store", data, "--format", "csv").stdout == expected
    assert run("query", "-", "--store", data, "--format", "csv", input=text).stdout == expected
    wrong = run("query", "-", "--store", data, input="SELECT nonsense")
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert wrong.stderr.startswith("Error: not a SPARQL query")


def test_the_catalogue_is_listed():
    listed = run("queries").stdout.splitlines()
    names = [line for line in listed if not line.startswith(" ")]
    files = (EXAMPLES.parents[1] / "queries" / "answers").glob("*.rq")
    assert sorted(names) == sorted(path.stem for path in files)
    assert [line for line in run("queries", "洽谈").stdout.splitlines() if not line.startswith(" ")] == [
        "negotiating-projects",
        "project-counts",
    ]
    assert run("queries", "nothing like it").stdout == ""
    text = (EXAMPLES.parents[1] / "queries" / "answers" / "documents.rq").read_text(encoding="utf-8")
    assert run("queries", "--text", "documents").stdout == text


def test_the_catalogue_is_sorted_by_name():
    names = [line for line in run("queries").stdout.splitlines() if not line.startswith(" ")]
    assert names == sorted(names)


def test_validate(out, tmp_path):
    good = run("validate", out)
    assert (good.exit_code, good.stderr) == (0, f"{out}: conforms\n")
    turtle = (out / "graph.ttl").read_text(encoding="utf-8")
    bad = tmp_path / "bad.ttl"
    bad.write_text(turtle + "metric:x a pg:Metric ; pg:value 1 .\n", encoding="utf-8")
    result = run("validate", bad)
    assert result.exit_code == 1
    assert "Violation - metric:x pg:about" in result.stdout
    assert result.stderr.startswith(f"{bad}: does not conform, ")


def test_a_graph_without_triples_is_none(out, tmp_path):
    (tmp_path / "empty.ttl").write_text("", encoding="utf-8")
    for place in (tmp_path / "empty.ttl", out / "report.json"):
        message = f"Error: {place}: no triples in it, so that there is nothing to work on\n"
        for command in (
            ("validate", place),
            ("export", "turtle", "--out", tmp_path / "x", "--store", place),
            ("export", "jsonld", "--out", "-", "--store", place),
            ("query", "documents", "--store", place),
            ("explain", "x", "--store", place),
        ):
            result = run(*command)
            assert (result.exit_code, result.stdout, result.stderr) == (2, "", message), command
    assert [path.name for path in tmp_path.iterdir()] == ["empty.ttl"]


def test_export_to_standard_output(out, tmp_path):
    expected = (out / "graph.ttl").read_bytes()
    assert run("export", "turtle", "--out", "-", "--store", out).stdout_bytes == expected
    code = "from parkgraph.cli import main; main()"
    program = [sys.executable, "-c", code, "export", "turtle", "--store", str(out), "--out"]
    done = subprocess.run([*program, "/dev/stdout"], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (expected, b"")
    with (tmp_path / "file").open("wb") as opened:
        opened.write(b"# before\n")
        opened.flush()
        subprocess.run([*program, "/dev/stdout"], stdout=opened, check=True)
    assert (tmp_path / "file").read_bytes() == b"# before\n" + expected
    assert Path("/dev/stdout").is_symlink()


def test_a_check_that_shapes_cannot_make_is_made(out, tmp_path):
    turtle = (out / "graph.ttl").read_text(encoding="utf-8")
    bad = tmp_path / "bad.ttl"
    [park, *_] = [line.split()[0] for line in turtle.splitlines() if " a pg:Park " in line]
    bad.write_text(turtle + f"{park} pg:enteredPark {park} .\n", encoding="utf-8")
    result = run("validate", bad)
    assert result.exit_code == 1
    assert f"Violation - {park}" in result.stdout or f" {park} = " in result.stdout


def test_export_and_explain(out, tmp_path):
    for form, name in (("turtle", "graph.ttl"), ("nquads", "graph.nq")):
        result = run("export", form, "--out", tmp_path / name, "--store", out)
        assert (result.exit_code, result.output) == (0, "")
        assert (tmp_path / name).read_bytes() == (out / name).read_bytes()
    explained = run("explain", "苏州工业园区", "--store", out)
    assert explained.exit_code == 0
    assert "「2021年3月,【苏州工业园区】签约项目14个" in explained.stdout.replace("，", ",")
    nothing = run("explain", "无此园区", "--store", out)
    assert (nothing.exit_code, nothing.stdout) == (1, "")
    assert nothing.stderr == f"无此园区: nothing of that name or IRI in {out}\n"


def test_what_a_build_missed(tmp_path):
    (tmp_path / "a.txt").write_text("苏州工业园区介绍了情况。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(REPORT, encoding="utf-8")
    assert run("build", tmp_path, "--out", tmp_path / "out").exit_code == 0
    missed = run("explain", "--missed", "--store", tmp_path / "out")
    [first, *rest] = missed.stdout.splitlines()
    assert (missed.exit_code, missed.stderr) == (0, "")
    assert first.endswith(" · a.txt  1 not attributed")
    assert rest == ["  park: 苏州工业园区  (no-fact)", "    [0:6] 「【苏州工业园区】介绍了情况。」"]
    one = run("explain", "--missed", "a.txt", "--store", tmp_path / "out")
    assert (one.exit_code, one.stdout) == (0, missed.stdout)
    nothing = run("explain", "--missed", "b.txt", "--store", tmp_path / "out")
    assert (nothing.exit_code, nothing.stdout, nothing.stderr) == (0, "", "")
    other = run("explain", "--missed", "c.txt", "--store", tmp_path / "out")
    assert (other.exit_code, other.stdout) == (1, "")
    assert other.stderr == f"c.txt: no such document in {tmp_path / 'out'}\n"


def test_what_was_missed_is_the_same_for_any_number_of_workers(tmp_path):
    for number in range(6):
        text = f"第{number}次会议上，苏州工业园区、昆山经济技术开发区介绍了情况。\n"
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    for workers in (1, 3):
        run("build", tmp_path, "--out", tmp_path / f"out{workers}", "--workers", workers)
    reports = [(tmp_path / f"out{workers}" / "report.json").read_bytes() for workers in (1, 3)]
    assert reports[0] == reports[1]
    assert b'"unattributed": 2' in reports[0]


def test_marks_have_colour_on_a_terminal_unless_it_is_unwanted(out, monkeypatch):
    coloured = run("explain", "苏州工业园区", "--store", out, color=True).stdout
    assert "\x1b[33m\x1b[1m【苏州工业园区】\x1b[0m签约" in coloured
    plain = run("explain", "苏州工业园区", "--store", out).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert run("explain", "苏州工业园区", "--store", out, color=True).stdout == plain
    assert "\x1b" not in plain


def test_normalize(tmp_path):
    (tmp_path / "a.txt").write_text("某某園區(yuán qū)簽約項目14個。\n", encoding="utf-8")
    result = run("normalize", tmp_path / "a.txt")
    assert (result.exit_code, result.stdout.strip(), result.stderr) == (0, "某某园区签约项目14个。", "")
    offsets = run("normalize", tmp_path / "a.txt", "--offsets")
    assert (offsets.exit_code, offsets.stderr) == (0, "")
    assert offsets.stdout != result.stdout
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    empty = run("normalize", tmp_path / "b.txt")
    assert (empty.exit_code, empty.stdout, empty.stderr) == (1, "", f"{tmp_path / 'b.txt'}: empty\n")


def test_evaluate(tmp_path):
    gold = {key: [] for key in ("enterprises", "projects", "policies", "metrics", "entered")}
    gold["parks"] = [{"name": "无此园区"}]
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps(gold), encoding="utf-8")
    result = run("evaluate", tmp_path, "-v", "--json", tmp_path / "figures")
    assert result.exit_code == 0
    assert "a Park missed   无此园区" in result.stdout.splitlines()
    assert result.stdout.splitlines()[-1] == "facts F1 0.000 over 1 documents"
    assert json.loads((tmp_path / "figures").read_text(encoding="utf-8"))["Park"]["gold"] == 1
    assert run("evaluate", tmp_path, "--min", "0.5").exit_code == 1
    (tmp_path / "a.json").unlink()
    nothing = run("evaluate", tmp_path)
    assert (nothing.exit_code, nothing.stdout) == (1, "")
    assert nothing.stderr == f"Error: {tmp_path}: no gold documents\n"


def test_evaluate_several_folders_each_in_its_own_table(tmp_path):
    gold = {key: [] for key in ("enterprises", "projects", "policies", "metrics", "entered")}
    for name, park in (("a", "苏州工业园区"), ("b", "无此园区")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "r.txt").write_text(REPORT, encoding="utf-8")
        content = json.dumps({**gold, "parks": [{"name": park}]})
        (tmp_path / name / "r.json").write_text(content, encoding="utf-8")
    both = run("evaluate", tmp_path / "a", tmp_path / "b", "--json", tmp_path / "figures")
    assert (both.exit_code, both.stderr) == (0, "")
    each = [run("evaluate", tmp_path / name).stdout for name in "ab"]
    assert both.stdout == f"{tmp_path / 'a'}\n{each[0]}{tmp_path / 'b'}\n{each[1]}"
    written = json.loads((tmp_path / "figures").read_text(encoding="utf-8"))
    assert [written[str(tmp_path / name)]["Park"]["right"] for name in "ab"] == [1, 0]
    assert run("evaluate", tmp_path / "a", tmp_path / "b", "--min", "0.01").exit_code == 1  # b has none


def test_evaluate_under_noise(tmp_path):
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    table = [
        "kind      documents  same  facts  unchanged      evidence",
        "gb18030           1     1      6     1.0000           3/3",
    ]
    for arguments in ((tmp_path, "--noise", "gb18030"), ("--noise", "gb18030", tmp_path)):
        result = run("evaluate", *arguments, "-v", "--min", "1", "--json", tmp_path / "figures.json")
        assert (result.exit_code, result.stdout.splitlines(), result.stderr) == (0, table, "")
    [row] = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert (row["kind"], row["facts"], row["unchanged"]) == ("gb18030", 6, 1.0)
    kinds = run("evaluate", "--noise", tmp_path, "gb18030", "spacing+width").stdout.splitlines()
    assert [line.split()[0] for line in kinds] == ["kind", "gb18030", "spacing+width"]


def test_help_teaches_by_examples():
    for command in ([], *([name] for name in COMMANDS)):
        result = run(*command, "--help")
        assert result.exit_code == 0
        assert f"  parkgraph {' '.join(command)}" in result.stdout.split("Examples:")[1]
    assert [
        line.split()[0]
        for line in run("--help").stdout.split("Commands:")[1].splitlines()
        if line[:2] == "  "
    ][: len(COMMANDS)] == COMMANDS


def test_the_help_of_build_says_which_files_of_a_folder_are_read():
    said = " ".join(run("build", "--help").stdout.split())
    assert (
        "Of a folder every file is read, to any depth, but for hidden ones, .json, graphs (.ttl, .nt, .nq, "
        ".trig, .rdf, .jsonld and the like), queries (.rq), and folders that hold a build, such as DIR."
    ) in said


def test_help_loads_no_library():
    libraries = {"rdflib", "pyoxigraph", "rich", "pyshacl", "jieba", "opencc", "lxml"}
    code = f"import sys, parkgraph.cli; print(sorted({libraries!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_question_loads_what_reads_documents_or_checks_graphs_not_at_all():
    libraries = {"rdflib", "pyshacl", "numpy", "jieba", "rjieba", "opencc", "pypinyin", "trafilatura", "lxml"}
    data = Path(__file__).parent / "queries" / "central-groups" / "data.ttl"
    code = (
        "import sys; from parkgraph.cli import main\n"
        f"main(['query', 'central-groups', '--store', {str(data)!r}], standalone_mode=False)\n"
        f"print(sorted({libraries!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_package_runs_as_the_command():
    done = subprocess.run(
        [sys.executable, "-m", "parkgraph", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == run("--version").stdout


def test_a_question_in_chinese_is_answered_and_its_query_named(tmp_path, seed_documents):
    run("build", seed_documents / "tune" / "565-lanzhou-xinqu-jingxi.txt", "--out", tmp_path / "out")
    asked = run("ask", "甘肃有哪些园区", "--store", tmp_path / "out", "--format", "csv")
    assert asked.exit_code == 0
    assert asked.stderr.startswith("parkgraph query parks-by-place --param place=甘肃\n")
    assert asked.stdout.splitlines()[0] == "park,kind,level,place"
    assert any(line.startswith("兰州新区,") for line in asked.stdout.splitlines())
    only = run("ask", "甘肃有哪些园区", "--store", tmp_path / "out", "--explain")
    assert (only.exit_code, only.stdout) == (0, "")
    nothing = run("ask", "今天天气怎么样", "--store", tmp_path / "out")
    assert (nothing.exit_code, nothing.stdout) == (1, "")
    assert "no query of the catalogue fits" in nothing.stderr
