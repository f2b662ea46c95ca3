"""Values that cannot be built wrong: accounts, postings, keys, balances."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest

from app.domain.ledger import Account, Balance, Key, Place, Posting, Pot
from app.domain.ledger.errors import AmountOutOfRange
from app.domain.ledger.keys import canonical
from app.domain.ledger.kinds import Kind
from app.domain.ledger.limits import MAX_POSTING

ADA = UUID(int=0xADA)
LOT = UUID(int=1)
AVAILABLE, HELD = Account(Place.AVAILABLE, ADA), Account(Place.HELD, ADA)
SHORTFALL = Account(Place.SHORTFALL, ADA)


@pytest.mark.parametrize(
    "account", [Account(Pot.ISSUED), AVAILABLE, SHORTFALL], ids=lambda a: a.name
)
def test_an_account_is_read_back_from_its_name(account: Account) -> None:
    assert Account.read(account.name) == account
    assert Account.of(account.place.value, account.member_id) == account


def test_a_members_account_needs_a_member_and_the_programmes_none() -> None:
    with pytest.raises(ValueError, match="belongs to"):
        Account(Place.HELD)
    with pytest.raises(ValueError, match="belongs to"):
        Account(Pot.ISSUED, ADA)


@pytest.mark.parametrize("amount", [0, -1, MAX_POSTING + 1])
def test_a_posting_moves_a_positive_amount_within_limits(amount: int) -> None:
    with pytest.raises(AmountOutOfRange):
        Posting(AVAILABLE, HELD, "points", amount, LOT)


def test_a_posting_of_the_largest_amount_can_be_built() -> None:
    assert Posting(AVAILABLE, HELD, "points", MAX_POSTING, LOT).amount == MAX_POSTING


def test_a_posting_needs_two_accounts() -> None:
    with pytest.raises(ValueError, match="two accounts"):
        Posting(HELD, HELD, "points", 1, LOT)


def test_only_shortfalls_move_without_a_lot() -> None:
    relief = Posting(Account(Pot.GOODWILL), SHORTFALL, "points", 1, None)

    with pytest.raises(ValueError, match="without a lot"):
        Posting(AVAILABLE, HELD, "points", 1, None)
    with pytest.raises(ValueError, match="has no lot"):
        _ = relief.lot


def test_a_mirrored_posting_goes_the_other_way() -> None:
    there = Posting(AVAILABLE, HELD, "points", 5, LOT)

    assert there.mirrored() == Posting(HELD, AVAILABLE, "points", 5, LOT)
    assert there.lot == LOT


def test_a_field_of_a_key_holds_no_separator() -> None:
    with pytest.raises(ValueError, match="separator"):
        Key.of("order", "5551234\x1fbase")
    with pytest.raises(ValueError, match="at least one"):
        Key.of()


def test_fields_do_not_run_into_each_other() -> None:
    assert Key.of("a", "bc") != Key.of("ab", "c")
    assert Key.of("order", 1).then("recovery") == Key.of("order", "1", "recovery")


def test_a_request_is_written_one_way_whatever_its_types() -> None:
    noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    jakarta = noon.astimezone(timezone(timedelta(hours=7)))

    first = canonical({"kind": Kind.HOLD, "at": noon, "who": ADA, "parts": (1, 2)})
    second = canonical(
        {"parts": [1, 2], "who": str(ADA), "at": jakarta, "kind": "hold"}
    )

    assert first == second


def test_a_request_holds_no_fractions() -> None:
    with pytest.raises(TypeError, match="float"):
        canonical({"amount": 1.5})


def test_a_balance_shows_what_is_owed() -> None:
    owing = Balance(pending=5, available=0, held=3, shortfall=-70)

    assert (owing.owed, owing.shown) == (70, -70)
