"""What frozen members, members under review and paused programmes may do."""

from datetime import timedelta

import pytest

from app.domain.ledger import (
    Balance,
    Key,
    Kind,
    ShortfallPolicy,
)
from app.domain.ledger.errors import (
    InsufficientPoints,
    MemberFrozen,
    MemberGone,
    ProgrammeFrozen,
)
from app.domain.ledger.freezes import Freeze
from app.domain.ledger.kinds import END_OF_HOLD
from tests.domain.ledger.books import (
    ADA,
    AVAILABLE,
    BEN,
    BURNED,
    NOON,
    VOUCHER,
    book,
    grant,
    hold,
    posting,
)
from tests.domain.ledger.worlds import POINTS


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


class TestGone:
    """A member who was merged, closed or erased."""

    def test_nothing_comes_in_any_more(self) -> None:
        made = book()
        grant(made, 10)
        made.rows[ADA, POINTS].gone = True

        with pytest.raises(MemberGone):
            grant(made, 5, Key.of("late"))

        assert made.balance(ADA, POINTS) == Balance(available=10)

    def test_what_is_there_still_goes_out(self) -> None:
        made = book()
        grant(made, 10)
        made.rows[ADA, POINTS].gone = True

        made.forfeit(Key.of("out"), member_id=ADA, asset=POINTS, occurred_at=NOON)

        assert made.balance(ADA, POINTS) == Balance()

    def test_units_set_aside_come_back_to_where_they_were(self) -> None:
        made = book()
        grant(made, 10)
        hold(made, 4)
        made.rows[ADA, POINTS].gone = True

        made.release(VOUCHER, at=NOON, occurred_at=NOON)

        assert made.balance(ADA, POINTS) == Balance(available=10)

    def test_a_merge_that_is_undone_gives_back_to_who_is_merged(self) -> None:
        made = book()
        grant(made, 10)
        merge = made.merge(
            Key.of("merge"), absorbed_id=ADA, kept_id=BEN, occurred_at=NOON
        )
        assert merge is not None
        made.rows[ADA, POINTS].gone = True

        made.unmerge(
            Key.of("back"), merge.id, absorbed_id=ADA, kept_id=BEN, occurred_at=NOON
        )
        grant(made, 5, Key.of("later"))

        assert made.balance(ADA, POINTS) == Balance(available=15)

    def test_a_kept_balance_goes_to_who_claims_it_with_what_is_owed(self) -> None:
        made = book()
        made.rows[ADA, POINTS].shortfall = -7
        made.rows[ADA, POINTS].gone = True

        made.merge(Key.of("claim"), absorbed_id=ADA, kept_id=BEN, occurred_at=NOON)

        assert made.balance(BEN, POINTS) == Balance(shortfall=-7)
        assert made.balance(ADA, POINTS) == Balance()
