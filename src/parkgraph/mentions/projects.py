"""Names of projects.

Algorithm, each form with its own confidence:

* *list*: members before 等(N个)…项目, each a project (A、B等6个项目投入生产);
* *head*: a name directly before 项目 or 工程 whose words are not all general
  (重点产业项目 is no name, 斯尔邦丙烷产业链项目 is);
* *priced*: what a price qualifies (总投资40亿元的机器人智能制造);
* *facility*: the object of a building verb that ends in a facility word
  (建成危化品专用停车场), with a modifier of its own.

A name that begins with an enterprise carries it as the attribute ``investor``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from parkgraph.cues import alternatives, load_cues, words
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions.brands import Brand, find_brand
from parkgraph.mentions.names import Item, Reading, clean_name, find_left_edge, find_list, strip_marks
from parkgraph.mentions.tokens import cut
from parkgraph.model import Kind, Mention, Span

_GENERIC = frozenset(words("projects", "generic"))
_SPECIFIC = re.compile(alternatives(words("projects", "specific")) + r"|[A-Z]{2,}|\d")
_CATEGORY = frozenset(words("projects", "category"))
_NOT_WORK = (
    "赋能",
    "孵化",
    "强基",
    "铸魂",
    "育苗",
    "领航",
    "引航",
    "提质",
    "培育",
    "创建",
    "党建",
    "民心",
    "民生",
    "实事",
    "希望",
    "系统",
    "形象",
    "惠民",
    "引领",
    "争先",
)
_LIST_STOP = re.compile(alternatives(words("projects", "list-stop")))
_LIST = re.compile(
    r"等(?P<between>(?:[^，。；、]{0,8}(?:新建|扩建|续建|在建|技改|改建|改扩建|竣工|开工|签约)、)?[^，。；、：！？\n]{0,22}?)(?:项目|工程|技改)"
)
_HEAD = re.compile(r"项目|工程")
_FACILITY = re.compile(alternatives(words("projects", "facility")) + r"(?:（[^（）\n]{2,14}）)?")
_BRANDED = re.compile(
    alternatives(words("projects", "branded")) + r"(?:[一二三四五]期)?(?:（[^（）\n]{2,14}）)?"
)
_OPEN_LIST = re.compile(
    r"等(?=先后|相继|陆续|已|正|均|都|开工|竣工|投产|建成|签约|落户|加快|顺利|进场|全面|有序|正在)"
)
_GOVERNING = re.compile(alternatives(words("projects", "governing")) + r"(?:了)?[^，。；]{0,10}$")
_KEEP = frozenset({"集聚", "启动", "建设", "扩建", "改建", "新建", "技改", "服务", "生产", "培育"})
_PRICE_CUE = re.compile(r"(?:投资|斥资|投入)(?:额|规模|总额)?(?:为|达|约|超)?(?:[^，。；]{1,34}、)?$")
_AFTER_PRICE = re.compile(
    r"[^，。；、！？\n]{2,30}?(?=等|、|，|。|；|项目|工程|和|及|将|已|于|正|在|签约|开工|竣工|建成|投产|落户|落地|奠基|动工|加快|$)"
)
_NOT_BEHIND = re.compile(alternatives(words("projects", "not-behind")))
_PHASE_ONLY = re.compile(r"(?:[（(]?[一二三四五六首]期[)）]?|第?[一二三四五]阶段)+$")


def find_projects(reading: Reading, floor: int, end: int) -> tuple[Mention, ...]:
    """The project names between two offsets (a sentence), ordered and without overlap."""
    found: list[Mention] = []
    finders = (
        _find_listed,
        _find_headed,
        _find_priced,
        _find_phased,
        _find_branded,
        _find_facilities,
        _find_invested,
    )
    for find in finders:
        for mention in find(reading, floor, end):
            if not any(m.span.start < mention.span.end and mention.span.start < m.span.end for m in found):
                found.append(mention)
    return tuple(sorted(found, key=lambda m: m.span))


def is_general(name: str) -> bool:
    """Whether every word of a name is general, so that it names nothing.

    >>> is_general("重点产业"), is_general("斯尔邦丙烷产业链")
    (True, False)
    """
    return all(word in _GENERIC or tag in ("m", "q", "x", "r", "uj", "u") for word, tag in cut(name))


def _mention(reading: Reading, span: Span, confidence: float, **attributes: str) -> Mention | None:
    span = strip_marks(reading.text, span)
    name = clean_name(reading.text[span.start : span.end])
    bare = re.sub(r"(?:建设)?(?:项目|工程)$", "", name)
    if len(bare) < 2 or name.startswith(("项目", "工程")) or _PHASE_ONLY.match(bare) or is_general(bare):
        return None
    if "amount" not in attributes:
        attributes |= _price_before(reading, span.start)
    brand: Brand | None = find_brand(name)
    if brand:
        attributes["investor"] = brand.name
        attributes["investorLength"] = str(brand.length)
        attributes["investorConfidence"] = str(brand.confidence)
    return Mention(Kind.PROJECT, span, name, confidence, tuple(sorted(attributes.items())))


def _price_before(reading: Reading, start: int) -> dict[str, str]:
    """The price that qualifies a name directly (投资超300亿元的|南港乙烯项目), as attributes."""
    if reading.text[start - 1 : start] != "的":
        return {}
    quantity = reading.quantity_at(start - 2)
    if quantity is None or quantity.unit not in ("CNY", "USD", "EUR"):
        return {}
    if not _PRICE_CUE.search(reading.text, max(0, quantity.span.start - 12), quantity.span.start):
        return {}
    return {"amount": str(quantity.value), "amountStart": str(quantity.span.start)}


def _find_listed(reading: Reading, floor: int, end: int) -> Iterator[Mention]:
    for match in _LIST.finditer(reading.text, floor, end):
        if _LIST_STOP.search(match["between"]):
            continue
        items = find_list(reading, match.start(), floor)
        investor: dict[str, str] = {}
        for item in _rejoin(reading, items):
            attributes = {"form": "list", "list": f"{match.start()}-{match.end()}"}
            if item.amount is not None:
                attributes["amount"] = str(item.amount.value)
                attributes["amountStart"] = str(item.amount.span.start)
            mention = _mention(reading, item.span, 0.8, **attributes)
            if mention is None or mention.name in _CATEGORY:
                continue
            own = {k: v for k, v in mention.attributes if k == "investor"}
            if not own and item.amount is None and len(cut(mention.name)) == 1:
                continue  # a product by itself (乙烯、丙烯等项目)
            if not own and investor and reading.quantity_at(mention.span.start) is not None:
                # 恒力石化1200万吨/年PTA、150万吨/年乙烯等项目: one investor for both
                mention = replace(
                    mention, attributes=tuple(sorted({**dict(mention.attributes), **investor}.items()))
                )
            investor = own
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
            _HEAD.search(text, last.span.start, last.span.end)
            and not _HEAD.search(before)
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
        if find_brand(name) or _HEAD.search(name) or _FACILITY.search(name):
            return items
    return (Item(Span(items[0].span.start, items[-1].span.end), items[0].amount),)


def _find_headed(reading: Reading, floor: int, end: int) -> Iterator[Mention]:
    text = reading.text
    for match in _HEAD.finditer(text, floor, end):
        head = match.start()
        if any(token.end > match.end() for token in reading.tokens.between(head, match.end())):
            continue  # 工程塑料, 工程师
        edge = find_left_edge(reading, head, floor, keep_last=_KEEP)
        yield from _find_conjoined(reading, edge, floor)
        edge = _through_conjunction(reading, edge, floor)
        if edge > floor and text[edge - 1] == "等":
            continue
        whole = text[edge : match.end()]
        if match[0] == "工程" and load_lexicon().enterprise_prefix(whole) == len(whole):
            continue  # 中国化学工程
        if match[0] == "工程" and text[match.end() : match.end() + 1] == "”" and "“" in text[edge - 1 : head]:
            continue  # “龙行工程”
        if edge == head or _NOT_BEHIND.match(text, match.end()) or _COUNTED.match(text, match.end()):
            continue
        mention = _mention(reading, Span(edge, match.end()), 0.8 if match[0] == "项目" else 0.7, form="head")
        behind = bool(_PREDICATE.match(text, match.end(), end))
        opens = edge == floor or text[edge - 1] in "，；。：\n"
        price = opens and bool(_INVESTED.match(text, match.end(), end))
        if mention and _is_specific(mention, text[edge:head], match[0], behind=behind, behind_price=price):
            yield mention


def _is_specific(mention: Mention, bare: str, head: str, *, behind: bool, behind_price: bool) -> bool:
    """Whether a name before 项目 or 工程 is one thing's, no class (新能源项目), no slogan (“龙行”工程)."""
    if head == "工程" and (_SLOGAN.search(bare) or _NUMERIC.search(bare)):
        return False
    if any(name == "investor" for name, _ in mention.attributes):
        return True
    if find_brand(load_lexicon().strip_place(mention.name)):
        return True
    tokens = cut(clean_name(bare))
    if not tokens or len(mention.name) < 6 or (head == "工程" and tokens[-1][0] in _NOT_WORK):
        return False
    if behind_price and not is_general(bare):
        return True
    special = [word for word, _ in tokens if len(word) > 1 and word not in _GENERIC and word not in _CATEGORY]
    if len(special) >= 2 and len(mention.name) >= 8 and behind:
        return True
    last = tokens[-1][0]
    if last in _CATEGORY | _GENERIC and len(last) > 1 and not _SPECIFIC.fullmatch(last):
        return False
    return bool(_SPECIFIC.search(bare))


