"""Projects in lists and pairs.

Members before 等(N个)…项目 are projects, each of them (A、B等6个项目投入生产), unless together they make
one name; a name that 和 or 、 joins to one with a head may be a project of its own or the first
half of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from parkgraph.cues import alternatives, words
from parkgraph.mentions.brands import find_brand
from parkgraph.mentions.names import Item, Reading, clean_name, find_left_edge, find_list
from parkgraph.mentions.project_names import CATEGORY, HEAD, HEADS, name_project
from parkgraph.mentions.tokens import cut
from parkgraph.model import Mention, Span

_LIST = re.compile(
    rf"等(?P<between>(?:[^，。；、]{{0,8}}{alternatives(words('projects', 'list-stage'))}、)?"
    rf"[^，。；、：！？\n]{{0,22}}?){alternatives((*HEADS, *words('projects', 'list-head')))}"
)
_OF_KINDS = re.compile(alternatives(words("projects", "batch")) + r"(?:总投资[^，。；]{2,14}的)?$")
_LIST_STOP = re.compile(alternatives(words("projects", "list-stop")))
_OPEN_LIST = re.compile(f"等(?={alternatives(words('projects', 'after-open-list'))})")
_FACILITY = re.compile(alternatives(words("projects", "facility")))
_BRANDED_END = re.compile(alternatives(words("projects", "branded")) + r"(?:[一二三四五]期)?$")
# X30万吨/年合成氨及|52万吨/年尿素项目: two products of one project
_NUMBERED = re.compile(r"\d+(?:\.\d+)?万?吨")


def find_listed(reading: Reading, floor: int, end: int) -> Iterator[Mention]:
    """The members of lists that 等…项目 closes."""
    for match in _LIST.finditer(reading.text, floor, end):
        if _LIST_STOP.search(match["between"]):
            continue
        items = find_list(reading, match.start(), floor)
        investor: dict[str, str] = {}
        # 引进一批海洋科技、冷链物流等项目: kinds, not names
        kinds = bool(items) and _OF_KINDS.search(reading.text, floor, items[0].span.start) is not None
        for item in _rejoin(reading, items):
            attributes = {"form": "list", "list": f"{match.start()}-{match.end()}"}
            if item.amount is not None:
                attributes["amount"] = str(item.amount.value)
                attributes["amountStart"] = str(item.amount.span.start)
            mention = name_project(reading, item.span, 0.8, **attributes)
            if mention is None or mention.name in CATEGORY:
                continue
            own = {k: v for k, v in mention.attributes if k == "investor"}
            if kinds and not own and item.amount is None:
                continue
            if not own and item.amount is None and len(cut(mention.name)) == 1:
                continue  # a product by itself (乙烯、丙烯等项目)
            if not own and investor and reading.quantity_at(mention.span.start) is not None:
                # 恒力石化1200万吨/年PTA、150万吨/年乙烯等项目: one investor for both
                mention = replace(
                    mention, attributes=tuple(sorted({**dict(mention.attributes), **investor}.items()))
                )
            investor = own
            yield mention


def find_open_lists(reading: Reading, floor: int, end: int) -> Iterator[Mention]:
    """The members of lists that no head but a stage word closes (A项目、B生产线等相继投产)."""
    text = reading.text
    for match in _OPEN_LIST.finditer(text, floor, end):
        items = find_list(reading, match.start(), floor)
        names = [clean_name(text[item.span.start : item.span.end]) for item in items]
        if any(HEAD.search(name) or _BRANDED_END.search(name) for name in names):
            for item, name in zip(items, names, strict=True):
                mention = name_project(
                    reading, item.span, 0.65, form="list", list=f"{match.start()}-{match.end()}"
                )
                if mention and len(name) >= 4 and name not in CATEGORY:
                    yield mention


def _rejoin(reading: Reading, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Members that belong to one name: products behind an investor's full name (…公司主机、叶片制造)
    and modifiers joined before one head (汽车和新能源技术项目)."""
    text = reading.text
    last = items[-1] if items else None
    if last is not None and len(items) > 1 and last.joint not in ("", "、") and not last.amount:
        # A和B项目等: one name when only the second part has the head
        before = clean_name(text[items[-2].span.start : items[-2].span.end])
        if (
            HEAD.search(text, last.span.start, last.span.end)
            and not HEAD.search(before)
            and not find_brand(before)
        ):
            joined = Item(Span(items[-2].span.start, last.span.end), items[-2].amount, items[-2].joint)
            items = (*items[:-2], joined)
    if len(items) < 2 or any(item.amount for item in items[1:]):
        return items
    first = find_brand(clean_name(text[items[0].span.start : items[0].span.end]))
    if first is None or first.confidence < 0.9 or first.length == items[0].span.end - items[0].span.start:
        return items
    if any(reading.quantity_at(item.span.start) is not None for item in items[1:]):
        return items
    for item in items[1:]:
        name = clean_name(text[item.span.start : item.span.end])
        if find_brand(name) or HEAD.search(name) or _FACILITY.search(name):
            return items
    return (Item(Span(items[0].span.start, items[-1].span.end), items[0].amount),)


def find_conjoined(reading: Reading, edge: int, floor: int) -> Iterator[Mention]:
    """Names with an investor that 和 or 、 joins to a name with a head (斯尔邦丙烷产业链和虹港PTA|项目)."""
    text = reading.text
    while edge > floor and text[edge - 1] in "和及与、":
        left = find_left_edge(reading, edge - 1, floor)
        part = clean_name(text[left : edge - 1])
        brand = find_brand(part)
        if left == edge - 1 or HEAD.search(part) or brand is None or brand.length == len(part):
            return
        mention = name_project(reading, Span(left, edge - 1), 0.7, form="conjoined")
        if mention:
            yield mention
        edge = left


def through_conjunction(reading: Reading, edge: int, floor: int) -> int:
    """Goes on through 和 or 、 when the part before has no head of its own (迁移和改造|工程)."""
    text = reading.text
    start = edge
    while start > floor and text[start - 1] in "和及与":
        left = find_left_edge(reading, start - 1, floor)
        part = text[left : start - 1]
        numbered = reading.quantity_at(start) is not None and reading.quantity_at(left) is None
        branded = find_brand(clean_name(part)) is not None and not (numbered and _NUMBERED.search(part))
        if left == start - 1 or len(part) < 2 or HEAD.search(part) or branded:
            return edge if start == edge else start
        start = left
        while start > floor and text[start - 1] == "、":
            left = find_left_edge(reading, start - 1, floor)
            if left == start - 1 or HEAD.search(text[left : start - 1]):
                break
            start = left
    return start
