"""A repeated act returns what was posted, and a book knows what is in it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from app.domain.ledger import (
    Balance,
    Key,
    Kind,
    Posting,
    Transaction,
)
from app.domain.ledger.errors import (
    AlreadySettled,
    KeyReused,
)
from app.domain.ledger.keys import request_digest
from app.domain.ledger.lots import Lot, draw
from tests.domain.ledger.books import (
    ADA,
    AVAILABLE,
    BEN,
    ISSUED,
    KEY,
    NOON,
    TERMS,
    VOUCHER,
    book,
    grant,
    hold,
)
from tests.domain.ledger.worlds import POINTS

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
