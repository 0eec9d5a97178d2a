"""Which words make the name of one project, and what such a name carries.

A name must say more than general words do (重点产业) and more than a class of things does
(新能源); one that begins with an enterprise carries it as the attribute ``investor``, one
behind a price carries that as ``amount``.
"""

from __future__ import annotations

import re

from parkgraph.cues import alternatives, words
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions.brands import Brand, find_brand
from parkgraph.mentions.names import Reading, clean_name, strip_marks
from parkgraph.mentions.tokens import cut
from parkgraph.model import Kind, Mention, Span

HEADS = words("projects", "project-head", "work-head")
"""The words that close a project's name."""
HEAD = re.compile(alternatives(HEADS))
CATEGORY = frozenset(words("projects", "category"))
"""Words for whole industries, which name no project by themselves."""
PRICE_CUE = re.compile(
    alternatives(words("projects", "price", "price-paid"))
    + f"{alternatives(words('projects', 'price-size'))}?[为达约超]?(?:[^，。；]{{1,34}}、)?$"
)
"""What stands before the price of a project."""
_WORKS = frozenset(words("projects", "work-head"))
_GENERIC = frozenset(words("projects", "generic"))
_SPECIFIC = re.compile(alternatives(words("projects", "specific")) + r"|[A-Z]{2,}|\d")
_CAMPAIGN = words("projects", "campaign")
_TAIL = re.compile(f"{alternatives(words('projects', 'before-head'))}?{alternatives(HEADS)}$")
_PHASE_ONLY = re.compile(r"(?:[（(]?[一二三四五六首]期[)）]?|第?[一二三四五]阶段)+$")
_SLOGAN = re.compile(r"^“[^“”]*”?$")
_NUMERIC = re.compile(r"“[一二三四五六七八九十百千万双\d+×X]+”$")


def name_project(reading: Reading, span: Span, confidence: float, **attributes: str) -> Mention | None:
    """The project a span names, with its price and investor as attributes; None when it names nothing."""
    span = strip_marks(reading.text, span)
    name = clean_name(reading.text[span.start : span.end])
    bare = _TAIL.sub("", name)
    if len(bare) < 2 or name.startswith(HEADS) or _PHASE_ONLY.match(bare) or is_general(bare):
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
    if not PRICE_CUE.search(reading.text, max(0, quantity.span.start - 12), quantity.span.start):
        return {}
    return {"amount": str(quantity.value), "amountStart": str(quantity.span.start)}


def is_general(name: str) -> bool:
    """Whether every word of a name is general, so that it names nothing.

    >>> is_general("重点产业"), is_general("斯尔邦丙烷产业链")
    (True, False)
    """
    return all(word in _GENERIC or tag in ("m", "q", "x", "r", "uj", "u") for word, tag in cut(name))


def is_category(modifier: str) -> bool:
    """Whether every word of a modifier is general or an industry (老工业|基地, 石化产业|基地)."""
    words_of = cut(clean_name(modifier))
    return len(words_of) <= 3 and all(word in _GENERIC or word in CATEGORY for word, _ in words_of)


def names_one_project(mention: Mention, bare: str, head: str, *, behind: bool, behind_price: bool) -> bool:
    """Whether a name before 项目 or 工程 is one thing's, no class (新能源项目), no slogan (“龙行”工程)."""
    if head in _WORKS and (_SLOGAN.search(bare) or _NUMERIC.search(bare) or bare.endswith(_CAMPAIGN)):
        return False
    if any(name == "investor" for name, _ in mention.attributes):
        return True
    if find_brand(load_lexicon().strip_place(mention.name)):
        return True
    tokens = cut(clean_name(bare))
    if not tokens or len(mention.name) < 6:
        return False
    if behind_price and not is_general(bare):
        return True
    special = [word for word, _ in tokens if len(word) > 1 and word not in _GENERIC and word not in CATEGORY]
    if len(special) >= 2 and len(mention.name) >= 8 and behind:
        return True
    last = tokens[-1][0]
    if last in CATEGORY | _GENERIC and len(last) > 1 and not _SPECIFIC.fullmatch(last):
        return False
    return bool(_SPECIFIC.search(bare))
