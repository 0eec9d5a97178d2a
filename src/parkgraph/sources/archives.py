"""The members of a zip archive, within limits that a hostile archive cannot pass."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from parkgraph.errors import SourceError
from parkgraph.sources.shares import WHOLE, Share

MEMBER_LIMIT = 64 * 1024 * 1024
RATIO_LIMIT = 200
_SMALL = 1024 * 1024
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800


def read_members(
    stream: BinaryIO,
    source: str,
    on_reject: Callable[[SourceError], None],
    *,
    limit: int = MEMBER_LIMIT,
    share: Share = WHOLE,
) -> Iterator[tuple[str, bytes]]:
    """Name and content of each member, sorted by name; folders and hidden members are left out.

    Members whose path climbs out of the archive, that are encrypted, larger than ``limit``
    bytes, packed more than :data:`RATIO_LIMIT` times, damaged or archives themselves are
    handed to ``on_reject``.

    :raises SourceError: when the whole is not a zip archive
    """
    try:
        archive = zipfile.ZipFile(stream)
    except MemoryError:
        raise
    except Exception as error:  # damaged bytes lead the library to errors of many kinds
        raise SourceError(source, f"not a zip archive: {error}") from None
    with archive:
        found = [(_name(m), m.header_offset, m) for m in archive.infolist() if not m.filename.endswith("/")]
        members = sorted(found, key=lambda member: member[:2])  # of one name there may be several
        for number, (name, _, member) in enumerate(members):
            if not share.has(number):
                continue
            parts = PurePosixPath(name.replace("\\", "/")).parts
            if any((p.startswith(".") and p != "..") or p == "__MACOSX" for p in parts):
                continue
            try:
                yield name, _content(archive, member, f"{source}!{name}", parts, limit)
            except SourceError as error:
                on_reject(error)


def _content(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: str, parts: tuple[str, ...], limit: int
) -> bytes:
    if ".." in parts or (parts and (parts[0].startswith("/") or parts[0].endswith(":"))):
        raise SourceError(place, "its path climbs out of the archive")
    if member.flag_bits & _ENCRYPTED:
        raise SourceError(place, "encrypted")
    if place.lower().endswith(".zip"):
        raise SourceError(place, "an archive within an archive")
    if member.file_size > limit:
        raise SourceError(place, f"{member.file_size} bytes, more than {limit}")
    if member.file_size > _SMALL and member.file_size > RATIO_LIMIT * max(1, member.compress_size):
        raise SourceError(place, f"packed more than {RATIO_LIMIT} times")
    try:
        with archive.open(member) as opened:
            # The stated size is only a claim: read one byte more than it may have.
            data = opened.read(limit + 1)
    except MemoryError:
        raise
    except Exception as error:  # of zipfile, zlib, bz2, lzma and struct
        raise SourceError(place, f"damaged: {error}") from None
    if len(data) > limit:
        raise SourceError(place, f"more than {limit} bytes")
    return data


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name; archives made on Chinese systems write it in GBK and say CP 437."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename
