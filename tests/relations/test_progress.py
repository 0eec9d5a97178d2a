"""The stage of a project by the signs around its names."""

from parkgraph.mentions import find_mentions
from parkgraph.model import Kind
from parkgraph.relations.discourse import Discourse
from parkgraph.relations.entities import link_mentions
from parkgraph.relations.progress import Progress
from parkgraph.relations.projects import read_projects
from parkgraph.relations.ties import Ties
from parkgraph.sources import document_of
from parkgraph.text import clean
from parkgraph.weights import using

TEXT = "徐圩新区恒远公司电子铜箔项目总投资5亿元，已开工建设；佳木公司特种陶瓷项目正在洽谈。"


def progress_of(text):
    document = clean(document_of(text, "a.txt"))
    mentions = find_mentions(document)
    linked = link_mentions(document, mentions)
    article = document.articles[0]
    discourse = Discourse(document, article, mentions, linked)
    ties = Ties(document.text, article, mentions, linked, discourse)
    claims = read_projects(document, article, mentions, linked, discourse)
    return Progress(document, article, mentions, linked, discourse, ties, claims), ties.keys(Kind.PROJECT)


def signs(progress, project, value):
    option = next(option for option in progress.options(project) if option.value == value)
    return {feature.partition("|")[2] for feature in option.features}


def test_signs_end_where_the_next_project_begins():
    progress, (foil, ceramics) = progress_of(TEXT)
    assert {"behind=开工", "ruled=underConstruction", "stage=underConstruction-actual"} <= signs(
        progress, foil, "signed"
    )
    assert not {"behind=洽谈", "far-behind=洽谈"} & signs(progress, foil, "signed")
    assert "ruled=negotiating" in signs(progress, ceramics, "")
    assert signs(progress, foil, "") == signs(progress, foil, "completed")


def test_every_stage_and_none_are_options():
    progress, (foil, _) = progress_of(TEXT)
    assert [option.value for option in progress.options(foil)] == [
        *("", "planned", "negotiating", "signed", "preparing", "underConstruction", "completed"),
        *("inProduction", "terminated"),
    ]


def test_the_likeliest_stage_is_claimed_with_its_evidence():
    progress, (foil, ceramics) = progress_of(TEXT)
    weights = {"underConstruction|behind=开工": 3.0, "-": 1.0}
    with using({"statuses": weights}):
        claims = {claim.subject: claim for claim in progress.decide()}
    assert claims.keys() == {foil}
    assert (claims[foil].object, claims[foil].rule) == ("underConstruction", "status-words")
    assert claims[foil].confidence > 0.5
    assert claims[foil].evidence
    with using({"statuses": {"signed|behind=开工": 3.0, "-": 1.0}}):
        other = next(progress.decide())
    assert (other.object, other.rule) == ("signed", "weights:statuses")
    assert [e.exact for e in other.evidence] == ["徐圩新区恒远公司电子铜箔项目总投资5亿元"]
    assert ceramics != foil
