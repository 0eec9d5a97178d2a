"""Lines -> paragraphs: furniture dropped, broken paragraphs joined, headings told from text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto

from parkgraph.text.lines import CELL_BORDER, LineKind, classify, find_lines
from parkgraph.text.surroundings import drop_surroundings, find_site, key_of

_TERMINAL = tuple("。！？；：…!?;:”’）)】》")
_OPEN_END = tuple("，、,(（“《—和与及的")
_LONG_HEADING = 64
# No paragraph is longer that was broken; a bound keeps the joining linear.
_LONGEST = 4000
_TITLE_OPENING = "关于"


class Part(Enum):
    """What a paragraph is, before it is known which article it belongs to."""

    TEXT = auto()
    HEADING = auto()
    NUMBERED = auto()
    ROW = auto()
    CAPTION = auto()
    BYLINE = auto()
    METADATA = auto()
    SITE = auto()
    """The name of the zone or government whose site has the page, from a menu or the foot of the page."""
    DISPLACED = auto()
    """A headline that stood within a paragraph of another article."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Pieces of the text that read on from one another, and what they are.

    ``pieces`` are half-open ranges of the text; ``folded`` is their text in narrow form;
    ``blank_before`` counts the empty lines before the first of them.
    """

    part: Part
    pieces: tuple[tuple[int, int], ...]
    folded: str
    blank_before: int


_PARTS = {
    LineKind.METADATA: Part.METADATA,
    LineKind.BYLINE: Part.BYLINE,
    LineKind.CAPTION: Part.CAPTION,
    LineKind.ROW: Part.ROW,
    LineKind.NUMBERED: Part.NUMBERED,
    LineKind.SHORT: Part.HEADING,
    LineKind.TEXT: Part.TEXT,
}


def find_paragraphs(text: str, title: str | None = None) -> tuple[Paragraph, ...]:
    """The paragraphs of a text, in order; bylines and date lines stay as marks between articles.

    :param title: the title of the page if it is known: what stands before it is furniture
    """
    lines = find_lines(text)
    kinds = [classify(line) for line in lines]
    drop_surroundings(lines, kinds, title)
    kept = [(line, _PARTS[kind]) for line, kind in zip(lines, kinds, strict=True) if kind in _PARTS]
    paragraphs = [Paragraph(part, line.pieces, line.folded, line.blank_before) for line, part in kept]
    paragraphs = _without_repeated_titles(_with_whole_titles(paragraphs))
    paragraphs = _with_bylines(_joined_rows(paragraphs))
    found = _with_headings(_joined(paragraphs))
    if (site := find_site(lines, kinds)) is not None:
        name, place = site
        found.append(Paragraph(Part.SITE, (place,), name, 0))
    return tuple(found)


def _without_repeated_titles(paragraphs: list[Paragraph]) -> list[Paragraph]:
    seen: set[str] = set()
    found: list[Paragraph] = []
    for paragraph in paragraphs:
        if paragraph.part is Part.HEADING:
            key = key_of(paragraph.folded)
            if len(key) >= 6 and key in seen:
                continue
            seen.add(key)
        found.append(paragraph)
    return found


def _with_whole_titles(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """«委员会⏎关于印发……的通知»: the title of an official text in two lines."""
    found: list[Paragraph] = []
    for paragraph in paragraphs:
        before = found[-1] if found else None
        goes_on = paragraph.folded.startswith(_TITLE_OPENING) and "。" not in paragraph.folded
        if goes_on and before is not None and _is_heading(before):
            found[-1] = replace(_merged(before, paragraph), part=Part.HEADING)
            continue
        found.append(paragraph)
    return found


def _joined_rows(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Rows of a table broken within a cell: together they have the cells of the first row."""
    found: list[Paragraph] = []
    columns = 0
    for paragraph in paragraphs:
        if paragraph.part is not Part.ROW:
            columns = 0
        elif not columns:
            columns = _cells(paragraph)
        elif found[-1].part is Part.ROW and _cells(found[-1]) + _cells(paragraph) - 1 == columns:
            found[-1] = replace(_merged(found[-1], paragraph), part=Part.ROW)
            continue
        found.append(paragraph)
    return found


def _cells(paragraph: Paragraph) -> int:
    if "\t" in paragraph.folded:
        return paragraph.folded.count("\t") + 1
    return len([c for c in CELL_BORDER.split(paragraph.folded) if c.strip()])


