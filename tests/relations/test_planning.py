"""Whether figures are reached or planned."""

from parkgraph.mentions import find_mentions
from parkgraph.model import Modality
from parkgraph.relations.discourse import Discourse
from parkgraph.relations.entities import link_mentions
from parkgraph.relations.metrics import read_metrics
from parkgraph.relations.planning import decide_modalities
from parkgraph.sources import document_of
from parkgraph.text import clean
from parkgraph.weights import using

TEXT = "去年，徐圩新区完成产值80亿元。今年，徐圩新区力争完成产值90亿元，同比增长12.5%。"


def decide(text, choose=None):
    document = clean(document_of(text, "a.txt"))
    mentions = find_mentions(document)
    linked = link_mentions(document, mentions)
    article = document.articles[0]
    discourse = Discourse(document, article, mentions, linked)
    found = read_metrics(document, article, mentions, linked, discourse)
    rest = (choose,) if choose else ()
    return decide_modalities(document, article, mentions, found, found, (), *rest)


def test_signs_are_those_of_the_clause_and_of_what_is_around_it():
    seen = []

    def choose(metric, features):
        seen.append(set(features))
        return 0.0

    decide(TEXT, choose)
    first, second, growth = seen
    assert {"kind=park", "unit=CNY", "clause=产值", "ruled=actual", "settled=actual-actual"} <= first
    assert {"clause=力争", "opens=今年", "ruled=planned", "before=今年"} <= second
    assert "clause=力争" not in first
    assert {"unit=percent", "sort=growth", "before=力争"} <= growth


def test_weights_decide():
    with using({"modalities": {"clause=力争": 2.0, "bias": -1.0}}):
        assert [m.modality for m in decide(TEXT)] == [Modality.ACTUAL, Modality.PLANNED, Modality.ACTUAL]
    with using({"modalities": {"bias": 1.0}}):
        assert {m.modality for m in decide(TEXT)} == {Modality.PLANNED}
