"""Taggers of names from documents with their facts."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pycrfsuite

from parkgraph.evaluation.names import squash
from parkgraph.learning.gold import Lesson
from parkgraph.mentions import describe_sentences, read_setting
from parkgraph.mentions.tagging import BEGINS, GOES_ON, KINDS, NONE

_PARAMETERS = {"c1": 0.3, "c2": 0.7, "max_iterations": 80, "feature.minfreq": 3}
"""Penalties and bounds of the learning, chosen by cross-validation."""

Taught = list[tuple[list[list[str]], dict[str, list[str]]]]
"""The sentences of a document: the signs of the characters, and for each kind their labels."""


def label_document(lesson: Lesson) -> Taught:
    """The signs of a document's characters, and which of them are in names of the facts."""
    setting = read_setting(lesson.clean)
    spans = {kind: find_names(lesson, kind) for kind in KINDS}
    sentences = list(setting.sentences())
    signs, _ = describe_sentences(setting, sentences)
    taught = []
    for sentence, of_characters in zip(sentences, signs.rows(), strict=True):
        if of_characters:
            labels = {kind: _label(spans[kind], sentence.start, sentence.end) for kind in KINDS}
            taught.append(([list(map(sys.intern, row)) for row in of_characters], labels))
    return taught


def find_names(lesson: Lesson, kind: str) -> list[tuple[int, int]]:
    """Where the things of a kind are named in the clean text, longer names before shorter ones."""
    squashed, offsets = lesson.squashed
    names = {name for thing in lesson.facts[kind] for name in lesson.names[thing["name"]]}
    taken = bytearray(len(lesson.clean.text))
    found = []
    for name in sorted(map(squash, names), key=lambda n: (-len(n), n)):
        at = squashed.find(name) if len(name) > 1 else -1
        while at >= 0:
            start, end = offsets[at], offsets[at + len(name) - 1] + 1
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append((start, end))
            at = squashed.find(name, at + 1)
    return sorted(found)


def _label(spans: Sequence[tuple[int, int]], start: int, end: int) -> list[str]:
    labels = [NONE] * (end - start)
    for first, last in spans:
        if start <= first and last <= end:
            labels[first - start] = BEGINS
            labels[first - start + 1 : last - start] = [GOES_ON] * (last - first - 1)
    return labels


def teach(documents: Sequence[Taught]) -> dict[str, bytes]:
    """The models of the taggers, each taught in a process of its own."""
    with ProcessPoolExecutor(len(KINDS), get_context("fork"), _share, (documents,)) as pool:
        return dict(zip(KINDS, pool.map(_teach, KINDS), strict=True))


_shared: Sequence[Taught] = ()


def _share(documents: Sequence[Taught]) -> None:
    """Keeps the documents where a process that was forked off finds them."""
    global _shared
    _shared = documents


def _teach(kind: str) -> bytes:
    """The model of the tagger for a kind of name."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=_PARAMETERS, verbose=False)
    for document in _shared:
        for signs, labels in document:
            trainer.append(signs, labels[kind])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"{kind}.crf")
        trainer.train(str(path))
        return path.read_bytes()