def _with_bylines(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Two or three characters between complete text and a heading or the end: a pen name."""
    found: list[Paragraph] = []
    for index, paragraph in enumerate(paragraphs):
        before = paragraphs[index - 1] if index else None
        behind = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        if (
            _is_heading(paragraph)
            and 2 <= len(paragraph.folded) <= 3
            and paragraph.folded.isalpha()
            and before is not None
            and before.part is Part.TEXT
            and before.folded.endswith(_TERMINAL)
            and (behind is None or _is_heading(behind))
        ):
            paragraph = replace(paragraph, part=Part.BYLINE)
        found.append(paragraph)
    return found


def _joined(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Paragraphs broken inside a sentence, put together again.

    A paragraph is broken when it ends without a mark that may end one.  That is certain of
    running text; of a short line with a comma it is taken only where certain breaks show that
    the page was cut so.  Captions between the two parts are left out, because the sentence
    reads on over them; a headline between them belongs to an article that follows.
    """
    certain = any(_is_broken(p) for p in paragraphs)
    found: list[Paragraph] = []
    index = 0
    while index < len(paragraphs):
        current = paragraphs[index]
        index += 1
        displaced: list[Paragraph] = []
        while _is_broken(current) or (certain and _may_be_broken(current)):
            following = index
            while following < len(paragraphs) and _may_stand_between(paragraphs, following, current):
                following += 1
            if following == len(paragraphs) or not _continues(paragraphs[following]):
                break
            displaced += [
                replace(p, part=Part.DISPLACED) for p in paragraphs[index:following] if _is_heading(p)
            ]
            current = _merged(current, paragraphs[following])
            index = following + 1
        found += [current, *displaced]
    return found


def _is_heading(paragraph: Paragraph) -> bool:
    return paragraph.part is Part.HEADING


def _may_stand_between(paragraphs: list[Paragraph], index: int, broken: Paragraph) -> bool:
    """Captions, and one headline set apart on both sides from the text it interrupts."""
    paragraph = paragraphs[index]
    if paragraph.part is Part.CAPTION:
        return True
    behind = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
    return (
        _is_heading(paragraph)
        and not _is_heading(broken)
        and behind is not None
        and behind.part is Part.TEXT
        and paragraph.blank_before > 0
        and behind.blank_before > 0
        and not _is_heading(paragraphs[index - 1])
    )


def _is_broken(paragraph: Paragraph) -> bool:
    text = paragraph.folded
    if paragraph.part is not Part.TEXT or text.endswith(_TERMINAL) or len(text) > _LONGEST:
        return False
    if len(paragraph.pieces) > 1 or text.endswith(_OPEN_END):
        return True
    return "。" in text or len(text) > _LONG_HEADING


def _may_be_broken(paragraph: Paragraph) -> bool:
    text = paragraph.folded
    return paragraph.part is Part.HEADING and "," in text and len(text) >= 12 and not text.endswith(_TERMINAL)


def _continues(paragraph: Paragraph) -> bool:
    """Whether a paragraph can be the rest of a broken one."""
    if paragraph.part is not Part.TEXT:
        return False
    return "。" in paragraph.folded or paragraph.folded.endswith(_TERMINAL) or len(paragraph.folded) > 20


def _merged(first: Paragraph, second: Paragraph) -> Paragraph:
    return replace(
        first, part=Part.TEXT, pieces=first.pieces + second.pieces, folded=first.folded + second.folded
    )


def _with_headings(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Short lines that state something are text: a page of one line has no heading."""
    found: list[Paragraph] = []
    opening = True  # nothing but headings so far
    for index, paragraph in enumerate(paragraphs):
        text = paragraph.folded
        if paragraph.part is Part.TEXT and (
            _is_long_heading(paragraph, paragraphs[index + 1 : index + 3], index)
            or (opening and _is_salutation(text))
        ):
            paragraph = replace(paragraph, part=Part.HEADING)
        elif paragraph.part is Part.HEADING and index and _states_something(text):
            paragraph = replace(paragraph, part=Part.TEXT)
        opening = opening and paragraph.part is not Part.TEXT
        found.append(paragraph)
    return found


def _is_salutation(text: str) -> bool:
    """The addressees of an official text, one after another up to a colon, however many."""
    return text.endswith(":") and "。" not in text and not _states_something(text)


def _states_something(text: str) -> bool:
    return len(text) >= 20 and "," in text and any(c.isdigit() for c in text)


def _is_long_heading(paragraph: Paragraph, following: list[Paragraph], index: int) -> bool:
    """The first line of a page may be a long title: no sentence, with text or a byline after it."""
    text = paragraph.folded
    if (
        index > 1
        or len(paragraph.pieces) > 1
        or "。" in text
        or text.endswith((*_TERMINAL[:6], *_OPEN_END))
        or len(text) > _LONG_HEADING
    ):
        return False
    return bool(following) and following[0].part in (Part.TEXT, Part.BYLINE, Part.METADATA, Part.HEADING)
