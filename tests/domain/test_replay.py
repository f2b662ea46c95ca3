"""The plain model adds and takes, and says what an account may not hold."""

from app.domain.ledger.accounts import Place
from app.domain.replay import Fault, PlainAccounts

Movement = tuple[str | None, str | None, str | None, int]


def replayed(*movements: Movement) -> PlainAccounts:
    accounts = PlainAccounts()
    for movement in movements:
        accounts.apply(*movement)
    return accounts


def test_units_come_in_move_on_and_leave() -> None:
    accounts = replayed(
        (None, "pending", "lot", 100),
        ("pending", "available", "lot", 100),
        ("available", "held", "lot", 60),
        ("held", None, "lot", 60),
    )

    assert accounts.places == {
        Place.PENDING: 0,
        Place.AVAILABLE: 40,
        Place.HELD: 0,
        Place.SHORTFALL: 0,
    }
    assert accounts.lots == {("lot", "available"): 40}
    assert accounts.faults() == []


def test_an_account_below_zero_is_a_fault() -> None:
    accounts = replayed((None, "available", "lot", 5), ("available", "held", "lot", 6))

    assert accounts.faults() == [
        Fault("available", -1),
        Fault("available of lot lot", -1),
    ]


def test_a_lot_below_zero_is_a_fault_even_when_another_covers_it() -> None:
    accounts = replayed(
        (None, "available", "one", 5),
        (None, "available", "other", 5),
        ("available", None, "one", 6),
    )

    assert accounts.faults() == [Fault("available of lot one", -1)]


def test_a_shortfall_is_never_above_zero() -> None:
    owing = replayed(("shortfall", None, "lot", 5))
    wrong = replayed((None, "shortfall", None, 5))

    assert owing.faults() == []
    assert wrong.faults() == [Fault("shortfall", 5)]


def test_a_lot_is_looked_at_again_only_when_it_moves() -> None:
    accounts = replayed(("available", None, "lot", 1))

    first, second = accounts.faults(), accounts.faults()

    assert Fault("available of lot lot", -1) in first
    assert second == [Fault("available", -1)]
