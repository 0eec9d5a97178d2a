"""What a figure may be about: candidates with their features."""

from parkgraph.mentions import find_mentions
from parkgraph.model import Kind
from parkgraph.relations.attribution import Proposals, rule_of
from parkgraph.relations.candidates import Candidate, Scene, Target
from parkgraph.relations.discourse import Discourse
from parkgraph.relations.entities import link_mentions
from parkgraph.relations.metrics import find_figures
from parkgraph.sources import document_of
from parkgraph.text import clean


def candidates_of(text, number):
    document = clean(document_of(text, "a.txt"))
    mentions = find_mentions(document)
    linked = link_mentions(document, mentions)
    article = document.articles[0]
    discourse = Discourse(document, article, mentions, linked)
    figure = list(find_figures(document, article, mentions))[number]
    proposals = Proposals(document, article, mentions, linked, discourse)
    target = Target(figure.quantity.span.start, figure.quantity.span.end, figure.sentence, figure.traits)
    scene = Scene(document.text, article, mentions, linked)
    return {c.key: set(c.features) for c in scene.candidates(target, proposals.of(figure))}


def test_features_say_where_a_thing_is_named():
    text = "青川新区发展很快。恒远科技有限公司落户青川新区，年产值达到30亿元。其员工有500人。"
    first = candidates_of(text, 0)
    assert set(first) >= {"park:青川新区", "enterprise:恒远科技有限公司"}
    firm = first["enterprise:恒远科技有限公司"]
    assert {"near=clause-1", "opens-sentence", "between=1", "between-park", "rank=0"} <= firm
    assert {"near=clause-1", "between=0", "rank=0"} <= first["park:青川新区"]
    second = candidates_of(text, 1)
    assert "near=sentence-1" in second["enterprise:恒远科技有限公司"]


def test_a_caption_that_names_nothing_puts_no_distance():
    text = "恒远科技有限公司落户青川新区。\n\n（图为生产现场）\n\n公司员工有500人。"
    plain = candidates_of(text.replace("（图为生产现场）\n\n", ""), 0)
    assert candidates_of(text, 0) == plain


def test_the_rule_is_named():
    ruled = Candidate("park:a", Kind.PARK, ("k=park",), proposed=("rule=0.8", "by=passage"))
    assert rule_of(ruled) == "passage"
    assert rule_of(Candidate("project:b", Kind.PROJECT, ("k=project",))) == "weights:subjects"
