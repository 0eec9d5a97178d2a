"""The site: both pages are well formed, whole, in one language, and lead nowhere that is not there."""

import filecmp
import importlib.util
import re
import sys
import time
import tomllib
import urllib.parse
from pathlib import Path

import html5rdf
import lxml.etree
import lxml.html
import pytest
import rdflib
from rdflib import OWL, RDFS, SH, SKOS

from parkgraph.vocabulary import CLASSES, PG, PROPERTIES, SCHEMES, scheme_iri

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "ontology" / "examples").glob("*.ttl"))
PAGES = {"en": "index.html", "zh": "index.zh.html"}
HAN = re.compile("[一-鿿]")
SECONDS = 10
WORDS = (ROOT / "tools" / "site" / "words.toml").read_text("utf-8")
LATIN = re.compile(r"[A-Za-z]{2,}")


def load_tool(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def generator():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "tools"))
        yield load_tool("write_site")


@pytest.fixture(scope="module")
def site(generator, tmp_path_factory):
    target = tmp_path_factory.mktemp("site")
    started = time.monotonic()
    generator.write_site(target)
    assert time.monotonic() - started < SECONDS
    return target


@pytest.fixture(scope="module")
def pages(site):
    return {language: lxml.html.parse(site / name).getroot() for language, name in PAGES.items()}


def words_of(page, language):
    """The texts in the page's language: neither code nor what is marked as of another language."""
    found = []
    for element in page.iter(lxml.etree.Element):
        around = [element, *element.iterancestors()]
        spoken = next(e.get("lang") for e in around if e.get("lang"))
        code = any(e.tag in ("code", "pre", "style") for e in around)
        if spoken == language and not code and (text := (element.text or "").strip()):
            found.append(text)
        outer = element.getparent()
        if outer is not None and (text := (element.tail or "").strip()):
            around = [outer, *outer.iterancestors()]
            if next(e.get("lang") for e in around if e.get("lang")) == language:
                found.append(text)
    return found


@pytest.mark.parametrize("language", PAGES)
def test_the_page_is_valid_html(language, site):
    """The strict parser raises on the first error; one style sheet, no script, nothing from elsewhere."""
    text = (site / PAGES[language]).read_text("utf-8")
    html5rdf.HTMLParser(strict=True).parse(text)
    page = lxml.html.fromstring(text)
    assert page.xpath("//script | //style | //@style | //@onclick") == []
    assert page.xpath("//link[@rel='stylesheet']/@href") == ["style.css"]
    assert page.xpath("//img | //iframe | //@src") == []


@pytest.mark.parametrize("language", PAGES)
def test_ids_are_unique_and_every_internal_link_has_its_target(language, site, pages):
    page = pages[language]
    ids = page.xpath("//@id")
    assert len(set(ids)) == len(ids)
    for href in page.xpath("//a/@href | //link/@href"):
        address = urllib.parse.urlsplit(href)
        if not address.scheme and address.path:
            assert (site / address.path).is_file(), href
        elif not address.scheme:
            assert address.fragment in ids, href
    for name in page.xpath("//@aria-labelledby"):
        assert name in ids, name
    assert set(re.findall(r"url\(#([^)]+)\)", (site / PAGES[language]).read_text("utf-8"))) <= set(ids)


@pytest.mark.parametrize("language", PAGES)
def test_every_term_and_scheme_and_concept_has_an_anchor(language, pages, vocabularies):
    ids = set(pages[language].xpath("//@id"))
    assert {*CLASSES, *PROPERTIES, *(f"scheme-{scheme}" for scheme in SCHEMES)} <= ids
    for scheme in SCHEMES:
        for concept in vocabularies.subjects(SKOS.inScheme, rdflib.URIRef(scheme_iri(scheme))):
            assert f"{scheme}-{str(concept).rpartition('/')[2]}" in ids, concept


