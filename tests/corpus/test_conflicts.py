"""Values of different documents that cannot all be right, and those that can."""

import datetime as dt
from decimal import Decimal
from itertools import permutations

import pytest

from parkgraph.corpus.conflicts import find_conflicts, open_range
from parkgraph.mentions.quantities import find_quantities
from parkgraph.model import (
    Bound,
    Claim,
    Conflict,
    Document,
    Entity,
    Facts,
    Kind,
    Metric,
    Modality,
    Period,
    Statement,
)

PARK, PROJECT, POLICY = "park:滨溪高新区", "project:恒远电池项目", "policy:滨溪办法"
ENTITIES = tuple(Entity(key, Kind(key.split(":")[0]), key.split(":")[1]) for key in (PARK, PROJECT, POLICY))


class Names:
    def iri(self, document_identifier, key):
        return f"iri:{key}"


def year(number):
    return Period(dt.date(number, 1, 1), dt.date(number, 12, 31), f"{number}年")


def figure(words, subject=PARK, **changes):
    """A metric whose value, unit and bound are read from its words."""
    [quantity] = find_quantities(words)
    said = {"label": "工业总产值", "indicator": "output-value", "period": year(2021)} | changes
    return Metric(subject, said.pop("label"), quantity, words, **said)


def claim(subject, predicate, value, **changes):
    return Claim(subject, predicate, value, ":" not in value, **changes)


def document(identifier, *said):
    claims = tuple(one for one in said if isinstance(one, Claim))
    metrics = tuple(one for one in said if isinstance(one, Metric))
    return Facts(Document(identifier, f"{identifier}.txt", ""), ENTITIES, claims, metrics)


def contradicted(*documents, **copies):
    """What is contradicted, alike in every order of the documents."""
    [found] = {find_conflicts(order, Names(), copies) for order in permutations(documents)}
    return [(conflict.subject.removeprefix("iri:"), conflict.about) for conflict in found]


def between(one, other):
    return contradicted(document("a", one), document("b", other))


OUTPUT = [(PARK, "output-value")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("86.5亿元", "92亿元"),
        ("86.5亿元", "86.7亿元"),
        ("86.5亿元", "8.65亿元"),
        ("90亿元", "105亿元"),
        ("近90亿元", "101亿元"),
        ("约90亿元", "79亿元"),
        ("超80亿元", "79亿元"),
        ("80余亿元", "75.2亿元"),
        ("80亿元以上", "不超过79亿元"),
        ("不超过80亿元", "86.5亿元"),
        ("不少于80亿元", "近70亿元"),
        ("105至120亿元", "86.5亿元"),
        ("105至120亿元", "131亿元"),
        ("100至120亿元", "131亿元"),
        ("100至120亿元", "121.5亿元"),
        ("95至100亿元", "94.4亿元"),
        ("30至50家", "51家"),
        ("100亿元", "100.6亿元"),
        ("一百亿元", "101.1亿元"),
        ("86.5亿元", "865600万元"),
        ("1.2万人", "12600人"),
        ("120家", "121家"),
        ("1200家", "1234家"),
        ("1200家", "1310家"),
        ("12.5%", "12.8%"),
        ("12%", "12.4%"),
    ],
)
def test_figures_that_cannot_both_be_right(one, other):
    assert between(figure(one), figure(other)) == OUTPUT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("86.5亿元", "86.5亿元"),
        ("86.5亿元", "86.47亿元"),
        ("86.5亿元", "865000万元"),
        ("86.5亿元", "87亿元"),
        ("近90亿元", "86.5亿元"),
        ("约90亿元", "93亿元"),
        ("超80亿元", "86.5亿元"),
        ("80余亿元", "82亿元"),
        ("80亿元以上", "不超过90亿元"),
        ("不超过90亿元", "86.5亿元"),
        ("超80亿元", "超70亿元"),
        ("不超过80亿元", "不超过30亿元"),
        ("100至120亿元", "110亿元"),
        ("100至120亿元", "115至130亿元"),
        ("100至120亿元", "121亿元"),
        ("95至100亿元", "94.6亿元"),
        ("30至50家", "50家"),
        ("100亿元", "100.4亿元"),
        ("一百亿元", "99.6亿元"),
        ("1亿元", "9960万元"),
        ("1.2万人", "12400人"),
        ("120家", "120个"),
        ("近120家", "118家"),
        ("12万家", "120001家"),
        ("12.5%", "12.46%"),
    ],
)
def test_figures_that_can_both_be_right(one, other):
    assert between(figure(one), figure(other)) == []


@pytest.mark.parametrize(
    ("one", "other", "found"), [("86.0亿元", "86.3亿元", OUTPUT), ("12.0%", "12.04%", [])]
)
def test_a_zero_behind_the_point_is_a_written_digit(one, other, found):
    assert between(figure(one), figure(other)) == found


def test_a_figure_of_two_magnitudes_is_rounded_in_the_last():
    assert between(figure("1亿2000万元"), figure("1.25亿元")) == OUTPUT


