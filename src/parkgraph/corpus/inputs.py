"""The documents of files, read in a guarded process, so that no file can stop a build.

The process reads one document of a file after the other and is asked for each; when it is lost, what is
left of the file is rejected; where something else may have ended it, the file is read again from there.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

from parkgraph.errors import SourceError
from parkgraph.guarded import TRIES, Child, Limits, Lost
from parkgraph.model import Document
from parkgraph.sources import read_documents
from parkgraph.sources.shares import WHOLE, Share

Item = Document | tuple[str, str]
"""A document, or a source with the reason why it is none."""


class GuardedReader:
    """Reads files in a process of its own; to be closed."""

    def __init__(self, limits: Limits) -> None:
        self._child: Child[tuple[Path, Share, int], Item | None] = Child(_read_item, limits)

    def read(
        self, file: Path, on_reject: Callable[[SourceError], None], share: Share = WHOLE
    ) -> Iterator[Document]:
        """The documents of a file, as :func:`parkgraph.sources.read_documents` gives them."""
        position, tries = 0, 0
        while True:
            item = self._child.call((file, share, position))
            if item is None:
                return
            if isinstance(item, Lost):
                tries += 1
                if not item.again or tries >= TRIES:
                    on_reject(SourceError(file.as_posix(), _reason(item, position)))
                    return
                continue
            position, tries = position + 1, 0
            if isinstance(item, Document):
                yield item
            else:
                on_reject(SourceError(*item))

    def close(self) -> None:
        """Ends the process."""
        self._child.close()


def _reason(lost: Lost, position: int) -> str:
    return f"not read beyond its entry {position}: {lost.reason}" if position else lost.reason


# --------------------------------------------------------------------------- the child


class _Open:
    """The file that this process is reading, and how far it has come."""

    def __init__(self, file: Path, share: Share) -> None:
        self.asked = (file, share)
        self.position = 0
        self.items = _items(file, share)


_open: _Open | None = None


def _read_item(asked: tuple[Path, Share, int]) -> Item | None:
    """The item of a file at a position, None behind its last."""
    global _open
    file, share, position = asked
    if _open is None or _open.asked != (file, share) or _open.position != position:
        _open = _Open(file, share)
        while _open.position < position:
            next(_open.items, None)
            _open.position += 1
    _open.position += 1
    return next(_open.items, None)


def _items(file: Path, share: Share) -> Iterator[Item]:
    rejected: deque[tuple[str, str]] = deque()
    for document in read_documents(
        [file], on_reject=lambda error: rejected.append((error.source, error.reason)), share=share
    ):
        while rejected:
            yield rejected.popleft()
        yield document
    yield from rejected
