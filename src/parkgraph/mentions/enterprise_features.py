"""The features that tell whether a stretch of text names an enterprise.

Its words and their roles, what stands beside it, what lists and the lexicon say of it, and how the
document uses it; the weights are those of ``seeds/weights/enterprises.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from parkgraph.cues import words
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions.brands import find_brand, is_outsider
from parkgraph.mentions.enterprise_edges import Edges
from parkgraph.mentions.enterprise_spans import Word
from parkgraph.mentions.name_usage import (
    count,
    describe_characters,
    describe_everywhere,
    describe_neighbours,
)
from parkgraph.model import Span

_SOFT = frozenset(words("enterprises", "soft"))
_COMMON = words("enterprises", "common")
_PRODUCT = words("enterprises", "product-ending")
_LANDMARK = words("enterprises", "not-brand-ending")


def describe_enterprise(
    edges: Edges, span: Span, forms: Collection[str], found_here: Collection[Span], within: Span | None
) -> tuple[str, ...]:
    """The features of a stretch that may name an enterprise.

    :param edges: what stands beside the stretches of its sentence
    :param forms: the rules of :mod:`parkgraph.mentions.enterprises` that found it
    :param found_here: the names that rules found in its sentence
    :param within: the name of another kind (a project's) that it stands in
    """
    text, floor, end = edges.reading.text, edges.floor, edges.end
    start, stop = span.start, span.end
    written = text[start:stop]
    inside = edges.wording.inside(start, stop)
    roles = "".join([word.role for word in inside])
    shape = _REPEATED.sub(r"\1+", roles)
    last = (
        inside[-1].token.word if inside and inside[-1].role in "TFG" else inside[-1].role if inside else "-"
    )
    # before a park that a project's name begins with stands what tells of the whole name
    left = edges.left(within.start if within is not None else start)
    right = edges.right(stop)
    lexicon = load_lexicon()
    core = lexicon.strip_place(written)
    trade, inner = _kind_of_trade(inside), _within(within, span)
    features = [
        "bias",
        f"found={bool(forms)}",
        *(f"form={form}" for form in sorted(forms)),
        f"shape={shape}",
        f"end={last}",
        f"length={min(len(written), 12)}",
        f"core-length={min(len(core), 8)}",
        f"words={min(len(roles), 7)}",
        f"place={core != written}",
        f"left={left.word}",
        f"left-role={left.role}",
        f"left2={left.both}",
        f"right={right.word}",
        f"right-role={right.role}",
        f"right2={right.both}",
        f"right-tag={right.tag}",
        f"left-tag={left.tag}",
        f"edges={left.role}_{right.role}",
        f"shape={shape}&left-role={left.role}",
        f"shape={shape}&right-role={right.role}",
        f"first={inside[0].role if inside else '-'}&{left.role}",
        f"last={roles[-1:]}&{right.role}",
        f"within={inner}",
        f"within={inner}&{shape}",
    ]
    if within is not None:
        features.append(f"outer-end={text[max(stop, within.end - 2) : within.end]}")
    brand = find_brand(text[start : min(end, start + 24)])
    if brand is not None:
        features.append(f"brand={brand.confidence}&{_compare(brand.length, len(written))}")
    else:
        features.append("brand=none")
    brand = find_brand(core)
    features.append(f"core-brand={brand.confidence if brand and brand.length == len(core) else None}")
    if (listed := edges.list_behind(stop)) is not None:
        kind, what = listed
        features += [f"{kind}-list", f"{kind}-list={what}"]
        features += [f"{kind}-list&{shape}"] if kind == "company" else []
    features += describe_neighbours(text, span, found_here, floor, end)
    features += edges.left_classes(start)
    features += edges.right_classes(stop)
    features += [f"first-character={core[0]}", f"last-character={core[-1]}"]
    if text[start - 1 : start] == "“" and text[stop : stop + 1] == "”":
        features += ["quoted", f"quoted&{shape}"]
    if _SOFT.issuperset(core):
        features.append("soft")
    if written.startswith(_COMMON):
        features.append("common")
    if written.endswith(_PRODUCT):
        features.append("product")
    if core.endswith(_LANDMARK):
        features.append("landmark")
    if lexicon.is_place(written) or lexicon.is_place(written + text[stop : stop + 1]):
        features.append("is-place")
    if is_outsider(written):
        features.append("outsider")
    features.append(f"known={lexicon.enterprise_prefix(written) == len(written)}")
    place = written[: len(written) - len(core)]
    features += [f"trade={trade}", f"trade={trade}&within={inner}", f"trade={trade}&{shape}"]
    features.append(f"trade={trade}&right-role={right.role}")
    if place:
        times = min(count(text, place), 4)
        features += [f"place-times={times}", f"place-times={times}&{shape}"]
    owner = lexicon.ownership(written)
    features.append(f"owner={owner.rule if owner else None}")
    features += [f"unknown={'UU' in roles}", f"latin={'L' in roles}"]
    features += describe_characters(core)
    everywhere = describe_everywhere(text, written)
    if within is not None:
        # what always follows inside one repeated name says nothing
        everywhere = [f for f in everywhere if not f.startswith(("rights", "lefts", "always"))]
    features += everywhere
    features += [f"{shape}&{feature}" for feature in everywhere]
    kind = _kind_of_words(roles)
    features += [f"{kind}&{feature}" for feature in features[9:18]]
    return tuple(dict.fromkeys(features))


_REPEATED = re.compile(r"(.)\1+")
_PRODUCT_TRADES = frozenset(words("enterprises", "product-trade"))
_COMPANY_TRADES = frozenset(words("enterprises", "company-trade"))


def _kind_of_trade(inside: Sequence[Word]) -> str:
    """Whether the last word is a trade that is a product too (铜箔) or only ever ends companies (建投)."""
    if not inside or inside[-1].role != "T":
        return "none"
    word = inside[-1].token.word
    return "product" if word in _PRODUCT_TRADES else "company" if word in _COMPANY_TRADES else "other"


def _kind_of_words(roles: str) -> str:
    """The role that tells most of the words of a stretch: that of the last one, or the rarest."""
    if roles[-1:] in ("F", "T"):
        return roles[-1]
    return "U" if "UU" in roles else "N" if "N" in roles else "W"


def _compare(one: int, other: int) -> str:
    return "same" if one == other else "longer" if one > other else "shorter"


def _within(outer: Span | None, span: Span) -> str:
    if outer is None:
        return "no"
    if outer == span:
        return "whole"
    return "start"
