"""The JSON interface of the explorer: search, facts by sections, places, answers, documents, errors."""

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from starlette.testclient import TestClient

from parkgraph.queries import find_query
from parkgraph.sources import document_of
from parkgraph.store import fill_store
from parkgraph.web import make_application
from parkgraph.web.asking import Answer, Question, answer
from parkgraph.web.facts import Facts
from parkgraph.web.kept import Kept
from parkgraph.web.originals import Originals, State
from parkgraph.web.pinyin import spell

GRAPH = Path(__file__).parent / "things.trig"


@pytest.fixture(scope="module")
def client():
    with TestClient(make_application(fill_store(parse(path=str(GRAPH), format=RdfFormat.TRIG)))) as client:
        yield client


def names(client, **fields):
    groups = client.get("/api/search", params=fields).json()["groups"]
    return {group["kind"]: [hit["name"] for hit in group["hits"]] for group in groups}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("石化", {"park": ["东方石化园区", "西方石化园区"]}),
        ("东石", {"park": ["东方石化园区"]}),  # by its other name
        ("dongfang", {"park": ["东方石化园区"]}),
        ("dfshyq", {"park": ["东方石化园区"]}),
        ("shihua", {"park": ["东方石化园区", "西方石化园区"]}),
        ("ihua", {}),  # not from within a syllable
        ("lyg", {"place": ["连云港市"]}),
        ("A.TXT", {"document": ["某报"]}),  # where a document lay
        ("  ", {}),
        ("没有的名称", {}),
    ],
)
def test_things_are_found_by_any_name_and_by_pinyin(client, wanted, found):
    assert names(client, q=wanted) == found


def test_a_whole_name_goes_first_and_kinds_can_be_chosen(client):
    assert names(client, q="甲", kind="project") == {"project": ["甲项目"]}
    assert names(client, q="公司", kind="enterprise park", limit="1") == {"enterprise": ["乙公司"]}
    assert client.get("/api/search", params={"q": "x", "kind": "metric"}).status_code == 400


def test_readings_of_words_decide():
    assert spell("重庆长安") == ("chong", "qing", "chang", "an")
    assert spell("重工") == ("zhong", "gong")
    assert spell("（ＡＢ）银行-1") == ("a", "b", "yin", "hang", "1")


def section(client, thing, name, **fields):
    return client.get(f"/api/things/{thing}/{name}", params=fields).json()


def test_a_park_says_what_it_has(client):
    found = client.get("/api/things/park/dong").json()
    assert (found["name"], found["otherNames"], found["kind"]) == ("东方石化园区", ["东石园"], "park")
    assert found["properties"]["pg:parkKind"] == [
        {"value": {"concept": "parkkind/chemical-park"}, "evidence": []}
    ]
    assert [(s["name"], s["count"]) for s in found["sections"]] == [
        ("enterprises", 2),
        ("projects", 1),
        ("metrics", 2),
        ("outcomes", 1),
        ("conflicts", 2),
        ("claims", 1),
    ]


def test_enterprises_of_a_park_with_their_evidence(client):
    found = section(client, "park/dong", "enterprises")
    assert found["rows"] == [
        {
            "enterprise": {"id": "enterprise/a", "name": "甲公司"},
            "ownership": {"concept": "ownership/central"},
            "modes": [{"concept": "entrymode/signed"}],
            "since": "2023-05-01",
            "projects": 1,
            "entered": True,
            "evidence": ["evidence/1"],
        },
        {
            "enterprise": {"id": "enterprise/b", "name": "乙公司"},
            "modes": [{"concept": "entrymode/settled"}],
            "projects": 0,
            "entered": False,
            "evidence": [],
        },
    ]
    second = section(client, "park/dong", "enterprises", page="1", size="1")
    assert ([row["enterprise"]["name"] for row in second["rows"]], second["total"]) == (["乙公司"], 2)


