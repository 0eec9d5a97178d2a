"""Stretches of text that may name a project, and the features that tell whether they do.

A stretch ends in a word for a project, a work, a facility or a phase, and begins where a name may
begin.  Whether it names one project is decided by the weights of its features
(``seeds/weights/projects.tsv``), learnt from documents with known facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from parkgraph.cues import alternatives, load_cues, words
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions.brands import find_brand
from parkgraph.mentions.names import Reading, clean_name, ends_name, find_left_edge
from parkgraph.mentions.project_lists import through_conjunction
from parkgraph.mentions.project_names import CATEGORY, is_general
from parkgraph.mentions.tokens import cut
from parkgraph.model import Mention, Span

_HEADS = words("projects", "project-head", "work-head", "facility", "branded", "site-head")
_PHASE = r"(?:[一二三四五六七八]期|[（(][一二三四五六七八]期[)）])"
_WORK = alternatives(words("projects", "project-head", "work-head"))
_ENDING = re.compile(
    rf"(?:(?P<head>{alternatives(_HEADS)})(?P<phase>{_PHASE})?|(?P<only>{_PHASE})(?:{alternatives(_HEADS)})?)"
    rf"(?P<work>{_WORK})?"
)
_NUMBERING = re.compile(r"(?:\d{1,2}[.．、]|[①-⑳])")
_YEARLY = re.compile(f"[年日]{alternatives(words('quantities', 'makes'))}$")
_KEEP = frozenset(words("projects", "keep-before-head"))
_STAGES = {
    name: re.compile(alternatives(words("status", name)))
    for name in load_cues("status")
    if name and name[0].islower() and "-" not in name
}
# 集团|宜昌产业园: the name begins before the form
_FORMS = (*words("enterprises", "group", "company"), *words("enterprises", "form-ending"))
# 是国家重要的|煤炭基地 names nothing
_PREDICATIVE = re.compile("是[^，。；]{0,14}的$")
FIRST_OF_TWO = re.compile("一期[^。；]{0,24}二期")
"""Two phases of one project, which belong to what is said of it (X项目|一期投产，二期规划中)."""
_SAYS_ENOUGH = 4
"""Characters of a head that may name a project by itself (污水处理厂)."""
_CAPACITIES = frozenset({"tonne", "tonne/year", "tonne/day", "GW", "MW", "GWh", "kW", "m3/day"})
_BEHIND = 26
_BEFORE = 14
_BREAK = re.compile("[，；。：\n]")


def propose_projects(reading: Reading, floor: int, end: int) -> Iterator[Span]:
    """The stretches between two offsets (a sentence) that may name a project."""
    text = reading.text
    for match in _ENDING.finditer(text, floor, end):
        head, stop = match.start(), match.end()
        if match["phase"] and FIRST_OF_TWO.match(text, match.start("phase"), end):
            stop = match.start("phase")
        if any(token.end > stop for token in reading.tokens.between(head, stop)):
            continue
        edge = _behind_number(text, find_left_edge(reading, head, floor, keep_last=_KEEP), head)
        if text.startswith(_FORMS, edge) or _PREDICATIVE.search(text, max(floor, edge - 16), edge):
            continue
        if edge < head or (match["head"] and len(match["head"]) >= _SAYS_ENOUGH):
            yield Span(edge, stop)
        for wider in (through_conjunction(reading, edge, floor), _through_owner(reading, edge, floor)):
            if wider < edge:
                yield Span(wider, stop)
    yield from _propose_capacities(reading, floor, end)


def _behind_number(text: str, edge: int, head: int) -> int:
    """Past the number of a list's item (2.|X项目)."""
    match = _NUMBERING.match(text, edge, head)
    return match.end() if match else edge


def _through_owner(reading: Reading, edge: int, floor: int) -> int:
    """Goes on to an enterprise that 的 joins to a name (远景能源的|储能电池项目)."""
    if edge <= floor or reading.text[edge - 1] != "的":
        return edge
    left = find_left_edge(reading, edge - 1, floor)
    owner = clean_name(reading.text[left : edge - 1])
    brand = find_brand(owner)
    return left if brand is not None and brand.length == len(owner) else edge


