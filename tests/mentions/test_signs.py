"""The signs of characters."""

from __future__ import annotations

from parkgraph.mentions.names import read
from parkgraph.mentions.ordered import order
from parkgraph.mentions.quantities import find_quantities
from parkgraph.mentions.signs import Found, describe
from parkgraph.model import Kind, Mention, Span


def signs_of(text: str, ruled: tuple[tuple[str, Span], ...] = ()) -> list[set[str]]:
    reading = read(text, find_quantities(text), ())
    park = Mention(Kind.PARK, Span(0, 4), text[:4])
    return [set(row) for row in describe(Found.of(reading, park=order([park])), 0, len(text), ruled)]


def test_a_character_has_the_signs_of_its_word_and_of_what_covers_it() -> None:
    rows = signs_of("白沙新区引进屹澜化工项目。", (("head", Span(6, 12)),))
    assert {"c=白", "c-1=^", "f=Bpark", "at=0", "f+=Ipark"} <= rows[0]
    assert {"f=Epark", "c+1=引"} <= rows[3]
    assert {"governed=引进", "r=headB"} <= rows[6]
    assert {"w=项目", "tag=n/B", "f=Bhead", "r=headI"} <= rows[10]
    assert {"r=headE", "w=项目", "f=Ehead"} <= rows[11]
    assert "joint=$" in rows[12]
    assert not any(sign.startswith(("r=", "f=")) for sign in rows[12])


def test_the_list_a_name_stands_in_and_figures_are_told() -> None:
    rows = signs_of("白沙新区引进屹澜、恒沐等企业30家。")
    assert {"list=company", "list=company/企业", "joint=、"} <= rows[7]
    assert {"f=Bquantity", "unit=count"} <= rows[14]


def test_there_is_a_row_for_each_character() -> None:
    text = "白沙新区，２０２３年。"
    assert [next(iter(r for r in row if r.startswith("c="))) for row in map(sorted, signs_of(text))] == [
        f"c={character}" for character in text
    ]
