"""Title, date of publication, publisher and byline from the top of a page.

The top is what stands before the first full paragraph.  A footer, an ICP number or a
copyright line never gives the date: that is where general tools for dates go wrong on
Chinese pages.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from parkgraph.sources.cues import any_alone, any_of, fold, phrases
from parkgraph.sources.markup import Block, Head
from parkgraph.sources.simplified import to_simplified

_CLAUSE = re.compile(r"。|,(?![0-9])")
_SIGNED = re.compile(r"^[ \t]*(?:19|20)[0-9]{2} ?年 ?[0-9]{1,2} ?月 ?[0-9]{1,2} ?日[ \t]*$", re.MULTILINE)
_OFFICIAL = "关于"
_SUBTITLE = ("—", "--")
_MENU_MARKS = re.compile(r">|\||\S[ \t]{2,}\S.{0,20}?[ \t]{2,}\S|第[0-9A-Z]{1,4}版")
# Inserted readings, as far as they matter for the words of a title: 縣(xiàn).
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_READING = re.compile(rf"[(（][a-zü]{{0,3}}[{_TONED}][a-z]{{0,3}}[)）]")
_TOP_LINES = 24
_PARAGRAPH = 60
_SENTENCE = 30
_LINE_LIMIT = 120
_DATE = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})(?:\s?[-/.]\s?|\s?年\s?)([01]?[0-9])(?:\s?[-/.]\s?|\s?月\s?)([0-3]?[0-9])(?![0-9])"
)
# No sentence begins so, but the line of a date does, whatever stands behind it.
_STAMP = re.compile(r"\s*(?:19|20)[0-9]{2}([-/.])[01]?[0-9]\1[0-3]?[0-9](?![0-9])")
# A date that stands by itself: behind it the hour, the weekday, a folio, a mark or nothing.
_ALONE = re.compile(
    r"(?:\s?日)?(?=\s*(?:$|[^\s\u4e00-\u9fff0-9]|[0-9]{1,2}:[0-9]{2}|(?:星期|周)[一二三四五六日天]|第?\s?[0-9A-Z]{1,4}\s?版)"
    r"|\s+\S|讯)"
)
_DAY_FIRST = re.compile(
    r"(?<![0-9.])([0-3]?[0-9])\.([01]?[0-9])\.((?:19|20)[0-9]{2})(?=\s+[0-9]{1,2}:[0-9]{2})"
)
_DATED_LINE = 80
_TAIL_LINES = 12
_SIGNATURE = 24
_FOLIO = re.compile(r"第\s?[A-Z]?[0-9]{1,3}\s?版")
_COMPACT_DATE = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])(?![0-9])")
_BLANK = r"[ \t]"
_META_DATES = (
    "pubdate",
    "publishdate",
    "publish_date",
    "article:published_time",
    "og:published_time",
    "og:release_date",
    "datepublished",
    "dc.date",
    "date",
)
_META_TITLES = ("articletitle", "og:title", "dc.title")
_META_PUBLISHERS = ("contentsource", "og:site_name", "source")
_META_AUTHORS = ("author", "contenteditor", "og:article:author")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself; None where it does not."""

    title: str | None = None
    published: dt.date | None = None
    publisher: str | None = None
    byline: str | None = None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    colon = rf"{_BLANK}*:{_BLANK}*"
    # Longer than any name or office is a question of «记者:».
    value = r"([^\s:|丨/【】\[\]]{2,12}(?![^\s:|丨/【】\[\]])(?: [^\s:|丨【】\[\]]{2,6}){0,3})"
    # «开工时间:» and «图片来源:» are not labels of the page.
    cues = {
        kind: r"(?<![\u4e00-\u9fff])" + any_of(_simplified(phrases(kind, "word")))
        for kind in ("date", "made", "publisher", "byline")
    }
    return {
        "date": re.compile(rf"{cues['date']}{_BLANK}*[:]?"),
        "made": re.compile(rf"{cues['made']}{_BLANK}*[:]?"),
        "publisher": re.compile(rf"{cues['publisher']}{colon}([^\s:|丨/【】\[\]]{{2,30}})"),
        "byline": re.compile(rf"{cues['byline']}{colon}{value}"),
        "footer": re.compile(any_of(_simplified(phrases("footer", "part")))),
        "menu": re.compile(any_of(_simplified(phrases("menu", "start") + phrases("login", "start")))),
        "today": re.compile(any_of(_simplified(phrases("today", "start")))),
        "share": re.compile(any_alone(_simplified(phrases("share", "part")))),
        "label": re.compile(rf"(?:{'|'.join(cues.values())}){_BLANK}*[:]"),
    }


