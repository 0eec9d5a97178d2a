"""The page application in the package is made from the sources beside it, and names no other host."""

import hashlib
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
WEB = ROOT / "web"
STATIC = ROOT / "src" / "parkgraph" / "web" / "static"
BESIDE = ("index.html", "package.json", "tsconfig.json", "vite.config.ts")


def test_the_assets_are_made_from_these_sources():
    files = [path for path in (WEB / "src").rglob("*") if path.is_file()] + [WEB / name for name in BESIDE]
    digest = hashlib.sha256()
    for name in sorted(path.relative_to(WEB).as_posix() for path in files):
        digest.update(f"{name}\0{hashlib.sha256((WEB / name).read_bytes()).hexdigest()}\n".encode())
    assert (STATIC / "sources.sha256").read_text() == f"{digest.hexdigest()}\n", "make web"


def test_the_first_page_loads_nothing_from_elsewhere_and_no_inline_script():
    page = (STATIC / "index.html").read_text("utf-8")
    loaded = re.findall(r"(?:src|href)=\"([^\"]*)\"", page)
    assert [address for address in loaded if not address.startswith(("/static/", "data:"))] == []
    assert re.findall(r"<script[^>]*>[^<]", page) == []
    assert " style=" not in page
