"""Lines of a page and what each of them is: furniture, caption, byline, row, heading or text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from parkgraph.sources.cues import any_alone, any_of, fold, load_boilerplate, phrases
from parkgraph.sources.metadata import is_metadata_line
from parkgraph.text.wrapping import Line, unwrap


class LineKind(Enum):
    """What a line is on its page."""

    FURNITURE = auto()
    """A menu, counter, footer: nothing of the article."""
    FILE = auto()
    """The name of an image or attachment, which may also stand within an article."""
    RELATED = auto()
    """The heading of a list of links to other pages, or one of these."""
    NEIGHBOUR = auto()
    """A link to the page before or after."""
    METADATA = auto()
    """Date, source or editor of an article."""
    BYLINE = auto()
    """Names of people who wrote the article."""
    CAPTION = auto()
    ROW = auto()
    NUMBERED = auto()
    """A heading that begins with its number."""
    SHORT = auto()
    """A line that may be a heading: short, and no sentence."""
    TEXT = auto()


_NO_TEXT = (LineKind.FURNITURE, LineKind.FILE, LineKind.RELATED, LineKind.NEIGHBOUR, LineKind.METADATA)
_SHORT = 42
_TRAIL = re.compile(r"\s(?:>{1,2}|»|›|&gt;)\s?")
_SEPARATOR = re.compile(r"[\s|>»›/·丨\[\]【】-]+")
_TERMINAL = tuple("。！？；!?;…")
_FILE = re.compile(
    r"^[^\s。，]{1,100}\.(?:jpe?g|png|gif|bmp|webp|mp4|tiff?|docx?|xlsx?|pdf|zip|rar|wps|pptx?)$",
    re.IGNORECASE,
)
_PAGE_LABEL = re.compile(r"^第?[A-Z]?[0-9]{1,3}版(?:[:：]\s?\S{1,8})?$|^[一二三四五六七八九十]{1,2}版[:：]")
_HASH_NAME = re.compile(r"^[0-9a-fA-F_-]{16,80}$")
_ASCII_REST = re.compile(r"^[\x20-\x7e]{0,60}$")
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十0-9]{1,3}[)）]|第[一二三四五六七八九十0-9]{1,3}[章节篇部]"
    r"|[0-9]{1,2}[、.．](?![0-9])|[0-9]{1,2}[.][0-9]{1,2}[、.． ](?=[\u4e00-\u9fff])|[①-⑳]|[◆■●▶▪★※][ ]?)"
)
_BRACKETED = re.compile(r"^[(（][^()（）]{2,40}[)）]$")
CELL_BORDER = re.compile(r"\t| {2,}|(?<=\S) ?\| ?(?=\S)")
_BYLINE_MARK = re.compile(r"^(?:【[^【】]{1,12}】)?\s?[□■◎●○☐◆]\s?(?:[\u4e00-\u9fff]{2,4}[ 、]?){1,5}$")
# A name of two characters is often set as wide as one of three: 张 莉.
_NAME = "(?:[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff] [\u4e00-\u9fff](?![\u4e00-\u9fff]))"
_OTHER_NAME = "(?:[\u4e00-\u9fff]{2,6}|[\u4e00-\u9fff] [\u4e00-\u9fff](?![\u4e00-\u9fff]))"
_SENTENCE_SPACES = re.compile(r"(?<=[。！？”；])[ \t]{2,}(?=\S)")
_LONG_LINE = 160
_INNER_HEADING = re.compile(
    r"(?:(?<=[。！？”；])|^) ?"
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])[^。；\n ]{3,45} (?=\S)"
)
_WIDE_SPACES = re.compile(r"[ \t]{2,}(?=\S)")


def find_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text that are not empty, those of narrow columns put together.

    A page that lost its line ends has runs of blanks in their place: a long line is cut there.
    """
    found: list[Line] = []
    blank = 0
    at = 0
    for raw in text.split("\n"):
        if not raw.strip():
            blank += 1
            at += len(raw) + 1
            continue
        for start, end in _cut(raw.rstrip()):
            piece = raw[start:end]
            left = len(piece) - len(piece.lstrip())
            stripped = piece.strip()
            begin = at + start + left
            found.append(Line(((begin, begin + len(stripped)),), fold(stripped), blank, left))
            blank = 0
        at += len(raw) + 1
    return unwrap(tuple(found), {index for index, line in enumerate(found) if classify(line) in _NO_TEXT})


