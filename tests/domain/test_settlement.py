"""Targets of an order's awards, decided from facts alone."""

from dataclasses import replace
from datetime import timedelta
from itertools import count
from uuid import UUID

import pytest

from app.domain.earning.context import OrderContext
from app.domain.earning.decisions import AwardDecision
from app.domain.earning.evaluate import evaluate_order
from app.domain.events import OrderSnapshot, OrderState
from app.domain.money import Money
from app.domain.programme.loading import load_document
from app.domain.settlement import (
    AwardEntry,
    Target,
    basis,
    decision_basis,
    lapse,
    merged,
    remembering,
    target,
    trigger,
)
from tests.factories import DAY, NOON, line, order

BUDI, SARI = UUID(int=1), UUID(int=2)
ZONE = "Asia/Jakarta"
DOCUMENT = load_document(
    {
        "identity": {"name": {"id": "P", "ms": "P", "en": "P"}, "timezone": ZONE},
        "terms": {"expiry": {"kind": "life", "months": 12}},
        "earning": [
            {
                "id": "spend",
                "trigger": "order",
                "award": {"kind": "rate", "rates": {"IDR": "1 per 1000"}},
            }
        ],
    }
)


def decided(snapshot: OrderSnapshot) -> AwardDecision:
    context = OrderContext(store_id=UUID(int=9), platform="fake", zone=ZONE, at=NOON)
    (award,) = evaluate_order(DOCUMENT, snapshot, context).awards
    return award


def entry(snapshot: OrderSnapshot | None = None, **more: object) -> AwardEntry:
    made = AwardEntry.new(
        decided(snapshot or order()),
        award_id=UUID(int=5),
        member_id=BUDI,
        version=3,
    )
    return replace(made, **more)  # type: ignore[arg-type]  # fields by name


def aim(
    held: AwardEntry,
    snapshot: OrderSnapshot,
    *,
    owner: UUID | None = BUDI,
    earning: bool = True,
) -> Target:
    return target(held, snapshot, owner=owner, earning=earning, zone=ZONE, at=NOON)


def test_an_entry_reads_back_as_it_was_stored() -> None:
    held = entry(keep=7, n=2)

    assert AwardEntry.from_json(held.to_json()) == held


def test_what_is_left_is_kept() -> None:
    found = aim(entry(), order(line(refunded="57900")))

    assert (found.keep, found.reason) == (200, "refunded_in_part")


def test_an_award_of_another_owner_is_worth_nothing() -> None:
    assert aim(entry(), order(), owner=SARI).keep == 0
    assert aim(entry(), order(), owner=None).reason == "order_moved"


def test_an_order_that_does_not_earn_now_keeps_nothing() -> None:
    found = aim(entry(), order(state=OrderState.OPEN), earning=False)

    assert (found.keep, found.reason) == (0, "order_not_earning")


def test_a_cancelled_order_says_why_nothing_is_kept() -> None:
    found = aim(entry(), order(state=OrderState.CANCELLED), earning=False)

    assert (found.keep, found.reason) == (0, "cancelled")


def test_reaching_a_target_counts_what_was_posted() -> None:
    found = aim(entry(keep=257, n=1), order(line(refunded="57900")))

    assert (found.reached(1).keep, found.reached(1).n) == (200, 2)


def test_points_wait_from_the_payment() -> None:
    terms = aim(entry(), order()).terms

    assert terms.pending
    assert terms.available_from == NOON + 14 * DAY
    assert terms.lapses_at is not None
    assert terms.basis == Money(257_900, "IDR")


def test_points_are_usable_at_once_when_the_wait_is_over() -> None:
    assert not aim(entry(), order(at=NOON - 14 * DAY)).terms.pending


def test_points_wait_for_a_hand_over_that_was_not_seen() -> None:
    held = entry(pending_from="fulfilled")

    waiting = aim(held, order()).terms
    dated = aim(held, order(fulfilled_at=NOON + DAY)).terms

    assert waiting.pending
    assert waiting.available_from is None
    assert waiting.lapses_at is None
    assert dated.available_from == NOON + 15 * DAY


def test_cash_on_delivery_is_paid_when_it_is_handed_over() -> None:
    handed_over = order(state=OrderState.FULFILLED, paid=False, fulfilled_at=NOON + DAY)
    not_yet = order(state=OrderState.OPEN, fulfilled_at=NOON + DAY)

    assert trigger(entry(), handed_over) == NOON + DAY
    assert trigger(entry(), not_yet) is None


@pytest.mark.parametrize("expiry", [{"kind": "none"}, {"months": None, "days": None}])
def test_without_a_life_nothing_lapses(expiry: dict[str, object]) -> None:
    assert lapse(expiry, NOON, ZONE) is None


def test_a_life_in_days_ends_with_its_last_day() -> None:
    found = lapse({"days": 1}, NOON, ZONE)

    assert found is not None
    assert found - NOON < timedelta(days=2)


def test_an_award_without_money_has_no_basis() -> None:
    assert basis(replace(entry().facts, currency=None)) is None


def test_rules_are_asked_for_a_new_owner_and_for_an_edit_only() -> None:
    first = decision_basis(BUDI, order())

    assert decision_basis(SARI, order()) != first
    assert decision_basis(BUDI, order(line("300000"))) != first
    assert decision_basis(BUDI, order(line(refunded="1000"))) == first


def test_an_edit_grows_the_stored_award_and_adds_none() -> None:
    ids = count(100)
    larger = order(line(), line("50000", ref="2"))

    (grown,) = merged(
        [entry()],
        [decided(larger)],
        member_id=BUDI,
        version=3,
        new_id=lambda: UUID(int=next(ids)),
    )

    assert grown.award_id == UUID(int=5)
    assert aim(grown, larger).keep == 307


def test_a_new_owner_gets_an_award_of_their_own() -> None:
    both = merged(
        [entry()],
        [decided(order())],
        member_id=SARI,
        version=4,
        new_id=lambda: UUID(int=100),
    )

    assert [(each.member_id, each.version) for each in both] == [(BUDI, 3), (SARI, 4)]


def test_a_source_that_cannot_say_when_takes_no_day_of_payment_away() -> None:
    unsaid = replace(order(), paid_at=None, payment_unsaid=True)
    unpaid = order(paid=False)

    assert remembering(unsaid, order()).paid_at == NOON
    assert not remembering(unsaid, order()).payment_unsaid
    assert remembering(unsaid, None) == unsaid
    assert remembering(unsaid, unpaid) == unsaid
    assert remembering(unpaid, order()) == unpaid
