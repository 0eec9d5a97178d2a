"""Names of policies: titles in 《》, and names that end in a policy word (考核办法, 三年行动计划).

A title in 《》 is a policy when its last word is one (规划, 办法, 条例 …) or a governing verb
(出台, 印发, 编制) stands before it.  Without title marks a strong ending and a governing verb
or a specific modifier are needed; slogans and bare words (相关政策, 实施方案) are not names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parkgraph.cues import alternatives, load_cues, words
from parkgraph.mentions.names import Reading, clean_name, find_left_edge
from parkgraph.mentions.ordered import order
from parkgraph.mentions.tokens import cut
from parkgraph.model import Kind, Mention, Span

_TITLE = re.compile(r"《([^《》\n]{2,80}(?:《[^《》\n]{1,60}》[^《》\n]{0,40})?)》")
_TITLE_ENDING = re.compile(
    alternatives(words("policies", "title-ending")) + r"(?:\d*条)?(?:[(（][^（）()]{1,14}[)）])?$"
)
_NOT_POLICY = re.compile(alternatives(words("policies", "not-policy")) + "$")
_GOVERNING = frozenset(words("policies", "governing"))
_COMPLETING = frozenset(("了", *words("policies", "completing")))
_GOVERNED = re.compile(alternatives(_GOVERNING) + alternatives(_COMPLETING) + "?[^，。；、]{0,14}$")
_GENERIC = frozenset(words("policies", "generic"))
_NUMBER = re.compile(
    rf"([\u4e00-\u9fff]{{1,8}}{alternatives(words('policies', 'number-mark'))})?"
    r"[〔\[(（](\d{4})[〕\])）](?:第)?(\d{1,5})号"
)
_QUOTED = re.compile(
    r"“([^“”\n]{2,26}" + alternatives(words("policies", "quoted-ending")) + r")”|"
    r"“[^“”\n]{4,20}”" + alternatives(words("policies", "quoted-ending"))
)


def find_policies(reading: Reading) -> tuple[Mention, ...]:
    """The policy names of a text, ordered; spans include the title marks."""
    titles = order(_find_titles(reading))
    bare: list[Mention] = []
    for mention in sorted(_find_bare(reading), key=lambda m: (m.span.start, -m.span.end)):
        if not titles.over(mention.span) and not (bare and mention.span.start < bare[-1].span.end):
            bare.append(mention)
    return order((*titles, *bare))


def _find_titles(reading: Reading) -> Iterator[Mention]:
    text = reading.text
    for match in _TITLE.finditer(text):
        title = match[1].strip()
        if _NOT_POLICY.search(title):
            continue
        ending = _TITLE_ENDING.search(title)
        governed = _GOVERNED.search(text, max(0, match.start() - 24), match.start())
        if not ending and not (governed and _DECREED.search(text, max(0, match.start() - 10), match.start())):
            continue
        attributes = [*_kind_of(title)]
        number = _NUMBER.match(text, match.end() + 1) or _NUMBER.match(text, match.end())
        if number:
            attributes.append(("documentNumber", f"{number[1] or ''}〔{number[2]}〕{number[3]}号"))
        yield Mention(
            Kind.POLICY,
            Span(match.start(), match.end()),
            title,
            0.95 if ending else 0.7,
            tuple(sorted(attributes)),
        )


_DECREED = re.compile(alternatives(words("policies", "decreeing")) + "[^，。；]{0,6}$")


def find_named(text: str, start: int, end: int) -> Mention | None:
    """The policy that a headline itself is (X关于Y的若干措施), or the line 政策名称：X."""
    match = _OWN_NAME.match(text, start, end)
    if match is None or "《" in match[0] or not _OWN_ENDING.search(match[1]) or len(match[1]) < 8:
        return None
    return Mention(
        Kind.POLICY, Span(match.start(1), match.end(1)), clean_name(match[1]), 0.8, tuple(_kind_of(match[1]))
    )


_OWN_NAME = re.compile(
    rf"\s*(?:{alternatives(words('policies', 'policy-line', 'file-line'))}：)?"
    rf"{alternatives(words('policies', 'before-own-name'))}?([^，。；\n]{{8,60}}?)"
    rf"{alternatives(words('policies', 'after-own-name'))}?(?=\s*$|\n|$)"
)
_OWN_ENDING = re.compile(alternatives(words("policies", "own-ending")) + r"(?:[(（][^（）()]{1,14}[)）])?$")


def _kind_of(title: str) -> list[tuple[str, str]]:
    """The kind of a policy by the longest kind word its title ends with, bracketed remarks aside."""
    bare = _REMARK.sub("", title)
    found = [
        (len(word), kind)
        for kind, entries in load_cues("policy-kinds").items()
        for word in entries
        if bare.endswith(word)
    ]
    return [("policyKind", max(found)[1])] if found else []


_REMARK = re.compile(r"[(（][^（）()]*[)）]$")


def _find_bare(reading: Reading) -> Iterator[Mention]:
    text = reading.text
    for match in _QUOTED.finditer(text):
        name = clean_name(match[0])
        if len(name) >= 7 and _GOVERNED.search(text, max(0, match.start() - 20), match.start()):
            yield Mention(Kind.POLICY, Span(match.start(), match.end()), name, 0.6)
    last_end = -1
    for match in _STRONG_END.finditer(text):
        end = match.end()
        edge = _left_edge(reading, match.start(), max(0, match.start() - 40))
        edge, governed = _strip_governing(reading, edge, match.start())
        governed = governed or bool(_GOVERNED.search(text, max(0, edge - 20), edge))
        governed = governed or (edge - 1 == last_end and text[last_end] == "、")
        governed = governed or bool(_PASSED.match(text, end))
        modifier, name = text[edge : match.start()], clean_name(text[edge:end])
        if not governed or _is_general(modifier) or not 5 <= len(name) <= 45:
            continue
        last_end = end
        yield Mention(Kind.POLICY, Span(edge, end), name, 0.7, tuple(_kind_of(name)))


def _strip_governing(reading: Reading, edge: int, head: int) -> tuple[int, bool]:
    """The edge behind the verbs that govern the name (完善|监测系统提升方案), and whether there were any."""
    governed = False
    for token in reading.tokens.between(edge, head):
        if token.word not in _GOVERNING and token.word not in _COMPLETING:
            return token.start, governed
        governed = True
    return head, governed


_PASSED = re.compile("[^，。；]{0,14}" + alternatives(words("policies", "passed")))
_STRONG_END = re.compile(
    alternatives(words("policies", "strong"))
    + rf"(?:[(（]{alternatives(words('policies', 'trial'))}[)）])?(?![的性化区园])"
)


def _left_edge(reading: Reading, head: int, floor: int) -> int:
    """Like :func:`find_left_edge`, going on through nouns that govern elsewhere (培育, 管理, 创建)."""
    edge = head
    while True:
        further = find_left_edge(reading, edge, floor, keep_last=_INNER)
        if further == edge:
            return edge
        edge = further


_OF_PARK = words("policies", "area")
_INNER = frozenset(words("policies", "inner"))


def _is_general(modifier: str) -> bool:
    modifier = clean_name(modifier)
    if not modifier:
        return True
    if modifier.startswith(_OF_PARK) and modifier not in _OF_PARK:
        return False
    return all(word in _GENERIC or tag in ("m", "q", "x", "a", "d", "r") for word, tag in cut(modifier))
