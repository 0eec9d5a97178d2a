"""Document -> clean document: the steps in their order, and the assembly of the result."""

from __future__ import annotations

import re
from functools import cache

from parkgraph.model import Article, CleanDocument, Document, Role, Sentence
from parkgraph.sources.cues import any_of, phrases
from parkgraph.text.articles import Group, group_articles, zone_of
from parkgraph.text.garbles import repair_garbles
from parkgraph.text.layout import Paragraph, Part, find_paragraphs
from parkgraph.text.mapped import Edit, MappedText
from parkgraph.text.page import read_page
from parkgraph.text.readings import strip_readings
from parkgraph.text.script import simplify, to_simplified
from parkgraph.text.sentences import find_sentences
from parkgraph.text.width import is_chinese, unify_width

_ROLES = {
    Part.TEXT: Role.BODY,
    Part.HEADING: Role.SUBHEADING,
    Part.NUMBERED: Role.SUBHEADING,
    Part.ROW: Role.ROW,
    Part.CAPTION: Role.CAPTION,
}
_BLANKS = re.compile(r"[ \t]{2,}|\t")
_SET_APART = re.compile(
    r"(?<=[\u3400-\u9fff]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%+]) (?=[\u3400-\u9fff])|(?<=[0-9]) (?=%)"
)
_ORDINAL = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){0,3} ")
_CELL_BORDERS = {
    "\t": re.compile(r"(?<! ) *\t *"),
    "|": re.compile(r"(?<! ) *\| *"),
    " ": re.compile(r" {2,}"),
}


def clean(document: Document) -> CleanDocument:
    """The readable text of a document, with the raw offsets of every character.

    Any text at all gives a result; a page without any text gives an empty one.

    >>> from parkgraph.sources import document_of
    >>> cleaned = clean(document_of("當(dāng)前,園區(qū)產(chǎn)業(yè)發(fā)展。", "page"))
    >>> cleaned.text, cleaned.starts
    ('当前，园区产业发展。', (0, 7, 8, 9, 10, 15, 22, 27, 32, 33))
    """
    if document.media_type == "text/html":
        text = read_page(document.text)
    else:
        text = MappedText.identity(document.text)
    for step in (repair_garbles, strip_readings, simplify, unify_width):
        text = step(text)
    title = to_simplified(document.title) if document.title else None
    paragraphs = find_paragraphs(text.text, title)
    site = next((p for p in paragraphs if p.part is Part.SITE), None)
    groups = group_articles(tuple(p for p in paragraphs if p is not site))
    return _Assembly(text).clean_document(document, groups, site)


class _Assembly:
    """Gathers the characters of the kept paragraphs into one text."""

    def __init__(self, text: MappedText) -> None:
        self._source = text
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._paragraph = -1

    def clean_document(
        self, document: Document, groups: tuple[Group, ...], site: Paragraph | None
    ) -> CleanDocument:
        articles = tuple(a for group in groups if (a := self._article(group)) is not None)
        text = "".join(self._pieces)
        owner = _name_site(document, self._piece(site)) if site else None
        return CleanDocument(document, text, tuple(self._starts), tuple(self._ends), articles, owner)

    def _article(self, group: Group) -> Article | None:
        sentences: list[Sentence] = []
        headline = self._piece(group.headline).text if group.headline else None
        for paragraph in group.paragraphs:
            piece = self._piece(paragraph)
            if not piece.text:
                continue
            start = self._append(piece)
            role = Role.HEADLINE if paragraph is group.headline else _ROLES[paragraph.part]
            sentences += self._sentences(piece.text, start, role)
        if not sentences:
            return None
        zone = zone_of(headline) if headline else None
        return Article(
            sentences[0].start, sentences[-1].end, tuple(sentences), headline, zone, group.published
        )

    def _sentences(self, text: str, start: int, role: Role) -> list[Sentence]:
        whole = [(0, len(text))]
        ranges = find_sentences(text, 0, len(text)) if role is Role.BODY else whole
        return [Sentence(start + a, start + b, self._paragraph, role) for a, b in ranges]

    def _append(self, piece: MappedText) -> int:
        """Adds a paragraph after a line end that maps to the raw text between the two."""
        self._paragraph += 1
        if self._starts:
            self._pieces.append("\n")
            self._starts.append(self._ends[-1])
            self._ends.append(max(self._ends[-1], piece.starts[0]))
        start = len(self._starts)
        self._pieces.append(piece.text)
        self._starts += piece.starts
        self._ends += piece.ends
        return start

    def _piece(self, paragraph: Paragraph) -> MappedText:
        """The text of a paragraph, its parts joined, inner blanks made one, its lead taken off."""
        source = self._source
        characters: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for start, end in paragraph.pieces:
            last, first = (characters[-1] if characters else ""), source.text[start]
            if last and not is_chinese(last) and not is_chinese(first) and (last + first).isalpha():
                characters.append(" ")
                starts.append(ends[-1])
                ends.append(max(ends[-1], source.starts[start]))
            characters += source.text[start:end]
            starts += source.starts[start:end]
            ends += source.ends[start:end]
        text = "".join(characters)
        return _tidied(MappedText(text, tuple(starts), tuple(ends)), paragraph.part)


def _name_site(document: Document, name: MappedText) -> CleanDocument:
    """A readable text of one sentence: the name of the site."""
    end = len(name.text)
    article = Article(0, end, (Sentence(0, end, 0, Role.CAPTION),))
    return CleanDocument(document, name.text, name.starts, name.ends, (article,))


def _with_cells(row: MappedText) -> MappedText:
    """A row with one tab between its cells, whichever mark the page sets between them."""
    mark = next(mark for mark in ("\t", "|", " ") if mark in row.text + " ")
    edits = [Edit(m.start(), m.end(), "\t") for m in _CELL_BORDERS[mark].finditer(row.text)]
    cells = row.edited(edits)
    start = len(cells.text) - len(cells.text.lstrip())
    end = len(cells.text.rstrip())
    return cells.edited([Edit(0, min(start, end)), Edit(end, len(cells.text))])


def _tidied(piece: MappedText, part: Part) -> MappedText:
    if part is Part.ROW:
        return _closed_up(_with_cells(piece), 0)
    edits = [Edit(m.start(), m.end(), " ") for m in _BLANKS.finditer(piece.text)]
    piece = piece.edited(edits)
    if part is Part.TEXT and (lead := _lead().match(piece.text)) and lead.end() < len(piece.text):
        piece = piece.edited([Edit(0, lead.end())])
    # «2.1 目标» keeps the blank behind its number; text may begin with «3 月 5 日».
    ordinal = _ORDINAL.match(piece.text) if part is not Part.TEXT else None
    return _closed_up(piece, ordinal.end() if ordinal else 0)


def _closed_up(piece: MappedText, at: int) -> MappedText:
    """Without the blanks from ``at`` on that set figures and Latin words apart from Chinese: 投资 50 亿元."""
    return piece.edited(Edit(m.start(), m.end()) for m in _SET_APART.finditer(piece.text, at))


@cache
def _lead() -> re.Pattern[str]:
    """«本报讯（记者 某某）» before the first sentence of a report: no part of what it says."""
    who = any_of(phrases("reporter", "word"))
    inside = rf"[(（][^()（）。]{{0,12}}{who}[^()（）。]{{0,40}}[)）]"
    name = any_of(phrases("lead", "word"))
    short = rf"(?:{name} ?{inside}|{inside}|{name} +|本[报刊网站]讯)[ ]*"
    return re.compile(rf"{short}|本[报刊网站][\u4e00-\u9fff]{{0,6}}[讯电] +")
