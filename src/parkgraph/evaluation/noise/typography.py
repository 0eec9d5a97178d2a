"""Noise of type: marks set twice, narrow marks between Chinese characters, wide letters and figures."""

from __future__ import annotations

import re
from random import Random

_DOUBLED = {
    "，": ("，，", ",,", "，、"),
    "。": ("。。", "。，", "，。"),
    "；": ("；；", "；，"),
    "、": ("、、",),
    "：": ("：：",),
}
_SHARE_DOUBLED = 0.15
_NARROWED = str.maketrans("，；：？！（）", ",;:?!()")
_WIDENED = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_SHARE_NARROW = 0.3
_BORDER = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[\u4e00-\u9fff])")


def double_marks(text: str, rng: Random) -> str:
    """Marks of punctuation set twice or beside a weaker one: ``,,`` ``。，``.

    Met where texts were edited by hand or paragraphs were joined by program.
    """
    return "".join(
        rng.choice(_DOUBLED[c]) if c in _DOUBLED and rng.random() < _SHARE_DOUBLED else c for c in text
    )


def narrow_marks(text: str, rng: Random) -> str:
    """Marks of punctuation in their Latin form: «园区,企业(一期)».

    Met on sites whose editors type with a Latin keyboard; here in some of the paragraphs, as where
    one of several hands did so.
    """
    lines = text.split("\n")
    return "\n".join(line.translate(_NARROWED) if rng.random() < _SHARE_NARROW else line for line in lines)


def space_figures(text: str, rng: Random) -> str:
    """Blanks between Chinese characters and the figures and Latin letters beside them: 投资 50 亿元.

    Met on pages of agencies and editors that set them for the look; some set them throughout, others
    here and there.
    """
    share = rng.choice((0.3, 1.0))
    return _BORDER.sub(lambda border: " " if rng.random() < share else "", text)


def widen(text: str, rng: Random) -> str:
    """Figures, Latin letters and their marks in full width: ２０２１年，ＰＴＡ，３．５％.

    Met in newspapers' electronic editions and on older government sites.
    """
    return text.translate(_WIDENED)
