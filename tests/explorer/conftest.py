"""The explorer in a real browser, over a small build."""

from pathlib import Path

import pytest

from tests.explorer.serving import CHROMIUM, QUIET, make_build, serve


@pytest.fixture(scope="session")
def built(tmp_path_factory, seed_documents):
    """The folder of the documents and that of their build."""
    return make_build(tmp_path_factory.mktemp("explorer"), seed_documents)


@pytest.fixture(scope="session")
def site(built):
    """The address of the explorer."""
    documents, out = built
    with serve(out, documents) as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    """Chromium without a window."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, site):
    """Opens an address of the explorer; at the end no page may have complained or asked elsewhere."""
    contexts = []
    complaints = []

    def open_at(path="/", *, locale="zh-CN", width=1280, scheme="light"):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            locale=locale,
            color_scheme=scheme,
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda r: complaints.append(r.url) if not _is_ours(r.url, site) else None)
        page.goto(site + path)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert complaints == []


def _is_ours(url, site):
    return url.startswith((site, "data:", "blob:"))
