"""How well the extraction does: graphs of single documents against facts that careful readers found.

For each kind of fact: how many are in the gold, found and right, precision, recall and F1; then all
facts together, and the share of quotes whose offsets give back their words from the raw document.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from pyoxigraph import Quad

from parkgraph.errors import ParkgraphError
from parkgraph.evaluation.errors import Error
from parkgraph.evaluation.figures import KINDS, Count, Figures, write_table
from parkgraph.evaluation.scoring import score_document

__all__ = ["KINDS", "Count", "Error", "Figures", "evaluate", "score_document", "write_table"]


def evaluate(
    gold: str | Path, *, graphs: str | Path | None = None, progress: Callable[[int], None] | None = None
) -> Figures:
    """Measures the extraction on every document of a folder.

    :param gold: a folder with ``<stem>.txt``, the documents, and ``<stem>.json``, their facts
    :param graphs: a folder with a graph ``<stem>.ttl`` for each, to measure instead of building them
    :param progress: called with the number of documents scored so far
    :raises ParkgraphError: when there is no document, or a gold file is malformed
    """
    folder = Path(gold)
    stems = [path.stem for path in sorted(folder.glob("*.json")) if path.with_suffix(".txt").exists()]
    if not stems:
        raise ParkgraphError(f"{gold}: no gold documents")
    figures = Figures()
    for stem in stems:
        text = folder / f"{stem}.txt"
        quads = _build(text) if graphs is None else _read(Path(graphs) / f"{stem}.ttl")
        if quads is None:
            figures.errors.append(Error(stem, "graph", "missed", "no graph", "no graph", 0))
        raw = text.read_text(encoding="utf-8", errors="replace")
        try:
            facts = json.loads((folder / f"{stem}.json").read_text(encoding="utf-8"))
            score_document(stem, facts, quads or [], raw, figures)
        except (ValueError, KeyError, TypeError) as error:
            raise ParkgraphError(f"{stem}.json: not gold facts: {error!r}") from None
        figures.documents += 1
        if progress is not None:
            progress(figures.documents)
    return figures


def _build(text: Path) -> list[Quad] | None:
    """The graph that a build of this one document gives, without writing it."""
    from parkgraph import pipeline
    from parkgraph.corpus.reading import read_corpus

    corpus = read_corpus([text])
    return pipeline.make_graph(corpus.facts, corpus.sources).quads if corpus.facts else None


def _read(graph: Path) -> list[Quad] | None:
    from parkgraph.store import read_quads

    return list(read_quads(graph)) if graph.exists() else None