def test_the_pipeline_and_the_history_of_a_project(client):
    assert section(client, "park/dong", "pipeline")["rows"] == [
        {"status": {"concept": "status/signed"}, "projects": 1, "investment": 500000000}
    ]
    stages = section(client, "project/p", "stages")["rows"]
    assert [(row["status"]["concept"], row["modality"]["concept"]) for row in stages] == [
        ("status/planned", "modality/planned"),
        ("status/signed", "modality/actual"),
    ]
    located = client.get("/api/things/project/p").json()["properties"]["pg:locatedInPark"]
    assert located == [{"value": {"id": "park/dong", "name": "东方石化园区"}, "evidence": ["evidence/1"]}]


def test_what_was_planned_beside_what_was_reached(client):
    (row,) = section(client, "park/dong", "outcomes")["rows"]
    assert (row["planned"], row["actual"], row["plan"], row["outcome"]) == (
        200,
        150.5,
        ["evidence/2"],
        ["evidence/1"],
    )


def test_the_chain_above_an_enterprise_and_a_place(client):
    assert client.get("/api/things/enterprise/a").json()["above"] == [
        {"id": "enterprise/group", "name": "大集团"}
    ]
    assert client.get("/api/things/place/320700").json()["above"] == [
        {"id": "place/320000", "name": "江苏省"}
    ]
    assert section(client, "place/320000", "parks-here")["rows"] == [
        {
            "park": {"id": "park/dong", "name": "东方石化园区"},
            "parkKind": {"concept": "parkkind/chemical-park"},
            "place": {"id": "place/320700", "name": "连云港市"},
        }
    ]


def test_a_place_counts_the_parks_and_projects_below_it(client):
    (province,) = client.get("/api/places").json()["places"]
    assert (province["name"], province["parks"], province["projects"], province["places"]) == (
        "江苏省",
        1,
        1,
        1,
    )
    (city,) = client.get("/api/places", params={"below": province["id"]}).json()["places"]
    assert (city["name"], city["parks"], city["projects"], city["places"]) == ("连云港市", 1, 1, 0)


def test_what_lies_around_a_thing(client):
    found = client.get("/api/things/park/dong/neighbours").json()
    assert {(link["from"], link["property"], link["to"]) for link in found["links"]} == {
        ("enterprise/a", "pg:enteredPark", "park/dong"),
        ("project/p", "pg:locatedInPark", "park/dong"),
        ("park/dong", "pg:locatedInPlace", "place/320700"),
    }
    few = client.get("/api/things/enterprise/a/neighbours", params={"each": "1"}).json()
    assert {thing["id"] for thing in few["things"]} == {
        "enterprise/a", "enterprise/group", "park/dong", "project/p",
    }  # fmt: skip


def test_evidence_marks_the_words_that_are_meant(client):
    (quote,) = client.get("/api/evidence", params={"id": "evidence/1"}).json()["quotes"]
    assert [piece["text"] for piece in quote["sentence"] if piece["marked"]] == ["东石园"]
    assert (quote["start"], quote["end"], quote["document"]["name"]) == (3, 6, "某报")
    assert client.get(f"/api/documents/{'0' * 16}/text").json()["state"] == "no-inputs"


def test_answers_lead_to_the_things_they_name(client):
    found = client.get("/api/questions/project-pipeline", params={"park": "东方", "stage": ""}).json()
    row = dict(zip(found["columns"], found["rows"][0], strict=True))
    assert (found["total"], row["project"]) == (1, {"id": "project/p", "name": "甲项目"})
    assert 'VALUES ?parkWanted { "东方" }' in found["text"]
    turtle = client.get("/api/questions/project-pipeline/answer.turtle")
    assert (turtle.status_code, "csv, tsv, json, xml" in turtle.json()["error"]) == (404, True)
    table = client.get("/api/questions/project-pipeline/answer.csv", params={"park": 'x" } #'})
    assert (table.status_code, table.text.count("\n")) == (200, 1)


