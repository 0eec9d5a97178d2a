"""Names of places, zones and enterprises from ``seeds/lexicon``, and how they are found in text."""

from parkgraph.lexicon.enterprises import KnownEnterprise, Ownership
from parkgraph.lexicon.lexicon import Lexicon, load_lexicon
from parkgraph.lexicon.places import PlaceMatch

__all__ = ["KnownEnterprise", "Lexicon", "Ownership", "PlaceMatch", "load_lexicon"]
