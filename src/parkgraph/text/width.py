"""One form for characters of two widths: letters and figures narrow, marks of Chinese text wide.

Canonical in the clean text: narrow digits, Latin letters, ``%``, ``.`` and signs of formulas;
wide ，；：？！（） next to a Chinese character or mark, narrow ones between Latin letters and
figures (``1,050.3``, ``19:54``, ``ISO:9001``); “” and ‘’ for every kind of quotation mark.
"""

from __future__ import annotations

import re

from parkgraph.text.mapped import Edit, MappedText

_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "！（），：；？"}
_SAME = {
    **_NARROW,
    0xFF61: "。",
    0xFF64: "、",
    **dict.fromkeys(map(ord, "「﹁"), "“"),
    **dict.fromkeys(map(ord, "」﹂"), "”"),
    **dict.fromkeys(map(ord, "『﹃"), "‘"),
    **dict.fromkeys(map(ord, "』﹄"), "’"),
    **dict.fromkeys(map(ord, "‟〝"), "“"),
    **dict.fromkeys(map(ord, "〞〟"), "”"),
    **dict.fromkeys(map(ord, "•‧・･∙⋅"), "·"),
    **dict.fromkeys(
        map(ord, "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"), " "
    ),
    **dict.fromkeys(map(ord, "\u202f\u205f\u3000\x0b\x0c\x1c\x1d\x1e\x1f"), " "),
    **dict.fromkeys(map(ord, "\x85\u2028\u2029"), "\n"),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2212"), "-"),
    **dict.fromkeys(map(ord, "〜～∼"), "~"),
}
_NOTHING = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u206a-\u206f\ufeff\u00ad\ufffe\ufe0e\ufe0f\x00-\x08\x0e-\x1b\x7f]+"
)
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_CHINESE = re.compile(
    r"[\u3001-\u301f\u3400-\u9fff\uf900-\ufaff“”‘’，；：？！（）…—％%㎡℃\U00020000-\U0003ffff]"
)
_MARK = re.compile(r"[,;:?!]")
_BRACKET = re.compile(r"[()\n]")
_STOP = re.compile(r"(?<=[\u3400-\u9fff”’）])\.(?=[”’）]*(?:\n|$))")
_THOUSANDS = re.compile(r"(?<![0-9.])[1-9][0-9]{0,2}(?:，[0-9]{3})+(?![0-9])")
_RUN = re.compile(r"[，。；：、！？](?:[ \t]*[，。；：、！？])+")
_STRENGTH = {mark: rank for rank, mark in enumerate("、，：；！？。")}
# Lookbehinds keep long runs of blanks linear.
_BLANK = re.compile(r"(?<! )[ ]+(?=[，。；：、！？）》】”’])|(?<=[，。；：、！？（《【“‘])[ ](?![ ])")


def unify_width(text: MappedText) -> MappedText:
    """The text with one form of each character, without invisible characters and doubled marks.

    Of marks in a row (，，  。，  ，。) the strongest stays; …… and —— are left alone.
    """
    text = text.edited([Edit(m.start(), m.end()) for m in _NOTHING.finditer(text.text)])
    text = text.replaced(text.text.translate(_SAME))
    text = text.replaced(_with_quotes(_with_marks(_with_brackets(text.text))))
    text = _single_marks(text)
    return text.edited([Edit(m.start(), m.end()) for m in _BLANK.finditer(text.text)])


def is_chinese(char: str) -> bool:
    """Whether a character is a Chinese one or a mark of Chinese text; false for the empty string."""
    return bool(_CHINESE.match(char))


def _with_marks(text: str) -> str:
    def wide(found: re.Match[str]) -> str:
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        # A mark at the end of a run of marks (",,") has none of the two beside it.
        if is_chinese(before) or is_chinese(after) or (before in _WIDE and before != ""):
            return _WIDE[found[0]]
        return found[0]

    text = _STOP.sub("。", _MARK.sub(wide, text))
    return _THOUSANDS.sub(lambda figure: figure[0].replace("，", ","), text)


def _with_brackets(text: str) -> str:
    """Brackets that hold or touch Chinese text, wide; a pair is treated alike."""
    wide: set[int] = set()
    waiting: list[int] = []
    for found in _BRACKET.finditer(text):
        at = found.start()
        if text[at] == "\n":
            waiting.clear()
        elif text[at] == "(":
            waiting.append(at)
            if is_chinese(text[at - 1 : at]) or is_chinese(text[at + 1 : at + 2]):
                wide.add(at)
        else:
            touches = is_chinese(text[at - 1 : at]) or is_chinese(text[at + 1 : at + 2])
            opening = waiting.pop() if waiting else None
            if touches or (opening is not None and opening in wide):
                wide.add(at)
                if opening is not None:
                    wide.add(opening)
    if not wide:
        return text
    characters = list(text)
    for at in sorted(wide):
        characters[at] = "（" if text[at] == "(" else "）"
    return "".join(characters)


def _with_quotes(text: str) -> str:
    """Straight quotation marks of a line, in turn opening and closing if their number is even."""
    if '"' not in text:
        return text
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line.count('"') % 2 == 0 and _CHINESE.search(line):
            pieces = line.split('"')
            lines[number] = pieces[0] + "".join("“”"[i % 2] + piece for i, piece in enumerate(pieces[1:]))
    return "\n".join(lines)


def _single_marks(text: MappedText) -> MappedText:
    edits: list[Edit] = []
    for run in _RUN.finditer(text.text):
        strongest = max(
            (i for i in range(run.start(), run.end()) if text.text[i] in _STRENGTH),
            key=lambda i: (_STRENGTH[text.text[i]], -i),
        )
        edits += [Edit(i, i + 1) for i in range(run.start(), run.end()) if i != strongest]
    return text.edited(edits)
