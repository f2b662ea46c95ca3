"""What a merchant typed is the address that they meant; old versions are told."""

import pytest

from app.domain.store_exam import (
    StoreCheck,
    failed,
    on_this_machine,
    recent_enough,
    typed_address,
    usable,
    warned,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("toko.example", "https://toko.example"),
        (" https://Toko.example/ ", "https://Toko.example"),
        ("HTTPS://toko.example/wp-admin/index.php?page=x", "https://toko.example"),
        ("toko.example/id/wp-json", "https://toko.example/id"),
        ("toko.example/shop", "https://toko.example/shop"),
        ("http://toko.example", "http://toko.example"),
        ("127.0.0.1:8002/", "http://127.0.0.1:8002"),
        ("localhost:8002", "http://localhost:8002"),
        ("evil@127.0.0.1", "http://evil@127.0.0.1"),
    ],
)
def test_an_address_is_read_as_it_was_meant(typed: str, meant: str) -> None:
    assert typed_address(typed) == meant


def test_this_machine_is_told_from_the_internet() -> None:
    assert on_this_machine("http://127.0.0.1:8000/a")
    assert not on_this_machine("https://toko.example")
    assert not on_this_machine("")


@pytest.mark.parametrize(
    ("version", "good"),
    [("10.5.0", True), ("8.0", True), ("7.9.1", False), ("", False), ("?", False)],
)
def test_a_version_is_recent_enough_or_not(version: str, *, good: bool) -> None:
    assert recent_enough(version) is good


def test_a_store_is_usable_unless_something_failed() -> None:
    assert usable([StoreCheck("https"), warned("coupons")])
    assert not usable([StoreCheck("https"), failed("permalinks")])
