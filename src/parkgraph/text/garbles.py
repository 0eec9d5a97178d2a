"""Characters broken when readings were inserted into GBK bytes across a character border.

A program that writes ``(reading)`` after certain two-byte sequences also finds them where the
second byte of one character and the first of the next happen to form one.  With ``a1 a2`` and
``b1 b2`` two characters, ``a2 b1`` a false hit of reading r, the bytes become

    a1 a2 b1 ( r ) b2 c1 c2 …

and decode to ``A``, ``?`` for the broken ``b1 (``, ``r)``, and then everything shifted by one
byte (``b2 c1``, ``c2 d1`` …) until a byte below 0x80 ends the shift, or another inserted reading
breaks the same character: ``?r)?s)`` where s is the reading of ``b1 b2``.  Both are undone: the
false hit is a character with reading r whose first byte is ``a2``; its second byte is ``b1``.
A second kind has lost no reading but one byte 0xA1, the first of 。“ or 。”: ``?!`` and a shift.
"""

from __future__ import annotations

import re
from functools import cache

from pypinyin.constants import PINYIN_DICT

from parkgraph.text.mapped import Edit, MappedText
from parkgraph.text.pinyin import readings_of, spells
from parkgraph.text.readings import MARKED
from parkgraph.text.script import to_simplified

_HOLE = "?？\ufffd"
_LETTERS = f"[a-z{MARKED}]"
_BROKEN = re.compile(rf"[{_HOLE}][(（]?({_LETTERS}{{1,6}})[)）]")
_LOST_QUOTE = re.compile(rf"[{_HOLE}][!！]")
_READING = re.compile(rf"[(（]({_LETTERS}{{1,6}})[)）]")
_DEBRIS_QUOTE = re.compile(rf"[{_HOLE}][!！][{_HOLE}](?:/p>)?(?=\s|$)")
_MARK = re.compile(f"[{MARKED}]")
_LONGEST_SHIFT = 80


def repair_garbles(text: MappedText) -> MappedText:
    """The text with every garble repaired that has exactly one reading of its bytes.

    Where there is none or more than one, the debris of the reading is taken out and the rest
    is left as it stands.  Repaired characters map to the whole garble.
    """
    source = text.text
    if not any(hole in source for hole in _HOLE):
        return text
    edits: list[Edit] = []
    at = 0
    for start in _candidates(source):
        if start < at:
            continue
        edit = _edit_at(source, start)
        if edit is not None:
            edits.append(edit)
            at = edit.end
    return text.edited(edits)


def _candidates(source: str) -> list[int]:
    starts = {m.start() for m in _BROKEN.finditer(source)} | {m.start() for m in _LOST_QUOTE.finditer(source)}
    return sorted(starts)


def _edit_at(source: str, start: int) -> Edit | None:
    broken = _BROKEN.match(source, start)
    if broken is None:
        debris = _DEBRIS_QUOTE.match(source, start)
        if debris is not None and start and _han(source[start - 1]):
            return Edit(start, debris.end(), "。”")
        return _lost_quote(source, start)
    before = source[start - 1 : start]
    # Without a tone mark it may be an abbreviation after a question: 吗?(api).
    genuine = source[start + 1] in "(（" and (not _MARK.search(broken[1]) or spells(broken[1], before))
    if genuine or not before or not _MARK.search(broken[1]):
        return None
    trail = _bytes(before)
    solutions: set[tuple[str, int]] = set()
    for false_hit in _by_lead_and_reading().get((trail[-1], broken[1]), ()) if len(trail) == 2 else ():
        lost = _bytes(false_hit)[1]
        if (found := _unshifted(source, broken.end(), bytes([lost]))) is not None:
            solutions.add(found)
    if len(solutions) == 1:
        repaired, end = solutions.pop()
        return Edit(start, end, repaired)
    return Edit(start, broken.end())


def _lost_quote(source: str, start: int) -> Edit | None:
    """``?!半m然`` for ``。“雖然``: undone only when the shift begins with a quotation mark."""
    if not start or not _han(source[start - 1]):
        return None
    found = _unshifted("！" + source[start + 2 : start + 2 + _LONGEST_SHIFT], 0, b"\xa1")
    if found is None or not found[0].startswith(("。“", "。”")):
        return None
    return Edit(start, start + 1 + found[1], found[0])


def _unshifted(source: str, at: int, lost: bytes) -> tuple[str, int] | None:
    """The characters whose bytes are ``lost`` and those of the shifted run at ``at``, and its end."""
    buffer = bytearray(lost)
    limit = min(len(source), at + _LONGEST_SHIFT)
    while at < limit:
        broken = _BROKEN.match(source, at)
        if broken is not None:
            if len(buffer) % 2 == 0:
                return None
            # The last byte begins a character that was broken itself: its reading says which.
            last = [c for c in _by_lead_and_reading().get((buffer[-1], broken[1]), ()) if _plausible(c)]
            head = _decoded(bytes(buffer[:-1]))
            return (head + last[0], broken.end()) if head is not None and len(last) == 1 else None
        reading = _READING.match(source, at)
        if reading is not None and at and spells(reading[1], source[at - 1]):
            at = reading.end()
            continue
        encoded = _bytes(source[at])
        if len(encoded) == 1:
            if not 0x40 <= encoded[0] <= 0x7E:
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
    try:
        return char.encode("gbk")
    except UnicodeEncodeError:
        return b""


def _in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"
