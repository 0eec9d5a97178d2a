"""Words with their offsets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parkgraph.mentions.tokens import Token, cut, tokenize

ALPHABET = "徐圩新区签约化工园项目等12.5亿元，。、“”（）《》ABkm² \n\t的和"


def test_words_carry_offset_and_tag() -> None:
    assert tokenize("签约12个项目").words == (
        Token(0, 2, "签约", "v"),
        Token(2, 4, "12", "m"),
        Token(4, 5, "个", "q"),
        Token(5, 7, "项目", "n"),
    )


def test_no_text_has_no_words() -> None:
    assert tokenize("").words == ()
    assert tokenize("").between(0, 10) == ()
    assert cut("") == ()


def test_between_takes_words_by_their_start() -> None:
    tokens = tokenize("签约12个项目")
    assert [t.word for t in tokens.between(1, 5)] == ["12", "个"]
    assert [t.word for t in tokens.between(0, 2)] == ["签约"]
    assert [t.word for t in tokens.between(5, 99)] == ["项目"]
    assert tokens.between(3, 4) == ()
    assert tokens.between(5, 5) == ()


@given(st.text(alphabet=ALPHABET, max_size=80))
def test_words_are_the_text(text: str) -> None:
    position = 0
    for token in tokenize(text).words:
        assert token.start == position
        assert token.end - token.start == len(token.word) > 0
        position = token.end
    assert position == len(text)
    assert "".join(word for word, _ in cut(text)) == text