def _simplified(words: Iterable[str]) -> list[str]:
    """The phrases as they stand in a line that :func:`to_simplified` was applied to, longest first."""
    return sorted({to_simplified(word) for word in words}, key=lambda p: (-len(p), p))


def parse_date(text: str) -> dt.date | None:
    """The first calendar date in ``text``.

    >>> parse_date("发布日期:2021年12月22日")
    datetime.date(2021, 12, 22)
    >>> parse_date("2023-06-01T19:54:00+08:00")
    datetime.date(2023, 6, 1)
    >>> parse_date("第2023-13号") is None
    True
    """
    text = fold(text)
    for found in (*_DATE.finditer(text), *_COMPACT_DATE.finditer(text)):
        try:
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue
    return None


def read_line(line: str) -> Metadata:
    """What one line at the top states: a labelled date, publisher or byline, or a bare date.

    A sentence that merely contains a date states nothing: the line has to be short and
    consist of labels, or begin with its date.

    >>> read_line("来源:某某日报 时间:2020-10-15").publisher
    '某某日报'
    >>> read_line("來源：某某日報 發佈日期：2020年10月15日")
    Metadata(title=None, published=datetime.date(2020, 10, 15), publisher='某某日報', byline=None)
    >>> read_line("10月15日上午,全市举行2020年三季度观摩会。").published is None
    True
    """
    if len(line) > _LINE_LIMIT:
        return Metadata()
    written = fold(line)
    line = to_simplified(written)  # the labels are looked up in it; the values stay as they are written
    patterns = _patterns()
    if patterns["footer"].search(line):
        return Metadata()
    cue = patterns["date"].search(line) or patterns["made"].search(line)
    published = parse_date(line[cue.end() : cue.end() + 24]) if cue else None
    if published is None and len(line) <= 60 and (_STAMP.match(line) or not _CLAUSE.search(line)):
        bare = line.strip().lstrip("[【(").strip()
        start = _DATE.search(bare)
        if start and (start.start() == 0 or patterns["label"].search(bare) or _FOLIO.search(bare)):
            published = parse_date(bare)
    publisher = patterns["publisher"].search(line)
    byline = patterns["byline"].search(line)
    return Metadata(
        published=published,
        publisher=_value(publisher, written),
        byline=_value(byline, written),
    )


def is_metadata_line(line: str) -> bool:
    """Whether a line consists of what :func:`read_line` reads, so that it is no part of the text."""
    found = read_line(line)
    return found != Metadata() and not line.rstrip().endswith(("。", "!", "?", "！", "？"))


def read_text_metadata(text: str) -> Metadata:
    """Title and the rest from the top of a plain text.

    The title is a short line at the top that is no menu: one that also ends a breadcrumb or
    stands there twice if there is one; else the longest of the last three before the date line;
    else the first.  A page that begins with its first paragraph has none.  Where no date stands
    at the top, the one under the text counts that stands on a line of its own.
    """
    found = Metadata()
    candidates: list[str] = []
    for line in _top_lines(text):
        stated = read_line(line)
        if stated != Metadata():
            found = _merged(found, stated)
        elif (found == Metadata() or not candidates) and _may_be_title(line):
            candidates.append(line)
    repeated = [b for i, b in enumerate(candidates) if any(a.endswith(b) for a in candidates[:i])]
    if repeated or found != Metadata():
        title = max(repeated or candidates[-3:], key=lambda c: len("".join(c.split())), default=None)
    else:
        title = next(
            (c for c in candidates if to_simplified(c).startswith(_OFFICIAL)),
            candidates[0] if candidates else None,
        )
    published = found.published or _dated_at_top(text) or _signed(text)
    return replace(found, title=title, published=published)


def _dated_at_top(text: str) -> dt.date | None:
    """The first date at the top that stands by itself in a line without a clause (某某日报 2020-11-10).

    A page that tells what day it is today (今天是…) tells nothing of the day it was published.
    """
    patterns = _patterns()
    for line in _top_lines(text):
        written = fold(line)
        words = to_simplified(written)
        if len(written) > _DATED_LINE or patterns["footer"].search(words) or patterns["today"].match(words):
            continue
        found = _DATE.search(written)
        if found and not _CLAUSE.search(written) and _ALONE.match(written, found.end()):
            return parse_date(found[0])
        day_first = _DAY_FIRST.search(written)
        if day_first:
            return parse_date(f"{day_first[3]}-{day_first[2]}-{day_first[1]}")
    return None


