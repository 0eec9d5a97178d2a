"""Where a name begins: the scan to the left that every recogniser of free names shares.

Chinese marks no word and no name, so a name is found from its head (项目, 产业园, 等…企业):
words are taken to the left of the head until one ends the name: a governing verb, a
function word, any other verb, adverb or preposition that is not at home in names
(改造, 制造), a punctuation mark, a date, a count (``cues-boundaries.tsv``).  A measured
quantity other than money or a count belongs to the name (7500吨/年医药中间体).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from parkgraph.cues import alternatives, words
from parkgraph.mentions.tokens import Token, Tokens, tokenize
from parkgraph.model import PeriodMention, Quantity, Span

_VERBS = frozenset(words("boundaries", "verb"))
_CHARACTERS = frozenset(words("boundaries", "char"))
_NOMINAL = frozenset(words("boundaries", "nominal"))
_GOVERNING_TAGS = ("v", "vd", "d", "ad", "p", "c", "r")
_INNER_MARKS = frozenset("·-/+&~.%")
_OPENING = {"”": "“", "’": "‘", "）": "（", ")": "(", "」": "「"}
_CONJUNCTIONS = words("boundaries", "conjunction")
_PHASE = re.compile(r"[一二三四五首]期")
_MADE = re.compile(rf"[年日]{alternatives(words('quantities', 'makes'))}$")
_BETWEEN_LATIN = re.compile(r"[A-Za-z0-9] [A-Za-z0-9]")
_LONGEST = 45
_BRAND_CHARACTERS = frozenset(words("boundaries", "brand-char"))
_MONEY = frozenset({"CNY", "USD", "EUR", "HKD", "JPY"})
_PRICED = re.compile(
    rf"{alternatives(words('projects', 'intended', 'price-lead'))}?总?"
    rf"{alternatives(words('projects', 'price'))}{alternatives(words('projects', 'price-size'))}?"
    "(?:为|达|达到|约)?$"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A clean text with its words, quantities and periods, found by offset.

    ``floor`` functions never look to the left of the offset they are given.
    """

    text: str
    tokens: Tokens
    quantities: tuple[Quantity, ...]
    periods: tuple[PeriodMention, ...]
    _quantity_starts: tuple[int, ...]
    _period_starts: tuple[int, ...]

    def quantity_at(self, offset: int) -> Quantity | None:
        """The quantity whose span covers the character at ``offset``."""
        index = bisect_right(self._quantity_starts, offset) - 1
        if index >= 0 and self.quantities[index].span.end > offset:
            return self.quantities[index]
        return None

    def period_at(self, offset: int) -> PeriodMention | None:
        """The period whose span covers the character at ``offset``."""
        index = bisect_right(self._period_starts, offset) - 1
        if index >= 0 and self.periods[index].span.end > offset:
            return self.periods[index]
        return None

    def quantities_between(self, start: int, end: int) -> tuple[Quantity, ...]:
        """The quantities that begin in ``start <= offset < end``."""
        low = bisect_right(self._quantity_starts, start - 1)
        return self.quantities[low : bisect_right(self._quantity_starts, end - 1)]

    def periods_between(self, start: int, end: int) -> tuple[PeriodMention, ...]:
        """The periods that begin in ``start <= offset < end``."""
        low = bisect_right(self._period_starts, start - 1)
        return self.periods[low : bisect_right(self._period_starts, end - 1)]


def read(text: str, quantities: tuple[Quantity, ...], periods: tuple[PeriodMention, ...]) -> Reading:
    """Puts a text together with what the grammars found in it, both ordered by offset."""
    return Reading(
        text,
        tokenize(text),
        quantities,
        periods,
        tuple(quantity.span.start for quantity in quantities),
        tuple(period.span.start for period in periods),
    )


@dataclass(frozen=True, slots=True)
class Item:
    """One member of an enumeration.

    ``amount`` is the price before it (总投资40亿元的X), ``joint`` the mark or conjunction that joins
    it to the member before.
    """

    span: Span
    amount: Quantity | None = None
    joint: str = ""


def ends_name(token: Token) -> bool:
    """Whether a word cannot stand inside a name.

    >>> ends_name(Token(0, 2, "推进", "v")), ends_name(Token(0, 2, "化工", "n"))
    (True, False)
    """
    if token.word in _VERBS or token.word in _CHARACTERS:
        return True
    if len(token.word) > 1 and token.tag in _GOVERNING_TAGS and token.word not in _NOMINAL:
        return not _PHASE.fullmatch(token.word)
    return not any(character.isalnum() or character in _INNER_MARKS for character in token.word)


