"""The features that tell whether a stretch of text names an enterprise.

Its words and their roles, what stands beside it, what lists and the lexicon say of it, and how the
document uses it; the weights are those of ``seeds/weights/enterprises.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from parkgraph.cues import alternatives, words
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions.brands import find_brand, is_outsider
from parkgraph.mentions.enterprise_spans import Word, read_words, role_of
from parkgraph.mentions.name_usage import (
    count,
    describe_characters,
    describe_everywhere,
    describe_neighbours,
)
from parkgraph.mentions.names import Reading
from parkgraph.model import Span

_SOFT = frozenset(words("enterprises", "soft"))
_COMMON = words("enterprises", "common")
_PRODUCT = words("enterprises", "product-ending")
_LANDMARK = words("enterprises", "not-brand-ending")
_HEAD = alternatives(words("enterprises", "head"))
_LISTED = re.compile(rf"(?:、[^，。；：、\n]{{1,18}}){{0,12}}?等[^，。；：、\n]{{0,14}}?(?P<head>{_HEAD})")
_CLOSES = re.compile(r"(?:、[^，。；：、\n]{1,18}){0,12}?等(?P<what>[^，。；：、\n]{0,10})")


def describe_enterprise(
    reading: Reading,
    span: Span,
    forms: Collection[str],
    found_here: Collection[Span],
    within: Span | None,
    floor: int,
    end: int,
) -> tuple[str, ...]:
    """The features of a stretch that may name an enterprise.

    :param forms: the rules of :mod:`parkgraph.mentions.enterprises` that found it
    :param found_here: the names that rules found in its sentence
    :param within: the name of another kind (a project's) that it stands in
    :param floor: where its sentence begins; ``end``: where that ends
    """
    text, start, stop = reading.text, span.start, span.end
    written = text[start:stop]
    inside = read_words(reading, start, stop)
    roles = "".join(word.role for word in inside)
    shape = re.sub(r"(.)\1+", r"\1+", roles)
    last = (
        inside[-1].token.word if inside and inside[-1].role in "TFG" else inside[-1].role if inside else "-"
    )
    found = bool(forms)
    # before a park that a project's name begins with stands what tells of the whole name
    opens = within.start if within is not None else start
    left = reading.tokens.between(max(floor, opens - 6), opens)[-2:]
    right = reading.tokens.between(stop, min(end, stop + 8))[:2]
    left_word = left[-1].word if left else "^"
    right_word = right[0].word if right else "$"
    left_role = role_of(reading, left[-1], ()) if left else "^"
    right_role = role_of(reading, right[0], ()) if right else "$"
    lexicon = load_lexicon()
    core = lexicon.strip_place(written) or written
    features = [
        "bias",
        f"found={found}",
        *(f"form={form}" for form in sorted(forms)),
        f"shape={shape}",
        f"end={last}",
        f"length={min(len(written), 12)}",
        f"core-length={min(len(core), 8)}",
        f"words={min(len(roles), 7)}",
        f"place={core != written}",
        f"left={left_word}",
        f"left-role={left_role}",
        f"left2={''.join(t.word for t in left)}",
        f"right={right_word}",
        f"right-role={right_role}",
        f"right2={''.join(t.word for t in right)}",
        f"right-tag={right[0].tag if right else '$'}",
        f"left-tag={left[-1].tag if left else '^'}",
        f"edges={left_role}_{right_role}",
        f"shape={shape}&left-role={left_role}",
        f"shape={shape}&right-role={right_role}",
        f"first={inside[0].role if inside else '-'}&{left_role}",
        f"last={roles[-1:]}&{right_role}",
        f"within={_within(within, span)}",
        f"within={_within(within, span)}&{shape}",
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
    if listed := _LISTED.match(text, stop, min(end, stop + 160)):
        features += ["company-list", f"company-list={listed['head']}", f"company-list&{shape}"]
    elif closed := _CLOSES.match(text, stop, min(end, stop + 160)):
        features += ["other-list", f"other-list={closed['what'][:2]}"]
    features += describe_neighbours(text, span, found_here, floor, end)
    features += [f"left-class={c}" for c, cues in _LEFT.items() if text.endswith(cues, floor, start)]
    features += [f"right-class={c}" for c, cues in _RIGHT.items() if text.startswith(cues, stop, end)]
    features += [f"first-character={core[0]}", f"last-character={core[-1]}"]
    if text[start - 1 : start] == "“" and text[stop : stop + 1] == "”":
        features += ["quoted", f"quoted&{shape}"]
    if all(c in _SOFT for c in core):
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
    trade = _kind_of_trade(inside)
    place = written[: len(written) - len(core)]
    features += [f"trade={trade}", f"trade={trade}&within={_within(within, span)}", f"trade={trade}&{shape}"]
    features.append(f"trade={trade}&right-role={right_role}")
    if place:
        features.append(f"place-times={min(count(text, place), 4)}")
        features.append(f"place-times={min(count(text, place), 4)}&{shape}")
    owner = lexicon.ownership(written)
    features.append(f"owner={owner.rule if owner else None}")
    features += [f"unknown={'UU' in roles}", f"latin={'L' in roles}"]
    features += list(describe_characters(core))
    # what always follows inside one repeated name says nothing
    everywhere = [
        feature
        for feature in describe_everywhere(text, written)
        if within is None or not feature.startswith(("rights", "lefts", "always"))
    ]
    features += everywhere
    features += [f"{shape}&{feature}" for feature in everywhere]
    kind = (
        "F"
        if roles.endswith("F")
        else "T"
        if roles.endswith("T")
        else "U"
        if "UU" in roles
        else "N"
        if "N" in roles
        else "W"
    )
    features += [f"{kind}&{feature}" for feature in features[9:18]]
    return tuple(dict.fromkeys(features))


_LEFT = {
    **{
        c: words("enterprises", c)
        for c in ("context-before", "entry", "signed", "belongs", "apposition", "towards")
    },
    **{c: words("enterprises", c) for c in ("owned", "invests", "owns", "has-site", "kind", "head-modifier")},
}
_RIGHT = {
    **{
        c: words("enterprises", c)
        for c in ("context-after", "person-behind", "acts", "matter", "runs", "site")
    },
    **{
        c: words("enterprises", c)
        for c in ("body", "settled", "signed", "intends", "company", "invests", "owns")
    },
    **{
        f"project-{c}": words("projects", c)
        for c in ("project-head", "work-head", "facility", "branded", "site-head")
    },
    "place-word": words("parks", "bare"),
}
_PRODUCT_TRADES = frozenset(words("enterprises", "product-trade"))
_COMPANY_TRADES = frozenset(words("enterprises", "company-trade"))


def _kind_of_trade(inside: Sequence[Word]) -> str:
    """Whether the last word is a trade that is a product too (铜箔) or only ever ends companies (建投)."""
    if not inside or inside[-1].role != "T":
        return "none"
    word = inside[-1].token.word
    return "product" if word in _PRODUCT_TRADES else "company" if word in _COMPANY_TRADES else "other"


def _compare(one: int, other: int) -> str:
    return "same" if one == other else "longer" if one > other else "shorter"


def _within(outer: Span | None, span: Span) -> str:
    if outer is None:
        return "no"
    if outer == span:
        return "whole"
    return "start"
