"""Names of projects.

Forms that such a name has, each with its own confidence:

* *list*: members of a list (:mod:`parkgraph.mentions.project_lists`);
* *head*: a name directly before 项目 or 工程 whose words are not all general
  (重点产业项目 is no name, 斯尔邦丙烷产业链项目 is);
* *priced*: what a price qualifies (总投资40亿元的机器人智能制造);
* *phased*, *branded*: an enterprise's name that runs on to a phase or a site word
  (宏彬新材料一期, X公司研发中心);
* *invested*: what opens a clause and has a total investment (万达广场总投资60亿元);
* *facility*: the object of a building verb that ends in a facility word
  (建成危化品专用停车场), with a modifier of its own.

What a name must hold and what it carries says :mod:`parkgraph.mentions.project_names`.  The forms are
signs for the tagger (:mod:`parkgraph.mentions.tagging`), which decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from parkgraph.cues import alternatives, load_cues, words
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions.brands import find_brand
from parkgraph.mentions.names import Reading, clean_name, find_left_edge
from parkgraph.mentions.project_lists import (
    find_conjoined,
    find_listed,
    find_open_lists,
    through_conjunction,
)
from parkgraph.mentions.project_names import (
    HEAD,
    HEADS,
    PRICE_CUE,
    is_category,
    name_project,
    names_one_project,
)
from parkgraph.model import Mention, Span

_WORKS = frozenset(words("projects", "work-head"))
_FACILITY = re.compile(alternatives(words("projects", "facility")) + r"(?:（[^（）\n]{2,14}）)?")
_BRANDED = re.compile(
    alternatives(words("projects", "branded")) + r"(?:[一二三四五]期)?(?:（[^（）\n]{2,14}）)?"
)
_GOVERNING = re.compile(alternatives(words("projects", "governing")) + r"(?:了)?[^，。；]{0,10}$")
_KEEP = frozenset(words("projects", "keep-before-head"))
_AFTER_PRICE = re.compile(
    r"[^，。；、！？\n]{2,30}?"
    rf"(?=[、，。；等和及将已于正在]|{alternatives((*HEADS, *words('projects', 'after-priced')))}|$)"
)
_NOT_PRICED = re.compile(
    f"[和与将已]|{alternatives(words('projects', 'not-priced'))}|"
    f"{alternatives(words('projects', 'not-priced-ending'))}$"
)
_NOT_BEHIND = re.compile(alternatives(words("projects", "not-behind")))
# a name of which something is said: 氢燃料电池发动机产业化项目落地
_PREDICATE = re.compile(
    r"[”）]?(?:[一二三四]期)?(?:在[^，。；]{2,20}|\d{1,2}月|\d{4}年|"
    + alternatives(
        (
            *words("projects", "predicate"),
            *(word for stage in load_cues("status") for word in words("status", stage)),
        )
    )
    + ")"
)
_COUNTED = re.compile(r"(?:共|达|近|约)?\d+[个项]")
_HOSTING = words("projects", "hosting")
_INVESTED = re.compile(
    f"{alternatives(words('projects', 'intended'))}?{alternatives(words('projects', 'total-investment'))}"
    r"额?(?:约|近|超|达|为|逾)?\d"
)
_NOT_INVESTED = re.compile(alternatives(words("projects", "not-invested")) + r"$|\d+[个项家]")
_PHASED = re.compile(
    f"[一二三四五]期(?=[、，。等和及已正现均将]|{alternatives((*HEADS, *words('projects', 'after-phase')))})"
)
_HAPPENS = re.compile("[^，。；、]{0,24}" + alternatives(words("projects", "happens")))


FIRST_OF_TWO = re.compile("一期[^。；]{0,24}二期")
"""Two phases of one project, which belong to what is said of it (X项目|一期投产，二期规划中)."""


def find_ruled(reading: Reading, floor: int, end: int) -> Iterator[tuple[str, Mention]]:
    """The names that the forms above fit between two offsets (a sentence), each with its form."""
    finders = (
        find_listed,
        _find_headed,
        _find_priced,
        _find_phased,
        find_open_lists,
        _find_branded,
        _find_facilities,
        _find_invested,
    )
    for find in finders:
        for mention in find(reading, floor, end):
            if not FIRST_OF_TWO.match(reading.text, mention.span.end - 2, end):
                yield dict(mention.attributes).get("form", "listed"), mention


def name_tagged(
    reading: Reading, tagged: Iterable[tuple[int, int, float]], ruled: Mapping[Span, Mention]
) -> tuple[Mention, ...]:
    """The projects that a tagger found, with what the form that fits one says of it."""
    found = []
    for start, end, probability in tagged:
        form = ruled.get(Span(start, end))
        mention = form or name_project(reading, Span(start, end), probability, form="tagged")
        if mention is not None and not _NOT_BEHIND.match(reading.text, end):
            found.append(replace(mention, confidence=probability))
    return tuple(found)


def _find_headed(reading: Reading, floor: int, end: int) -> Iterator[Mention]:
    text = reading.text
    for match in HEAD.finditer(text, floor, end):
        head = match.start()
        if any(token.end > match.end() for token in reading.tokens.between(head, match.end())):
            continue  # 工程塑料, 工程师
        edge = find_left_edge(reading, head, floor, keep_last=_KEEP)
        yield from find_conjoined(reading, edge, floor)
        edge = through_conjunction(reading, edge, floor)
        if edge > floor and text[edge - 1] == "等":
            continue
        whole = text[edge : match.end()]
        if match[0] in _WORKS and load_lexicon().enterprise_prefix(whole) == len(whole):
            continue  # 中国化学工程
        if match[0] in _WORKS and text[match.end() : match.end() + 1] == "”" and "“" in text[edge - 1 : head]:
            continue  # “龙行工程”
        if edge == head or _NOT_BEHIND.match(text, match.end()) or _COUNTED.match(text, match.end()):
            continue
        mention = name_project(
            reading, Span(edge, match.end()), 0.7 if match[0] in _WORKS else 0.8, form="head"
        )
        behind = bool(_PREDICATE.match(text, match.end(), end))
        opens = edge == floor or text[edge - 1] in "，；。：\n"
        price = opens and bool(_INVESTED.match(text, match.end(), end))
        if mention and names_one_project(
            mention, text[edge:head], match[0], behind=behind, behind_price=price
        ):
            yield mention


def _find_priced(reading: Reading, floor: int, end: int) -> Iterator[Mention]:
    text = reading.text
    for quantity in reading.quantities_between(floor, end):
        after = quantity.span.end
        if quantity.unit not in ("CNY", "USD") or text[after : after + 1] != "的":
            continue
        match = _AFTER_PRICE.match(text, after + 1, end)
        if not match or not PRICE_CUE.search(text, max(floor, quantity.span.start - 40), quantity.span.start):
            continue
        stop = match.end()
        for token in reading.tokens.between(after + 3, stop):
            if reading.period_at(token.start) is not None:
                stop = token.start  # 封测线|3月通线
                break
        head = HEAD.match(text, stop)
        stop = head.end() if head else stop
        mention = name_project(
            reading,
            Span(after + 1, stop),
            0.8,
            form="priced",
            amount=str(quantity.value),
            amountStart=str(quantity.span.start),
        )
        if mention and not _NOT_PRICED.search(mention.name):
            yield mention


def _find_branded(reading: Reading, floor: int, end: int) -> Iterator[Mention]:
    """Facilities that begin with their investor (X公司研发中心)."""
    text = reading.text
    for match in _BRANDED.finditer(text, floor, end):
        edge = find_left_edge(reading, match.start(), floor)
        brand = find_brand(clean_name(text[edge : match.start()]))
        if brand and brand.confidence < 0.75 and match[0].startswith(_HOSTING):
            continue  # 圣圆产业园: a zone as well as a company's site
        if brand is None or match.start() - edge < 2 or _NOT_BEHIND.match(text, match.end()):
            continue
        mention = name_project(reading, Span(edge, match.end()), 0.65, form="branded")
        if mention:
            yield mention


def _find_invested(reading: Reading, floor: int, end: int) -> Iterator[Mention]:
    """What opens a clause and has a total investment (万达广场|总投资60亿元)."""
    text = reading.text
    for match in _INVESTED.finditer(text, floor, end):
        edge = find_left_edge(reading, match.start(), floor)
        opens = edge == floor or text[edge - 1] in "，；。：\n"
        name = clean_name(text[edge : match.start()])
        if not opens or len(name) < 4 or _NOT_INVESTED.search(name) or is_category(name):
            continue
        if len(load_lexicon().strip_place(name)) < 4 and load_lexicon().starts_with_place(name):
            continue  # 连云港徐圩总投资300亿元的项目
        mention = name_project(reading, Span(edge, match.start()), 0.6, form="invested")
        if mention:
            yield mention


def _find_phased(reading: Reading, floor: int, end: int) -> Iterator[Mention]:
    """Names of an investor that end in a phase (宏彬新材料一期已经建成投产)."""
    text = reading.text
    for match in _PHASED.finditer(text, floor, end):
        edge = find_left_edge(reading, match.start(), floor)
        brand = find_brand(clean_name(text[edge : match.start()]))
        mention = name_project(reading, Span(edge, match.end()), 0.7, form="phased") if brand else None
        if mention and match.start() > edge:
            yield mention


def _find_facilities(reading: Reading, floor: int, end: int) -> Iterator[Mention]:
    text = reading.text
    for match in _FACILITY.finditer(text, floor, end):
        edge = find_left_edge(reading, match.start(), floor)
        edge = through_conjunction(reading, edge, floor)
        if is_category(text[edge : match.start()]):
            continue
        if match.start() - edge < 3 or text[edge].isdigit() or reading.quantity_at(edge - 1) is not None:
            continue
        happens = match.start() - edge >= 4 and _HAPPENS.match(text, match.end(), end)
        if not happens and not _GOVERNING.search(text, max(floor, edge - 16), edge):
            continue
        mention = name_project(reading, Span(edge, match.end()), 0.55, form="facility")
        if mention:
            yield mention
