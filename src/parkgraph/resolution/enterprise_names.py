"""The parts of an enterprise's name that tell it from others: place, brand, trade, legal form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from parkgraph.cues import alternatives, words
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions.brands import is_brand
from parkgraph.mentions.tokens import cut
from parkgraph.resolution.regions import codes_of

_INNER = re.compile(r"[（(]([\u4e00-\u9fff]{2,8})[)）]")
_SHORTEST = 2  # characters of a brand
_TELLING = 4  # characters of a name that is one without its group's
_PROPER = frozenset({"nz", "nr", "ns", "nt", "eng"})
_MARKS = re.compile(r"[\s“”‘’（）()·\-—]")
_KEPT = words("identity", "kept-of-form")
_GROUP = words("identity", "group")[0]
_REGISTERED = re.compile(alternatives(words("identity", "registered-form")))
_PARENT = re.compile(rf"^([\u4e00-\u9fff]{{2,10}}?{_GROUP})(?=[\u4e00-\u9fff]{{2}})")


@dataclass(frozen=True, slots=True)
class EnterpriseName:
    """A name in its parts.

    ``places`` are the codes that the name begins with may mean, ``inner`` those in its brackets;
    ``body`` is what stays without place, bracket and legal form: ``brand`` with ``trade``.
    ``form`` is the kind of a legal form as it is registered (``limited``, ``joint-stock`` …), empty for
    a short name (恒泽公司); ``stock`` whether it calls itself a joint-stock company (恒泽股份);
    ``head`` is the group named before more words (某某集团|江苏化工), ``behind`` what stands behind the
    name of a listed group (中国石油|塔里木油田分公司).
    """

    written: str
    places: frozenset[str]
    inner: frozenset[str]
    body: str
    brand: str
    trade: str
    form: str
    stock: bool
    group: bool
    head: str
    behind: str

    @property
    def distinctive(self) -> bool:
        """Whether the brand sets it apart without its place (恒泽), as general words do not (煤矿)."""
        return is_brand(self.brand)

    @property
    def full(self) -> bool:
        """Whether it has a legal form, as a registered name does."""
        return bool(self.form)


@lru_cache(maxsize=65536)
def parse_enterprise(name: str) -> EnterpriseName:
    """The parts of an enterprise's name.

    >>> parts = parse_enterprise("江苏恒泽新材料有限公司")
    >>> parts.brand, parts.trade, parts.form, sorted(parts.places)
    ('恒泽', '新材料', 'limited', ['320000'])
    >>> parse_enterprise("恒泽（大连）化工集团股份有限公司").group
    True
    """
    bracketed = _INNER.findall(name)
    inner = frozenset(code for words_in in bracketed for code in codes_of(words_in))
    rest = _MARKS.sub("", _INNER.sub(lambda m: "" if codes_of(m[1]) else m[1], name))
    group, form, kept, hint = _GROUP in "".join(bracketed), "", "", False
    for ending, kind in _forms():
        if rest.endswith(ending) and len(rest) > len(ending):
            rest = rest.removesuffix(ending)
            group = group or _GROUP in ending
            form = kind if _REGISTERED.search(ending) else ""
            hint = kind == "joint-stock"
            kept = next((word for word in _KEPT if ending.startswith(word)), "")
            break
    rest += kept
    if rest.endswith(_GROUP) and len(rest) > len(_GROUP):
        rest, group = rest.removesuffix(_GROUP), True
    head = _PARENT.match(rest)
    body = _without_places(rest)
    brand = _brand_of(body)
    return EnterpriseName(
        name,
        codes_of(rest[: len(rest) - len(body)]),
        inner,
        body,
        brand,
        body.removeprefix(brand),
        form,
        hint,
        group,
        head[1] if head else "",
        _behind_group(_MARKS.sub("", name)),
    )


def _behind_group(name: str) -> str:
    """What stands behind the name of a listed group; empty when that is but a legal form or a trade."""
    rest = name[load_lexicon().enterprise_prefix(name) :]
    if rest == name or len(rest) < _TELLING:
        return ""
    parts = parse_enterprise(rest)
    named = load_lexicon().starts_with_place(rest) or parts.distinctive
    return rest if named and len(parts.body) >= _TELLING else ""


@cache
def _forms() -> tuple[tuple[str, str], ...]:
    return tuple(
        sorted(
            ((_MARKS.sub("", row.form), row.kind) for row in load_lexicon().legal_forms),
            key=lambda row: (-len(row[0]), row[0]),
        )
    )


def _without_places(name: str) -> str:
    """A name without the places it begins with, as far as what stays sets it apart.

    河北|盐源化学: 盐源 is a county too, but without it nothing but a trade would stay.
    """
    named = load_lexicon().places.named
    start = 0
    body = name
    while True:
        end = next(
            (e for e in range(min(len(name) - 2, start + 12), start + 1, -1) if named(name[start:e])), 0
        )
        if not end:
            return body
        start = end
        if _brand_of(name[end:]) not in load_lexicon().name_endings:
            body = name[end:]


def _brand_of(body: str) -> str:
    """The brand at the start of a name: what is left of it without the words of a trade at its end."""
    core = body
    while True:
        shorter = next(
            (core.removesuffix(word) for word in load_lexicon().name_endings if core.endswith(word)), core
        )
        if shorter == core or len(shorter) < _SHORTEST:
            break
        core = shorter
    length = 0
    for word, tag in cut(core):
        if length >= _SHORTEST and len(word) > 1 and tag not in _PROPER:
            return core[:length]  # the words of a trade that no list has (澜博|汽车|部件)
        length += len(word)
    return core
