"""What must hold of the tables themselves."""

import datetime as dt
import re

import pytest

from parkgraph.lexicon import load_lexicon
from parkgraph.lexicon.rows import split_names
from parkgraph.resources import resource_path

TABLES = sorted(path.name for path in resource_path("seeds", "lexicon").iterdir())

PARK_KINDS = {
    "chemical-park", "high-tech-zone", "economic-development-zone", "new-area", "free-trade-zone",
    "bonded-zone", "industrial-park", "science-park", "agricultural-park", "logistics-park",
    "border-cooperation-zone", "export-processing-zone", "pharmaceutical-park", "software-park",
    "eco-industrial-park", "demonstration-zone", "cluster", "tourist-resort", "other",
}  # fmt: skip


def test_the_lexicon_holds_tables_alone() -> None:
    assert [name for name in TABLES if not name.endswith(".tsv")] == []


@pytest.mark.parametrize("name", TABLES)
def test_every_row_says_where_it_is_from_and_when_it_was_read(name: str) -> None:
    lines = resource_path("seeds", "lexicon", name).read_text("utf-8").splitlines()
    header, *rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert header[-2:] == ["source", "date"]
    wrong = []
    for row in rows:
        try:
            dt.date.fromisoformat(row[-1])
            stated = len(row) == len(header) and row[-2].strip() != ""
        except ValueError:
            stated = False
        wrong += [] if stated else [row]
    assert (wrong, bool(rows)) == ([], True)


def test_every_division_has_a_valid_code_and_an_existing_parent_of_a_higher_level() -> None:
    divisions = load_lexicon().places.by_code
    rank = {"province": 0, "prefecture": 1, "county": 2}
    wrong = [
        row
        for row in divisions.values()
        if not re.fullmatch(r"[1-8]\d{5}", row.code)
        or (row.level == "province") != (row.parent == "")
        or (row.parent and rank[divisions[row.parent].level] >= rank[row.level])
        or (row.parent and divisions[row.parent].code[:2] != row.code[:2])
        or row.use not in ("free", "context")
    ]
    assert wrong == []


def test_the_divisions_are_complete() -> None:
    levels = [row.level for row in load_lexicon().divisions]
    assert (levels.count("province"), levels.count("prefecture"), levels.count("county")) == (34, 333, 2847)


def test_short_names_of_divisions_begin_their_names_or_are_well_known() -> None:
    odd = {
        short: row.name
        for row in load_lexicon().divisions
        for short in split_names(row.short_name)
        if len(short) < 2 or not row.name.startswith(short)
    }
    assert odd == {
        "达茂旗": "达尔罕茂明安联合旗",
        "莫旗": "莫力达瓦达斡尔族自治旗",
        "喀左": "喀喇沁左翼蒙古族自治县",
        "科左中旗": "科尔沁左翼中旗",
        "科左后旗": "科尔沁左翼后旗",
        "科右前旗": "科尔沁右翼前旗",
        "科右中旗": "科尔沁右翼中旗",
        "鄂前旗": "鄂托克前旗",
        "博州": "博尔塔拉蒙古自治州",
    }


def test_the_sasac_list_is_whole() -> None:
    central = [row for row in load_lexicon().central if row.list == "sasac"]
    assert len(central) == 99
    assert {row.date for row in central} == {"2026-07-11"}


def test_no_name_of_an_enterprise_is_given_twice() -> None:
    lexicon = load_lexicon()
    names: dict[str, str] = {}
    doubled: list[str] = []
    for central in lexicon.central:
        every = (central.name, *split_names(central.short_names), *split_names(central.ambiguous_names),
                 *split_names(central.former_names))  # fmt: skip
        for name in every:
            doubled += [name] if names.setdefault(name, central.id) != central.id else []
    for subsidiary in lexicon.subsidiaries:
        for name in (subsidiary.name, *split_names(subsidiary.short_names)):
            doubled += [name] if name in names else []
            names[name] = subsidiary.name
    assert doubled == []


def test_prefix_rules_and_lookalikes_do_not_contradict_the_lists() -> None:
    lexicon = load_lexicon()
    own = {row.name for row in lexicon.central} | {row.name for row in lexicon.subsidiaries}
    assert sorted(own & {row.name for row in lexicon.lookalikes}) == []
    assert [row.prefix for row in lexicon.prefixes if (row.exclusive == "no") != bool(row.requires)] == []
    assert {row.exclusive for row in lexicon.prefixes} == {"yes", "no"}


def test_zones_and_patterns_use_the_kinds_of_the_vocabulary() -> None:
    lexicon = load_lexicon()
    assert sorted({row.kind for row in (*lexicon.zones, *lexicon.park_patterns)} - PARK_KINDS) == []
    assert {row.level for row in lexicon.zones} == {"national", "provincial"}
    assert {row.strength for row in lexicon.park_patterns} == {"strong", "weak"}


def test_no_zone_is_named_like_a_division() -> None:
    lexicon = load_lexicon()
    names = [name for zone in lexicon.zones for name in (zone.name, *split_names(zone.short_names))]
    assert [name for name in names if lexicon.places.named(name)] == []


def test_the_directories_of_national_zones() -> None:
    kinds = [row.kind for row in load_lexicon().zones if row.level == "national"]
    counted = {kind: kinds.count(kind) for kind in ("bonded-zone", "border-cooperation-zone", "new-area")}
    assert counted == {"bonded-zone": 161, "border-cooperation-zone": 18, "new-area": 20}
    assert (
        len([row for row in load_lexicon().zones if row.source.startswith("商务部国家级经济技术开发区")])
        == 232
    )


def test_listed_companies() -> None:
    listed = load_lexicon().listed
    assert {row.use for row in listed} == {"free", "context", "word"}
    assert [row for row in listed if not re.fullmatch(r"\d{6}", row.code)] == []
    shorts = [row.short_name for row in listed]
    assert len(shorts) == len(set(shorts))


def test_name_endings_are_tried_longest_first() -> None:
    endings = load_lexicon().name_endings
    assert list(endings) == sorted(set(endings), key=lambda e: (-len(e), e))
    assert {"有限公司", "新材料", "集团"} <= set(endings)