@pytest.mark.parametrize(
    "changes",
    [
        {"label": "规上工业总产值（亿元）"},
        {"label": "全年实现产值"},
        {"period": Period(dt.date(2021, 1, 1), dt.date(2021, 12, 31), "去年")},
        {"confidence": 0.5},
        {"rule": "passage"},
    ],
)
def test_one_measure_in_other_words(changes):
    assert between(figure("86.5亿元"), figure("92亿元", **changes)) == OUTPUT


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": POLICY},
        {"indicator": "revenue"},
        {"indicator": None},
        {"label": "化工产值"},
        {"period": year(2022)},
        {"period": Period(dt.date(2021, 1, 1), dt.date(2021, 6, 30))},
        {"period": None},
        {"modality": Modality.PLANNED},
        {"cumulative": True},
        {"confidence": 0.49},
    ],
)
def test_two_measures(changes):
    assert between(figure("86.5亿元"), figure("92亿元", **changes)) == []


def test_figures_in_two_units_are_two_measures():
    assert between(figure("86.5亿元"), figure("92%")) == []


@pytest.mark.parametrize(
    "alike",
    [{"modality": Modality.PLANNED}, {"period": None}, {"modality": Modality.PLANNED, "period": None}],
)
def test_plans_and_figures_without_a_day_are_not_compared(alike):
    assert between(figure("86.5亿元", **alike), figure("92亿元", **alike)) == []


def test_two_cumulative_figures_are_compared():
    both = {"cumulative": True}
    assert between(figure("86.5亿元", **both), figure("92亿元", **both)) == OUTPUT


def test_a_figure_without_an_indicator_is_told_by_its_words():
    unnamed = {"indicator": None, "label": "集装箱吞吐量"}
    assert between(figure("86箱", **unnamed), figure("92箱", **unnamed)) == [(PARK, "集装箱吞吐量")]
    other = {"indicator": None, "label": "散货吞吐量"}
    assert between(figure("86箱", **unnamed), figure("92箱", **other)) == []


# -------------------------------------------------------------------------- lasting


AREA = {"label": "占地", "indicator": "land-area", "period": None}
WHOLE = {"label": "规划面积", "indicator": "land-planned", "period": None}


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (figure("300亩", PROJECT, **AREA), figure("450亩", PROJECT, **AREA), [(PROJECT, "land-area")]),
        (
            figure("300亩", PROJECT, **AREA),
            figure("450亩", PROJECT, **{**AREA, "modality": Modality.PLANNED}),
            [(PROJECT, "land-area")],
        ),
        (
            figure("300亩", PROJECT, **{**AREA, "period": year(2020)}),
            figure("450亩", PROJECT, **{**AREA, "period": year(2021)}),
            [(PROJECT, "land-area")],
        ),
        (figure("300亩", PROJECT, **AREA), figure("约320亩", PROJECT, **AREA), []),
        (figure("300亩", **AREA), figure("450亩", **AREA), []),
        (figure("300人", PROJECT, **AREA), figure("450人", PROJECT, **AREA), []),
        (
            figure("12平方公里", **WHOLE),
            figure("15平方公里", **WHOLE),
            [(PARK, "land-planned")],
        ),
        (
            figure("12平方公里", **WHOLE),
            figure("12.3平方公里", **WHOLE),
            [(PARK, "land-planned")],
        ),
        (figure("12.3平方公里", **WHOLE), figure("12.31平方公里", **WHOLE), []),
    ],
)
def test_what_a_thing_is_built_to_be_needs_no_date(one, other, found):
    assert between(one, other) == found


# --------------------------------------------------------------------------- claims


def price(value, **changes):
    return claim(PROJECT, "totalInvestment", value, **changes)


PRICED = {"subject": PROJECT, "label": "总投资", "indicator": "investment-total"}


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (price("2000000000"), price("3500000000"), [(PROJECT, "totalInvestment")]),
        (price("2000000000"), price("2E+9"), []),
        (price("2150000000"), price("2200000000"), [(PROJECT, "totalInvestment")]),
        (price("2000000000"), price("3500000000", confidence=0.4), []),
        (claim(POLICY, "issueDate", "2021-03-01"), claim(POLICY, "issueDate", "2021-03-11"),
         [(POLICY, "issueDate")]),
        (claim(POLICY, "issueDate", "2021-03-01"), claim(POLICY, "issueDate", "2021-03-01"), []),
        (claim(POLICY, "documentNumber", "滨政发〔2021〕3号"),
         claim(POLICY, "documentNumber", "滨政发〔2021〕8号"), [(POLICY, "documentNumber")]),
        (claim(POLICY, "documentNumber", "滨政发〔2021〕3号"),
         claim(POLICY, "documentNumber", "滨政发〔2021〕3号"), []),
        (claim(POLICY, "documentNumber", "滨政发〔2021〕3号"), claim(POLICY, "issueDate", "2021-03-11"), []),
        (claim(PROJECT, "status", "signed"), claim(PROJECT, "status", "completed"), []),
        (claim(PROJECT, "locatedInPark", PARK), claim(PROJECT, "locatedInPark", "park:b"), []),
        (figure("20亿元", **PRICED), figure("35亿元", **PRICED), []),
    ],
)  # fmt: skip
def test_what_holds_without_a_period(one, other, found):
    assert between(one, other) == found


