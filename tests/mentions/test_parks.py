"""Parks, and the words for parks that name none."""

from __future__ import annotations

from collections.abc import Callable

from parkgraph.mentions.names import read
from parkgraph.mentions.ordered import order
from parkgraph.mentions.parks import settle_parks
from parkgraph.model import Kind, Mention, Span


def test_marked(marked_line: str, compare: Callable[[str, str], None]) -> None:
    compare(marked_line, "parks")


def settle(text: str, ruled: list[tuple[str, float, str]], tagged: list[str]) -> list[str]:
    """The parks of a text of those that rules (name, confidence, kind) and a tagger find."""
    found = [
        Mention(
            Kind.PARK,
            Span(text.index(name), text.index(name) + len(name)),
            name,
            confidence,
            (("parkKind", kind),),
        )
        for name, confidence, kind in ruled
    ]
    spans = [(text.index(name), text.index(name) + len(name), 0.7) for name in tagged]
    return [park.name for park in settle_parks(read(text, (), ()), order(found), spans)]


def test_a_sure_rule_or_a_tagger_is_enough() -> None:
    text = "沧东化工园区、云岭生态城和秀山天子园同日开工。"
    assert settle(text, [("沧东化工园区", 0.9, "chemical-park")], ["秀山天子园"]) == [
        "沧东化工园区",
        "秀山天子园",
    ]
    weak = [("云岭生态城", 0.6, "other")]
    assert settle(text, weak, []) == []
    assert settle(text, weak, ["云岭生态城"]) == ["云岭生态城"]


def test_what_is_called_by_its_kind_alone_is_what_is_named() -> None:
    text = "秀山经开区签约8个项目，开发区在建项目23个。"
    own, bare = ("秀山经开区", "开发区"), [("开发区", 0.6, "economic-development-zone")]
    assert settle(text, [], [own[0], own[1]]) == ["秀山经开区"]
    assert settle(text, bare, list(own)) == ["秀山经开区"]
    assert settle(text, bare, ["开发区"]) == ["开发区"]  # the zone whose site the page is from
