"""What stands beside a stretch of a sentence."""

from __future__ import annotations

import pytest

from parkgraph.mentions.edges import Edges
from parkgraph.mentions.names import read


def edges_of(text: str, floor: int = 0) -> Edges:
    return Edges(read(text, (), ()), floor, len(text))


def test_nothing_stands_beyond_the_sentence() -> None:
    edges = edges_of("签约。屹澜", 3)
    assert (edges.left_classes(3), edges.right_classes(5)) == ((), ())


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("屹澜、恒沐等企业", ("company", "企业")),
        ("屹澜、恒沐等配套", ("other", "配套")),
        ("屹澜、恒沐投产", None),
        ("屹澜投产，恒沐等企业", None),
    ],
)
def test_how_the_list_ends(text: str, behind: tuple[str, str] | None) -> None:
    assert edges_of(text).list_behind(2) == behind


def test_cue_words_give_their_classes() -> None:
    edges = edges_of("引进屹澜化工产业园")
    assert edges.left_classes(2) == ("left-class=context-before", "left-class=entry")
    assert {"right-class=site", "right-class=project-branded"} <= set(edges.right_classes(6))
    assert edges.right_classes(3) == ()
