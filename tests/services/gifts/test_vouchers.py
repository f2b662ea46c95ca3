"""Vouchers that rules give: once, again, back, and never two for one."""

from datetime import timedelta

import pytest

from app.domain.rewards.voucher import Source
from app.storage.gifts import GiftRepository
from app.storage.members import MemberRepository
from tests.factories import NOON
from tests.services.gifts.given import BADGE, VOUCHER, Giver


def test_the_same_target_twice_is_one_voucher_and_its_code_works(giver: Giver) -> None:
    giver.settle(VOUCHER)
    again = giver.settle(VOUCHER)
    giver.counter.drain()

    (held,) = giver.vouchers()
    assert (held.source, held.price, held.state) == (Source.RULE, 0, "issued")
    assert giver.counter.store.works(held.code)
    assert again.outcome == "unchanged"


def test_the_occasion_may_set_the_end(giver: Giver) -> None:
    end = NOON + timedelta(days=8)

    giver.settle(VOUCHER, lapses_at=end)

    assert giver.vouchers()[0].lapses_at == end


def test_the_gift_may_set_the_days(giver: Giver) -> None:
    giver.settle(VOUCHER.model_copy(update={"validity_days": 60}))

    lapses_at = giver.vouchers()[0].lapses_at
    assert lapses_at is not None
    assert (lapses_at - NOON).days == 60


def test_an_unused_voucher_goes_back_and_its_code_is_dead(giver: Giver) -> None:
    giver.settle(VOUCHER)
    giver.counter.drain()
    code = giver.vouchers()[0].code

    assert giver.settle(VOUCHER, 0).outcome == "taken_back"
    giver.counter.drain()

    assert giver.states() == ["withdrawn"]
    assert not giver.counter.store.works(code)


def test_a_used_voucher_stays(giver: Giver) -> None:
    giver.settle(VOUCHER)
    giver.counter.drain()
    giver.counter.settle(giver.counter.store.check_out(giver.vouchers()[0].code))

    result = giver.settle(VOUCHER, 0)

    assert (result.outcome, result.has, giver.states()) == ("kept", 1, ["used"])


def test_a_voucher_used_while_it_is_taken_back_counts_as_held(giver: Giver) -> None:
    giver.settle(VOUCHER)
    giver.counter.drain()
    giver.counter.store.check_out(giver.vouchers()[0].code)
    giver.settle(VOUCHER, 0)
    giver.counter.drain()

    again = giver.settle(VOUCHER, 1)

    assert giver.states() == ["used"]
    assert again.outcome == "unchanged"


def test_the_latest_unused_go_first(giver: Giver) -> None:
    giver.settle(VOUCHER, 3)
    giver.counter.drain()
    latest = giver.vouchers()[2]
    giver.counter.settle(giver.counter.store.check_out(latest.code))

    giver.settle(VOUCHER, 2)
    giver.counter.drain()

    assert giver.states() == ["issued", "withdrawn", "used"]


def test_taken_back_and_earned_again_is_a_new_voucher(giver: Giver) -> None:
    giver.settle(VOUCHER)
    giver.counter.drain()
    giver.settle(VOUCHER, 0)
    giver.counter.drain()

    giver.settle(VOUCHER)
    giver.counter.drain()

    assert giver.states() == ["withdrawn", "issued"]


def test_one_that_is_still_leaving_is_waited_for(giver: Giver) -> None:
    giver.settle(VOUCHER)
    giver.counter.drain()
    giver.settle(VOUCHER, 0)

    waits = giver.settle(VOUCHER)
    giver.counter.drain()
    giver.counter.clock.advance(hours=1)

    assert (waits.outcome, waits.reason) == ("waiting", "still_leaving")
    assert giver.sweep() == 1
    assert giver.states() == ["withdrawn", "granted"]


def test_what_was_never_asked_of_a_store_is_withdrawn_at_once(giver: Giver) -> None:
    giver.settle(VOUCHER)

    giver.settle(VOUCHER, 0)

    assert giver.states() == ["withdrawn"]


def test_a_voucher_that_the_member_gave_up_does_not_come_again(giver: Giver) -> None:
    giver.settle(VOUCHER)
    giver.counter.drain()
    giver.counter.cancel(giver.vouchers()[0])

    giver.settle(VOUCHER)

    assert giver.states() == ["withdrawn"]


def test_a_guest_waits_for_the_voucher_until_they_join(giver: Giver) -> None:
    counter = giver.counter
    guest = counter.add_member(None, state="shadow", email=None)
    counter.member_id = guest

    waits = giver.settle(VOUCHER)
    counter.run(
        lambda uow: MemberRepository(uow).change(
            guest, at=counter.clock.now(), state="active", email="a@mail.test"
        )
    )
    counter.clock.advance(hours=1)
    giver.sweep()

    assert (waits.outcome, waits.reason) == ("waiting", "member_not_enrolled")
    assert giver.states() == ["granted"]


def test_a_gift_whose_own_end_came_is_not_tried_again(giver: Giver) -> None:
    giver.counter.set_store(state="uninstalled")
    giver.settle(VOUCHER, lapses_at=NOON + timedelta(minutes=30))
    giver.counter.clock.advance(hours=1)

    giver.sweep()

    assert [row.reason for row in giver.gifts("voucher", "lapsed")] == [
        "waited_too_long"
    ]


def test_a_gift_waits_where_no_store_is_connected(giver: Giver) -> None:
    giver.counter.set_store(state="uninstalled")

    waits = giver.settle(VOUCHER)

    assert (waits.outcome, waits.reason) == ("waiting", "no_store")


@pytest.mark.parametrize("times", [0, 1])
def test_a_badge_is_held_or_not(giver: Giver, times: int) -> None:
    giver.settle(BADGE)

    giver.settle(BADGE, times)

    assert len(giver.gifts("badge", "given")) == times


def test_gifts_of_a_merged_member_go_to_the_kept_one(giver: Giver) -> None:
    counter = giver.counter
    giver.settle(BADGE)
    kept = counter.add_member("7002")

    counter.run(lambda uow: GiftRepository(uow).move(counter.member_id, kept))

    counter.member_id = kept
    assert len(giver.gifts("badge", "given")) == 1
