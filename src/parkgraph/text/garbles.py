"""Characters broken when readings were inserted into GBK bytes across a character border.

A program that writes ``(reading)`` after certain two-byte sequences also finds them where the
second byte of one character and the first of the next happen to form one.  With ``a1 a2`` and
``b1 b2`` two characters, ``a2 b1`` a false hit of reading r, the bytes become

    a1 a2 b1 ( r ) b2 c1 c2 …

and decode to ``A``, ``?`` for the broken ``b1 (``, ``r)``, and then everything shifted by one
byte (``b2 c1``, ``c2 d1`` …) until a byte below 0x80 ends the shift, or another inserted reading
breaks the same character: ``?r)?s)`` where s is the reading of ``b1 b2``.  Both are undone: the
false hit is a character with reading r whose first byte is ``a2``; its second byte is ``b1``.
Of several such characters those count that have readings elsewhere on the page, then the
Traditional forms of common characters, then all Traditional ones, for only these are looked for.
A figure, bracket or tag that ends a shift is lost with the second byte of the character before
it: ``?``.  Of the figures only the first one of a year can be told.
A second kind has lost no reading but one byte 0xA1, the first of 。“ or 。”: ``?!`` and a shift.
"""

from __future__ import annotations

import re
from functools import cache

from pypinyin.constants import PINYIN_DICT

from parkgraph.text.mapped import Edit, MappedText
from parkgraph.text.pinyin import readings_of, spells
from parkgraph.text.readings import MARKED
from parkgraph.text.script import to_simplified, to_traditional

_HOLE = "?？\ufffd"
_LETTERS = f"[a-z{MARKED}]"
_BROKEN = re.compile(rf"[{_HOLE}][(（]?({_LETTERS}{{1,6}})[)）]")
_LOST_QUOTE = re.compile(rf"[{_HOLE}][!！]")
_READING = re.compile(rf"[(（]({_LETTERS}{{1,6}})[)）]")
_BEHIND = re.compile(rf"(.)[(（]({_LETTERS}{{1,6}})[)）]$")
_DEBRIS_QUOTE = re.compile(rf"[{_HOLE}][!！][{_HOLE}](?:/p>)?(?=\s|$)")
_MARK = re.compile(f"[{MARKED}]")
_LONGEST_SHIFT = 80
_UNKNOWN = "□"
_BESIDE_GB2312 = "—·"  # Python's gb2312 has others in their places
_LEAD = b"\x81"  # the least first byte of two
_END_TAG = "/p>"
_REST_OF_FIGURE = re.compile(r"[0-9.,]*")
_REST_OF_YEAR = re.compile(r"[09][0-9]{2}(?=年)")
_CENTURIES = {"0": "2", "9": "1"}  # 2018, 1998
_ALONE = {"€": 0x80}  # what decoders make of a byte that begins no character


def repair_garbles(text: MappedText) -> MappedText:
    """The text with every garble repaired that has exactly one reading of its bytes.

    Where there is none or more than one, the debris of the reading is taken out and the rest
    is left as it stands.  Repaired characters map to the whole garble.  A character whose bytes
    are lost is □, and a figure that lost its beginning goes with it: 300 would be left as 00.
    """
    source = text.text
    if not any(hole in source for hole in _HOLE):
        return text
    edits: list[Edit] = []
    at = 0
    page = _Page(source)
    for start in _candidates(source):
        if start < at:
            continue
        edit = page.edit_at(start)
        if edit is not None:
            edits.append(edit)
            at = edit.end
    return text.edited(edits)


def _candidates(source: str) -> list[int]:
    starts = {m.start() for m in _BROKEN.finditer(source)} | {m.start() for m in _LOST_QUOTE.finditer(source)}
    return sorted(starts)


