"""The signs that a character has from its word: the word and those beside it, and its part in a name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from parkgraph.cues import load_cues, words
from parkgraph.mentions.columns import PLACES, Codes, Column, Group, number, placed
from parkgraph.mentions.edges import Edges
from parkgraph.mentions.names import Reading, ends_name
from parkgraph.mentions.roles import Word, Wording
from parkgraph.mentions.tokens import Token

_STOPS = frozenset("，。；：")
_GOVERNS = frozenset(words("boundaries", "verb"))
_STAGES = {
    word: stage
    for stage in load_cues("status")
    if stage and stage[0].islower() and "-" not in stage
    for word in words("status", stage)
}
_NEAR = 8
"""Words that are looked at for one that governs or for a stage."""
_BEGIN, _INSIDE, _END, _SINGLE = range(len(PLACES))


@dataclass
class _Spread:
    """Words, one sentence behind the other, and where their characters stand.

    ``first`` is for each word the number of characters before it in all sentences.
    """

    first: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)

    def add(self, token: Token, first: int, sentence: int) -> None:
        """One more word."""
        self.first.append(first)
        self.sizes.append(token.end - token.start)
        self.sentence.append(sentence)

    def over(self, ends: Sequence[int]) -> tuple[Codes, Codes]:
        """For each character the number of its word, or -1, and its place in that.

        :param ends: for each sentence the number of characters up to its end
        """
        total = ends[-1] if ends else 0
        owners = np.full(total, -1, dtype=np.intp)
        places = np.zeros(total, dtype=np.intp)
        for index, (first, size, sentence) in enumerate(
            zip(self.first, self.sizes, self.sentence, strict=True)
        ):
            last = min(first + size, ends[sentence])
            owners[first:last] = index
            if size == 1:
                places[first] = _SINGLE
            elif size > 2 or last < first + size:
                places[first + 1 : last] = _INSIDE
            if last == first + size > first + 1:
                places[last - 1] = _END
        return owners, places

    def beside(self, away: int) -> Codes:
        """For each word the number of the one some words before or behind it in its sentence, or -1."""
        sentence = np.array(self.sentence, dtype=np.intp)
        index = np.arange(len(sentence)) + away
        inside = (index >= 0) & (index < len(sentence))
        index[~inside] = 0
        return np.where(inside & (sentence[index] == sentence), index, -1) if len(sentence) else index


def _of(codes: Codes, index: Codes) -> Codes:
    """The codes at some indexes, -1 where an index is that."""
    return np.where(index < 0, -1, codes[index]) if len(codes) else np.full(len(index), -1, dtype=np.intp)


def describe_words(reading: Reading, sentences: Sequence[tuple[int, int]]) -> Iterator[Column | Group]:
    """The signs of the characters of some sentences, in columns of one code for each character."""
    ends = np.cumsum([end - start for start, end in sentences], dtype=int).tolist()
    spread, counts = _Spread(), []
    tokens: list[Token] = []
    for index, (start, end) in enumerate(sentences):
        low, high = bisect_left(reading.tokens.starts, start), bisect_left(reading.tokens.starts, end)
        shift = (ends[index - 1] if index else 0) - start
        for token in reading.tokens.words[low:high]:
            spread.add(token, token.start + shift, index)
        tokens += reading.tokens.words[low:high]
        counts.append(high - low)
    owner, place = spread.over(ends)
    yield from _describe_words(tokens, counts, spread, owner, place)
    yield from _describe_roles(reading, sentences, ends, owner >= 0)


def _describe_words(
    tokens: Sequence[Token], counts: Sequence[int], spread: _Spread, owner: Codes, place: Codes
) -> Iterator[Column | Group]:
    """The signs of words: those of all of their characters, then those that go with a place in the word."""
    written, word = number(token.word for token in tokens)
    tagged, tag = number(token.tag for token in tokens)
    ends = np.array([ends_name(token) for token in tokens], dtype=bool)
    near = {away: spread.beside(away) for away in (-2, -1, 1, 2)}
    yield Column("w=", written, _of(word, owner))
    for name, find in (("governed=", _find_governing), ("stage=", _find_stages)):
        values, codes = number(find(tokens, counts))
        yield Column(name, values, _of(codes, owner))
    ending = np.where(ends, 0, -1)
    yield Column("", ["ends"], _of(ending, owner))
    for away, index in near.items():
        yield Column(f"w{away}=", written, _of(_of(word, index), owner))

    slashed, marked = [f"{value}/" for value in written], [f"{value}/" for value in tagged]
    yield placed("w=", slashed, _of(word, owner), place)
    yield placed("tag=", marked, _of(tag, owner), place)
    yield placed("place=", [""], np.where(owner < 0, -1, 0), place)
    for away, index in near.items():
        yield placed(f"tag{away}=", marked, _of(_of(tag, index), owner), place)
        yield placed("", [f"ends{away}/"], _of(_of(ending, index), owner), place)
    inner = (near[-1] >= 0) & (near[1] >= 0)
    triples, triple = number(
        f"{tokens[i - 1].tag},{token.tag},{tokens[i + 1].tag}/" if inside else ""
        for i, (token, inside) in enumerate(zip(tokens, inner.tolist(), strict=True))
    )
    yield placed("tags=", triples, _of(np.where(inner, triple, -1), owner), place)


def _find_governing(tokens: Sequence[Token], counts: Sequence[int]) -> Iterator[str]:
    """For each word the verb before it in its clause that ends names."""
    first = 0
    for count in counts:
        verb, at = "^", -_NEAR
        for index, token in enumerate(tokens[first : first + count]):
            yield verb if index - at <= _NEAR else "^"
            if token.word in _STOPS:
                verb, at = "^", index
            elif token.word in _GOVERNS:
                verb, at = token.word, index
        first += count


def _find_stages(tokens: Sequence[Token], counts: Sequence[int]) -> list[str]:
    """For each word the stage of a project that the words behind it in its clause tell of."""
    found: list[str] = []
    last = len(tokens)
    for count in reversed(counts):
        stage, at = "$", -_NEAR
        for index, token in enumerate(reversed(tokens[last - count : last])):
            found.append(stage if index - at <= _NEAR else "$")
            if token.word in _STOPS:
                stage, at = "$", index
            elif token.word in _STAGES:
                stage, at = _STAGES[token.word], index
        last -= count
    found.reverse()
    return found


def _describe_roles(
    reading: Reading, sentences: Sequence[tuple[int, int]], ends: Sequence[int], covered: np.ndarray
) -> Iterator[Column | Group]:
    """The signs of the part that a character's word can play in a name, and of the list it stands in."""
    spread = _Spread()
    windows: list[tuple[str, ...]] = []
    left: list[tuple[str, ...]] = []
    right: list[tuple[str, ...]] = []
    lists: list[tuple[str, str]] = []
    wording = Wording(reading)
    for index, (start, end) in enumerate(sentences):
        shift = (ends[index - 1] if index else 0) - start
        edges = Edges(reading, start, end)
        inside = wording.inside(start, end)
        windows += _windows(inside)
        for word in inside:
            token = word.token
            spread.add(token, token.start + shift, index)
            left.append(edges.left_classes(token.start))
            right.append(edges.right_classes(token.end))
            listed = edges.list_behind(token.end)
            lists.append((listed[0], f"{listed[0]}/{listed[1]}") if listed else ("", ""))
    owner, place = spread.over(ends)
    owner = np.where(covered, owner, -1)
    part = np.where(place == _SINGLE, _BEGIN, place)  # a name is not told from its beginning by its length
    for name, values in zip(_WINDOWS, zip(*windows, strict=True) if windows else (), strict=False):
        different, codes = number(values)
        yield placed(name, different, _of(codes, owner), part)
    yield _group(left, np.where(part == _BEGIN, owner, -1), part)
    for values in zip(*lists, strict=True) if lists else ():
        different, codes = number(values)
        codes = np.where(codes == (different.index("") if "" in different else -1), -1, codes)
        yield Column("list=", different, _of(codes, owner))
    yield _group(right, owner, part)


_WINDOWS = ("role=", "role-1=", "role+1=", "roles=", "role+2=", "role-2=")


def _windows(inside: Sequence[Word]) -> Iterator[tuple[str, ...]]:
    """For each word of a sentence its role and those around it, as :data:`_WINDOWS` name them."""
    roles = ["^", "^", *(word.role for word in inside), "$", "$"]
    for second_before, before, role, behind, second_behind in zip(
        *(roles[i : len(roles) - 4 + i] for i in range(5)), strict=True
    ):
        yield role, before, behind, f"{before}{role}{behind}", behind + second_behind, second_before + before


def _group(classes: Sequence[tuple[str, ...]], owner: Codes, part: Codes) -> Group:
    """The classes of words with the part of the word that a character is in front of each."""
    different = {one: i for i, one in enumerate(dict.fromkeys(classes))}
    codes = np.array([different[one] for one in classes], dtype=np.intp)
    values = [tuple(f"{letter}{name}" for name in one) for one in different for letter in PLACES]
    of_word = _of(codes, owner)
    return Group(values, np.where(of_word < 0, -1, of_word * len(PLACES) + part))