_SLOGAN = re.compile(r"^“[^“”]*”?$")


_HOSTING = ("产业园", "工业园", "科技园", "物流园")
_NUMERIC = re.compile(r"“[一二三四五六七八九十百千万双\d+×X]+”$")
# a name of which something is said: 氢燃料电池发动机产业化项目落地
_PREDICATE = re.compile(
    r"[”）]?(?:[一二三四]期)?(?:总投资|计划(?:总)?投资|由|位于|占地|落户|在[^，。；]{2,20}|正式|顺利|已|全|正|进入|试|首|通过|获|取得|举行|\d{1,2}月|\d{4}年|"
    + alternatives(w for key in load_cues("status") for w in words("status", key))
    + ")"
)
_COUNTED = re.compile(r"(?:共|达|近|约)?\d+[个项]")


def _find_conjoined(reading: Reading, edge: int, floor: int) -> Iterator[Mention]:
    """Names with an investor that 和 or 、 joins to a name with a head (斯尔邦丙烷产业链和虹港PTA|项目)."""
    text = reading.text
    while edge > floor and text[edge - 1] in "和及与、":
        left = find_left_edge(reading, edge - 1, floor)
        part = clean_name(text[left : edge - 1])
        brand = find_brand(part)
        if left == edge - 1 or _HEAD.search(part) or brand is None or brand.length == len(part):
            return
        mention = _mention(reading, Span(left, edge - 1), 0.7, form="conjoined")
        if mention:
            yield mention
        edge = left


