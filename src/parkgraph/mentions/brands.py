"""Which part of a free name is an enterprise's: 瑞联|原料药生产线, 蒙泰铝业|高端铝合金.

A brand is recognised, in this order, by
1. the lexicon (listed companies, central enterprises and their subsidiaries);
2. a legal form inside the name (盛昊新科技公司|7500吨/年医药中间体);
3. a trade word behind an unknown word (蒙泰|铝业);
4. an unknown word at the start: what jieba's dictionary leaves as single characters or tags
   as a proper name, two to four characters before a common word, a phase or the end.

Public words never make a brand: places, 新/大/高 …, and what ends like a landmark (金陵河).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

from parkgraph.cues import alternatives, words
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions.tokens import cut

_NOT_BRAND = frozenset(words("enterprises", "not-brand"))
_SOFT = frozenset(words("enterprises", "soft"))
_COMMON = words("enterprises", "common")
_COMMON_OPENINGS = {first: tuple(w for w in _COMMON if w[0] == first) for first in {w[0] for w in _COMMON}}
_GENERIC = frozenset(words("enterprises", "head-modifier")) | frozenset(words("enterprises", "head"))
_NOT_NAMES = frozenset(
    (*words("projects", "generic"), *words("projects", "category"), *words("boundaries", "verb"))
)
_PRODUCT = frozenset(words("enterprises", "product-ending"))
_LANDMARK = frozenset(words("enterprises", "not-brand-ending"))
_CJK = re.compile(r"[\u4e00-\u9fff]+$")
_PROJECT_WORDS = frozenset(words("projects", "work-head"))
_NUMERALS = tuple("二三四五六七八九十")
_PROPER = frozenset({"nz", "nr", "nrt", "nrfg", "ns", "nt"})


@dataclass(frozen=True, slots=True)
class Brand:
    """An enterprise's name at the start of another name: its length there and how sure that is."""

    name: str
    length: int
    confidence: float


@cache
def _forms() -> re.Pattern[str]:
    return re.compile(alternatives(row.form for row in load_lexicon().legal_forms))


@cache
def _trades() -> tuple[str, ...]:
    return tuple(
        sorted(
            (row.suffix for row in load_lexicon().trade_suffixes if row.suffix not in _PROJECT_WORDS),
            key=lambda w: (-len(w), w),
        )
    )


@cache
def _trade_words() -> frozenset[str]:
    return frozenset(_trades())


@cache
def _trade_openings() -> Mapping[str, tuple[int, ...]]:
    """How long the trade words are that begin with a character."""
    sizes: dict[str, set[int]] = {}
    for word in _trades():
        sizes.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(of_first)) for first, of_first in sizes.items()}


@cache
def _outsiders() -> re.Pattern[str]:
    return re.compile(alternatives(row.ending for row in load_lexicon().agencies))


@cache
def _outsider_endings() -> tuple[str, ...]:
    return tuple(row.ending for row in load_lexicon().agencies)


@lru_cache(maxsize=4096)
def find_brand(name: str) -> Brand | None:
    """The enterprise that a name begins with, or ``None``.

    >>> find_brand("蒙泰铝业高端铝合金").name
    '蒙泰铝业'
    >>> find_brand("公共充电桩") is None
    True
    """
    form = _last_form(name)
    if form and form.end() >= 4 and not is_general(name[: form.start()]):
        return Brand(name[: form.end()], form.end(), 0.9)
    outsider = _outsiders().match(name) or _outsiders().search(name[:12])
    if outsider and outsider.end() <= 12:
        return None
    known = known_enterprise(name)
    if known:
        return known
    for find in (_find_traded, _find_whole):
        brand = find(name)
        if brand:
            return brand
    return _find_unknown(name)


def _last_form(name: str) -> re.Match[str] | None:
    """The last legal form of the names that run on without a figure (国家能源集团|榆林化工公司)."""
    found = None
    if _forms().search(name, 0, 30) is None:
        return None
    for match in _forms().finditer(name, 0, 30):
        if found is not None and re.search(r"[\d、，]", name[found.end() : match.start()]):
            break
        found = match
    return found


