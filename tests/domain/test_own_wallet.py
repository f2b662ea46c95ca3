"""Two spellings of one mailbox are one address; two mailboxes are two."""

import pytest

from app.domain.own_wallet import NOBODYS, OwnAddresses, mailbox


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sari@shop.test", "sari@shop.test"),
        ("sari@shop.test", " SARI@Shop.Test. "),
        ("sari@shop.test", "sari+points@shop.test"),
        ("sari.dewi@gmail.com", "saridewi+x@googlemail.com"),
        ("sari@bücher.test", "sari@xn--bcher-kva.test"),
        ("sari@shop.test", "\uff53ari@shop.test"),
    ],
)
def test_spellings_of_one_mailbox_are_one_address(one: str, other: str) -> None:
    assert mailbox(one) == mailbox(other)
    assert OwnAddresses.of([one]).has(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sari@shop.test", "budi@shop.test"),
        ("sari@shop.test", "sari@other.test"),
        ("s.ari@shop.test", "sari@shop.test"),
        ("sari@shop.test", "sari@a..b"),
    ],
)
def test_other_mailboxes_are_other_addresses(one: str, other: str) -> None:
    assert not OwnAddresses.of([one]).has(other)


def test_a_programme_may_say_where_dots_mean_nothing() -> None:
    dotless = OwnAddresses.of(["s.ari@shop.test"], ("shop.test",))

    assert dotless.has("sari@shop.test")
    assert not OwnAddresses.of(["s.ari@gmail.com"], ()).has("sari@gmail.com")


def test_who_has_no_address_is_nobody_and_nobody_has_one() -> None:
    assert OwnAddresses.of([None, ""]) == NOBODYS
    assert not OwnAddresses.of(["sari@shop.test"]).has(None)
    assert not NOBODYS.has("sari@shop.test")
