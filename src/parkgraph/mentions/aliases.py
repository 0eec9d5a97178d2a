"""Short names: those that a text introduces (X（以下简称Y，又称Z）), and those of groups."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, MatchKind

from parkgraph.cues import alternatives, words
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions.brands import core_of_enterprise
from parkgraph.mentions.ordered import Ordered, order
from parkgraph.model import Mention, Span

_BELOW = alternatives(words("aliases", "below"))
_CALLED = alternatives(words("aliases", "called", "called-hereafter"))
_ALSO_CALLED = alternatives(words("aliases", "called", "called-too"))
_INTRODUCES = re.compile(rf"（{_BELOW}?{_CALLED}(?:为)?[：:]?([^（）]{{2,40}})）")
_SEPARATOR = re.compile(r"[，、；]|或者?")
_LEAD = re.compile(rf"^{_BELOW}?(?:{_ALSO_CALLED}|或)?(?:为)?[“‘]?|[”’]$")


def find_aliases(text: str, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The places where a text uses a short name that it gave one of the mentions.

    Every such mention carries the attribute ``alias``, the name it is short for.
    """
    named = order(mentions)
    given: dict[str, Mention] = {}
    for mention in named:
        match = _INTRODUCES.match(text, mention.span.end)
        for piece in _SEPARATOR.split(match[1]) if match else ():
            alias = _LEAD.sub("", _LEAD.sub("", piece.strip()))
            if 2 <= len(alias) <= 16 and alias != mention.name:
                given.setdefault(alias, mention)
    if not given:
        return ()
    names = sorted(given)
    found = []
    for index, start, end in AhoCorasick(names, matchkind=MatchKind.LeftmostLongest).find_matches_as_indexes(
        text
    ):
        if not named.over(Span(start, end)):
            full = given[names[index]]
            attributes = tuple(sorted({*full.attributes, ("alias", full.name)}))
            found.append(Mention(full.kind, Span(start, end), names[index], full.confidence, attributes))
    return tuple(found)


_FORMERLY = re.compile(alternatives(words("aliases", "formerly")) + "[“‘]?")
_RENAMED = re.compile(alternatives(words("aliases", "renamed")) + "[“‘]?")
_SENTENCE = "。！？\n"


def find_former_names(text: str, enterprises: Ordered) -> dict[str, str]:
    """The later name of every enterprise that a text gives a later name.

    A公司成立于1950年，前身为B公司: B is A; B公司更名为A公司 too.  Where several enterprises stand before
    the word in its sentence, it says nothing.
    """
    found: dict[str, str] = {}
    for pattern, turned in ((_FORMERLY, False), (_RENAMED, True)):
        for match in pattern.finditer(text):
            start = max(text.rfind(mark, 0, match.start()) for mark in _SENTENCE) + 1
            before = {m.name for m in enterprises.between(start, match.start())}
            behind = {m.name for m in enterprises.between(match.end(), match.end() + 1)}
            if len(before) == 1 and len(behind) == 1 and before != behind:
                [one], [other] = before, behind
                former, later = (one, other) if turned else (other, one)
                found.setdefault(former, later)
    last = {former: _follow(found, former) for former in found}
    return {former: later for former, later in last.items() if later not in found}


def _follow(found: dict[str, str], name: str) -> str:
    """The name at the end of a chain of renamings, or one of those that go in a circle."""
    seen = {name}
    while (name := found[name]) in found and name not in seen:
        seen.add(name)
    return name


_FORM_ENDING = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|分公司|公司)$")
_GROUP_BEHIND = re.compile(
    rf"[\u4e00-\u9fff]{{0,4}}?{alternatives(words('enterprises', 'group'))}"
    "(?:股份)?(?:有限|有限责任)?(?:公司)?"
)
_SHORTEST_REST = 3


def find_short_names(names: Iterable[str]) -> dict[str, str]:
    """The full name of every enterprise's name that shortens another one of a document.

    * 广西石化 shortens 中国石油广西石化公司, and 国能榆林化工 国家能源集团榆林化工公司: what stands behind
      the group, or behind another name of it, is the same;
    * 恒力 shortens 恒力集团, though there be a 恒力石化 too.

    A name that could shorten two others shortens none.
    """
    given = sorted(set(names), key=lambda name: (-len(name), name))
    owned: dict[str, list[tuple[str, str]]] = {}
    for name in given:
        group, rest = _split_group(name)
        if group:
            owned.setdefault(rest, []).append((name, group))
    found: dict[str, str] = {}
    for rest, members in owned.items():
        if len({group for _, group in members}) == 1:
            full = members[0][0]
            found |= {name: full for name, _ in members[1:]}
            found |= {name: full for name in given if _without_form(name) == rest and name != full}
    groups: dict[str, list[str]] = {}
    for name in given:
        for size in range(2, 5):
            if len(name) > size and _GROUP_BEHIND.fullmatch(name, size):
                groups.setdefault(name[:size], []).append(name)
    for name in given:
        longer = groups.get(name, [])
        if len(longer) == 1 and name not in found and core_of_enterprise(name) == name:
            found[name] = longer[0]
    return found


def _split_group(name: str) -> tuple[str, str]:
    """The central enterprise that a name begins with, and the place and trade of its company behind it."""
    lexicon = load_lexicon()
    length = lexicon.enterprise_prefix(name)
    rest = _without_form(name[length:])
    owner = lexicon.ownership(name[:length]) if length and len(rest) >= _SHORTEST_REST else None
    if owner is None or owner.rule not in ("list", "former-name") or not lexicon.starts_with_place(rest):
        return "", ""
    return owner.group, rest


def _without_form(name: str) -> str:
    return _FORM_ENDING.sub("", name)