@pytest.mark.parametrize(("words", "found"), [("超20亿元", []), ("20亿元", [(PROJECT, "totalInvestment")])])
def test_a_price_is_bounded_as_its_figure_is(words, found):
    one = document("a", price("2000000000"), figure(words, **PRICED))
    assert contradicted(one, document("b", price("3500000000"))) == found


@pytest.mark.parametrize(("words", "found"), [("21.5亿元", [(PROJECT, "totalInvestment")]), ("22亿元", [])])
def test_a_price_is_rounded_as_its_figure_is(words, found):
    value = str(figure(words).quantity.value)
    one = document("a", price(value), figure(words, **PRICED))
    other = document("b", price("2180000000"), figure("21.8亿元", **PRICED))
    assert contradicted(one, other) == found


# -------------------------------------------------------------------------- sources


LOW, HIGH = figure("86.5亿元"), figure("92亿元")


def test_what_one_document_gives_two_values_for_is_left_alone():
    assert contradicted(document("a", LOW, HIGH)) == []
    assert contradicted(document("a", LOW, HIGH), document("b", figure("120亿元"))) == []
    twice = document("a", LOW, figure("86.52亿元"))
    assert contradicted(twice, document("b", HIGH)) == OUTPUT


def test_copies_of_one_text_are_one_source():
    one, other = document("a", LOW), document("b", HIGH)
    assert contradicted(one, other, b="a") == []
    assert contradicted(one, other, b="c") == OUTPUT
    assert contradicted(one, other, document("c", HIGH), c="b") == OUTPUT


def test_a_contradiction_names_all_that_is_said():
    corpus = [document("b", claim(PROJECT, "status", "signed"), HIGH), document("c", figure("87亿元"), LOW)]
    corpus += [document("a", figure("12.5%"), LOW)]
    assert find_conflicts(corpus, Names(), {}) == (
        Conflict(
            f"iri:{PARK}",
            "output-value",
            (
                Statement("a", "86.5亿元", 1),
                Statement("b", "92亿元", 0),
                Statement("c", "86.5亿元", 1),
                Statement("c", "87亿元", 0),
            ),
            Period(dt.date(2021, 1, 1), dt.date(2021, 12, 31)),
        ),
    )


def test_contradictions_are_sorted_and_each_of_its_own_period():
    last = {"period": year(2020)}
    corpus = [
        document("a", LOW, figure("70亿元", **last), price("1000000000")),
        document("b", HIGH, figure("78亿元", **last), price("9000000000")),
    ]
    found = find_conflicts(corpus, Names(), {})
    assert [(c.about, c.period.start.year if c.period else None) for c in found] == [
        ("output-value", 2020),
        ("output-value", 2021),
        ("totalInvestment", None),
    ]


@pytest.mark.parametrize(
    ("value", "bound", "measure", "low", "high"),
    [
        ("8650000000", Bound.EXACT, "亿元", "8645000000", "8655000000"),
        ("8650000000", Bound.EXACT, "元 86.5亿元", "8645000000", "8655000000"),
        ("8650000000", Bound.EXACT, "万元", "8649995000", "8650005000"),
        ("8650000000", Bound.EXACT, "元", "8650000000", "8650000000"),
        ("10000000000", Bound.EXACT, "亿元", "9950000000", "10050000000"),
        ("9950000000", Bound.EXACT, "亿元", "9945000000", "9955000000"),
        ("1E+10", Bound.EXACT, "亿元", "9950000000", "10050000000"),
        ("12000", Bound.EXACT, "万人", "11500", "12500"),
        ("-100000000", Bound.EXACT, "亿元", "-150000000", "-50000000"),
        ("120", Bound.EXACT, "家", "120", "120"),
        ("999", Bound.EXACT, "", "999", "999"),
        ("1000", Bound.EXACT, "", "1000", "1000"),
        ("1E+3", Bound.EXACT, "家", "1000", "1000"),
        ("1001", Bound.EXACT, "", "1001", "1001"),
        ("12.5", Bound.EXACT, "%", "12.45", "12.55"),
        ("-12.5", Bound.EXACT, "", "-12.55", "-12.45"),
        ("0", Bound.EXACT, "", "0", "0"),
        ("-100", Bound.ABOUT, "", "-110", "-90"),
        ("10000000000", Bound.ABOUT, "亿元", "9000000000", "11000000000"),
        ("80", Bound.AT_LEAST, "", "80", "Infinity"),
        ("8000000000", Bound.AT_LEAST, "亿元", "8000000000", "Infinity"),
        ("80", Bound.AT_MOST, "", "-Infinity", "80"),
    ],
)
def test_the_range_that_a_figure_leaves_open(value, bound, measure, low, high):
    assert open_range(Decimal(value), bound, measure) == (Decimal(low), Decimal(high))


def test_without_a_measure_a_whole_number_is_exact():
    assert open_range(Decimal(1000), Bound.EXACT) == (Decimal(1000), Decimal(1000))
