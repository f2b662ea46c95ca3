"""What holds of a consent, by all that was said of it."""

from uuid import UUID

import pytest

from app.domain.consents import Word, holds, is_news, text_version

ONE, TWO = UUID(int=1), UUID(int=2)
OUR_YES, OUR_NO = Word(True, "widget", ONE), Word(False, "page", ONE)  # noqa: FBT003 - said
YES, NO = Word(True, "platform", ONE), Word(False, "platform", ONE)  # noqa: FBT003 - said
OTHER_YES = Word(True, "platform", TWO)  # noqa: FBT003 - said
OTHER_NO = Word(False, "platform", TWO)  # noqa: FBT003 - said


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], False),
        ([OUR_YES], True),
        ([YES], True),
        ([OUR_YES, OUR_NO], False),
        ([OUR_NO, OUR_YES], True),
        ([YES, OUR_NO], False),
        ([OUR_NO, YES], False),
        ([OUR_YES, NO], False),
        ([OUR_YES, NO, YES], True),
        ([YES, NO, OUR_YES], True),
        ([YES, OTHER_NO], False),
        ([OTHER_NO, YES], False),
        ([OTHER_NO, YES, OTHER_YES], True),
        ([OTHER_NO, YES, OUR_YES], True),
    ],
)
def test_a_no_wins_until_it_is_taken_back_where_it_was_said(
    words: list[Word], *, expected: bool
) -> None:
    assert holds(words) is expected


@pytest.mark.parametrize(
    ("words", "said", "asked", "expected"),
    [
        ([], YES, False, True),
        ([], NO, False, False),
        ([], NO, True, True),
        ([OUR_YES], NO, False, False),
        ([OTHER_YES], NO, False, False),
        ([YES], NO, False, True),
        ([YES], YES, True, False),
        ([YES, NO], NO, True, False),
        ([YES, NO], YES, False, True),
    ],
)
def test_a_store_that_says_what_it_said_before_says_nothing(
    words: list[Word], said: Word, *, asked: bool, expected: bool
) -> None:
    assert is_news(words, said, asked=asked) is expected


def test_the_same_sentence_has_the_same_version() -> None:
    assert text_version("News: Email") == text_version("News: Email")
    assert text_version("News: Email") != text_version("Kabar: Email")
