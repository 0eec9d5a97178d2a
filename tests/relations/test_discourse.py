"""The park or place that a passage is about, asked at the mark ▲."""

from __future__ import annotations

import pytest

from parkgraph.mentions import find_mentions
from parkgraph.model import Document
from parkgraph.relations.discourse import Discourse
from parkgraph.relations.entities import link_mentions
from parkgraph.text import clean

PARK_AT = (
    # a reference that says the kind means the park of that kind
    ("桐山经济开发区举行签约。大榭高新区同日开工12个项目。经开区表示，▲设备已到货。", "桐山经济开发区"),
    # the members of a list are no subject of what follows
    ("徐圩新区辖桐山经济开发区、沧东经济开发区和云岭高新区，▲年产值900亿元。", "徐圩新区"),
    ("徐圩新区与桐山经济开发区合作，▲年产值900亿元。", "徐圩新区"),
    # what is sited behind is there; not what another thing is
    ("徐圩新区举行签约，▲瑞泰新材料项目投资8亿元，选址在桐山经济开发区，年底开工。", "桐山经济开发区"),
    ("徐圩新区举行签约，▲瑞泰新材料项目投资8亿元；乙烯项目选址在桐山经济开发区。", "徐圩新区"),
    # it holds to the end of its part of the sentence
    ("徐圩新区举行签约，瑞泰新材料项目落户桐山经济开发区，▲年产值5亿元。", "桐山经济开发区"),
    ("徐圩新区举行签约，瑞泰新材料项目落户桐山经济开发区；▲乙烯项目年底开工。", "徐圩新区"),
    # a part is meant, not the whole that its name begins with
    ("徐圩新区石油石化产业园内，▲塔吊林立。", "徐圩新区石油石化产业园"),
    # several parks are no park
    ("桐山经济开发区举行签约。三个开发区▲去年投资146亿元。", "桐山经济开发区"),
)


def name_park_at(marked: str) -> str | None:
    offset = marked.index("▲")
    cleaned = clean(Document("0" * 16, "test", marked.replace("▲", "")))
    mentions = find_mentions(cleaned)
    linked = link_mentions(cleaned, mentions)
    article = cleaned.articles[0]
    discourse = Discourse(cleaned, article, mentions, linked)
    sentence = next(s for s in article.sentences if s.start <= offset < s.end)
    park = discourse.park_at(sentence, offset)
    return None if park is None else linked.entities[park.key].name


@pytest.mark.parametrize(("marked", "expected"), PARK_AT)
def test_park_of_what_stands_at_the_mark(marked: str, expected: str) -> None:
    assert name_park_at(marked) == expected


def test_a_park_named_once_and_then_called_by_its_kind_is_the_main_subject() -> None:
    text = (
        "云岭化工小区整体关停。云岭化工小区的企业都搬走了。\n桐山经济开发区接手。\n"
        "经开区建了管廊。\n经开区还修了路。\n经开区引来12家企业。\n经开区投资3亿元。\n▲新厂房年底投产。"
    )
    assert name_park_at(text) == "桐山经济开发区"
