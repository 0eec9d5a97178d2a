"""Mentions asked by offset: the same as going through all of them."""

from hypothesis import given
from hypothesis import strategies as st

from parkgraph.mentions.ordered import LONGEST, order
from parkgraph.model import Kind, Mention, Span

_MENTIONS = st.lists(
    st.tuples(st.integers(0, 600), st.integers(1, LONGEST)).map(
        lambda pair: Mention(Kind.PARK, Span(pair[0], sum(pair)), "园")
    ),
    max_size=12,
)
_RANGES = st.tuples(st.integers(0, 700), st.integers(0, 80))


@given(_MENTIONS, _RANGES)
def test_questions_answer_as_a_search_through_all_would(
    mentions: list[Mention], asked: tuple[int, int]
) -> None:
    ordered, start, end = order(mentions), asked[0], sum(asked)
    assert list(ordered) == sorted(mentions, key=lambda m: m.span)
    assert list(ordered.between(start, end)) == [m for m in ordered if start <= m.span.start < end]
    assert list(ordered.over(Span(start, end))) == [
        m for m in ordered if m.span.start < end and start < m.span.end
    ]
    assert list(ordered.covering(start, end)) == [
        m for m in ordered if m.span.start <= start and end <= m.span.end
    ]
