"""Which query of the catalogue a question means, and with which parameters.

What a question names (things, places, words of vocabularies, times, numbers) is found first.  The
words that remain are compared with those of each query: its question in Chinese, its keywords and what
``queries/asking.tsv`` adds; a word counts the more the fewer queries have it.  A query that can take
what the question names is preferred, and one that cannot is put back.  When too little of what a
question says is in any query, none is meant.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from parkgraph.asking.values import Amount, Finder, Named, Year, find_amounts, find_years
from parkgraph.asking.words import read_vocabulary, words_of
from parkgraph.queries import CatalogueQuery, Parameter, read_catalogue
from parkgraph.queries.values import Choice, choices_of, is_written, kinds_of

_TAKEN = 0.16  # what a parameter adds that takes something named
_WORDS = 0.04  # what one adds that takes any words for a figure, which other queries may be about
_LEFT = 0.22  # what a query loses for something named that it cannot take
_KEYWORD = 1.4  # the weight of a keyword, where that of a word of the question is 1
_LEAST = 0.34  # the least share of a question's words that a query must have
_SHARE = 0.5  # how much of the score the question's share is; the rest is the query's


@dataclass(frozen=True, slots=True)
class Match:
    """A query that a question may mean, with its parameters and how well it fits (0 to about 1)."""

    name: str
    values: dict[str, str] = field(default_factory=dict)
    score: float = 0.0
    fits: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    """What a question names, and the words that remain."""

    text: str
    names: list[Named]
    years: list[Year]
    amounts: list[Amount]


class Asker:
    """Matches questions to the catalogue.

    :param finder: knows the names of the graph
    """

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        vocabulary = read_vocabulary()
        self._queries = read_catalogue()
        self._bags: dict[str, dict[str, float]] = {}
        for query in self._queries:
            bag = dict.fromkeys(words_of(query.question_zh), 1.0)
            more = (*query.keywords, *vocabulary.of.get(query.name, ()))
            bag |= dict.fromkeys((word for phrase in more for word in words_of(phrase)), _KEYWORD)
            self._bags[query.name] = bag
        counts = Counter(word for bag in self._bags.values() for word in bag)
        total = len(self._queries)
        self._rarity = {word: math.log(1 + total / count) for word, count in counts.items()}
        self._unknown = math.log(1 + total)

    def ask(self, text: str, limit: int = 5) -> tuple[Match, ...]:
        """The queries that a question may mean, the likeliest first; none of them fits unless it says so."""
        text = text.strip()
        said = _Said(text, self._finder.find_names(text), find_years(text), find_amounts(text))
        matches = [self._match(query, said) for query in self._queries]
        matches.sort(key=lambda match: (not match.fits, -match.score, match.name))
        return tuple(match for match in matches[:limit] if match.score > 0)

    def _match(self, query: CatalogueQuery, said: _Said) -> Match:
        values, used, chosen, left = _fill(query, said)
        bag = self._bags[query.name]
        rest = dict.fromkeys(words_of(_without(said.text, [*used, *chosen])))
        # words that a value is chosen by speak for the query, and never against it
        words = [w for w in dict.fromkeys(words_of(_without(said.text, used))) if w in rest or w in bag]
        weight = {word: self._rarity.get(word, self._unknown) for word in words}
        shared = sum(weight[word] * min(1.0, bag[word]) for word in words if word in bag)
        asked = sum(weight.values())
        offered = sum(value * self._rarity[word] for word, value in bag.items())
        keyed = sum(bag[word] * self._rarity[word] for word in words if word in bag)
        share = shared / asked if asked else 0.0
        cosine = keyed / math.sqrt(asked * offered) if asked and offered else 0.0
        score = _SHARE * share + (1 - _SHARE) * cosine + _worth(query, values) - _LEFT * left
        fits = share >= _LEAST and shared > 0
        return Match(query.name, values, round(score, 4), fits)


def _worth(query: CatalogueQuery, values: Iterable[str]) -> float:
    return sum(_WORDS if is_written(query.name, name) else _TAKEN for name in values)


def _without(text: str, used: Iterable[tuple[int, int]]) -> str:
    """A text with blanks where something was taken out."""
    characters = list(text)
    for start, end in used:
        characters[start:end] = " " * (end - start)
    return "".join(characters)


_Stretches = list[tuple[int, int]]


def _fill(query: CatalogueQuery, said: _Said) -> tuple[dict[str, str], _Stretches, _Stretches, int]:
    """The values of a query's parameters, and where they stand.

    Stretches of names, times and numbers, then those of chosen words; and how much that is named has no
    place in the query.
    """
    values: dict[str, str] = {}
    used: _Stretches = []
    chosen: _Stretches = []
    names = list(said.names)

    def take(parameter: Parameter, value: str, start: int, end: int) -> None:
        values[parameter.name] = value
        used.append((start, end))

    for parameter in query.parameters:
        kinds = kinds_of(query.name, parameter.name)
        fitting = next((n for n in names if set(n.kinds) & set(kinds)), None)
        if fitting is not None:
            names.remove(fitting)
            take(parameter, fitting.text, fitting.start, fitting.end)
    for parameter in query.parameters:
        if parameter.name in values:
            continue
        choice = _find_choice(query, parameter, _without(said.text, used))
        if choice is not None:
            values[parameter.name] = choice[0]
            chosen.append(choice[1:])
    years = list(said.years)
    for parameter in query.parameters:
        year = next((y for y in years if _takes_year(parameter, y)), None)
        if year is not None:
            years.remove(year)
            take(
                parameter,
                year.day if parameter.name in ("since", "before", "on") else year.year,
                year.start,
                year.end,
            )
    amounts = list(said.amounts)
    for parameter in query.parameters:
        amount = next((a for a in amounts if _takes_amount(parameter, a)), None)
        if amount is not None:
            amounts.remove(amount)
            take(parameter, amount.value, amount.start, amount.end)
    covered = {position for start, end in used for position in range(start, end)}
    left = [n for n in names if not covered & set(range(n.start, n.end))]
    used += [(n.start, n.end) for n in left] + [(y.start, y.end) for y in years]
    return values, used, chosen, len(left) + len(years) + len(amounts)


def _find_choice(query: CatalogueQuery, parameter: Parameter, text: str) -> tuple[str, int, int] | None:
    """The value that the longest word of a parameter's choices in a text stands for, and where."""
    longest: tuple[int, str, Choice] | None = None
    for choice in choices_of(query.name, parameter.name):
        for word in (choice.zh, *choice.others):
            at = text.find(word) if len(word) > 1 else -1
            if at >= 0 and (longest is None or len(word) > len(longest[1])):
                longest = (at, word, choice)
    if longest is None:
        return None
    at, word, choice = longest
    vocabulary = read_vocabulary()
    if word != choice.zh and (word in vocabulary.same or word in vocabulary.empty):
        return None  # it asks for something itself (企业, 项目, 政策)
    value = word if is_written(query.name, parameter.name) else choice.value
    return value, at, at + len(word)


def _takes_year(parameter: Parameter, year: Year) -> bool:
    if parameter.name == "year":
        return not year.limit
    if parameter.name == "since":
        return year.limit != "until"
    return parameter.name in ("before", "on") and year.limit != "from"


def _takes_amount(parameter: Parameter, amount: Amount) -> bool:
    meaning = parameter.meaning
    if parameter.name == "maximum":
        return amount.limit == "under"
    if parameter.name not in ("minimum", "least") or amount.limit == "under":
        return False
    units = (("yuan", "(yuan)"), ("mu", "(mu)"), ("percent", "(percent)"), ("count", "number of"))
    return any(amount.unit == unit and words in meaning for unit, words in units)
