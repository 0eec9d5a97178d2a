"""Readings in parentheses after the characters they belong to: 來(lái), 现代（xiàndài）.

Only an exact reading is taken out, so that (PHA) and (Beijing Branch) stay.  A program that
works on GBK bytes also finds a character in the second byte of one and the Latin letter after
it: 年P(guān)VC, because the two bytes are those of 關.
"""

from __future__ import annotations

import re

from parkgraph.text.mapped import Edit, MappedText
from parkgraph.text.pinyin import readings_of, spells

MARKED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿɡêế"
_INSERTED = re.compile(rf"[ \t]?[(（]([A-Za-z{MARKED}'\u2019 1-5\u0300-\u030c]{{1,48}})[)）]")
_LOOK_BACK = 8


def strip_readings(text: MappedText) -> MappedText:
    """The text without the readings that were inserted into it."""
    edits: list[Edit] = []
    end = 0  # of what the reading stands behind: some pages insert one twice, 地(di)(di)
    for found in _INSERTED.finditer(text.text):
        end = end if edits and edits[-1].end == found.start() else found.start()
        before = text.text[max(0, end - _LOOK_BACK) : end]
        if spells(found[1].strip(), before) or spells_across(found[1], before[-2:]):
            edits.append(Edit(found.start(), found.end()))
    return text.edited(edits)


def spells_across(written: str, before: str) -> bool:
    """Whether a Chinese character and the Latin one behind it hide a character so read.

    >>> spells_across("guān", "年P"), spells_across("guān", "的P"), spells_across("guān", "1P")
    (True, False, False)
    """
    if len(before) != 2 or before[0].isascii() or not "@" <= before[1] <= "~" or written.isascii():
        return False
    try:
        hidden = bytes([before[0].encode("gbk")[-1], ord(before[1])]).decode("gbk")
    except UnicodeError:
        return False
    return written in readings_of(hidden)