def known_enterprise(name: str) -> Brand | None:
    """The enterprise of the lexicon that a name begins with, longest first."""
    lexicon = load_lexicon()
    if not lexicon.enterprises.opens(name[:20]):
        return None
    # they do not overlap, so that none but the first begins the name
    start, end, _ = next(lexicon.enterprises.find(name[:20]), (0, 0, None))
    length = max(lexicon.enterprise_prefix(name), end if start == 0 and end < len(name) else 0)
    if not length:
        return None
    for size in (2, 3):
        if not lexicon.is_place(name[length : length + size]):
            continue
        trade = next((word for word in _trades() if name.startswith(word, length + size)), None)
        if trade:
            end = length + size + len(trade)
            return Brand(name[:end], end, 0.9)
    return Brand(name[:length], length, 0.92)


def is_general(name: str) -> bool:
    """Whether every word of a string is a general word for enterprises (重点, 龙头, 集团)."""
    return all(word in _GENERIC or tag in ("m", "q", "r", "x") for word, tag in cut(name))


def is_brand(name: str) -> bool:
    """Whether a string holds something that can name an enterprise: an unknown or proper word.

    >>> is_brand("蒙泰"), is_brand("重点")
    (True, False)
    """
    tokens = cut(name)
    if any(tag in _PROPER or tag == "eng" for word, tag in tokens if len(word) > 1):
        return True
    singles = 0
    for word, _ in tokens:
        singles = singles + 1 if len(word) == 1 and _CJK.match(word) and word not in _NOT_BRAND else 0
        if singles >= 2:
            return True
    return False


def is_unknown(name: str) -> bool:
    """Whether every word of a string is unknown or proper, as in most brands; stricter than :func:`is_brand`.

    >>> is_unknown("蒙泰"), is_unknown("金陵河疏浚")
    (True, False)
    """
    tokens = cut(name)
    if _begins_commonly(name) or (len(tokens) == 1 and tokens[0][1] not in _PROPER):
        return False
    return any(word not in _SOFT for word, _ in tokens) and all(
        tag in _PROPER or tag == "eng" or _is_single(word) for word, tag in tokens
    )


def _begins_commonly(name: str) -> bool:
    return name.startswith(_COMMON_OPENINGS.get(name[:1], ()))


def _is_single(word: str) -> bool:
    return len(word) == 1 and bool(_CJK.match(word)) and word not in _NOT_BRAND


_PLACE_INSIDE = re.compile(r"[（(][\u4e00-\u9fff]{2,6}[)）]")


def core_of_enterprise(name: str) -> str:
    """An enterprise's name without place, legal form and trade word.

    >>> core_of_enterprise("未势能能源科技有限公司")
    '未势能'
    """
    lexicon = load_lexicon()
    core = lexicon.strip_place(_PLACE_INSIDE.sub("", name))
    changed = True
    while changed and len(core) > 2:
        changed = False
        for suffix in lexicon.name_endings:
            if core.endswith(suffix) and len(core) - len(suffix) >= 2:
                core, changed = core[: -len(suffix)], True
                break
    return core


def is_outsider(name: str) -> bool:
    """Whether a name ends like a public body, a school, an institute or another non-enterprise."""
    if not name.endswith(_outsider_endings()):
        return False
    return any(match.end() == len(name) for match in _outsiders().finditer(name))


def _find_traded(name: str) -> Brand | None:
    if not _may_hold_trade(name):
        return None
    ends = set(accumulate(len(word) for word, _ in cut(name)))
    for trade, at in _trades_in(name, ends):
        if at + len(trade) not in ends:
            continue
        prefix = name[: _before_place(name, at)]
        if len(prefix) < at:
            # 华谊|钦州|化工: the place ends the brand, the trade is the product's
            if len(prefix) >= 2 and is_unknown(prefix) and not load_lexicon().is_place(prefix):
                return Brand(prefix, len(prefix), 0.65)
            return None
        if not _CJK.match(prefix) or not is_unknown(prefix) or load_lexicon().is_place(prefix):
            continue
        if _is_product(prefix) or name.startswith(_COMPOUND, at):
            continue
        return Brand(name[: at + len(trade)], at + len(trade), 0.75)
    return None


