"""A clean document for people to read, and its offset map as rows."""

from __future__ import annotations

from collections.abc import Iterator

from parkgraph.model import CleanDocument

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n"})


def write_text(clean: CleanDocument) -> str:
    """The clean text, a line for each paragraph and an empty line between articles.

    Ends with a line end unless there is no text.
    """
    articles = [clean.text[article.start : article.end] for article in clean.articles]
    return "\n\n".join(articles) + "\n" if articles else ""


def write_offsets(clean: CleanDocument) -> Iterator[str]:
    """Rows of clean start, clean end, raw start, raw end and text, separated by tabs.

    One row for each longest run of characters that follow one another in the raw text as they
    do here, and one for each run that shares one raw range.  Tabs and line ends in the text
    are written ``\\t`` and ``\\n``.  The first row names the columns.
    """
    yield "cleanStart\tcleanEnd\trawStart\trawEnd\ttext"
    start = 0
    for index in range(1, len(clean.text) + 1):
        if index < len(clean.text) and _follows(clean, index):
            continue
        text = clean.text[start:index].translate(_ESCAPES)
        yield f"{start}\t{index}\t{clean.starts[start]}\t{clean.ends[index - 1]}\t{text}"
        start = index


def _follows(clean: CleanDocument, index: int) -> bool:
    """Whether the character at ``index`` continues the run of the one before it."""
    before = (clean.starts[index - 1], clean.ends[index - 1])
    here = (clean.starts[index], clean.ends[index])
    single = before[1] - before[0] == 1 and here[1] - here[0] == 1
    return (single and here[0] == before[1]) or (not single and here == before)
