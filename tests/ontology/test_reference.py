"""The written reference is that of the Turtle."""

import importlib.util
import re
import shutil
from pathlib import Path

import pytest

from parkgraph.vocabulary import CLASSES, PROPERTIES

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def generator():
    spec = importlib.util.spec_from_file_location("reference", ROOT / "tools" / "write_reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_reference_is_up_to_date(generator):
    written = generator.TARGET.read_text("utf-8")
    assert written == generator.render(), "run: python tools/write_reference.py"


def test_reference_follows_a_change_of_the_turtle(generator, tmp_path):
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology")
    core = tmp_path / "ontology" / "parkgraph.ttl"
    text = core.read_text("utf-8")
    assert text.count('"园区"@zh') == 1
    core.write_text(text.replace('"园区"@zh', '"园子"@zh'), "utf-8")
    changed = generator.render(tmp_path)
    assert changed != generator.render()
    assert changed == generator.render().replace("| `pg:Park` | 园区 |", "| `pg:Park` | 园子 |")


def test_arrows_of_the_overview_are_properties_between_classes(generator):
    arrows = re.findall(r"^    (\w+) -- (\S+) --> (\w+)$", generator._OVERVIEW, re.MULTILINE)
    assert len(arrows) == 16
    for source, name, target in arrows:
        assert source in CLASSES
        assert target in CLASSES
        assert name in PROPERTIES or name == '"dcterms:source"'