def _through_conjunction(reading: Reading, edge: int, floor: int) -> int:
    """Goes on through 和 or 、 when the part before has no head of its own (迁移和改造|工程)."""
    text = reading.text
    start = edge
    while start > floor and text[start - 1] in "和及与":
        left = find_left_edge(reading, start - 1, floor)
        part = text[left : start - 1]
        numbered = reading.quantity_at(start) is not None and reading.quantity_at(left) is None
        branded = find_brand(clean_name(part)) is not None and not (numbered and _NUMBERED.search(part))
        if left == start - 1 or len(part) < 2 or _HEAD.search(part) or branded:
            return edge if start == edge else start
        start = left
        while start > floor and text[start - 1] == "、":
            left = find_left_edge(reading, start - 1, floor)
            if left == start - 1 or _HEAD.search(text[left : start - 1]):
                break
            start = left
    return start


# X30万吨/年合成氨及|52万吨/年尿素项目: two products of one project
_NUMBERED = re.compile(r"\d+(?:\.\d+)?万?吨")


def _find_priced(reading: Reading, floor: int, end: int) -> Iterator[Mention]:
    text = reading.text
    for quantity in reading.quantities_between(floor, end):
        after = quantity.span.end
        if quantity.unit not in ("CNY", "USD") or text[after : after + 1] != "的":
            continue
        match = _AFTER_PRICE.match(text, after + 1, end)
        if not match or not _PRICE_CUE.search(
            text, max(floor, quantity.span.start - 40), quantity.span.start
        ):
            continue
        stop = match.end()
        if text.startswith(("项目", "工程"), stop):
            stop += 2
        mention = _mention(
            reading,
            Span(after + 1, stop),
            0.8,
            form="priced",
            amount=str(quantity.value),
            amountStart=str(quantity.span.start),
        )
        if mention and not re.search(r"[和与将已]|企业|基金|资金|公司$|收入|产值", mention.name):
            yield mention


