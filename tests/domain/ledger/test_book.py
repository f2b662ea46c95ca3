"""What a book refuses, whatever the caller: the production assertions."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.domain.ledger import (
    Account,
    Balance,
    Book,
    Key,
    Kind,
    LotTerms,
    Place,
    Posting,
    Pot,
    ShortfallPolicy,
    Transaction,
)
from app.domain.ledger.errors import (
    AlreadySettled,
    AmountOutOfRange,
    InsufficientPoints,
    KeyReused,
    LedgerOutOfBalance,
    MemberFrozen,
    ProgrammeFrozen,
)
from app.domain.ledger.freezes import Freeze
from app.domain.ledger.keys import request_digest
from app.domain.ledger.kinds import END_OF_HOLD
from app.domain.ledger.limits import MAX_BALANCE, MAX_POSTING
from app.domain.ledger.lots import Lot, draw
from tests.domain.ledger.worlds import POINTS, CountedIds

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
ADA, BEN = UUID(int=0xADA), UUID(int=0xBE)
VOUCHER = UUID(int=0x700)
TERMS = LotTerms(awarded_at=NOON, zone="UTC")
KEY = Key.of("test", "key")


def book(**more: Any) -> Book:  # noqa: ANN401 - what a book is made with
    ids = CountedIds()
    made = Book(
        pepper=bytes(32), new_id=ids.new, new_salt=lambda: ids.secret(32), **more
    )
    made.admit(ADA, POINTS)
    made.admit(BEN, POINTS)
    return made


def grant(made: Book, amount: int = 100, key: Key = KEY, **more: Any) -> Lot:  # noqa: ANN401 - as accrue
    told = {
        "member_id": ADA,
        "asset": POINTS,
        "award_id": None,
        "occurred_at": NOON,
        "at": NOON,
        "pending": False,
        "available_from": None,
        "lapses_at": None,
        "zone": "UTC",
        **more,
    }
    return made.accrue(key, amount=amount, **told)


def hold(made: Book, amount: int, voucher: UUID = VOUCHER) -> Transaction:
    return made.hold(
        Key.of("hold", voucher),
        member_id=ADA,
        asset=POINTS,
        amount=amount,
        at=NOON,
        occurred_at=NOON,
        voucher_id=voucher,
    )


def post(made: Book, *postings: Posting, opening: tuple[Lot, ...] = ()) -> Transaction:
    fact, _ = made._fact(Kind.ADJUSTMENT, Key.of("raw"), NOON, {}, {})  # noqa: SLF001 - the assertions under test
    return made._post(fact, postings, opening=opening)  # noqa: SLF001 - as above


def posting(
    source: Account, target: Account, amount: int, lot: Lot | None, asset: str = POINTS
) -> Posting:
    return Posting(source, target, asset, amount, None if lot is None else lot.lot_id)


AVAILABLE = Account(Place.AVAILABLE, ADA)
ISSUED, BURNED = Account(Pot.ISSUED), Account(Pot.BURNED)


def test_a_transaction_without_postings_is_out_of_balance() -> None:
    with pytest.raises(LedgerOutOfBalance, match="at least one"):
        post(book())


def test_a_lot_of_another_asset_is_out_of_balance() -> None:
    made = book()
    lot = grant(made)
    made.admit(ADA, "credit:IDR")

    with pytest.raises(LedgerOutOfBalance, match="is of points"):
        post(made, posting(AVAILABLE, BURNED, 1, lot, asset="credit:IDR"))


def test_a_lot_of_another_holder_is_out_of_balance() -> None:
    made = book()
    lot = grant(made)

    with pytest.raises(LedgerOutOfBalance, match="not held by"):
        post(made, posting(Account(Place.AVAILABLE, BEN), BURNED, 1, lot))


def test_a_member_whose_row_is_not_locked_takes_no_part() -> None:
    made = book()

    with pytest.raises(LedgerOutOfBalance, match="not locked"):
        grant(made, member_id=UUID(int=5))


def test_a_lot_that_is_not_in_the_book_takes_no_part() -> None:
    with pytest.raises(LedgerOutOfBalance, match="not in the book"):
        book().mature(UUID(int=5), at=NOON)


def new_lot(made: Book, size: int) -> Lot:
    return made._new_lot(ADA, POINTS, size, None, TERMS)  # noqa: SLF001 - as above


def test_a_lot_is_filled_with_its_size() -> None:
    made = book()
    lot = new_lot(made, 10)

    with pytest.raises(LedgerOutOfBalance, match="filled once"):
        post(made, posting(ISSUED, AVAILABLE, 9, lot), opening=(lot,))


def test_a_lot_is_filled_once() -> None:
    made = book()
    lot = new_lot(made, 10)
    filling = posting(ISSUED, AVAILABLE, 10, lot)

    with pytest.raises(LedgerOutOfBalance, match="filled once"):
        post(made, filling, filling, opening=(lot,))


def test_a_lot_that_is_opened_is_filled() -> None:
    made = book()
    lot = grant(made)

    with pytest.raises(LedgerOutOfBalance, match="not filled"):
        post(made, posting(AVAILABLE, BURNED, 1, lot), opening=(new_lot(made, 10),))


def test_a_lot_is_never_overdrawn() -> None:
    made = book()
    lot = grant(made, 10)
    grant(made, 10, Key.of("other"))

    with pytest.raises(LedgerOutOfBalance, match="short of"):
        post(made, posting(AVAILABLE, BURNED, 11, lot))


def test_a_balance_is_never_overdrawn() -> None:
    made = book()
    lot = grant(made, 10)

    with pytest.raises(LedgerOutOfBalance, match="would have"):
        post(made, posting(AVAILABLE, BURNED, 11, lot))


def test_a_lot_whose_columns_do_not_add_up_is_not_touched() -> None:
    made = book()
    lot = grant(made, 10)
    lot.size = 11

    with pytest.raises(LedgerOutOfBalance, match="add up"):
        post(made, posting(AVAILABLE, BURNED, 1, lot))


def test_figures_that_moved_without_a_posting_are_not_written() -> None:
    made = book()
    grant(made)
    made.rows[ADA, POINTS].held += 1

    with pytest.raises(LedgerOutOfBalance, match="the postings say 0"):
        made.verify()


def test_postings_of_a_row_that_vanished_are_not_written() -> None:
    made = book()
    grant(made)
    del made.rows[ADA, POINTS]

    with pytest.raises(LedgerOutOfBalance, match="not locked"):
        made.verify()


def test_a_balance_beyond_its_range_is_refused() -> None:
    made = book()
    made.admit(ADA, POINTS, Balance(available=MAX_BALANCE - 1))
    grant(made, 1)

    with pytest.raises(AmountOutOfRange) as refusal:
        grant(made, 1, Key.of("one too many"))

    assert refusal.value.figures == {
        "amount": MAX_BALANCE + 1,
        "lowest": 0,
        "highest": MAX_BALANCE,
    }


@pytest.mark.parametrize("amount", [0, -MAX_POSTING - 1, MAX_POSTING + 1])
def test_an_adjustment_has_a_size(amount: int) -> None:
    with pytest.raises(AmountOutOfRange):
        book().adjust(
            KEY, member_id=ADA, asset=POINTS, amount=amount, at=NOON, occurred_at=NOON
        )


def test_a_grant_by_hand_needs_its_terms() -> None:
    with pytest.raises(ValueError, match="terms"):
        book().adjust(
            KEY, member_id=ADA, asset=POINTS, amount=1, at=NOON, occurred_at=NOON
        )


def test_a_gift_needs_two_members() -> None:
    with pytest.raises(ValueError, match="two members"):
        book().gift(
            KEY,
            giver_id=ADA,
            receiver_id=ADA,
            asset=POINTS,
            amount=1,
            at=NOON,
            occurred_at=NOON,
        )


def test_a_key_is_looked_for_before_anything_is_decided() -> None:
    made = book()
    lot = grant(made, 100)

    again = grant(made, 100)

    assert again is lot
    assert len(made.posted) == 1


REPEATS: dict[str, dict[str, Any]] = {
    "adjust": {"member_id": ADA, "asset": POINTS, "amount": -1, "at": NOON},
    "forfeit": {"member_id": ADA, "asset": POINTS},
    "gift": {
        "giver_id": ADA,
        "receiver_id": BEN,
        "asset": POINTS,
        "amount": 1,
        "at": NOON,
    },
    "merge": {"absorbed_id": ADA, "kept_id": BEN},
}


@pytest.mark.parametrize("act", REPEATS)
def test_a_repeated_act_returns_what_was_posted(act: str) -> None:
    made = book()
    grant(made)

    first = getattr(made, act)(Key.of(act), occurred_at=NOON, **REPEATS[act])
    again = getattr(made, act)(Key.of(act), occurred_at=NOON, **REPEATS[act])

    assert first is again
    assert len(made.posted) == 2


def test_a_repeated_forgiveness_or_retraction_returns_what_was_posted() -> None:
    made = book()
    made.admit(BEN, POINTS, Balance(shortfall=-5))
    lot = grant(made)

    acts = [
        made.forgive(Key.of("f"), member_id=BEN, asset=POINTS, occurred_at=NOON),
        made.retract(Key.of("r"), lot.lot_id, occurred_at=NOON),
    ]
    again = [
        made.forgive(Key.of("f"), member_id=BEN, asset=POINTS, occurred_at=NOON),
        made.retract(Key.of("r"), lot.lot_id, occurred_at=NOON),
    ]

    assert acts == again
    assert len(made.posted) == 3


def test_a_repeated_unmerge_returns_what_was_posted() -> None:
    made = book()
    grant(made)
    merge = made.merge(Key.of("m"), absorbed_id=ADA, kept_id=BEN, occurred_at=NOON)
    assert merge is not None
    told: dict[str, Any] = {
        "absorbed_id": ADA,
        "kept_id": BEN,
        "occurred_at": NOON,
    }

    first = made.unmerge(Key.of("u"), merge.id, **told)
    again = made.unmerge(Key.of("u"), merge.id, **told)

    assert first is again
    assert made.balance(ADA, POINTS) == Balance(available=100)


def test_an_unmerge_brings_no_shortfall_that_was_repaid() -> None:
    made = book()
    made.admit(ADA, POINTS, Balance(shortfall=-30))
    grant(made, 50, member_id=BEN)
    merge = made.merge(Key.of("m"), absorbed_id=ADA, kept_id=BEN, occurred_at=NOON)
    assert merge is not None

    back = made.unmerge(
        Key.of("u"), merge.id, absorbed_id=ADA, kept_id=BEN, occurred_at=NOON
    )

    assert back is None
    assert made.balance(BEN, POINTS) == Balance(available=20)


def test_found_says_what_was_posted_or_nothing() -> None:
    made = book()
    request = {"from": "the API", "amount": 100}

    assert made.found(KEY, request) is None
    grant(made, request=request)
    assert made.found(KEY, request) is made.posted[0]
    with pytest.raises(KeyReused):
        made.found(KEY, {**request, "amount": 101})


def test_an_answer_that_is_no_longer_kept_is_already_settled() -> None:
    made = book()
    request = {"amount": 100}
    made.remember(
        Transaction(
            id=UUID(int=9),
            kind=Kind.ACCRUAL,
            key_digest=made._fact(Kind.ACCRUAL, KEY, NOON, {}, {})[0].key_digest,  # noqa: SLF001 - as above
            request_digest=request_digest(request),
            occurred_at=NOON,
            posted_at=NOON,
            postings=(Posting(ISSUED, AVAILABLE, POINTS, 100, UUID(int=8)),),
        )
    )

    assert made.found(KEY, request, answers_kept_since=NOON) is not None
    with pytest.raises(AlreadySettled):
        made.found(KEY, request, answers_kept_since=NOON + timedelta(seconds=1))


def test_a_change_counted_too_low_is_refused() -> None:
    made = book()
    told: dict[str, Any] = {
        "key": lambda n: Key.of("order", n),
        "at": NOON,
        "occurred_at": NOON,
        "member_id": ADA,
        "asset": POINTS,
        "opening": TERMS,
    }
    made.settle_award(UUID(int=7), 10, n=0, **told)

    with pytest.raises(KeyReused):
        made.settle_award(UUID(int=7), 11, n=0, **told)
    with pytest.raises(KeyReused):
        made._new_fact(  # noqa: SLF001 - as above
            Kind.ACCRUAL,
            Key.of("order", 0),
            NOON,
            {"award": UUID(int=7), "keep": 10, "n": 0},
            {},
        )


def test_what_is_said_about_a_fact_is_kept_with_it() -> None:
    made = book()

    grant(made, actor="sari", rule_ref="spend", version=3, note="late parcel")

    [said] = made.posted
    assert (said.actor, said.rule_ref, said.programme_version) == ("sari", "spend", 3)
    assert said.note is not None
    assert said.note.text == "late parcel"
    assert said.key == KEY


def test_live_units_are_what_could_be_spent_now() -> None:
    made = book()
    grant(made, 30, lapses_at=NOON)
    grant(made, 20, Key.of("two"))

    assert made.live(ADA, POINTS, at=NOON) == 20
    assert made.live(ADA, POINTS, at=NOON - timedelta(microseconds=1)) == 50
    made.admit(BEN, POINTS, Balance(shortfall=-1))
    assert made.live(BEN, POINTS, at=NOON) == 0


def test_dates_that_are_in_force_are_not_written_again() -> None:
    made = book()
    lot = grant(made)

    assert (
        made.set_dates(
            lot.lot_id,
            available_from=lot.available_from,
            lapses_at=lot.lapses_at,
            reason="staff",
        )
        is None
    )


def test_a_draw_takes_at_least_one_unit() -> None:
    with pytest.raises(ValueError, match="at least one"):
        draw([], 0, at=NOON)


def test_the_story_of_a_voucher_can_be_read() -> None:
    made = book()
    grant(made)
    held = hold(made, 60)
    burnt = made.burn(VOUCHER, at=NOON, occurred_at=NOON)

    assert made.of_voucher(VOUCHER) == (held, burnt)
    assert held.moved(POINTS) == 60
    assert held.moved("credit:IDR") == 0


def test_a_book_that_was_flushed_goes_on_from_there() -> None:
    made = book()
    grant(made)
    hold(made, 60)
    written = list(made.posted)

    made.flushed(written)

    row = made.rows[ADA, POINTS]
    assert (made.posted, made.opened, made.dates) == ([], [], [])
    assert (row.opening, row.version) == (Balance(available=40, held=60), 1)
    made.verify()
    assert made.burn(VOUCHER, at=NOON, occurred_at=NOON).moved() == 60


def test_a_transaction_is_remembered_once() -> None:
    made = book()
    grant(made)
    first = hold(made, 10)

    made.remember(first)

    assert made.of_voucher(VOUCHER) == (first,)


def test_live_lots_are_read_when_they_are_needed_and_never_overwritten() -> None:
    asked: list[UUID] = []
    stored = grant(book(), 100)

    def load(member_id: UUID, asset: str) -> list[Lot]:
        asked.append(member_id)
        return [stored]

    made = book(load=load)
    made.admit(ADA, POINTS, Balance(available=100))

    assert asked == []
    hold(made, 10)
    hold(made, 10, UUID(int=2))
    assert asked == [ADA]
    made.place(Lot(**{**fields_of(stored), "available": 100}))
    assert made.live(ADA, POINTS, at=NOON) == 80


def fields_of(lot: Lot) -> dict[str, Any]:
    return {name: getattr(lot, name) for name in lot.__slots__}


@pytest.mark.parametrize("kind", list(Kind))
def test_a_frozen_member_takes_the_end_of_holds_only(kind: Kind) -> None:
    made = book()
    lot = grant(made)
    made.rows[ADA, POINTS].freeze = Freeze.WRITES
    made.rows[ADA, POINTS].freeze_reason = "under review"
    fact, _ = made._fact(kind, Key.of("x"), NOON, {}, {})  # noqa: SLF001 - as above

    if kind in END_OF_HOLD:
        made._post(fact, [posting(AVAILABLE, BURNED, 1, lot)])  # noqa: SLF001 - as above
    else:
        with pytest.raises(MemberFrozen, match="under review"):
            made._post(fact, [posting(AVAILABLE, BURNED, 1, lot)])  # noqa: SLF001 - as above


def test_a_frozen_member_may_get_held_units_back_after_others_lapsed() -> None:
    made = book()
    grant(made, 100, lapses_at=NOON + timedelta(days=1))
    hold(made, 40)
    made.rows[ADA, POINTS].freeze = Freeze.WRITES
    later = NOON + timedelta(days=2)

    made.release(VOUCHER, at=later, occurred_at=later)

    assert made.balance(ADA, POINTS) == Balance(available=40)


def test_a_member_under_review_earns_and_does_not_redeem() -> None:
    made = book()
    made.admit(ADA, POINTS, freeze=Freeze.REDEEMING)
    grant(made)

    with pytest.raises(MemberFrozen):
        hold(made, 1)


def test_a_paused_programme_takes_no_redemption() -> None:
    made = book(programme_state="paused")
    grant(made)

    with pytest.raises(ProgrammeFrozen, match="paused"):
        hold(made, 1)


def test_a_frozen_programme_takes_no_points() -> None:
    made = book(programme_state="frozen", programme_reason="books_contradict")

    with pytest.raises(ProgrammeFrozen, match="books_contradict"):
        grant(made)


def test_a_refusal_leaves_the_book_as_it_was() -> None:
    made = book()
    lot = grant(made, 10)

    with pytest.raises(InsufficientPoints) as refusal:
        hold(made, 11)

    assert refusal.value.points_missing == 1
    assert (lot.available, lot.held) == (10, 0)
    assert len(made.posted) == 1


@pytest.mark.parametrize(
    ("amount", "owed", "split"),
    [(10, 0, (10, 0)), (10, 60, (10, 0)), (10, 65, (5, 5)), (10, 99, (0, 10))],
)
def test_a_limit_counts_what_is_owed_already(
    amount: int, owed: int, split: tuple[int, int]
) -> None:
    assert ShortfallPolicy.up_to(70).share(amount, owed=owed) == split


def test_a_limit_is_not_negative() -> None:
    with pytest.raises(ValueError, match="not negative"):
        ShortfallPolicy.up_to(-1)