@pytest.mark.parametrize("path", ["project-pipeline", "project-pipeline/answer.csv"])
def test_questions_are_asked_within_the_limits_of_the_endpoint(path):
    asked = []

    def refuse(question):
        asked.append(question)
        return Answer(504, b"took too long\n")

    store = fill_store(parse(path=str(GRAPH), format=RdfFormat.TRIG))
    with TestClient(make_application(store, refuse)) as client:
        answer = client.get(f"/api/questions/{path}")
    assert (answer.status_code, answer.json()) == (504, {"error": "took too long"})
    assert [question.query for question in asked] == [find_query("project-pipeline").text]


@pytest.mark.parametrize(("rows", "given"), [(0, 0), (2, 2), (9, 3)])
def test_the_first_rows_are_given_and_all_are_counted(rows, given):
    store = fill_store(parse(path=str(GRAPH), format=RdfFormat.TRIG))
    text = 'SELECT ?a { VALUES ?a { "1" "2\\n" "3" } }'
    found = answer(store, Question("text/tab-separated-values", text, rows=rows))
    assert (found.body.count(b"\n"), found.rows) == (given + 1, 3)


def test_questions_say_what_their_parameters_take(client):
    listed = client.get("/api/questions").json()["questions"]
    (pipeline,) = [question for question in listed if question["name"] == "project-pipeline"]
    park, stage = pipeline["parameters"]
    assert (park["kinds"], park["choices"]) == (["park"], [])
    assert [choice["value"] for choice in stage["choices"]][2:4] == ["signed", "preparing"]


def test_an_answer_is_kept_for_the_next_who_asks(client, monkeypatch):
    first = client.get("/api/things/park/dong")
    monkeypatch.setattr(Facts, "describe", None)
    again = client.get("/api/things/park/dong")
    assert (again.status_code, again.json()) == (200, first.json())
    tag = first.headers["etag"]
    assert again.headers["etag"] == tag
    unchanged = client.get("/api/things/park/dong", headers={"If-None-Match": tag})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    other = client.get("/api/things/park/dong", headers={"If-None-Match": 'W/"other"'})
    assert other.json() == first.json()


def test_what_was_not_asked_for_the_longest_is_kept_no_more():
    kept = Kept(10)
    kept.put("a", b"1234")
    kept.put("b", b"1234")
    assert kept.get("a") == b"1234"
    kept.put("c", b"1234")
    assert [kept.get(asked) for asked in "abc"] == [b"1234", None, b"1234"]
    kept.put("d", b"12345678901")
    assert [kept.get(asked) for asked in "acd"] == [None, None, None]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/things/park/none", 404),
        ("/api/things/park/a b", 404),
        ("/api/things/park/dong/nothing", 404),
        ("/api/things/park/dong/metrics?page=x", 400),
        ("/api/evidence?id=evidence/none", 404),
        ("/api/evidence?id=park/dong", 404),
        ("/api/documents/none/text", 404),
        ("/api/questions/none", 400),
        ("/api/questions/largest-projects?minimum=many", 400),
        ("/api/questions/park-kinds?unknown=1", 400),
        ("/api/questions/park-kinds/answer.exe", 404),
    ],
)
def test_what_cannot_be_answered_says_why(client, path, status):
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.json()["error"]


def test_documents_are_found_again_in_folders_tables_and_archives(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("园区产值5亿元。", encoding="utf-8")
    rows = '{"text": "甲园区签约。"}\n{"text": "乙园区签约。", "url": "https://a.test/2"}\n'
    (folder / "rows.jsonl").write_text(rows, encoding="utf-8")
    originals = Originals([folder])
    assert originals.find("186815c152dacbaf", ["a.txt"]).state is State.FOUND
    assert originals.find("0" * 16, ["a.txt"]).state is State.CHANGED
    assert originals.find("0" * 16, ["gone.txt"]).state is State.MISSING
    for text, source in (("甲园区签约。", "rows.jsonl#1"), ("乙园区签约。", "https://a.test/2")):
        found = originals.find(document_of(text, "").identifier, [source])
        assert found.document is not None
        assert found.document.text == text
