"""Whether a figure measures anything, by the words around it.

Ordinals (第3家), codes (TOP10), ranks, bare 百 or 万 and lone 一 measure nothing; 亿 and 万 without a
unit are money, and 年 and 个月 durations, only beside a word that says so (``cues-quantities.tsv``).
"""

from __future__ import annotations

import re
from functools import cache

from parkgraph.cues import alternatives, words
from parkgraph.mentions.figures import SPACES, Figure
from parkgraph.mentions.numerals import digit_characters, magnitude_characters

_NEAR = 12
"""How many characters before a figure a word of money or duration is looked for."""
ENDS = "。;\uff1b!?\uff01\uff1f\n"
CLAUSE_ENDS = ENDS + ",\uff0c:\uff1a"
_ONE = re.compile("(?:1|一)(?![0-9.点十百千])")
_LATIN = re.compile("[A-Za-z]{2}")


@cache
def cue(*classes: str) -> re.Pattern[str]:
    """A pattern of the words of classes of ``cues-quantities.tsv``."""
    return re.compile(alternatives(words("quantities", *classes)))


@cache
def endings(*classes: str) -> tuple[str, ...]:
    """The words of classes of ``cues-quantities.tsv``, for ``endswith``."""
    return words("quantities", *classes)


_CLAUSE = re.compile(f"[^{CLAUSE_ENDS}]*")


def clause(before: str) -> str:
    """The end of a text, from its last comma or full stop on."""
    return re.split(f"[{CLAUSE_ENDS}]", before)[-1]


def clause_after(text: str, start: int) -> str:
    """The text up to the next comma or full stop."""
    match = _CLAUSE.match(text, start, start + 40)
    return match[0] if match is not None else ""


def measures_something(text: str, before: str, figure: Figure) -> bool:
    """Whether a figure of a text is a quantity; ``before`` is the text that leads up to it."""
    if _is_part_of_code(text, before, figure) or not _is_figure(text, before, figure):
        return False
    if figure.bare and not _is_money(text, before, figure):
        return False
    return figure.measure.kind != "duration" or _is_duration(text, before, figure)


def _is_part_of_code(text: str, before: str, figure: Figure) -> bool:
    """Whether the digits belong to a code, an ordinal or a longer number (TOP10, 〔2021〕12, 第3, 每10)."""
    tail = before.rstrip(SPACES)
    if figure.chinese and tail.endswith(endings("vague")):
        return True
    if tail.endswith(endings("ordinal")) and not tail.endswith(endings("not-ordinal")):
        return not (figure.measure.kind == "duration" and _is_free(text, figure))
    if tail.endswith(endings("per")) and _ONE.match(text, figure.start):
        return True
    if figure.measure.kind == "count" and cue("page-counter").search(before[-6:]):
        return True
    if not before:
        return False
    last = before[-1]
    if figure.chinese:
        return last in digit_characters() or last in magnitude_characters() or last.isdigit()
    if last in "0123456789.·〔[#№*×+/" or (last in "-:" and len(before) > 1 and before[-2].isdigit()):
        return True
    return figure.measure.kind in ("count", "person") and last.isascii() and (last.isalpha() or last == "-")


def _is_figure(text: str, before: str, figure: Figure) -> bool:
    """Whether number and measure word go together and nothing after them forms another word."""
    measure = figure.measure
    number = text[figure.start : figure.end].removesuffix(measure.word).strip()
    if text.startswith(measure.not_before, figure.end) if measure.not_before else False:
        return False
    following = text[figure.end : figure.end + 1]
    if _LATIN.fullmatch(measure.word[-1:] + following):
        return False
    if following == "级" and (measure.kind != "money" or figure.chinese):
        return False
    if not _meets_condition(text, before, figure, number):
        return False
    if not figure.chinese:
        return True
    return _is_chinese_figure(before, figure, number)


def _meets_condition(text: str, before: str, figure: Figure, number: str) -> bool:
    """Whether the measure word may follow this number here, by its ``condition``."""
    match figure.measure.condition:
        case "arabic":
            return not figure.chinese
        case "han" | "tenth":
            return figure.chinese
        case "within":
            return text.startswith("内", figure.end) and not before.endswith("月")
        case "magnitude":
            return number[-1] in magnitude_characters()
        case "electricity":
            return cue("electricity").search(before[-12:]) is not None
        case "unranked":
            return cue("rank").search(clause(before[-12:])) is None
        case _:
            return True


def _is_chinese_figure(before: str, figure: Figure, number: str) -> bool:
    """Chinese numerals: 一 needs 仅 or 共, and 百/千/万/亿 without a digit need a bound (近百项, 千余家)."""
    if number == "一" and figure.measure.condition != "half":
        return figure.measure.unit == "times" or (
            figure.measure.kind == "count" and before.endswith(endings("one"))
        )
    if number[0] in magnitude_characters() and number[0] != "十":
        if number in ("亿", "万"):
            return _is_bounded(before, "round-yi")
        return figure.inside is not None or _is_bounded(before, "round")
    return not (number[0] in "零〇" or number.startswith("两两"))


def _is_bounded(before: str, bounds: str) -> bool:
    return before.endswith(endings(bounds)) and not before.endswith(endings("not-bound"))


def _is_money(text: str, before: str, figure: Figure) -> bool:
    """Whether 亿 or 万 without a unit are yuan (总投资100亿, 1600亿产业投资)."""
    written = text[figure.start : figure.end]
    if ("亿" not in written and "万" not in written) or (figure.chinese and written[0] in "百千万亿"):
        return False
    near = re.split(f"[{ENDS}]", before[-_NEAR:])[-1]
    if cue("money").search(near):
        following = text[figure.end : figure.end + 1]
        return not following or not following.isalnum() or "亿" in written or following in "的以左"
    return "亿" in written and cue("money-after").match(text, figure.end) is not None


def _is_duration(text: str, before: str, figure: Figure) -> bool:
    """Days of work and 天 always last; 年 and 个月 only beside a word of duration."""
    if figure.measure.unit in ("workday", "day"):
        return True
    if figure.measure.unit == "year" and figure.low >= 100:
        return False
    near = re.split(f"[{ENDS},\uff0c]", before[-_NEAR:])[-1]  # 建设周期:12个月
    return cue("duration").search(near) is not None or _is_free(text, figure)


def _is_free(text: str, figure: Figure) -> bool:
    """Whether something is let off for the time of a figure (前三年厂房租金全免)."""
    return cue("let-off").search(clause_after(text, figure.end)[:_NEAR]) is not None


@cache
def _falls() -> re.Pattern[str]:
    verbs, nouns = alternatives(endings("falls")), alternatives(endings("fall"))
    return re.compile(f"(?:{verbs}了?|{nouns}{alternatives(endings('fall-is'))}?)$")


@cache
def _falls_in_money() -> re.Pattern[str]:
    return re.compile(f"{alternatives(endings('money-falls'))}$")


def falls(before: str, kind: str) -> bool:
    """Whether a share or a sum says by how much something became less (下降3%, but 降至3%).

    :param before: the text up to the figure and its bound
    :param kind: the kind of its measure
    """
    if kind == "ratio":
        return _falls().search(before) is not None and not before.endswith(endings("not-falls"))
    return kind == "money" and _falls_in_money().search(before) is not None


def is_negative(before: str) -> bool:
    """Whether the sign before a figure is a minus and no hyphen."""
    return len(before) > 1 and before[-1] in "-−" and not before[-2].isascii()