_TRADE_WINDOW = (2, 9)


def _may_hold_trade(name: str) -> bool:
    """Whether a trade word stands near the start of a name, wherever its words end."""
    low, high = _TRADE_WINDOW
    openings, trades = _trade_openings(), _trade_words()
    return any(
        name[start : start + size] in trades
        for start in range(low, min(high, len(name)))
        for size in openings.get(name[start], ())
    )


def _trades_in(name: str, ends: Collection[int]) -> list[tuple[str, int]]:
    """The trade words near the start of a name and where each stands first, longest first.

    :param ends: where words of the name end, as one of each trade's namings must
    """
    low, high = _TRADE_WINDOW
    openings = _trade_openings()
    pieces = {
        name[start : start + size]
        for start in range(low, min(high, len(name)))
        for size in openings.get(name[start], ())
        if start + size <= high and start + size in ends
    }
    found = sorted(pieces & _trade_words(), key=lambda word: (-len(word), word))
    return [(word, name.find(word, low, high)) for word in found]


# 河湟|文化产业园: the trade begins another word
_COMPOUND = words("enterprises", "compound")


def _is_product(prefix: str) -> bool:
    """Whether a string is one word of the dictionary for a thing made (锂电池)."""
    return len(prefix) >= 3 and len(cut(prefix)) == 1 and prefix[-1] in _PRODUCT


def _before_place(name: str, end: int) -> int:
    """Where a place or a park word inside a name begins, at most ``end``; 0 when the name begins with it."""
    starts = [match.start for match in load_lexicon().find_places(name) if match.start < end]
    zone = _ZONE_WORD.search(name, 0, end)
    return min([*starts, end, *([zone.start()] if zone else [])])


_ZONE_WORD = re.compile(alternatives(words("parks", "bare")))


def _find_whole(name: str) -> Brand | None:
    """All that stands before a site word when every word of it is unknown (中创高科|产业园)."""
    site = _SITE.match(name)
    if site is None or not all(len(w) == 1 or tag in _PROPER or w in _trades() for w, tag in cut(site[1])):
        return None
    if not is_unknown(site[1][:2]) or load_lexicon().is_place(site[1]):
        return None
    return Brand(site[1], len(site[1]), 0.65)


_SITE = re.compile(r"([\u4e00-\u9fff]{3,6})" + alternatives(words("enterprises", "site")) + "$")


def _find_unknown(name: str) -> Brand | None:
    if _begins_commonly(name):
        return None
    tokens = cut(name)
    length = _unknown_length(tokens, len(name))
    if length < 2:
        return None
    length = _unknown_length(tokens, _before_place(name, len(name)))
    brand = name[:length]
    if _is_product(brand) or brand[-1:] in _NUMERALS:
        return None
    if not 2 <= length <= 4 or brand[-1] in _LANDMARK or load_lexicon().is_place(brand):
        return None
    if (
        all(character in _SOFT for character in brand)
        or "一" in brand
        or name[length : length + 1] in _LANDMARK
    ):
        return None
    if brand.endswith(_COMMON) or brand in _NOT_NAMES:
        return None
    return Brand(brand, length, 0.6)


def _unknown_length(tokens: Iterable[tuple[str, str]], limit: int) -> int:
    """The length of the unknown or proper words that a name begins with; none begins at or behind a limit."""
    length = 0
    for index, (word, tag) in enumerate(tokens):
        if length >= limit:
            break
        proper = tag in _PROPER and 2 <= len(word) <= 4 and bool(_CJK.match(word))
        if not (_is_single(word) or (proper and (index == 0 or len(word) <= 2))):
            break
        if length + len(word) > 4:
            break
        length += len(word)
        if proper and index == 0 and len(word) > 2:
            break
    return length