@pytest.mark.parametrize("language", PAGES)
def test_terms_are_shown_with_their_words_in_that_language(language, pages, core, vocabularies):
    page, other = pages[language], {"en": "zh", "zh": "en"}[language]

    def text(graph, subject, predicate, language):
        return next(str(o) for o in graph.objects(subject, predicate) if o.language == language)

    for name in (*CLASSES, *PROPERTIES):
        iri = rdflib.URIRef(PG + name)
        (article,) = page.xpath(f"//article[@id='{name}']")
        assert article.findtext("h3").strip() == text(core, iri, RDFS.label, language)
        assert article.findtext("p") == text(core, iri, SKOS.definition, language)
        assert article.xpath("dl/dd[@lang]/text()") == [text(core, iri, RDFS.label, other)]
        assert article.xpath("dl/dd[@lang]/@lang") == [other]
    for scheme in SCHEMES:
        iri = rdflib.URIRef(scheme_iri(scheme))
        (article,) = page.xpath(f"//article[@id='scheme-{scheme}']")
        assert article.findtext("p") == text(vocabularies, iri, SKOS.definition, language)
        rows = {tuple(row.xpath("td/text()"))[:2] for row in article.xpath(".//tbody/tr")}
        concepts = vocabularies.subjects(SKOS.inScheme, iri)
        assert rows == {
            (
                text(vocabularies, c, SKOS.prefLabel, language),
                text(vocabularies, c, SKOS.definition, language),
            )
            for c in concepts
        }


def test_the_english_page_has_no_chinese_word_that_is_not_marked(pages, everything):
    """But for the Chinese words that English definitions speak of."""
    quoted = {str(o) for o in everything.objects() if isinstance(o, rdflib.Literal) and o.language == "en"}
    assert [w for w in words_of(pages["en"], "en") if HAN.search(w) and w not in quoted] == []


def test_the_chinese_page_has_no_english_word_that_is_not_marked(pages, everything):
    """But for names and signs that Chinese definitions give, and the CURIEs in the overview."""
    quoted = {str(o) for o in everything.objects() if isinstance(o, rdflib.Literal) and o.language == "zh"}
    words = [w for w in words_of(pages["zh"], "zh") if LATIN.search(w) and not HAN.search(w)]
    known = re.compile(r"https?://\S+|[a-z]+:\w+|[\d.]+\s?\(?")
    assert [w for w in words if w not in quoted and not known.fullmatch(w)] == []
    english = {str(o) for o in everything.objects(None, SKOS.definition) if o.language == "en"}
    assert english & set(words_of(pages["zh"], "zh")) == set()


@pytest.mark.parametrize("language", PAGES)
def test_examples_queries_questions_and_messages_are_in_the_page(language, pages):
    page = pages[language]
    turtle = {code.text_content() for code in page.xpath("//article//pre/code")}
    assert turtle == {path.read_text("utf-8") for path in EXAMPLES}
    lines = (ROOT / "ontology" / "competency.tsv").read_text("utf-8").splitlines()[1:]
    asked = [line.split("\t") for line in lines]
    shown = page.xpath("//article//table//td[a[starts-with(@href, '#query-')]]/preceding-sibling::td/text()")
    assert shown == [row[2 if language == "en" else 1] for row in asked]
    for query in {row[3] for row in asked}:
        (details,) = page.xpath(f"//details[@id='query-{query}']")
        text = (ROOT / "queries" / "answers" / f"{query}.rq").read_text("utf-8")
        assert details.xpath("pre/code")[0].text_content() == text
    shapes = rdflib.Graph()
    for path in (ROOT / "ontology" / "shapes").glob("*.ttl"):
        shapes.parse(path)
    messages = {str(m) for m in shapes.objects(None, SH.message) if m.language == language}
    assert {item.text.strip() for item in page.xpath("//li[starts-with(@id, 'shape-')]")} == messages