def _cut(raw: str) -> list[tuple[int, int]]:
    borders = {m.span() for m in _SENTENCE_SPACES.finditer(raw)}
    if len(raw) > _LONG_LINE and "\t" not in raw.strip():
        for heading in _INNER_HEADING.finditer(raw):
            borders |= {(heading.start(), heading.start()), (heading.end() - 1, heading.end())}
        pieces = _WIDE_SPACES.split(raw.strip())
        if max(len(p) for p in pieces) > _LONG_LINE // 2:
            borders |= {m.span() for m in _WIDE_SPACES.finditer(raw) if raw[: m.start()].strip()}
    ordered = sorted(borders)
    starts = [0] + [end for _, end in ordered]
    ends = [start for start, _ in ordered] + [len(raw)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if raw[start:end].strip()]


def classify(line: Line) -> LineKind:
    """What a line is, judged by itself alone."""
    text = line.folded
    size = len(text)
    sentence = "。" in text
    cues = _cues()
    if size <= 120 and not sentence and _is_related(text, cues):
        return LineKind.RELATED
    if size <= 120 and not sentence and cues.neighbour.match(text):
        return LineKind.NEIGHBOUR
    if _is_disclaimer(text, sentence, cues):
        return LineKind.FURNITURE
    if size <= 160 and is_metadata_line(text) and not (sentence and size > 60):
        return LineKind.METADATA
    if _is_file(text, cues):
        return LineKind.FILE
    if _is_furniture(text, sentence, cues):
        return LineKind.FURNITURE
    if _is_byline(text, cues):
        return LineKind.BYLINE
    if size <= 120 and (
        _BRACKETED.match(text) or cues.caption_start.match(text) or cues.caption_end.search(text)
    ):
        return LineKind.CAPTION
    if len([c for c in CELL_BORDER.split(text) if c.strip()]) >= 3 or "\t" in text:
        return LineKind.ROW
    if size <= _SHORT + 20 and not sentence and not text.endswith(_TERMINAL) and _NUMBERED.match(text):
        return LineKind.NUMBERED
    if len(line.pieces) > 1:
        return LineKind.TEXT
    if size <= _SHORT and not sentence and not text.endswith((*_TERMINAL, ",", "、")):
        return LineKind.SHORT
    return LineKind.TEXT


@dataclass(frozen=True, slots=True)
class _Cues:
    menu: frozenset[str]
    menu_start: re.Pattern[str]
    login: re.Pattern[str]
    tools: re.Pattern[str]
    related: re.Pattern[str]
    neighbour: re.Pattern[str]
    footer: re.Pattern[str]
    footer_start: re.Pattern[str]
    disclaimer: re.Pattern[str]
    disclaimer_long: re.Pattern[str]
    disclaimer_part: re.Pattern[str]
    record: re.Pattern[str]
    image: re.Pattern[str]
    caption_start: re.Pattern[str]
    caption_end: re.Pattern[str]
    reporter: re.Pattern[str]
    surname: re.Pattern[str]


