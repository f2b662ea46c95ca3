"""Which discounts of the programme stand beside a reward."""

from typing import Any

from app.domain.words import Language
from app.web.admin.programme.beside import beside
from tests.domain.programme.documents import document, spend

OFF: dict[str, Any] = {
    "id": "off",
    "kind": "fixed_amount",
    "price": 100,
    "amount": {"IDR": "10000"},
}
SHIPPING: dict[str, Any] = {"id": "ship", "kind": "free_shipping", "price": 50}
SHIRT: dict[str, Any] = {
    "id": "shirt",
    "kind": "free_product",
    "price": 500,
    "products": ["11"],
    "combines_with": {"order": True},
}
HELP: dict[str, Any] = {"id": "help", "kind": "manual", "price": 10}
PERK: dict[str, Any] = {
    "id": "member-price",
    "held_by": {"everybody": True},
    "what": {"kind": "percent", "percent": "5%"},
}


def test_both_must_allow_each_other() -> None:
    wide = {**SHIPPING, "combines_with": {"order": True, "shipping": True}}
    whole = document(spend(), rewards=(OFF, wide, SHIRT, HELP), perks=[PERK])

    found = beside(whole, "off", Language.EN)

    assert [(one.kind, one.stands, one.blocked_here) for one in found] == [
        ("shipping", True, False),
        ("product", False, True),
        ("order", False, True),
    ]


def test_the_other_one_may_be_the_one_that_blocks() -> None:
    [ship] = beside(document(spend(), rewards=(OFF, SHIPPING)), "off", Language.EN)

    assert (ship.stands, ship.blocked_here) == (False, False)


def test_what_is_no_discount_has_nothing_beside_it() -> None:
    whole = document(spend(), rewards=(OFF, HELP))

    assert beside(whole, "help", Language.EN) == []
    assert beside(whole, None, Language.EN) == []
    assert beside(whole, "off", Language.EN) == []
