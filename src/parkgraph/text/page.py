"""A page in HTML -> the text of its body, block by block.

trafilatura decides which blocks are the body; the text itself comes from
:func:`parkgraph.sources.markup.flatten`, which knows the raw offsets.
"""

from __future__ import annotations

import logging
import re

from parkgraph.sources.markup import Block, flatten
from parkgraph.sources.metadata import is_metadata_line
from parkgraph.text.mapped import Edit, MappedText
from parkgraph.text.readings import MARKED

_LIST_MARK = re.compile(r"^(?:[-*+] |\|)")
_SHINGLE = 12
_HAN_SIDE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’]")
_READING_SIDE = re.compile(rf"[\u3400-\u9fff][(（][a-z{MARKED}]{{1,8}}[)）]$")
_FIGURE_SIDE = re.compile(r"[0-9%]")
_HEADINGS = frozenset({"h1", "h2", "title"})


def read_page(markup: str) -> MappedText:
    """The body of a page, its blocks separated by line ends that map to the markup between.

    When trafilatura finds no body, or one of which no block can be found again, every block
    is kept: later steps drop what is plainly a menu or a footer.
    """
    blocks = flatten(markup)
    kept = _body(blocks, _extracted(markup)) or blocks
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for block in kept:
        if pieces:
            pieces.append("\n")
            starts.append(ends[-1])
            ends.append(max(ends[-1], block.offsets[0][0]))
        pieces.append(_marked(block.text))
        starts += [start for start, _ in block.offsets]
        ends += [end for _, end in block.offsets]
    return _without_line_ends(MappedText("".join(pieces), tuple(starts), tuple(ends)))


# Line ends within a block are written so until it is known what they are.
_SOFT = "\x0b"


def _marked(text: str) -> str:
    return text.replace(_SOFT, " ").replace("\n", _SOFT)


def _without_line_ends(page: MappedText) -> MappedText:
    edits: list[Edit] = []
    text = page.text
    for found in re.finditer(rf"(?<![ \t])[ \t]*{_SOFT}[ \t{_SOFT}]*", text):
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        sides = [bool(_HAN_SIDE.match(side)) for side in (before, after)]
        sides[0] = sides[0] or bool(_READING_SIDE.search(text, max(0, found.start() - 12), found.start()))
        figure = any(_FIGURE_SIDE.match(side) for side in (before, after))
        joined = all(sides) or (any(sides) and figure)
        edits.append(Edit(found.start(), found.end(), "" if joined else " "))
    return page.edited(edits)


def _extracted(markup: str) -> str:
    # Imported here: it costs most of a second, and plain text does not need it.
    import trafilatura

    # Without a handler of its own its warnings about odd markup would go to stderr.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    try:
        found = trafilatura.extract(markup, include_comments=False, include_tables=True, deduplicate=False)
    except Exception:  # an extractor that fails must not cost the page
        return ""
    return found or ""


def _body(blocks: tuple[Block, ...], extracted: str) -> tuple[Block, ...]:
    """The blocks whose text stands in the extracted text; the extractor may reorder them.

    A block is found when it is a line of the extracted text, or when its beginning and its end
    stand in it.  Blocks of running text between them and next to them are kept
    too: the extractor drops paragraphs of unusual markup.
    """
    lines = {_squeezed(_LIST_MARK.sub("", line)) for line in extracted.split("\n")}
    whole = _squeezed(extracted)
    shingles = {whole[i : i + _SHINGLE] for i in range(len(whole) - _SHINGLE + 1)}
    chosen: set[int] = set()
    for index, block in enumerate(blocks):
        text = _squeezed(block.text)
        if text in lines or (text[:_SHINGLE] in shingles and text[-_SHINGLE:] in shingles):
            chosen.add(index)
    if not chosen:
        return ()
    first, last = min(chosen), max(chosen)
    while first and _is_running_text(blocks[first - 1]):
        first -= 1
    while last + 1 < len(blocks) and _is_running_text(blocks[last + 1]):
        last += 1
    chosen |= {i for i in range(first, last + 1) if _is_running_text(blocks[i])}
    for index in range(first):
        # The headline often stands outside the element that holds the body.
        if blocks[index].tag in _HEADINGS or _is_dateline(blocks[index]):
            chosen.add(index)
    return tuple(blocks[i] for i in sorted(chosen))


def _is_running_text(block: Block) -> bool:
    return "。" in block.text and block.linked * 3 < len(block.text)


def _is_dateline(block: Block) -> bool:
    return len(block.text) < 120 and is_metadata_line(" ".join(block.text.split()))


def _squeezed(text: str) -> str:
    return "".join(text.replace("|", "").split())
