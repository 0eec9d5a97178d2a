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
    signs = describe(Found.of(reading, park=order([park])), [(0, len(text))], [ruled])
    return [set(row) for row in next(signs.rows())]


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


def test_a_sentence_has_no_signs_of_those_beside_it() -> None:
    text = "白沙新区引进屹澜、恒沐等企业30家。华岭公司精密轴承项目签约。总投资12亿元。"
    reading = read(text, find_quantities(text), ())
    found = Found.of(reading, park=order([Mention(Kind.PARK, Span(0, 4), text[:4])]))
    ends = [i + 1 for i, character in enumerate(text) if character == "。"]
    sentences = list(zip([0, *ends], ends, strict=False))
    ruled = [[("head", Span(0, 4))], [], [("head", Span(18, 28)), ("list", Span(20, 28))]]
    together = list(describe(found, sentences, ruled).rows())
    alone = [
        next(describe(found, [one], [names]).rows()) for one, names in zip(sentences, ruled, strict=True)
    ]
    assert together == alone
    assert list(describe(found, [], []).rows()) == []


def test_a_head_is_seen_as_far_as_it_stands_whole_in_reach() -> None:
    text = "白" * 28 + "产业园区" + "白" * 28 + "、项目"
    ahead = [
        next((sign for sign in row if sign.startswith("ahead=")), "")[len("ahead=") :]
        for row in signs_of(text)
    ]
    assert ahead[:3] == ["", "产业园", "产业园区"]
    assert set(ahead[2:29]) == {"产业园区"}
    assert ahead[32] == ""
    assert set(ahead[33:61]) == {"项目、"}
    assert ahead[61] == "项目"
