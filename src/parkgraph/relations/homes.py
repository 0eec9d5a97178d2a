"""Which places a document is about: its home first."""

from __future__ import annotations

from collections import Counter

from parkgraph.lexicon import load_lexicon
from parkgraph.mentions import Mentions
from parkgraph.model import CleanDocument

_MOST = 6  # places that are kept of one document
_BELONGS = 4  # what a place counts in the title or the publisher's name, against once in the text


def find_homes(clean: CleanDocument, mentions: Mentions) -> tuple[str, ...]:
    """The GB/T 2260 codes of the places a document is about, the one it speaks of most first.

    Provinces, in which most parks are strangers, are left out.
    """
    lexicon = load_lexicon()
    counted: Counter[str] = Counter()
    for mention in mentions.places:
        counted[dict(mention.attributes).get("code", "")] += 1
    for mention in mentions.parks:
        counted[dict(mention.attributes).get("placeCode", "")] += 1
    document = clean.document
    site = clean.site.text if clean.site is not None else ""
    for text in (document.title, document.publisher, document.byline, site):
        for place in lexicon.find_places(text or ""):
            counted[place.code] += _BELONGS
    if mentions.site is not None:
        counted[dict(mentions.site.attributes).get("placeCode", "")] += _BELONGS
    local = {code: n for code, n in counted.items() if code and not code.endswith("0000")}
    return tuple(sorted(local, key=lambda code: (-local[code], code)))[:_MOST]
