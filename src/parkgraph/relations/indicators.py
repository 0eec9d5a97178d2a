"""What a figure measures: its label as written and the indicator of the vocabulary it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from parkgraph.cues import alternatives, words
from parkgraph.errors import ResourceError
from parkgraph.mentions.names import Reading, ends_name
from parkgraph.model import Quantity
from parkgraph.resources import resource_path

_UNIT_KIND = {
    "CNY": "money",
    "USD": "money",
    "EUR": "money",
    "HKD": "money",
    "JPY": "money",
    "count": "count",
    "person": "person",
    "percent": "percent",
    "percentage_point": "percent",
    "times": "percent",
    "mu": "area",
    "km2": "area",
    "m2": "area",
    "ha": "area",
    "km": "length",
    "m": "length",
    "m3": "volume",
    "m3/year": "volume",
    "m3/day": "volume",
    "tonne": "mass",
    "tonne/year": "mass",
    "tonne/day": "mass",
    "kg": "mass",
    "kW": "power",
    "MW": "power",
    "GW": "power",
    "W": "power",
    "kWh": "energy",
    "MWh": "energy",
    "GWh": "energy",
    "year": "duration",
    "month": "duration",
    "day": "duration",
    "workday": "duration",
}
_LEAD = re.compile(
    r"^(?:[\s、，“”◆●■▲▼·•◇○※%—\-]+|其中|目前|已经|已|完成(?!总?投资)|现已|现有|截至[^，]{0,10}|力争|预计|计划(?!总?投资|完成)|将|拟(?!投资)|先后|同时|并且?|"
    r"还|也|又|另有|约|近|超|至|由|从(?!业)|比|较|占(?!地)|了|的|等|和|及|与|共|用[一二两三四五]年时间|建成后|投产后|达产后|可(?:实现)?|"
    r"(?:该|本|此)(?:区|园区|项目|市|县|公司|企业)|项目(?=总投资|占地|建成|投产|达产|全部|一期|二期)|(?:园区|新区|高新区|经开区|开发区)(?=.{3})|全[市区县省旗]|我[市区县省]|今年|去年|上年|当年|明年|全年|年内|当前|"
    r"(?:一|二|三|四|前三)季度|上半年|下半年|(?:20)?\d{2}年|\d{1,2}月份?|到\d{4}年|“?十[三四五]五”?期间|目标(?:任务)?(?:为|是)?|实现(?!总?投资))*"
)
_TAIL = re.compile(
    r"(?:达到|达|为|是|至|有|共计?|合计|约|近|超过?|突破|分别|由(?:\d{4}年)?的?|从(?:\d{4}年)?的?|比|占比?|的|等|总计|在|已|了|完成(?=$)|力争|预计|"
    r"计划|将|累计|首次|再|均|到|增加到?|提升到|提升至|增长到(?:\d{4}年)?的?|增长至|压缩[到至]|缩短[到至]|扩大到|下降到|降至|减少到|目标|：|:|“|”|、|，)+$"
)
_RIGHT = re.compile(r"[^，。；：！？、\n（）()]{0,24}")
_GROWTH = re.compile(r"(?:同比|环比|比上年|较上年|年均|增幅|增速|增长|下降|减少|提高|上升|回落)")


@dataclass(frozen=True, slots=True)
class _Phrases:
    matcher: AhoCorasick
    rows: tuple[tuple[str, str, str], ...]


@cache
def _load_phrases() -> _Phrases:
    path = resource_path("seeds", "lexicon", "indicators.tsv")
    rows: list[tuple[str, str, str]] = []
    header = False
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if not header:
            header = True
            continue
        cells = line.split("\t")
        if len(cells) < 3:
            raise ResourceError(f"{path.name}:{number}: fewer than three columns")
        rows.append((cells[0], cells[1], cells[2]))
    matcher = AhoCorasick([row[0] for row in rows], matchkind=MatchKind.Standard)
    return _Phrases(matcher, tuple(rows))


def find_indicator(label: str, quantity: Quantity) -> str | None:
    """The notation of the indicator a label names: the longest phrase that fits the unit, the last of equals.

    A growth rate is the growth of what it measures when the vocabulary has that, else growth.
    """
    kind = _UNIT_KIND.get(quantity.unit, "any")
    phrases = _load_phrases()
    best: tuple[int, int, str] | None = None
    for index, start, end in phrases.matcher.find_matches_as_indexes(label, overlapping=True):
        _, indicator, expected = phrases.rows[index]
        if expected not in ("any", kind) and not {expected, kind} <= {"count", "person"}:
            continue
        candidate = (end - start, start, indicator)
        if best is None or candidate[:2] > best[:2]:
            best = candidate
    return best[2] if best else None


def label_of(reading: Reading, low: int, quantity: Quantity, high: int) -> tuple[str, int, int]:
    """The words that say what a quantity measures, and the clean offsets of words and quantity together.

    ``low`` and ``high`` bound the clause (or the neighbouring quantity).  A count is named by the
    noun behind it (135个重点建设项目) when there is one, anything else by the words before it.
    """
    text = reading.text
    start, end = quantity.span.start, quantity.span.end
    before, before_start = _words_before(text, low, start)
    after, after_end = _words_after(reading, end, high)
    if quantity.unit in ("count", "person") and len(after) >= 2:
        return after, start, after_end
    if len(before) >= 2:
        return before, before_start, end
    if after:
        return after, start, after_end
    return before or quantity.measure, before_start, end


def _words_before(text: str, low: int, start: int) -> tuple[str, int]:
    piece = text[max(low, start - 26) : start]
    tail = _TAIL.search(piece)
    stop = tail.start() if tail else len(piece)
    lead = _LEAD.match(piece[:stop])
    first = lead.end() if lead else 0
    if first >= stop:
        first = 0
    return piece[first:stop].strip("“”、 "), start - len(piece) + first


def _words_after(reading: Reading, end: int, high: int) -> tuple[str, int]:
    match = _RIGHT.match(reading.text, end, high)
    stop = end
    for token in reading.tokens.between(end, match.end() if match else end):
        if token.start != stop or (ends_name(token) and token.word not in ("“", "”", "上", "下", "以上")):
            break
        if reading.quantity_at(token.start) is not None or (token.tag == "v" and token.word in _PREDICATES):
            break
        stop = token.end
    return reading.text[end:stop].strip("“”"), stop


_PREDICATES = frozenset(
    w for key in ("underConstruction", "completed", "inProduction", "signed") for w in words("status", key)
)


def is_growth(label: str) -> bool:
    """Whether a label speaks of a change."""
    return bool(_GROWTH.search(label))


_PROJECT_SIZE = re.compile(
    alternatives(
        (
            "总投资",
            "投资额",
            "投资",
            "占地",
            "用地",
            "建筑面积",
            "年产",
            "产能",
            "生产线",
            "产线",
            "厂房",
            "装机",
            "产值",
            "销售",
            "收入",
            "税收",
            "利税",
            "利润",
            "就业",
            "岗位",
            "规模",
            "设计",
            "处理能力",
            "日处理",
            "储罐",
            "机组",
            "工期",
            "投入",
            "完成",
            "建设",
            "容量",
            "达产",
            "年处理",
            "套",
            "库容",
            "吞吐",
        )
    )
)


# figures of an economy, never of one project
_MACRO = re.compile(
    r"固定资产投资|地区生产总值|GDP|工业总产值|增加值|财政|预算|进出口|社会消费|规上|规模以上|签约|引进|企业数|投资增速|"
    r"工业投资|民间投资|比重|开工率|入库|项目数?$|个项目|到位"
)


def can_size_project(label: str, quantity: Quantity) -> bool:
    """Whether a figure is of the sort that describes one project (price, ground, capacity, yield)."""
    if _MACRO.search(label):
        return False
    if quantity.unit.endswith(("/year", "/day")) or quantity.unit in (
        "kW",
        "MW",
        "GW",
        "kWh",
        "MWh",
        "GWh",
        "W",
        "mu",
        "m2",
        "ha",
    ):
        return True
    return bool(_PROJECT_SIZE.search(label))