def _signed(text: str) -> dt.date | None:
    """The date under a text: the last line that is nothing but year, month and day.

    Else the last short one at the end that an office or a paper has signed (某某管委会 2020年12月25日).
    """
    dates = [d for line in _SIGNED.findall(fold(text)) if (d := parse_date(line))]
    if dates:
        return dates[-1]
    lines = [line.strip() for line in text[-20_000:].split("\n") if line.strip()]
    for line in reversed(lines[-_TAIL_LINES:]):
        written = to_simplified(fold(line))
        found = _DATE.search(written)
        if found is None or len(written) > _DATED_LINE or _CLAUSE.search(written):
            continue
        if _patterns()["footer"].search(written) or not _ALONE.match(written, found.end()):
            continue
        signer = written[: found.start()].strip(" (")
        if len(signer) <= _SIGNATURE and (_signers().search(signer) or _FOLIO.search(written)):
            return parse_date(found[0])
    return None


@cache
def _signers() -> re.Pattern[str]:
    """What an office or a paper that signs a text is called at its end."""
    return re.compile(any_of(_simplified(phrases("signer", "end"))) + r"(?:\([^()]*\))?$")


def read_page_metadata(head: Head, blocks: tuple[Block, ...]) -> Metadata:
    """The same for a page: its ``meta`` values first, then its headings, then its top lines."""
    meta = head.meta
    title = next((meta[name] for name in _META_TITLES if name in meta), None)
    if title is None:
        headings = [" ".join(b.text.split()) for b in blocks if b.tag == "h1"]
        title = next((h for h in headings if len(h) >= 4), None)
    if title is None and head.title:
        title = max(re.split(r"\s*[_|丨]\s*|\s+[-–—]+\s+", head.title), key=len)
    found = Metadata(
        title=title,
        published=next((d for name in _META_DATES if (d := parse_date(meta.get(name, "")))), None),
        publisher=next((meta[name] for name in _META_PUBLISHERS if name in meta), None),
        byline=next((meta[name] for name in _META_AUTHORS if name in meta), None),
    )
    for block in blocks:
        line = " ".join(block.text.split())
        if len(line) > _PARAGRAPH and "。" in line and found.published:
            break
        if block.linked * 2 < len(block.text):
            found = _merged(found, read_line(line))
    return found


def _top_lines(text: str) -> list[str]:
    lines: list[str] = []
    for line in text[:20_000].split("\n"):
        stripped = line.strip()
        stripped = _READING.sub("", stripped)
        if not stripped:
            continue
        if "。" in stripped and len(stripped) > _SENTENCE:
            break
        lines.append(stripped)
        if len(lines) == _TOP_LINES:
            break
    return lines


def _may_be_title(line: str) -> bool:
    folded = to_simplified(fold(line))
    words = folded.split()
    if len(words) >= 4 or 2 * sum(word in _menu_words() for word in words) >= max(2, len(words)):
        return False
    if not 4 <= len(line) <= 60 or folded.endswith(("。", ";", ",", ":")):
        return False
    if _MENU_MARKS.search(folded) or _patterns()["menu"].match(folded) or parse_date(line):
        return False
    if folded.startswith(_SUBTITLE) or _patterns()["share"].search(folded):
        return False
    han = sum("\u4e00" <= c <= "\u9fff" for c in line)
    return han * 2 >= len(line)


@cache
def _menu_words() -> frozenset[str]:
    return frozenset(_simplified(phrases("menu", "line")))


def _merged(first: Metadata, second: Metadata) -> Metadata:
    return Metadata(
        first.title or second.title,
        first.published or second.published,
        first.publisher or second.publisher,
        first.byline or second.byline,
    )


def _value(found: re.Match[str] | None, written: str) -> str | None:
    """The words of a field up to the label of the next: «来源: 作者:…» has none.

    ``written`` is the line that was searched, in its own characters.
    """
    if found is None:
        return None
    words: list[str] = []
    for word in found[1].strip(" ()").split():
        if _label_start().match(word):
            break
        words.append(word)
    value = " ".join(words)
    start = found[1].find(value) + found.start(1)
    return written[start : start + len(value)] or None


@cache
def _label_start() -> re.Pattern[str]:
    labels = [p for kind in ("date", "made", "publisher", "byline", "label") for p in phrases(kind, "word")]
    return re.compile(any_of(_simplified(labels)))
