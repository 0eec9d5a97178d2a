"""Bytes -> documents: decoding, formats, and what a page says of itself.

>>> from parkgraph.sources import document_of
>>> document_of("园区产值5亿元。", "memory").identifier
'186815c152dacbaf'
"""

from __future__ import annotations

from parkgraph.sources.metadata import Metadata
from parkgraph.sources.reading import document_of, read_documents

__all__ = ["Metadata", "document_of", "read_documents"]