def find_left_edge(reading: Reading, end: int, floor: int, *, keep_last: frozenset[str] = frozenset()) -> int:
    """The offset where the name that ends at ``end`` begins.

    ``keep_last`` are words that may stand directly before ``end`` although they govern
    elsewhere (建设 in 建设项目).  Returns ``end`` when no name stands there.
    """
    text = reading.text
    floor = max(floor, end - _LONGEST)
    edge = end
    tokens = reading.tokens.between(floor, end)
    index = len(tokens) - 1
    while index >= 0:
        token = tokens[index]
        if token.start >= edge:
            index -= 1
            continue
        quantity = reading.quantity_at(token.start)
        if quantity is not None:
            many = quantity.value >= 1000 or _MADE.search(text, floor, quantity.span.start) is not None
            counted = quantity.unit in ("person", "percent") or (quantity.unit == "count" and not many)
            if quantity.unit in _MONEY or counted or quantity.span.start < floor:
                break
            edge = quantity.span.start
            made = _MADE.search(text, floor, edge)
            edge = made.start() if made else edge
            while index >= 0 and tokens[index].start >= edge:
                index -= 1
            continue
        if reading.period_at(token.start) is not None:
            break
        opening = _OPENING.get(token.word)
        if opening is not None:
            start = text.rfind(opening, floor, token.start)
            if start < 0 or "。" in text[start : token.start] or "，" in text[start : token.start]:
                break
            edge = start
            while index >= 0 and tokens[index].start >= edge:
                index -= 1
            continue
        if token.word in _OPENING.values():
            break
        if token.word == " " and _BETWEEN_LATIN.match(text, token.start - 1):
            index -= 1
            continue
        if ends_name(token) and not (edge == end and token.word in keep_last):
            inside = _begins_brand(tokens, index, edge)
            if inside is not None:
                edge = inside
            break
        edge = token.start
        index -= 1
    return edge


def _begins_brand(tokens: tuple[Token, ...], index: int, edge: int) -> int | None:
    """Where a brand begins that holds a function word (盛和|新能源, 正威|新材料, 同益|实业), else ``None``.

    Such a word belongs to a brand when it opens the name and another single character follows, or
    when it is the second of two characters that open the name.
    """
    token = tokens[index]
    if token.word not in _BRAND_CHARACTERS or token.end != edge:
        return None
    opens = index == 0 or ends_name(tokens[index - 1])
    behind = tokens[index + 1] if index + 1 < len(tokens) else None
    if opens:
        return token.start if behind is not None and _is_character(behind) else None
    first = tokens[index - 1]
    first_opens = index == 1 or ends_name(tokens[index - 2])
    return first.start if token.word == "和" and first_opens and _is_character(first) else None


def _is_character(token: Token) -> bool:
    return len(token.word) == 1 and "\u4e00" <= token.word <= "\u9fff" and not ends_name(token)


_MEMBER = 9
_MEMBER_TEXT = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,8}(?<![和及与或])")


def find_list(reading: Reading, end: int, floor: int) -> tuple[Item, ...]:
    """The members of the enumeration that ends at ``end`` (before 等), in text order.

    Members are separated by 、 or a conjunction; a price with 的 before a member is its
    ``amount``.  A member that is empty ends the enumeration.
    """
    items: list[Item] = []
    position = end
    while True:
        edge = _find_member(reading, position, floor)
        if edge == position:
            break
        amount, before = _find_price(reading, edge, floor)
        separator = _separator_length(reading.text, before, floor)
        items.append(Item(Span(edge, position), amount, reading.text[before - separator : before]))
        if not separator:
            break
        position = before - separator
    return tuple(reversed(items))


def _find_member(reading: Reading, end: int, floor: int) -> int:
    """Where the member that ends at ``end`` begins: behind the mark before it when that is near.

    A name may hold a word that else ends names (陕西|延长, 矽|盛|电子).
    """
    mark = reading.text.rfind("、", max(floor, end - _MEMBER), end)
    if mark >= 0 and _MEMBER_TEXT.fullmatch(reading.text, mark + 1, end):
        opening = reading.tokens.between(mark + 1, end)
        if opening and not (len(opening[0].word) > 1 and opening[0].tag.startswith(("v", "d", "p"))):
            return mark + 1
    return find_left_edge(reading, end, floor)


def _find_price(reading: Reading, edge: int, floor: int) -> tuple[Quantity | None, int]:
    """The price that qualifies the member beginning at ``edge``, and where the two begin."""
    if edge - 1 < floor or reading.text[edge - 1] != "的":
        return None, edge
    quantity = reading.quantity_at(edge - 2)
    if quantity is None or quantity.unit not in _MONEY or quantity.span.start < floor:
        return None, edge
    start = quantity.span.start
    cue = _PRICED.search(reading.text, max(floor, start - 10), start)
    return quantity, cue.start() if cue else start


def _separator_length(text: str, position: int, floor: int) -> int:
    for separator in ("、", *_CONJUNCTIONS):
        if position - len(separator) >= floor and text.endswith(separator, floor, position):
            return len(separator)
    return 0


def strip_marks(text: str, span: Span) -> Span:
    """The span without quotation marks, brackets and spaces that lead or trail unmatched.

    >>> strip_marks("“一带一路”供应链", Span(0, 9))
    Span(start=0, end=9)
    >>> strip_marks("“零件", Span(0, 3))
    Span(start=1, end=3)
    """
    start, end = span.start, span.end
    while start < end and text[start] in " \t\n、，：":
        start += 1
    while end > start and text[end - 1] in " \t\n、，：":
        end -= 1
    for opening, closing in (("“", "”"), ("（", "）"), ("(", ")"), ("‘", "’")):
        if start < end and text[start] == opening and closing not in text[start:end]:
            start += 1
        if start < end and text[end - 1] == closing and opening not in text[start:end]:
            end -= 1
        if end - start > 2 and text[start] == opening and text.find(closing, start, end) == end - 1:
            start, end = start + 1, end - 1
    return Span(start, end)


_MARKS = re.compile(r"[“”‘’「」\s]")


def clean_name(text: str) -> str:
    """A name as it is shown: without quotation marks and spaces.

    >>> clean_name("经一路“白改黑”工程")
    '经一路白改黑工程'
    """
    return _MARKS.sub("", text)