@cache
def _cues() -> _Cues:
    def start(kind: str) -> re.Pattern[str]:
        return re.compile(any_of(phrases(kind, "start")))

    def part(*kinds: str) -> re.Pattern[str]:
        return re.compile(any_of([p for kind in kinds for p in phrases(kind, "part")]))

    whole = {p for (_, match), group in load_boilerplate().items() if match == "line" for p in group}
    reporters = any_of(phrases("reporter", "word"))
    surnames = any_of(phrases("surname", "word"))
    return _Cues(
        menu=frozenset("".join(p.split()) for p in whole),
        menu_start=start("menu"),
        login=start("login"),
        tools=re.compile(
            any_alone(p for kind in ("counter", "tool", "share") for p in phrases(kind, "part"))
        ),
        related=start("related"),
        neighbour=start("neighbour"),
        footer=part("footer"),
        footer_start=start("footer"),
        disclaimer=start("disclaimer"),
        disclaimer_long=start("disclaimer-long"),
        disclaimer_part=part("disclaimer"),
        record=start("record"),
        image=start("image-name"),
        caption_start=start("caption"),
        caption_end=re.compile(any_of(phrases("caption", "end")) + r"[)）]?$"),
        reporter=re.compile(
            rf"^(?:[(（]|[□■◎●○◆] ?)?{reporters}[: ]+{_NAME}(?:[ 、/:]+{_OTHER_NAME}){{0,6}}[)）]?$"
        ),
        surname=re.compile(rf"{surnames}[\u4e00-\u9fff]{{1,2}}$"),
    )


def _is_related(text: str, cues: _Cues) -> bool:
    found = cues.related.match(text.lstrip("【[·◆■● "))
    if found is None:
        return False
    rest = text.lstrip("【[·◆■● ")[found.end() :].strip(" :>》】]更多+MORmore\t|")
    return len(rest) <= 4


def _is_disclaimer(text: str, sentence: bool, cues: _Cues) -> bool:
    size = len(text)
    if cues.disclaimer_long.match(text) and size <= 600:
        return True
    if size <= 400 and cues.disclaimer_part.search(text):
        return True
    return size <= 80 and cues.disclaimer.match(text) is not None


def _is_file(text: str, cues: _Cues) -> bool:
    if _FILE.match(text) or _HASH_NAME.match(text):
        return True
    image = cues.image.match(text)
    return image is not None and bool(_ASCII_REST.match(text[image.end() :]))


def _is_furniture(text: str, sentence: bool, cues: _Cues) -> bool:
    size = len(text)
    if "".join(_SEPARATOR.sub("", text)) in cues.menu or not any(c.isalnum() for c in text):
        return True
    if text.isascii() and size <= _SHORT and not any(c.isdigit() for c in text):
        return True  # Toggle navigation
    if _PAGE_LABEL.match(text):
        return True
    if sentence:
        return size <= 200 and len(cues.footer.findall(text)) >= 2
    words = [w for w in _SEPARATOR.split(text) if w]
    known = sum(w in cues.menu for w in words)
    if len(words) >= 2 and 2 * known >= len(words):
        return True
    if len(words) >= 4 and known >= 2 and all(len(w) <= 6 and w.isalpha() for w in words):
        return True
    if len(_TRAIL.findall(text)) >= 2 and all(len(w) <= 14 for w in words):
        return True  # 某某网 > 山东 > 政策
    if size <= 100 and (cues.menu_start.match(text) or cues.record.match(text)):
        return True
    if size <= 60 and (cues.login.match(text) or cues.tools.search(text)):
        return True
    if size <= 160 and cues.footer.search(text):
        return True
    return (
        size <= 100
        and cues.footer_start.match(text) is not None
        and any(c in ":@" or c.isdigit() for c in text)
    )


def _is_byline(text: str, cues: _Cues) -> bool:
    if len(text) > 60 or "。" in text or "," in text:
        return False
    if _BYLINE_MARK.match(text) or cues.reporter.match(text):
        return True
    names = [n for n in re.split(r"[ 、\t]+", text.strip("()（）")) if n]
    # Two characters of a name set apart by a blank are put together again: 张 三.
    if len(names) == 2 and all(len(n) == 1 for n in names):
        names = ["".join(names)]
    return 1 <= len(names) <= 5 and all(cues.surname.match(n) and 2 <= len(n) <= 4 for n in names)