def _propose_capacities(reading: Reading, floor: int, end: int) -> Iterator[Span]:
    """Products behind a capacity that stand for the plant (30万吨湿法磷酸, 惟远5万吨锂盐)."""
    text = reading.text
    for quantity in reading.quantities_between(floor, end):
        if quantity.unit not in _CAPACITIES or quantity.value < 1:
            continue
        start, stop = quantity.span.start, quantity.span.end
        made = _YEARLY.search(text, max(floor, start - 4), start)
        start = made.start() if made else start
        for token in reading.tokens.between(stop, min(end, stop + 16)):
            if token.start != stop or ends_name(token) or reading.quantity_at(token.start) is not None:
                break
            stop = token.end
        if stop - quantity.span.end >= 2:
            yield Span(start, stop)
            edge = find_left_edge(reading, start, floor)
            if edge < start:
                yield Span(edge, stop)


def describe_project(
    reading: Reading, mention: Mention, forms: Iterable[str], rivals: Iterable[Span], floor: int, end: int
) -> tuple[str, ...]:
    """The features of a stretch that may name a project.

    :param forms: the forms under which the rules of :mod:`parkgraph.mentions.projects` found it
    :param rivals: all the stretches of the sentence
    :param floor: where its sentence begins; ``end``: where that ends
    """
    text, start, stop = reading.text, mention.span.start, mention.span.end
    name = mention.name
    tokens = cut(name)
    forms = sorted(forms)
    ending = _last_ending(name)
    features = [
        "bias",
        *(f"form={form}" for form in forms),
        f"found={bool(forms)}",
        f"head={ending}",
        f"length={min(len(name) // 3, 6)}",
        f"de={'的' in name}",
        f"words={min(len(tokens), 7)}",
        f"category={_is_category(name, ending)}",
    ]
    attributes = dict(mention.attributes)
    if "investor" in attributes:
        features += ["investor", f"investor={round(float(attributes.get('investorConfidence', '0.5')), 1)}"]
    if load_lexicon().starts_with_place(name):
        bare = load_lexicon().strip_place(name)
        features += ["place", f"place-then={'brand' if find_brand(bare) else 'other'}"]
    if any(character.isdigit() for character in name):
        features.append("figure")
    if re.search("[A-Za-z]", name):
        features.append("latin")
    modifiers = [word for word, _ in tokens]
    features += [f"word={word}" for word in modifiers[:8]]
    features += [f"first={modifiers[0]}", f"first-tag={tokens[0][1]}"] if tokens else []
    before = text[max(floor, start - _BEFORE) : start]
    after = text[stop : min(end, stop + _BEHIND)]
    left = [token.word for token in reading.tokens.between(max(floor, start - 6), start)][-2:]
    right = [token.word for token in reading.tokens.between(stop, min(end, stop + 8))][:2]
    features += [f"left={left[-1] if left else '^'}", f"left2={''.join(left)}"]
    features += [f"right={right[0] if right else '$'}", f"right2={''.join(right)}"]
    if reading.quantity_at(start - 1) is not None or (
        before.endswith("的") and reading.quantity_at(start - 2)
    ):
        quantity = reading.quantity_at(start - 1) or reading.quantity_at(start - 2)
        features.append(f"quantity-before={quantity.unit if quantity else ''}")
    clause = _BREAK.split(after)[0]
    two = "，".join(_BREAK.split(after)[:2])
    features += [f"stage-behind={stage}" for stage, cues in _STAGES.items() if cues.search(clause)]
    features += [f"stage-soon={stage}" for stage, cues in _STAGES.items() if cues.search(two)]
    features += [f"stage-before={stage}" for stage, cues in _STAGES.items() if cues.search(before)]
    quantities = reading.quantities_between(stop, min(end, stop + _BEHIND))
    features += [f"figure-behind={quantity.unit}" for quantity in quantities[:2]]
    for rival in rivals:
        if rival.start <= start and stop <= rival.end and rival != mention.span:
            features += (
                ["shorter"]
                + ["shorter-behind"] * (stop < rival.end)
                + ["shorter-before"] * (rival.start < start)
            )
        elif start <= rival.start and rival.end <= stop and rival != mention.span:
            features.append("longer")
    if text.count(name) > 1:
        features.append("repeated")
    if start == floor:
        features.append("opens")
    return tuple(dict.fromkeys([*features, *(f"{ending}&{f}" for f in features[7:])]))


def _last_ending(name: str) -> str:
    last = None
    for match in _ENDING.finditer(name):
        if match.end() == len(name):
            last = match
            break
    if last is None:
        return "-"
    return str(last["work"] or ("期" if last["only"] or last["phase"] else last["head"]))


def _is_category(name: str, ending: str) -> bool:
    bare = clean_name(name).removesuffix(ending)
    tokens = cut(bare)
    return is_general(bare) or all(word in CATEGORY for word, _ in tokens)
