"""Two spellings of one address meet; two people's addresses don't."""

import pytest

from app.domain.referrals.contacts import plain_email, plain_phone

DOTLESS = ("gmail.com", "googlemail.com", "dotless.test")


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        (" Budi@Mail.Test ", "budi@mail.test"),
        ("budi+gift@mail.test", "budi@mail.test"),
        ("bu.di@mail.test", "bu.di@mail.test"),
        ("b.u.di+x@gmail.com", "budi@gmail.com"),
        ("b.udi@googlemail.com", "budi@gmail.com"),
        ("b.udi@dotless.test.", "budi@dotless.test"),
        ("+only@mail.test", "+only@mail.test"),
        ("..@gmail.com", "..@gmail.com"),
    ],
)
def test_an_address_is_its_mailbox(said: str, plain: str) -> None:
    assert plain_email(said, DOTLESS) == plain


def test_googles_two_names_are_one_even_where_dots_count() -> None:
    assert plain_email("b.udi@googlemail.com", ()) == "b.udi@gmail.com"


@pytest.mark.parametrize("said", ["+62 812-3456", "0062 (812) 3456", "628123456"])
def test_a_number_is_its_digits(said: str) -> None:
    assert plain_phone(said) == "628123456"
