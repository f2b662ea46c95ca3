"""What becomes of a debt that could not be paid, and of those that ended."""

from datetime import timedelta

import pytest

from app.domain.errors import (
    Busy,
    Conflict,
    Malformed,
    Missing,
    PlatformRefused,
    PlatformThrottled,
    PlatformUnclear,
    Refused,
)
from app.services import housekeeping, outbox
from app.services.outbox import (
    MOST_ATTEMPTS,
    MOST_UNEXPECTED,
    Cancelled,
    DebtOutcome,
    SetAside,
    Settled,
)
from app.storage.outbox import (
    DebtEnded,
    DebtMissing,
    LeasedDebt,
    OutboxRepository,
)
from tests.factories import NOON
from tests.services.outbox.books import HOUR, Books, every_debt


@pytest.mark.parametrize(
    ("error", "state", "reason"),
    [
        (PlatformRefused("no", reason="TAKEN"), "set_aside", "platform_refused"),
        (Malformed("bent"), "set_aside", "malformed"),
        (Conflict("but"), "set_aside", "conflict"),
        (RecursionError(), "set_aside", "RecursionError"),
        (Refused("no"), "cancelled", "refused"),
        (Missing("where"), "cancelled", "missing"),
    ],
)
def test_a_family_decides_what_becomes_of_a_debt(
    books: Books, error: Exception, state: str, reason: str
) -> None:
    debt_id = books.owe("a")
    books.fails(error)

    books.drain()

    ended = books.get(debt_id)
    assert (ended.state, ended.reason, ended.ended_at) == (state, reason, NOON)


@pytest.mark.parametrize("error", [PlatformUnclear("cut"), Busy(), KeyError("x")])
def test_what_may_pass_is_tried_again_within_an_hour(
    books: Books, error: Exception
) -> None:
    debt_id = books.owe("a")
    books.fails(error)

    for _ in range(8):
        books.drain()
        waiting = books.get(debt_id)
        assert waiting.state == "waiting"
        assert books.env.clock.now() < waiting.due_at
        assert waiting.due_at <= books.env.clock.now() + HOUR + timedelta(seconds=1)
        books.world.clock.instant = waiting.due_at


@pytest.mark.parametrize(
    ("said_s", "least_s", "most_s"),
    [
        (30, 30, 31),
        (0, 0, 1),
        (3600, 3600, 3601),
        (86_400, 3600, 3601),
        (10**12, 3600, 3601),
        (-5, 0, 5),
        (None, 0, 5),
    ],
)
def test_a_platform_that_says_how_long_is_believed_up_to_an_hour(
    books: Books, said_s: int | None, least_s: int, most_s: int
) -> None:
    debt_id = books.owe("a")
    books.fails(PlatformThrottled("slow down", retry_after=said_s))

    books.drain()

    waits_s = (books.get(debt_id).due_at - NOON).total_seconds()
    assert least_s <= waits_s <= most_s


def test_one_debt_can_be_cancelled_by_its_key(books: Books) -> None:
    def cancel(key: str) -> bool:
        done: bool = books.world.run(
            lambda uow: OutboxRepository(uow).cancel("work", key, NOON, reason="moot")
        )
        return done

    waiting, held = books.owe("a", key="waiting"), books.owe("b", key="held")
    books.lease(held)

    assert [cancel("waiting"), cancel("held"), cancel("none")] == [True, False, False]
    assert books.get(waiting).state == "cancelled"


@pytest.mark.parametrize(
    ("error", "most"),
    [(KeyError("x"), MOST_UNEXPECTED), (PlatformUnclear("cut"), MOST_ATTEMPTS)],
)
def test_attempts_are_bounded(books: Books, error: Exception, most: int) -> None:
    debt_id = books.owe("a")
    books.fails(error)

    for _ in range(most):
        assert books.get(debt_id).state == "waiting"
        books.world.clock.advance(hours=2)
        books.drain()

    ended = books.get(debt_id)
    assert (ended.state, ended.attempts) == ("set_aside", most)
    assert (ended.reason or "").startswith("gave_up:")


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (SetAside("why"), "set_aside"),
        (Cancelled("why"), "cancelled"),
    ],
)
def test_a_handler_may_end_a_debt_with_a_reason(
    books: Books, outcome: DebtOutcome, state: str
) -> None:
    debt_id = books.owe("a")
    books.does = lambda _debt: outcome

    books.drain()

    assert (books.get(debt_id).state, books.get(debt_id).reason) == (state, "why")


def test_a_debt_that_nobody_knows_how_to_pay_is_set_aside(books: Books) -> None:
    debt_id = books.owe("a", kind="from the future")

    books.drain()

    assert books.get(debt_id).reason == "no_handler:from the future"


def test_one_bad_debt_stops_no_other(books: Books) -> None:
    for subject in ("bad", "good", "better"):
        books.owe(subject)

    def handle(debt: LeasedDebt) -> DebtOutcome:
        if debt.subject == "bad":
            raise ZeroDivisionError
        return Settled()

    books.does = handle
    books.drain()

    assert sorted(row.state for row in every_debt(books)) == [
        "settled",
        "settled",
        "waiting",
    ]


def test_a_drain_ends_at_its_most_and_when_told(books: Books) -> None:
    for number in range(5):
        books.owe(str(number))

    assert books.drain(most=2) == 2
    stopped = outbox.drain(
        books.env, {"work": books.handler}, most=9, stopping=lambda: True
    )
    assert stopped == 0
    assert len(books.seen) == 2


def test_a_debt_is_tried_again_by_hand(books: Books) -> None:
    debt_id = books.owe("a")
    books.does = lambda _debt: SetAside("broken")
    books.drain()

    books.world.run(lambda uow: OutboxRepository(uow).retry(debt_id, NOON))

    books.does = lambda _debt: Settled()
    assert (books.drain(), books.debts[-1].attempts) == (1, 1)


def test_what_has_ended_well_is_not_tried_again_by_hand(books: Books) -> None:
    debt_id, unknown = books.owe("a"), books.env.ids.new()
    books.drain()

    with pytest.raises(DebtEnded):
        books.world.run(lambda uow: OutboxRepository(uow).retry(debt_id, NOON))
    with pytest.raises(DebtMissing):
        books.world.run(lambda uow: OutboxRepository(uow).retry(unknown, NOON))


def test_what_is_in_hand_keeps_its_lease_when_it_is_retried(books: Books) -> None:
    debt_id = books.owe("a")
    books.lease(debt_id)

    books.world.run(lambda uow: OutboxRepository(uow).retry(debt_id, NOON))

    assert books.get(debt_id).leased
    assert books.drain() == 0


def test_debts_are_found_by_their_subject(books: Books) -> None:
    wanted = books.owe("voucher-1")
    books.owe("voucher-2")

    rows = books.world.run(
        lambda uow: OutboxRepository(uow).listed(subject="voucher-1")
    )

    assert [row.debt_id for row in rows] == [wanted]


def test_settled_debts_are_forgotten_after_thirty_days_open_ones_never(
    books: Books,
) -> None:
    books.owe("paid")
    books.drain()
    books.does = lambda _debt: SetAside("broken")
    aside = books.owe("aside")
    books.drain()
    books.world.clock.advance(days=31)
    waiting = books.owe("waiting")

    swept = housekeeping.sweep(books.env, books.world.programme_id)

    assert swept.debts == 1
    assert {row.debt_id for row in every_debt(books)} == {aside, waiting}
