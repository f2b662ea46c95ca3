"""Every line of a ledger has a reason, and the lines lead to the balance."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.explain import (
    Entry,
    Reason,
    StandingCode,
    Subject,
    TotalCode,
    explain,
)
from app.domain.ledger import Book, Key, Kind, ShortfallPolicy
from app.domain.ledger.accounts import Account, Place, Pot
from app.domain.ledger.balances import Balance
from app.domain.words import Language
from tests.domain.told import (
    ADA,
    BOB,
    LATER,
    MINE,
    NOON,
    ORDER,
    POINTS,
    TERMS,
    THEIRS,
    VOUCHER,
    book,
    earn,
    entries,
    explained,
    keep,
    move,
    one_entry,
    reasons,
    spent_and_refunded,
    sums,
)


def test_the_worked_example_is_told_line_by_line() -> None:
    ledger = spent_and_refunded()
    earn(ledger, 200)
    keep(ledger, 60, ShortfallPolicy.SHORTFALL)

    found = explained(ledger)

    assert [
        (line.reason, line.change, line.held_change, line.after.shown)
        for line in found.lines
    ] == [
        (Reason.EARNED_ORDER, 100, 0, 100),
        (Reason.EARNED_ORDER, 50, 0, 150),
        (Reason.HELD, -120, 120, 30),
        (Reason.SPENT, 0, -120, 30),
        (Reason.TAKEN_BACK, -100, 0, -70),
        (Reason.OWED_SETTLED, 0, 0, -70),
        (Reason.EARNED_ORDER, 200, 0, 130),
        (Reason.OWED_SETTLED, 0, 0, 130),
        (Reason.GIVEN_AGAIN, 60, 0, 190),
    ]
    assert found.balance.shown == 190
    assert found.adds_up


def test_the_totals_add_up_to_the_balance() -> None:
    ledger = spent_and_refunded()
    earn(ledger, 200)
    earn(ledger, 30, pending=True)

    found = explained(ledger)

    assert sums(found) == {
        TotalCode.EARNED: 380,
        TotalCode.SPENT: -120,
        TotalCode.TAKEN_BACK: -100,
        TotalCode.PENDING: -30,
        TotalCode.BALANCE: 130,
    }
    assert [total.words for total in found.totals] == [
        "Earned",
        "Spent",
        "Taken back",
        "Still pending",
        "Balance",
    ]


def test_a_line_names_its_order_rule_and_lots() -> None:
    ledger = book()
    lot = earn(ledger, 129)

    line = explained(ledger).lines[0]

    assert line.sentence == "Earned with order #1042"
    assert (line.entry.rule_ref, line.entry.programme_version) == ("base", 3)
    assert [(touch.lot_id, touch.target, touch.amount) for touch in line.lots] == [
        (lot.lot_id, "available", 129)
    ]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            Language.EN,
            (
                "Taken back: order #1042 was refunded or changed;"
                " 100 points of it were spent already and are owed now"
            ),
        ),
        (
            Language.ID,
            (
                "Ditarik: pesanan #1042 dikembalikan atau berubah;"
                " 100 poin di antaranya sudah dipakai dan kini menjadi kekurangan"
            ),
        ),
        (
            Language.MS,
            (
                "Ditarik balik: pesanan #1042 dipulangkan atau berubah;"
                " 100 mata daripadanya sudah digunakan dan kini terhutang"
            ),
        ),
    ],
)
def test_a_clawback_of_spent_points_says_what_is_owed(
    language: Language, sentence: str
) -> None:
    found = explained(spent_and_refunded(), language=language)

    assert found.lines[4].sentence == sentence


def test_what_the_shop_bears_is_said_and_not_charged() -> None:
    found = explained(spent_and_refunded(ShortfallPolicy.GOODWILL))

    assert found.lines[-1].sentence.endswith("the shop bears 100 points of it")
    assert found.lines[-1].change == 0
    assert found.owed is None


def test_what_is_owed_stands_at_the_end() -> None:
    found = explained(spent_and_refunded())

    assert found.owed is not None
    assert (found.owed.code, found.owed.amount) == (StandingCode.OWES, 70)
    assert found.owed.sentence.startswith("70 points are owed")


def test_only_the_members_own_side_of_a_gift_is_shown() -> None:
    ledger = book()
    earn(ledger, 50)
    ledger.gift(
        Key.of("gift", 1),
        giver_id=ADA,
        receiver_id=BOB,
        asset="points",
        amount=20,
        at=NOON,
        occurred_at=NOON,
    )

    given, received = explained(ledger), explained(ledger, member_id=BOB)

    assert [touch.target for touch in given.lines[-1].lots] == ["given"]
    assert [touch.source for touch in received.lines[-1].lots] == ["received"]


def test_matured_points_tell_the_order_they_came_from() -> None:
    ledger = book()
    lot = earn(ledger, 129, pending=True)
    ledger.mature(lot.lot_id, at=LATER)

    found = explained(ledger)
    unknown = explained(ledger, subjects={})

    assert reasons(found) == [Reason.EARNED_ORDER, Reason.MATURED]
    assert found.lines[0].sentence == "Earned with order #1042"
    assert found.lines[1].sentence == (
        "Usable now: the waiting period of order #1042 is over"
    )
    assert (found.lines[1].change, found.lines[1].pending_change) == (129, -129)
    assert reasons(unknown) == [Reason.EARNED, Reason.MATURED_OTHER]
    assert found.waiting == ()


def test_a_released_and_a_returned_reward_are_named() -> None:
    ledger = book()
    earn(ledger, 100)
    ledger.hold(
        Key.of("hold", 1),
        member_id=ADA,
        asset="points",
        amount=60,
        at=NOON,
        occurred_at=NOON,
        voucher_id=VOUCHER,
    )
    ledger.release(VOUCHER, at=NOON, occurred_at=NOON)

    found = explained(ledger, subjects={})

    assert found.lines[1].sentence == "Set aside for a reward"
    assert found.lines[2].sentence == "Set free again: a reward was not handed out"


@pytest.mark.parametrize(
    ("entry", "reason", "total"),
    [
        (one_entry(Kind.IMPORT, move(Account(Pot.IMPORTED), MINE)), "imported", 10),
        (one_entry(Kind.ADJUSTMENT, move(Account(Pot.GRANTED), MINE)), "added", 10),
        (one_entry(Kind.ADJUSTMENT, move(MINE, Account(Pot.REMOVED))), "removed", -10),
        (one_entry(Kind.GIFT, move(Account(Pot.RECEIVED), MINE)), "gift_received", 10),
        (one_entry(Kind.GIFT, move(MINE, Account(Pot.GIVEN))), "gift_given", -10),
        (one_entry(Kind.MERGE, move(THEIRS, MINE)), "merged_in", 10),
        (one_entry(Kind.MERGE, move(MINE, THEIRS)), "merged_out", -10),
        (one_entry(Kind.UNMERGE, move(THEIRS, MINE)), "unmerged_in", 10),
        (one_entry(Kind.UNMERGE, move(MINE, THEIRS)), "unmerged_out", -10),
        (one_entry(Kind.EXPIRY, move(MINE, Account(Pot.EXPIRED))), "lapsed", -10),
        (
            one_entry(Kind.FORFEITURE, move(MINE, Account(Pot.FORFEITED))),
            "forfeited",
            -10,
        ),
        (one_entry(Kind.RETRACTION, move(MINE, Account(Pot.CLAWED))), "retracted", -10),
        (one_entry(Kind.REVERSAL, move(Account(Pot.EXPIRED), MINE)), "undone", 10),
        (one_entry(Kind.RETURN, move(Account(Pot.BURNED), MINE)), "returned", 10),
        (
            one_entry(
                Kind.FORGIVENESS,
                move(Account(Pot.GOODWILL), Account(Place.SHORTFALL, ADA)),
            ),
            "forgiven",
            10,
        ),
        (
            one_entry(Kind.CLAWBACK, move(MINE, Account(Pot.CLAWED))),
            "taken_back_other",
            -10,
        ),
    ],
)
def test_every_kind_has_its_reason_and_counts_under_a_heading(
    entry: Entry, reason: str, total: int
) -> None:
    found = explain(
        ADA,
        "points",
        entries=[entry],
        balance=Balance(),
        lots=(),
        holds=(),
        units=POINTS,
        language=Language.MS,
        at=NOON,
    )

    assert reasons(found) == [reason]
    assert sum(one.amount for one in found.totals[:-1]) == total
    assert found.totals[-1].amount == total


@pytest.mark.parametrize(
    ("subject", "sentence"),
    [
        (Subject("order", None), "Earned with order (no longer known)"),
        (Subject("customer", None), "Welcome bonus for joining"),
        (Subject("signup", "x"), "Welcome bonus for joining"),
        (Subject("review", "x"), "Earned for a review"),
        (Subject("activity", "a quiz"), "Earned for a quiz"),
        (Subject("birthday", None), "Earned by the rule birthday-gift"),
        (Subject("birthday", "birthday"), "Earned by the rule birthday"),
    ],
)
def test_earning_names_what_it_was_for(subject: Subject, sentence: str) -> None:
    entry = one_entry(
        Kind.ACCRUAL,
        move(Account(Pot.ISSUED), MINE),
        subject=subject,
    )

    found = explain(
        ADA,
        "points",
        entries=[entry],
        balance=Balance(available=10),
        lots=(),
        holds=(),
        units=POINTS,
        language=Language.EN,
        at=NOON,
    )

    assert found.lines[0].sentence == sentence


def test_lapsed_units_that_counted_as_taken_are_told_without_a_movement() -> None:
    ledger = book()
    lot = earn(ledger, 100, award_id=ORDER)
    absorbed = one_entry(Kind.CLAWBACK, absorbed=50, about_lot=lot.lot_id)

    found = explain(
        ADA,
        "points",
        entries=[*entries(ledger), absorbed],
        balance=Balance(available=100),
        lots=(),
        holds=(),
        units=POINTS,
        language=Language.EN,
        at=NOON,
    )

    assert reasons(found) == [Reason.EARNED_ORDER, Reason.ABSORBED]
    assert found.lines[1].sentence == (
        "Nothing taken for order #1042: 50 points of it had expired unused"
    )
    assert (found.lines[1].change, found.lines[1].after.shown) == (0, 100)


def test_an_entry_that_touches_nothing_touches_no_lot() -> None:
    assert one_entry(Kind.CLAWBACK).lot_ids == ()


@given(
    st.lists(
        st.tuples(st.sampled_from(["earn", "spend", "refund"]), st.integers(1, 99))
    )
)
def test_whatever_happened_the_lines_lead_to_the_balance(
    acts: list[tuple[str, int]],
) -> None:
    ledger = book()

    for number, (act, amount) in enumerate(acts):
        play(ledger, number, act, amount)

    found = explained(ledger)
    assert found.adds_up
    assert found.totals[-1].amount == found.balance.shown
    assert sum(total.amount for total in found.totals[:-1]) == found.balance.shown


def play(ledger: Book, number: int, act: str, amount: int) -> None:
    live = ledger.live(ADA, "points", at=NOON)
    if act == "earn":
        earn(ledger, amount, award_id=ORDER if number % 2 else None)
    elif act == "spend" and live:
        voucher_id = UUID(int=1_000_000 + number)
        ledger.hold(
            Key.of("hold", voucher_id),
            member_id=ADA,
            asset="points",
            amount=min(amount, live),
            at=NOON,
            occurred_at=NOON,
            voucher_id=voucher_id,
        )
        if amount % 3:
            ledger.burn(voucher_id, at=NOON, occurred_at=NOON)
    elif act == "refund":
        ledger.settle_award(
            ORDER,
            min(amount, ledger.net(ORDER)),
            key=lambda n: Key.of("settle", number, n),
            n=0,
            at=NOON,
            occurred_at=NOON,
            member_id=ADA,
            asset="points",
            opening=TERMS,
        )
