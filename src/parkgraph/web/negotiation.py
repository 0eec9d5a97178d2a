"""Which media type a client wants, of those that there are (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence


def choose(accept: str | None, offered: Sequence[str]) -> str | None:
    """The first of the offered media types that a client likes best; None when it likes none.

    >>> choose("text/turtle;q=0.5, application/*", ["text/turtle", "application/n-triples"])
    'application/n-triples'
    >>> choose("image/png", ["text/turtle"]) is None, choose(None, ["text/turtle"])
    (True, 'text/turtle')
    """
    if not accept or not accept.strip():
        return offered[0] if offered else None
    ranges = [_parse(part) for part in accept.split(",") if part.strip()]
    best: tuple[float, int] | None = None
    for position, media_type in enumerate(offered):
        quality = _quality(media_type, ranges)
        if quality > 0 and (best is None or quality > best[0]):
            best = (quality, position)
    return None if best is None else offered[best[1]]


def _parse(part: str) -> tuple[str, float]:
    pieces = [piece.strip() for piece in part.split(";")]
    quality = 1.0
    for piece in pieces[1:]:
        name, _, value = piece.partition("=")
        if name.strip().lower() == "q":
            try:
                quality = float(value)
            except ValueError:
                quality = 0.0
    return pieces[0].lower(), quality


def _quality(media_type: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The quality that the most precise of the ranges that hold a media type gives it."""
    found = (-1, 0.0)
    main = media_type.partition("/")[0]
    for wanted, quality in ranges:
        precision = {media_type: 2, f"{main}/*": 1, "*/*": 0}.get(wanted, -1)
        if precision > found[0]:
            found = (precision, quality)
    return found[1] if found[0] >= 0 else 0.0
