"""Looks at the explorer over a build in Chromium, and writes what it sees to docs/explorer.

python tools/take_screenshots.py BUILD DOCUMENTS [FOLDER]
"""

from __future__ import annotations

import json
import sys
import urllib.parse
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.explorer.serving import CHROMIUM, QUIET, serve

PARK = "兰州新区"
PROJECT = "10万吨苏氨酸"
NOISY = "園區簡介"
QUESTION = "江苏有哪些园区引进了央企"


def find(site: str, name: str, kind: str) -> str:
    """The first thing of a kind that a name finds."""
    url = f"{site}/api/search?{urllib.parse.urlencode({'q': name, 'kind': kind})}"
    with urllib.request.urlopen(url) as answer:
        return str(json.load(answer)["groups"][0]["hits"][0]["id"])


def evidence_of(site: str, thing: str, section: str) -> str:
    """The address of the first evidence in a section of a thing, in its document."""
    with urllib.request.urlopen(f"{site}/api/things/{thing}/{section}?size=20") as answer:
        rows = json.load(answer)["rows"]
    evidence = next(row["evidence"][0] for row in rows if row["evidence"])
    with urllib.request.urlopen(f"{site}/api/evidence?id={evidence}") as answer:
        document = json.load(answer)["quotes"][0]["document"]["id"]
    return f"/id/{document}?evidence={evidence}#text"


def main(build: Path, documents: Path, folder: Path) -> None:
    """Writes a picture of each page."""
    folder.mkdir(parents=True, exist_ok=True)
    with serve(build, documents) as site, sync_playwright() as playwright:
        park = find(site, PARK, "park")
        project = find(site, PROJECT, "project")
        noisy = find(site, NOISY, "document")
        pages = {
            "home": ("/", {}),
            "park": (f"/id/{park}", {}),
            "series": (f"/id/{park}#series", {}),
            "project": (f"/id/{project}", {}),
            "evidence": (evidence_of(site, noisy, "said"), {}),
            "ask": (f"/ask?q={urllib.parse.quote(QUESTION)}", {}),
            "question": ("/questions/central-soes-by-province", {}),
            "graph": (f"/graph?of={park}", {}),
            "places": ("/places?open=place/320000", {}),
            "workbench": ("/workbench", {}),
            "quality": ("/quality", {}),
            "dark": (f"/id/{park}", {"color_scheme": "dark"}),
            "phone": (f"/id/{park}", {"viewport": {"width": 390, "height": 844}}),
            "english": (f"/id/{park}", {"locale": "en-GB"}),
        }
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=list(QUIET))
        for name, (path, how) in pages.items():
            take(browser, site + path, folder / f"{name}.png", **how)
        browser.close()


def take(browser: Browser, address: str, path: Path, **how: object) -> None:
    """A picture of one page, when it has come to rest."""
    settings = {"viewport": {"width": 1200, "height": 800}, "locale": "zh-CN", "color_scheme": "light", **how}
    context = browser.new_context(**settings)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    anchor = address.partition("#")[2]
    if anchor:
        page.locator(f"#{anchor}").scroll_into_view_if_needed()
        page.evaluate("name => document.getElementById(name).scrollIntoView()", anchor)
    page.wait_for_timeout(800)  # charts and graphs are drawn after their data has come
    page.screenshot(path=path)
    context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3] if len(sys.argv) > 3 else "docs/explorer"))