def test_pages_lead_to_each_other(pages):
    for language, page in pages.items():
        (other,) = {"en", "zh"} - {language}
        assert page.get("lang") == language
        assert (
            page.xpath("//header/a/@href") == page.xpath("//link[@rel='alternate']/@href") == [PAGES[other]]
        )
        assert page.xpath("//header/a/@hreflang") == page.xpath("//header/a/@lang") == [other]


def test_both_pages_have_the_same_parts(pages):
    first, second = (
        [(e.tag, e.get("id")) for e in page.iter(lxml.etree.Element) if e.get("id")]
        for page in pages.values()
    )
    assert first == second


def test_what_scrolls_can_be_reached_by_keyboard(pages):
    for page in pages.values():
        assert page.xpath("//pre[not(@tabindex='0')] | //*[@class='scroll'][not(@tabindex='0')]") == []
        assert page.xpath("//*[@class='scroll'][not(@aria-label)]") == []
        assert page.xpath("//body/*[1]/@class") == ["skip"]
        assert page.xpath("//table[not(thead//th[@scope='col'])]") == []


def test_the_overview_has_every_class_and_every_property_between_classes(generator, pages):
    ontology = generator.Ontology(ROOT, tomllib.loads(WORDS)["en"], "en")
    (svg,) = pages["en"].xpath("//*[local-name()='svg']")
    assert sorted(svg.xpath(".//*[local-name()='a']/@href")) == sorted(f"#{name}" for name in CLASSES)
    text = " ".join(t.strip() for t in svg.itertext())
    drawn = {relation.name for relation in ontology.relations()}
    assert drawn >= {"enteredPark", "about", "evidence", "copyOf", "changeOf", "prov:wasDerivedFrom"}
    for name in drawn:
        assert ontology.label(name) in text, name
    between = {
        name
        for name in PROPERTIES
        if ontology.is_a(name, "ObjectProperty")
        and all(link.href.startswith("#") for link in ontology.range(name))
        and not any(link.href.startswith("#scheme-") for link in ontology.range(name))
    }
    # two are inverses of others, one leads to concepts of QUDT
    assert between - drawn == {"stageOf", "phaseOf", "quantityKind"}


def test_words_are_the_same_in_both_languages_and_all_are_used():
    words = tomllib.loads(WORDS)
    template = (ROOT / "tools" / "site" / "page.html").read_text("utf-8")
    program = (ROOT / "tools" / "write_site.py").read_text("utf-8")
    assert list(words["en"]) == list(words["zh"])
    for key in words["en"]:
        assert re.search(rf"\bw\.{key}\b|[\"']{key}[\"']", template + program), key


@pytest.mark.parametrize("folder", ["0.2.0", "latest"])
def test_files_are_published_under_the_version_and_as_the_latest(folder, generator, site, core):
    assert str(core.value(rdflib.URIRef(PG.removesuffix("#")), OWL.versionInfo)) == "0.2.0"
    files = [path.as_posix() for path in generator.published(ROOT)]
    for name in ("parkgraph.ttl", "context.jsonld", "competency.tsv", "CHANGES.md", "examples/park.ttl"):
        assert name in files
    for part in ("vocabularies", "shapes", "alignments", "examples"):
        there = {f"{part}/{path.name}" for path in (ROOT / "ontology" / part).glob("*.ttl")}
        assert there <= set(files)
    written = {p.relative_to(site / folder).as_posix() for p in (site / folder).rglob("*") if p.is_file()}
    assert written == set(files)
    equal, different, missing = filecmp.cmpfiles(ROOT / "ontology", site / folder, files, shallow=False)
    assert (sorted(equal), different, missing) == (sorted(files), [], [])


def test_the_site_is_the_same_when_it_is_written_again(generator, site, tmp_path):
    generator.write_site(tmp_path)
    for name in (*PAGES.values(), "style.css"):
        assert (tmp_path / name).read_bytes() == (site / name).read_bytes()
