"""Bytes -> text, with the name of the encoding.

Offsets of the whole project count code points of the text returned here.  So that they
agree with what any text-mode reader sees, ``\\r\\n`` and a lone ``\\r`` become ``\\n`` and a
leading byte order mark is dropped; nothing else is changed.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

from parkgraph.errors import SourceError
from parkgraph.sources.simplified import to_simplified

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_READABLE = re.compile(r"[\t\n\r -~\u00a0-\u00ff\u2010-\u2030\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 65536
_CHINESE = ("gb18030", "big5hkscs")  # of equal scores the first counts
_PUNCTUATION = re.compile(r"[\u2010-\u2027\u3001-\u3011\uff01-\uff5e]")
_LEAST = 0.5


def decode(data: bytes, source: str) -> tuple[str, str]:
    """The text of ``data`` and the encoding it was in.

    Tried in order: a byte order mark; strict UTF-8; UTF-16 without a mark, which shows by
    NUL bytes (line ends and Latin letters have one) in text that is readable as such;
    strict GB 18030, which contains GBK and GB 2312, and strict Big5 with the characters of
    Hong Kong, of which the one counts in which more of the characters are common ones.

    :raises SourceError: empty, binary or undecodable, with the byte position where it stopped
    """
    if not data.strip():
        raise SourceError(source, "empty")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _readable(_strict(data[len(mark) :], encoding, source), source), encoding
    if b"\0" in data[:_SAMPLE]:
        wide = _utf16_of(data)
        if wide is None:
            raise SourceError(source, f"binary: NUL at byte {data.index(0)}")
        return _readable(_strict(data, wide, source), source), wide
    try:
        return _readable(data.decode("utf-8"), source), "utf-8"
    except UnicodeDecodeError as error:
        text, encoding = _chinese_of(data, source, error.start)
        return _readable(text, source), encoding


def normalise_newlines(text: str) -> str:
    """``\\r\\n`` and ``\\r`` as ``\\n``; a leading byte order mark is dropped."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _strict(data: bytes, encoding: str, source: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(source, f"not {encoding} at byte {error.start}: {error.reason}") from None


def _chinese_of(data: bytes, source: str, utf8: int) -> tuple[str, str]:
    """The text in the one of :data:`_CHINESE` in which it reads best; ``utf8`` is where UTF-8 stopped.

    The bytes of one are nearly always valid in the other, where they read as rare characters.
    """
    texts: dict[str, str] = {}
    stops: list[int] = []
    for encoding in _CHINESE:
        try:
            texts[encoding] = data.decode(encoding)
        except UnicodeDecodeError as error:
            stops.append(error.start)
    if not texts:
        gb, big5 = stops
        raise SourceError(source, f"neither UTF-8 (byte {utf8}), GB 18030 (byte {gb}) nor Big5 (byte {big5})")
    scores = {encoding: _share_of_common(text) for encoding, text in texts.items()}
    best = max(scores, key=lambda encoding: scores[encoding])
    if scores[best] < _LEAST:
        raise SourceError(source, f"not UTF-8 (byte {utf8}), and as GB 18030 or Big5 no Chinese text")
    return texts[best], best


def _share_of_common(text: str) -> float:
    """How many of the characters beyond ASCII are punctuation or common Chinese characters.

    Common are the 3755 characters of the first level of GB 2312, and their Traditional forms.
    """
    wide = [character for character in text[:_SAMPLE] if not character.isascii()]
    common = sum(bool(_PUNCTUATION.match(c)) or _is_common(c) for c in wide)
    return common / max(1, len(wide))


@cache
def _is_common(character: str) -> bool:
    try:
        code = to_simplified(character).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7


def _readable(text: str, source: str) -> str:
    if not text.strip():
        raise SourceError(source, "empty")
    nul = text.find("\0")
    if nul >= 0:
        raise SourceError(source, f"binary: NUL at character {nul}")
    sample = text[:_SAMPLE]
    control = len(_CONTROL.findall(sample))
    # A few stray control characters survive copy and paste; programs and images have many.
    if control * 20 > len(sample):
        raise SourceError(source, f"binary: {control} control characters in the first {len(sample)}")
    return normalise_newlines(text)


def _utf16_of(data: bytes) -> str | None:
    if len(data) % 2:
        return None
    best, share = None, 0.9
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            sample = data[:_SAMPLE].decode(encoding, "strict" if len(data) <= _SAMPLE else "ignore")
        except UnicodeDecodeError:
            continue
        readable = len(_READABLE.findall(sample)) / max(1, len(sample))
        if readable > share:
            best, share = encoding, readable
    return best
