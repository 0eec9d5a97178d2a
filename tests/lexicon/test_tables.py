from dataclasses import dataclass
from pathlib import Path

import pytest

from parkgraph.errors import ResourceError
from parkgraph.lexicon.tables import read_rows_from


@dataclass(frozen=True, slots=True)
class Fruit:
    name: str
    colour: str
    source: str
    date: str


HEADER = "name\tcolour\tsource\tdate\n"


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "fruits.tsv"
    path.write_text(text, "utf-8")
    return path


def test_rows_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, f"# fruit\n{HEADER}梨\t黄\t书\t2026-01-02\n\n李\t\t书\t2026-01-03\n")
    assert read_rows_from(path, Fruit, ("name",), frozenset({"colour"})) == (
        Fruit("梨", "黄", "书", "2026-01-02"),
        Fruit("李", "", "书", "2026-01-03"),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "fruits.tsv: no header"),
        ("# only a comment\n", "fruits.tsv: no header"),
        ("name\tsource\n", "fruits.tsv:1: the header is ['name', 'source'], not "),
        (f"{HEADER}梨\t黄\t书\n", "fruits.tsv:2: 3 columns, not 4"),
        (f"{HEADER}梨\t黄\t书\t2026-01-02\t\n", "fruits.tsv:2: 5 columns, not 4"),
        (f"{HEADER}\t黄\t书\t2026-01-02\n", "fruits.tsv:2: no name"),
        (f"{HEADER}梨\t黄\t\t2026-01-02\n", "fruits.tsv:2: no source"),
        (f"{HEADER}梨\t黄\t书\t\n", "fruits.tsv:2: no date"),
        (f"{HEADER}梨\t黄\t书\t2026年\n", "fruits.tsv:2: 2026年 is no date"),
        (f"{HEADER}梨 \t黄\t书\t2026-01-02\n", "fruits.tsv:2: space around a value"),
        (
            f"{HEADER}梨\t黄\t书\t2026-01-02\n# again\n梨\t青\t书\t2026-01-02\n",
            "fruits.tsv:4: 梨 stands already in line 2",
        ),
    ],
)
def test_a_malformed_table_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ResourceError) as caught:
        read_rows_from(write(tmp_path, text), Fruit, ("name",))
    assert str(caught.value).startswith(message)


def test_a_table_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "fruits.tsv"
    path.write_bytes("名".encode("gb18030"))
    with pytest.raises(ResourceError, match=r"fruits\.tsv: not UTF-8: .* at byte 0"):
        read_rows_from(path, Fruit, ("name",))