class _Page:
    """A text with garbles, and the characters that have their readings behind them in it."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._read = {
            (source[m.start() - 1], m[1])
            for m in _READING.finditer(source)
            if m.start() and m[1] in readings_of(source[m.start() - 1])
        }

    def edit_at(self, start: int) -> Edit | None:
        """What is to be done about the garble that may begin at a hole."""
        source = self._source
        broken = _BROKEN.match(source, start)
        if broken is None:
            debris = _DEBRIS_QUOTE.match(source, start)
            if debris is not None and start and _han(source[start - 1]):
                return Edit(start, debris.end(), "。”")
            return self._lost_quote(start)
        before = self._character_before(start)
        # Without a tone mark it may be an abbreviation after a question: 吗?(api).
        genuine = source[start + 1] in "(（" and (not _MARK.search(broken[1]) or spells(broken[1], before))
        if genuine or not before or not _MARK.search(broken[1]):
            return None
        trail = _bytes(before)
        if len(trail) == 2:
            for false_hits in self._likeliest(trail[-1], broken[1]):
                found = {
                    solution
                    for false_hit in false_hits
                    if (lost := _bytes(false_hit)[1:]) >= _LEAD
                    and (solution := _unshifted(self, source, broken.end(), lost))
                }
                if len(found) == 1:
                    repaired, end = found.pop()
                    return Edit(start, end, repaired)
                if found:
                    break
        return Edit(start, broken.end())

    def _character_before(self, start: int) -> str:
        """The character before a garble, which may have its reading behind it: 項(xiàng)?zhàn)…."""
        behind = _BEHIND.search(self._source, max(0, start - 10), start)
        if behind is not None and behind[2] in readings_of(behind[1]):
            return behind[1]
        return self._source[start - 1 : start]

    def broken_character(self, lead: int, reading: str) -> str:
        """The character with this first byte and reading, □ when more than one is as likely."""
        for characters in self._likeliest(lead, reading):
            plausible = [c for c in characters if _plausible(c)]
            if plausible:
                return plausible[0] if len(plausible) == 1 else _UNKNOWN
        return ""

    def _likeliest(self, lead: int, reading: str) -> tuple[list[str], ...]:
        """Characters with this first byte and reading: read on the page, common, Traditional, all of them."""
        every = [*_by_lead_and_reading().get((lead, reading), ())]
        traditional = [c for c in every if to_simplified(c) != c]
        common = [
            c for c in traditional if _is_common(to_simplified(c)) and to_traditional(to_simplified(c)) == c
        ]
        return [c for c in every if (c, reading) in self._read], common, traditional, every

    def _lost_quote(self, start: int) -> Edit | None:
        """``?!半m然`` for ``。“雖然``: undone only when the shift begins with a quotation mark."""
        source = self._source
        if not start or not _han(source[start - 1]):
            return None
        found = _unshifted(self, "！" + source[start + 2 : start + 2 + _LONGEST_SHIFT], 0, b"\xa1")
        if found is None or not found[0].startswith(("。“", "。”")):
            return None
        return Edit(start, start + 1 + found[1], found[0])


def _unshifted(page: _Page, source: str, at: int, lost: bytes) -> tuple[str, int] | None:
    """The characters whose bytes are ``lost`` and those of the shifted run at ``at``, and its end."""
    buffer = bytearray(lost)
    limit = min(len(source), at + _LONGEST_SHIFT)
    while at < limit:
        if source[at] in _HOLE:
            return _before_hole(page, source, at, bytes(buffer))
        reading = _READING.match(source, at)
        if reading is not None and at and spells(reading[1], source[at - 1]):
            at = reading.end()
            continue
        alone = _ALONE.get(source[at])
        encoded = _bytes(source[at]) if alone is None else bytes([alone])
        if len(encoded) == 1:
            if not 0x40 <= encoded[0] <= 0x80:
                return None
            whole = _decoded(bytes(buffer) + encoded)
            behind = _READING.match(source, at + 1)
            if whole is None or (behind is not None and not spells(behind[1], whole)):
                return None
            return whole, at + 1
        if len(encoded) != 2:
            return None
        buffer += encoded
        at += 1
    return None


def _before_hole(page: _Page, source: str, at: int, buffer: bytes) -> tuple[str, int] | None:
    """The characters of a shifted run that ends in a hole.

    The last byte of the run begins a character that was broken itself.  Its reading says which,
    if one follows; else it is lost, a stop or quotation mark before the end of a paragraph excepted.
    """
    head = _decoded(buffer[:-1]) if len(buffer) % 2 else None
    if head is None:
        return None
    broken = _BROKEN.match(source, at)
    if broken is not None:
        last = page.broken_character(buffer[-1], broken[1])
        return (head + last, broken.end()) if last else None
    if source.startswith(_END_TAG, at + 1):
        line = source[source.rfind("\n", 0, at) + 1 : at] + head
        stop = "”" if line.count("“") > line.count("”") else "。"
        return head + (stop if buffer[-1] == 0xA1 else _UNKNOWN), at + 1 + len(_END_TAG)
    if year := _REST_OF_YEAR.match(source, at + 1):
        return head + _UNKNOWN + _CENTURIES[year[0][0]] + year[0], year.end()
    rest = _REST_OF_FIGURE.match(source, at + 1)
    return head + _UNKNOWN, rest.end() if rest else at + 1


def _decoded(data: bytes) -> str | None:
    try:
        text = data.decode("gbk")
    except UnicodeDecodeError:
        return None
    return text if all(_plausible(c) for c in text) else None


@cache
def _plausible(char: str) -> bool:
    """Whether a character is in common use: in GB 2312, or a Traditional form of one that is."""
    simplified = char if _in_gb2312(char) else to_simplified(char)
    return _in_gb2312(simplified)


@cache
def _by_lead_and_reading() -> dict[tuple[int, str], tuple[str, ...]]:
    """Characters of GBK by their first byte and each of their readings."""
    found: dict[tuple[int, str], list[str]] = {}
    for code in sorted(PINYIN_DICT):
        char = chr(code)
        encoded = _bytes(char)
        if len(encoded) == 2:
            for reading in readings_of(char):
                found.setdefault((encoded[0], reading), []).append(char)
    return {key: tuple(chars) for key, chars in found.items()}


def _bytes(char: str) -> bytes:
    """The one or two bytes of a character; decoders give the pairs that GBK leaves open a private one."""
    try:
        encoded = char.encode("gb18030")
    except UnicodeEncodeError:
        return b""
    return encoded if len(encoded) <= 2 else b""


def _is_common(char: str) -> bool:
    """Whether a character is of the first level of GB 2312."""
    encoded = char.encode("gb2312", "ignore")
    return len(encoded) == 2 and 0xB0 <= encoded[0] <= 0xD7


def _in_gb2312(char: str) -> bool:
    if char in _BESIDE_GB2312:
        return True
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"