def _find_branded(reading: Reading, floor: int, end: int) -> Iterator[Mention]:
    """Facilities that begin with their investor, and members of lists that a stage word closes."""
    text = reading.text
    for match in _OPEN_LIST.finditer(text, floor, end):
        items = find_list(reading, match.start(), floor)
        names = [clean_name(text[item.span.start : item.span.end]) for item in items]
        if any(_HEAD.search(name) or _BRANDED_END.search(name) for name in names):
            for item, name in zip(items, names, strict=True):
                mention = _mention(
                    reading, item.span, 0.65, form="list", list=f"{match.start()}-{match.end()}"
                )
                if mention and len(name) >= 4 and name not in _CATEGORY:
                    yield mention
    for match in _BRANDED.finditer(text, floor, end):
        edge = find_left_edge(reading, match.start(), floor)
        brand = find_brand(clean_name(text[edge : match.start()]))
        if brand and brand.confidence < 0.75 and match[0].startswith(_HOSTING):
            continue  # 圣圆产业园: a zone as well as a company's site
        if brand is None or match.start() - edge < 2 or _NOT_BEHIND.match(text, match.end()):
            continue
        mention = _mention(reading, Span(edge, match.end()), 0.65, form="branded")
        if mention:
            yield mention


_BRANDED_END = re.compile(alternatives(words("projects", "branded")) + r"(?:[一二三四五]期)?$")


def _find_invested(reading: Reading, floor: int, end: int) -> Iterator[Mention]:
    """What opens a clause and has a total investment (万达广场|总投资60亿元)."""
    text = reading.text
    for match in _INVESTED.finditer(text, floor, end):
        edge = find_left_edge(reading, match.start(), floor)
        opens = edge == floor or text[edge - 1] in "，；。：\n"
        name = clean_name(text[edge : match.start()])
        if not opens or len(name) < 4 or _NOT_INVESTED.search(name) or _is_category(name):
            continue
        mention = _mention(reading, Span(edge, match.start()), 0.6, form="invested")
        if mention:
            yield mention


_INVESTED = re.compile(r"(?:计划|预计)?总投资(?:额)?(?:约|近|超|达|为|逾)?\d")
_NOT_INVESTED = re.compile(
    r"(?:项目|公司|集团|企业|园区|开发区|高新区|新区|产业|期|额|其中|合计|累计|协议|合同|计划|预计|个|项)$|\d+[个项家]"
)


def _is_category(modifier: str) -> bool:
    """Whether every word of a modifier is general or an industry (老工业|基地, 石化产业|基地)."""
    words_of = cut(clean_name(modifier))
    return len(words_of) <= 3 and all(word in _GENERIC or word in _CATEGORY for word, _ in words_of)


def _find_phased(reading: Reading, floor: int, end: int) -> Iterator[Mention]:
    """Names of an investor that end in a phase (宏彬新材料一期已经建成投产)."""
    text = reading.text
    for match in _PHASED.finditer(text, floor, end):
        edge = find_left_edge(reading, match.start(), floor)
        brand = find_brand(clean_name(text[edge : match.start()]))
        mention = _mention(reading, Span(edge, match.end()), 0.7, form="phased") if brand else None
        if mention and match.start() > edge:
            yield mention


_PHASED = re.compile(
    r"[一二三四五]期(?=[、，。等和及已正现均将]|项目|工程|建成|投产|开工|竣工|加快|顺利|全面)"
)


_HAPPENS = re.compile(r"[^，。；、]{0,24}(?:开工|动工|奠基|投产|竣工|封顶|投运|投用|建成|落成|启动建设|揭牌)")


def _find_facilities(reading: Reading, floor: int, end: int) -> Iterator[Mention]:
    text = reading.text
    for match in _FACILITY.finditer(text, floor, end):
        edge = find_left_edge(reading, match.start(), floor)
        edge = _through_conjunction(reading, edge, floor)
        if _is_category(text[edge : match.start()]):
            continue
        if match.start() - edge < 3 or text[edge].isdigit() or reading.quantity_at(edge - 1) is not None:
            continue
        happens = match.start() - edge >= 4 and _HAPPENS.match(text, match.end(), end)
        if not happens and not _GOVERNING.search(text, max(floor, edge - 16), edge):
            continue
        mention = _mention(reading, Span(edge, match.end()), 0.55, form="facility")
        if mention:
            yield mention
