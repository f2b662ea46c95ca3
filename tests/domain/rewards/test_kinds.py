"""What each kind costs, gives and asks of a cart; who makes it good."""

from datetime import UTC, datetime
from typing import Any

import pytest

from app.domain.money import Money
from app.domain.programme.document import ProgrammeDocument
from app.domain.rewards.kinds import VoucherKind
from app.domain.rewards.offer import given_assets
from app.domain.rewards.reward import offers, price, reward_of, unavailable
from app.domain.rewards.voucher import Voucher
from tests.domain.programme.documents import document
from tests.domain.programme.test_reward_kinds import (
    CARD,
    CHARITY,
    CREDIT,
    EVENT,
    FIXED,
    MANUAL,
    MARGIN,
    PARTNER,
    PERCENT,
    POOL,
    RUPIAH,
    SECTIONS,
    TICKETS,
)
from tests.domain.rewards.vouchers import terms, voucher

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SLIDER = {"kind": "slider", "value": {"IDR": "100 per 10000"}, "step": 100}


def having(reward: dict[str, Any]) -> ProgrammeDocument:
    return document(rewards=({"id": "it", **reward},), **SECTIONS)


@pytest.mark.parametrize(
    ("reward", "kind", "amount", "percent_bp"),
    [
        (CARD, VoucherKind.GIFT_CARD, 10_000, None),
        (CREDIT, VoucherKind.STORE_CREDIT, 10_000, None),
        (CHARITY, VoucherKind.CHARITY, 10_000, None),
        (TICKETS, VoucherKind.TICKETS, None, None),
        (MANUAL, VoucherKind.MANUAL, None, None),
        (POOL, VoucherKind.CODE_POOL, None, None),
        (EVENT, VoucherKind.EXPERIENCE, None, None),
        (PARTNER | {"percent": "5%"}, VoucherKind.PERCENT, None, 500),
        (PARTNER | {"amount": RUPIAH}, VoucherKind.FIXED_AMOUNT, 10_000, None),
    ],
)
def test_a_kind_gives_what_it_says(
    reward: dict[str, Any],
    kind: VoucherKind,
    amount: int | None,
    percent_bp: int | None,
) -> None:
    offer = price(having(reward).rewards[0], None, currency="IDR")

    assert (offer.kind, offer.price_points) == (kind, 100)
    assert offer.amount == (None if amount is None else Money(amount, "IDR"))
    assert offer.percent_bp == percent_bp


@pytest.mark.parametrize(
    ("reward", "points", "cart"),
    [
        (FIXED | {"margin": MARGIN}, None, 40_000),
        (FIXED | {"margin": MARGIN, "minimum_order": {"IDR": "50000"}}, None, 50_000),
        (FIXED | {"margin": {"usual": "40%", "floor": "19%"}}, None, 38_572),
        (PERCENT | {"margin": MARGIN}, None, None),
        (MANUAL | {"margin": MARGIN, "cost": {"IDR": "3001"}}, None, 15_005),
        (SLIDER | {"margin": MARGIN}, 200, 80_000),
        (SLIDER | {"margin": MARGIN, "maximum_share": "10%"}, 200, 200_000),
        (SLIDER, 200, None),
    ],
)
def test_the_cart_bears_the_floor(
    reward: dict[str, Any], points: int | None, cart: int | None
) -> None:
    offer = price(having(reward).rewards[0], points, currency="IDR")

    assert offer.minimum_minor == cart


def test_only_tickets_give_units_at_once() -> None:
    assert given_assets(having(TICKETS).rewards[0]) == ("draw",)
    assert given_assets(having(MANUAL).rewards[0]) == ()


def test_a_reward_without_a_price_is_only_given() -> None:
    found = having({"kind": "manual"})

    (seen,) = offers(found, 1_000, currency="IDR", at=NOON)

    assert (seen.available, seen.reason, seen.points_missing) == (
        False,
        "only_given",
        0,
    )


@pytest.mark.parametrize(
    ("closes", "at", "reason"),
    [
        (None, datetime(2026, 12, 24, 11, 59, tzinfo=UTC), None),
        (None, datetime(2026, 12, 24, 12, 0, tzinfo=UTC), "over"),
        ("2026-12-20", datetime(2026, 12, 20, 16, 59, tzinfo=UTC), None),
        ("2026-12-20", datetime(2026, 12, 20, 17, 0, tzinfo=UTC), "over"),
    ],
)
def test_places_can_be_had_until_they_close(
    closes: str | None, at: datetime, reason: str | None
) -> None:
    more = {} if closes is None else {"closes": closes}
    reward = reward_of(having(EVENT | more), "it")

    assert unavailable(reward, at=at, zone="Asia/Jakarta") == reason


@pytest.mark.parametrize(
    ("kind", "by_store", "discount", "by_hand", "at_once"),
    [
        (VoucherKind.PERCENT, True, True, False, False),
        (VoucherKind.GIFT_CARD, True, False, False, False),
        (VoucherKind.STORE_CREDIT, True, False, False, True),
        (VoucherKind.CHARITY, False, False, False, True),
        (VoucherKind.CODE_POOL, False, False, False, True),
        (VoucherKind.MANUAL, False, False, True, False),
    ],
)
def test_a_kind_says_who_makes_it_good(
    kind: VoucherKind, *, by_store: bool, discount: bool, by_hand: bool, at_once: bool
) -> None:
    assert (kind.by_store, kind.discount) == (by_store, discount)
    assert (kind.by_hand, kind.at_once) == (by_hand, at_once)


def money_voucher(kind: VoucherKind) -> Voucher:
    return voucher(
        terms=terms(kind=kind, currency="IDR", amount_minor=10_000, customer_ref="7001")
    )


def test_a_gift_card_is_asked_for_the_same_way_every_time() -> None:
    card = money_voucher(VoucherKind.GIFT_CARD)

    spec = card.gift_card()

    assert spec == card.gift_card()
    assert (spec.code, spec.marker) == (card.code, card.marker)
    assert (spec.amount, spec.customer_ref) == (Money(10_000, "IDR"), "7001")


def test_store_credit_is_asked_for_under_the_vouchers_own_mark() -> None:
    credit = money_voucher(VoucherKind.STORE_CREDIT)

    spec = credit.credit()

    assert (spec.marker, spec.amount) == (credit.marker, Money(10_000, "IDR"))


def test_what_has_no_amount_is_no_money() -> None:
    with pytest.raises(ValueError, match="has no amount"):
        voucher(terms=terms(kind=VoucherKind.MANUAL, amount_minor=None)).money  # noqa: B018 - the property refuses
