"""What people do with the explorer, in a real browser."""

import csv
import io
import json
import re
import urllib.parse
import urllib.request

import pytest

PARK = "兰州新区"


def find_id(site, name, kind):
    url = f"{site}/api/search?{urllib.parse.urlencode({'q': name, 'kind': kind})}"
    with urllib.request.urlopen(url) as answer:
        return json.load(answer)["groups"][0]["hits"][0]["id"]


def read_json(url):
    with urllib.request.urlopen(url) as answer:
        return json.load(answer)


def test_from_search_to_park_to_project_to_evidence(open_page):
    page = open_page("/")
    page.fill("#search", "lzxq")
    option = page.get_by_role("option", name=PARK).first
    option.wait_for()
    page.press("#search", "ArrowDown")
    assert page.locator('[role=option][aria-selected="true"]').count() == 1
    option.click()
    page.get_by_role("heading", level=1, name=PARK).wait_for()
    page.locator("#projects td a").first.click()
    page.locator(".kind-project").first.wait_for()
    page.locator("button.evidence").first.click()
    quote = page.locator("dialog blockquote mark").first
    quote.wait_for()
    words = quote.inner_text()
    page.get_by_role("link", name="在原文中查看").first.click()
    page.locator(".text mark").first.wait_for()
    raw, clean = (
        page.get_by_role("region", name=name, exact=True).locator("mark") for name in ("原文", "净文")
    )
    assert "".join(clean.all_inner_texts()) == words
    assert "".join(raw.all_inner_texts())


def test_every_mark_in_the_original_is_the_quote(site):
    park = find_id(site, PARK, "park")
    ids = read_json(f"{site}/api/things/{park}")["evidence"]
    assert len(ids) > 3
    for name in ids:
        quote = read_json(f"{site}/api/evidence?id={name}")["quotes"][0]
        document = quote["document"]["id"].removeprefix("document/")
        text = read_json(f"{site}/api/documents/{document}/text?evidence={name}")
        marked = [
            "".join(words for words, how in text[side]["pieces"] if how & 1) for side in ("raw", "clean")
        ]
        assert text["state"] == "found"
        assert marked[1] == quote["exact"]
        assert len(marked[0]) == quote["end"] - quote["start"]
        assert len("".join(words for words, _ in text["raw"]["pieces"])) == text["characters"]


def test_a_document_that_changed_or_is_gone_is_said_to_be(built, open_page, site):
    documents, _ = built
    path = documents / "hostile.txt"
    hit = find_id(site, "hostile", "document")
    was = path.read_text("utf-8")
    try:
        path.write_text(was + "更新。", encoding="utf-8")
        assert read_json(f"{site}/api/documents/{hit.split('/')[1]}/text")["state"] == "changed"
        page = open_page(f"/id/{hit}")
        page.get_by_text("已经改变").wait_for()
        path.unlink()
        assert read_json(f"{site}/api/documents/{hit.split('/')[1]}/text")["state"] == "missing"
    finally:
        path.write_text(was, encoding="utf-8")


def test_a_question_by_its_form_as_table_and_csv(open_page):
    page = open_page("/questions")
    page.fill("#filter", "parks-by-place")
    page.locator(".cards a").click()
    page.fill("#parameter-place", "甘肃")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="查询").click()
    page.locator(".answer tbody tr").first.wait_for()
    page.wait_for_url("**/questions/parks-by-place?place=*")
    shown = page.locator(".answer tbody tr").count()
    with page.expect_download() as waited:
        page.get_by_role("link", name="CSV").click()
    content = waited.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == shown > 0
    assert PARK in {row["park"] for row in rows}


def test_an_answer_without_rows_says_so(open_page):
    page = open_page("/questions/things-by-documents")
    page.locator(".answer").wait_for()
    page.fill("#parameter-least", "999")
    page.get_by_role("button", name="查询").click()
    page.get_by_text("没有符合条件的结果").wait_for()


def test_asking_in_chinese_shows_what_was_understood(open_page):
    page = open_page("/")
    page.fill("#home-ask", "甘肃有哪些园区引进了央企")
    page.press("#home-ask", "Enter")
    page.get_by_text("理解为").wait_for()
    assert page.input_value("#parameter-place") == "甘肃"
    page.locator(".answer").wait_for()
    page.fill("#ask", "今天天气怎么样")
    page.press("#ask", "Enter")
    page.get_by_text("没有合适的问题").wait_for()


def test_the_workbench_answers_a_query_with_our_prefixes(open_page):
    page = open_page("/workbench")
    page.locator(".CodeMirror").wait_for()
    page.select_option("#example", "park-kinds")
    page.locator(".yasqe_queryButton").click()
    page.locator(".yasr table td").first.wait_for()
    assert "PREFIX pg:" in page.locator(".CodeMirror").inner_text()


