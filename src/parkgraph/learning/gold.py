"""The facts that a careful reader found in a document, matched with what was found in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from parkgraph import sources, text
from parkgraph.errors import ParkgraphError
from parkgraph.evaluation.names import closest, squash
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions import Mentions, find_mentions
from parkgraph.model import CleanDocument, Quantity
from parkgraph.relations.attribution import Figure
from parkgraph.relations.entities import Linked, link_mentions
from parkgraph.relations.markers import place_key

KINDS = ("parks", "enterprises", "projects", "policies")
_NOWHERE = 10**6


@dataclass(frozen=True)
class Lesson:
    """A document with its facts; what was found in it is made when asked for."""

    stem: str
    clean: CleanDocument
    facts: dict[str, Any]

    @cached_property
    def mentions(self) -> Mentions:
        """The names and figures of the document."""
        return find_mentions(self.clean)

    @cached_property
    def linked(self) -> Linked:
        """The things that the names stand for."""
        return link_mentions(self.clean, self.mentions)

    def read(self) -> None:
        """Finds the names and figures of the document by the taggers in use, once for all."""
        _ = self.linked

    @cached_property
    def names(self) -> dict[str, list[str]]:
        """All names of every thing of the facts."""
        return {e["name"]: [e["name"], *e.get("aliases", [])] for kind in KINDS for e in self.facts[kind]}

    def names_of(self, key: str) -> list[str]:
        """The names that were found for an entity or place."""
        if key in self.linked.entities:
            entity = self.linked.entities[key]
            return [entity.name, *entity.other_names]
        name = key.split(":", 1)[1]
        places = load_lexicon().places.by_code
        written = sorted({m.name for m in self.mentions.places if place_key(m) == key})
        return [places[name].name if name in places else name, *written]

    def gold_name(self, key: str, kind: str) -> str | None:
        """The thing of the facts that an entity is."""
        own = self.names_of(key)
        best = max(
            ((closest(self.names[e["name"]], own), e["name"]) for e in self.facts[kind]), default=(0, "")
        )
        return str(best[1]) if best[0] else None

    def likeness(self, name: str, key: str) -> int:
        """How alike an entity and a name of the facts are."""
        return closest(self.names.get(name, [name]), self.names_of(key))

    @cached_property
    def squashed(self) -> tuple[str, list[int]]:
        """The clean text as names are compared, and the clean offset of each of its characters."""
        offsets = [i for i, c in enumerate(self.clean.text) for _ in squash(c)]
        return "".join(squash(c) for c in self.clean.text), offsets

    def _stands(self, quote: str) -> list[tuple[int, int]]:
        """The clean offsets at which a quote stands."""
        squashed, offsets = self.squashed
        piece, found = squash(quote), []
        at = squashed.find(piece) if piece else -1
        while at >= 0:
            found.append((offsets[at], offsets[at + len(piece) - 1] + 1))
            at = squashed.find(piece, at + 1)
        return found

    def fact_of(self, figure: Figure, taken: set[int]) -> dict[str, Any] | None:
        """The metric of the facts that a figure is, if it has a subject there; notes it as taken."""
        fact = self.fact_at(figure.quantity, taken)
        return fact if fact and fact["subject"] else None

    def fact_at(self, quantity: Quantity, taken: set[int]) -> dict[str, Any] | None:
        """The metric of the facts that a quantity is, the nearest of equals; notes it as taken."""
        options = []
        value, start = float(quantity.value), quantity.span.start
        for index, fact in enumerate(self.facts["metrics"]):
            same = abs(value - fact["value"]) <= 1e-6 * max(1.0, abs(value))
            if index in taken or not same or fact["unit"] != quantity.unit:
                continue
            gaps = [max(low - start, start - high, 0) for low, high in self._stands(fact["text"])]
            options.append((min(gaps, default=_NOWHERE), index))
        if not options:
            return None
        taken.add(min(options)[1])
        return dict(self.facts["metrics"][min(options)[1]])


def read_lessons(folders: list[Path]) -> list[Lesson]:
    """The documents of folders that have their facts beside them.

    :raises ParkgraphError: when there is none
    """
    found = []
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            source = path.with_suffix(".txt")
            if source.exists():
                document = next(iter(sources.read_documents([source], on_reject=_raise)))
                found.append(Lesson(path.stem, text.clean(document), json.loads(path.read_text("utf-8"))))
    if not found:
        raise ParkgraphError(f"{', '.join(map(str, folders))}: no documents with facts")
    return found


def _raise(error: ParkgraphError) -> None:
    raise error
