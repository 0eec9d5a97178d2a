"""Whether the figure marked ⟦…⟧ is a fact or still a plan."""

import pytest

from parkgraph.model import Article, Modality, Role, Sentence
from parkgraph.relations.modality import find_planned_passages, modality_of

ACTUAL, PLANNED = Modality.ACTUAL, Modality.PLANNED

CASES = [
    ("全区完成产值⟦30亿元⟧", ACTUAL),
    ("全区力争完成产值⟦30亿元⟧", PLANNED),
    ("今年要完成投资⟦30亿元⟧", PLANNED),
    ("主要建设厂房⟦3万平方米⟧", ACTUAL),
    ("需要用工⟦300人⟧", ACTUAL),
    ("满产后年产值⟦30亿元⟧", PLANNED),
    ("工期比计划提前⟦20天⟧", ACTUAL),
    ("计划用⟦20天⟧", PLANNED),
    ("预计出口30亿元，同比增长⟦12%⟧", PLANNED),
    ("出口30亿元，同比增长⟦12%⟧", ACTUAL),
    ("预计产能由⟦2万吨⟧提高到5万吨", ACTUAL),
    ("预计产能由2万吨提高到⟦5万吨⟧", PLANNED),
    ("今年计划新开工项目5个；完成投资⟦30亿元⟧", PLANNED),
    ("目标是产值30亿元；实际利用外资⟦2亿美元⟧", PLANNED),
    ("今年计划新开工项目5个，已开工3个；完成投资⟦30亿元⟧", ACTUAL),
    ("项目甲计划投资5亿元；项目乙投资⟦30亿元⟧", ACTUAL),
    ("对上规企业给予补助⟦30万元⟧", ACTUAL),
    ("产值首次越过10亿元的，拟奖励⟦30万元⟧", PLANNED),
]


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_modality(marked: str, expected: Modality) -> None:
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    text = marked.replace("⟦", "").replace("⟧", "")
    found, _ = modality_of(text, Sentence(0, len(text), 0), start, end, None, None, frozenset())
    assert found is expected


def _split(lines: list[str], role: Role) -> tuple[str, Article]:
    """The first line is the headline, ``role`` that of the second, the others are of the body."""
    sentences, start = [], 0
    for number, line in enumerate(lines):
        kind = Role.HEADLINE if number == 0 else role if number == 1 else Role.BODY
        sentences.append(Sentence(start, start + len(line), number, kind))
        start += len(line) + 1
    text = "\n".join(lines)
    return text, Article(0, len(text), tuple(sentences))


@pytest.mark.parametrize(
    ("lines", "planned"),
    [
        (["桐山区扶持工业若干措施", "对上规企业奖励30万元。"], [1]),
        (["桐山区工业", "第一条 对上规企业奖励30万元。", "第二条 对专精企业奖励50万元。"], [1, 2]),
        (["桐山区兑现政策红利", "对上规企业奖励30万元。"], []),
        (["桐山区扶持工业若干措施", "全区有企业30家。"], []),
    ],
)
def test_rewards_are_plans_in_the_text_of_the_measures_only(lines: list[str], planned: list[int]) -> None:
    text, article = _split(lines, Role.BODY)
    starts = frozenset(article.sentences[number].start for number in planned)
    assert find_planned_passages(text, article) == starts
