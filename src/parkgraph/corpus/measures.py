"""What a figure measures, in one form, so that figures of different documents can be compared."""

from __future__ import annotations

import re

from parkgraph.cues import alternatives, words
from parkgraph.model import Metric

_WORDS = words("identity", "plain-in-indicator")
_LONG = tuple(word for word in _WORDS if len(word) > 1)
_ASIDE = re.compile(r"[（(][^（）()]*[)）]|[“”、，\s]+")
_PLAIN = re.compile(alternatives((*_LONG, *words("identity", "plain-measure"))) + r"|[\d年月日]+")
# a single character is plain at an edge alone: 约 is no part of 签约, 家 none of 家电
_FIRST = re.compile(f"^{alternatives(word for word in _WORDS if len(word) == 1)}+")
_LAST = re.compile(f"{alternatives((*_LONG, *words('identity', 'plain-after-indicator')))}+$")


def indicator_key(metric: Metric) -> str:
    """The indicator's notation and the words of the figure that narrow it; the words alone without one.

    化工产值 and 工业产值 are both output value; of the first 化工 stays beside it.
    """
    narrowing = _FIRST.sub("", _PLAIN.sub("", _LAST.sub("", _ASIDE.sub("", metric.label))))
    if metric.indicator is None:
        return f"- {narrowing or metric.label}"
    return f"{metric.indicator} {narrowing}".strip()