def test_the_graph_grows_when_a_thing_is_expanded(open_page, site):
    park = find_id(site, PARK, "park")
    page = open_page(f"/graph?of={urllib.parse.quote(park)}")
    count = page.locator("#graph-count")
    page.locator(".graph aside li").nth(2).wait_for()
    before = int(re.search(r"\d+", count.inner_text())[0])
    page.locator(".graph aside li", has_text="兰州市").get_by_role("button").click()
    page.locator("#expand").click()
    page.wait_for_function(
        "n => Number(document.querySelector('#graph-count').innerText.match(/\\d+/)[0]) > n", arg=before
    )
    drawn = page.evaluate("document.querySelector('.drawing').cy.nodes().length")
    assert drawn == int(re.search(r"\d+", count.inner_text())[0]) > before


def test_places_open_by_level_and_keep_their_address(open_page):
    page = open_page("/places")
    page.get_by_role("button", name="展开 甘肃省").click()
    page.get_by_role("link", name="兰州市").wait_for()
    again = open_page(page.url.replace(page.url.split("/places")[0], ""))
    again.get_by_role("link", name="兰州市").click()
    again.get_by_role("heading", level=1, name="兰州市").wait_for()
    again.locator("#parks-here").get_by_role("link", name=PARK, exact=True).wait_for()


def test_the_language_changes_and_stays(open_page):
    page = open_page("/questions")
    page.get_by_role("heading", level=1, name="问题").wait_for()
    page.click("#language")
    page.get_by_role("heading", level=1, name="Questions").wait_for()
    assert page.evaluate("document.documentElement.lang") == "en"
    page.reload()
    page.get_by_role("heading", level=1, name="Questions").wait_for()
    english = open_page("/quality", locale="en-GB")
    english.get_by_role("heading", level=1, name="Data quality").wait_for()
    english.get_by_text("Documents read").wait_for()


def test_a_deep_link_and_the_way_back(open_page, site):
    park = find_id(site, PARK, "park")
    page = open_page(f"/id/{park}")
    page.locator("#enterprises td a").first.click()
    page.locator(".kind-enterprise").first.wait_for()
    page.go_back()
    page.get_by_role("heading", level=1, name=PARK).wait_for()
    missing = read_missing(site, "/id/park/none")
    assert missing == 404


def read_missing(site, path):
    request = urllib.request.Request(site + path, headers={"Accept": "text/html"})
    try:
        return urllib.request.urlopen(request).status
    except urllib.error.HTTPError as error:
        return error.code


def test_evidence_has_an_address_of_its_own(open_page, site):
    park = find_id(site, PARK, "park")
    name = read_json(f"{site}/api/things/{park}")["evidence"][0]
    page = open_page(f"/id/{name}")
    page.locator(".text mark").first.wait_for()
    assert "/id/document/" in page.url


def test_a_script_in_a_document_is_only_text(open_page, site):
    document = find_id(site, "hostile", "document")
    page = open_page(f"/id/{document}")
    region = page.get_by_role("region", name="原文", exact=True)
    region.wait_for()
    assert "<script>window.hacked = 1</script>" in region.inner_text()
    assert 'onerror="window.hacked=2"' in region.inner_text()
    assert page.locator("main script, main img, main svg[onload]").count() == 0
    page.goto(f"{site}/search?q={urllib.parse.quote('<img src=x onerror=window.hacked=4>')}")
    page.get_by_role("heading", level=1).wait_for()
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_nothing_serious_for_screen_readers(open_page, site, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    park = find_id(site, PARK, "park")
    document = find_id(site, "hostile", "document")
    paths = (
        "/",
        "/search?q=%E5%85%B0",
        f"/id/{park}",
        f"/id/{document}",
        "/questions",
        "/questions/parks-by-place",
        f"/ask?q={urllib.parse.quote('甘肃有哪些园区')}",
        f"/graph?of={park}",
        "/places",
        "/quality",
    )
    page = open_page("/", width=width, scheme=scheme)
    for path in paths:
        page.goto(site + path)
        page.wait_for_load_state("networkidle")
        found = Axe().run(page).response["violations"]
        serious = [
            (path, v["id"], [node["target"] for node in v["nodes"]][:3])
            for v in found
            if v["impact"] in ("serious", "critical")
        ]
        assert serious == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_the_first_page_is_small(open_page, site):
    page = open_page("/")
    page.wait_for_load_state("networkidle")
    sizes = page.evaluate(
        "performance.getEntries().filter(e => e.transferSize !== undefined)"
        ".map(e => [e.name, e.encodedBodySize])"
    )
    assert len(sizes) > 3
    assert sum(size for _, size in sizes) < 300_000
