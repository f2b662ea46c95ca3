"""Leaderboards show who wants to be seen, and nobody else."""

from uuid import UUID

from app.services.boards import Shown, be_seen, leaders
from app.services.erasure import erase
from app.storage.metrics import NOWHERE, MetricEntry, set_entries
from tests.domain.programme.games import BOARD
from tests.services.play.arcade import Arcade, with_game


def seen(
    arcade: Arcade, who: UUID, *, seen: bool = True, nickname: str | None = None
) -> None:
    env = arcade.world.env
    arcade.world.run(
        lambda uow: be_seen(env, uow, who, "board", seen=seen, nickname=nickname)
    )


def bought(arcade: Arcade, who: UUID, orders: int) -> None:
    day = arcade.world.clock.now().date()
    entry = MetricEntry(who, "orders", NOWHERE, f"test:{day}", day, orders)
    arcade.world.run(lambda uow: set_entries(uow, [entry]))


def board(arcade: Arcade) -> list[Shown]:
    found: list[Shown] = arcade.world.run(
        lambda uow: leaders(arcade.world.env, uow, "board")
    )
    return found


def lines(arcade: Arcade) -> list[tuple[int, str, int]]:
    return [(one.rank, one.name, one.amount) for one in board(arcade)]


def test_only_who_asked_is_seen_and_equals_share_a_rank(arcade: Arcade) -> None:
    people = [arcade.member(str(ref)) for ref in range(1, 6)]
    for who, orders in zip(people, (3, 5, 3, 9, 0), strict=True):
        bought(arcade, who, orders)
    for who in (people[0], people[2], people[4]):
        seen(arcade, who)
    seen(arcade, people[1], nickname="Kucing")

    assert lines(arcade) == [(1, "Kucing", 5), (2, "B. S.", 3), (2, "B. S.", 3)]


def test_who_asks_to_be_seen_no_more_is_gone_at_once(arcade: Arcade) -> None:
    who = arcade.member()
    bought(arcade, who, 3)
    seen(arcade, who, nickname="Kucing")
    seen(arcade, who)

    assert lines(arcade) == [(1, "B. S.", 3)]
    seen(arcade, who, seen=False)
    assert lines(arcade) == []


def test_a_new_month_begins_anew(arcade: Arcade) -> None:
    who = arcade.member()
    bought(arcade, who, 3)
    seen(arcade, who)
    arcade.world.clock.advance(days=31)

    assert lines(arcade) == []


def test_a_board_that_is_off_shows_nobody(arcade: Arcade) -> None:
    who = arcade.member()
    bought(arcade, who, 3)
    seen(arcade, who)

    arcade.publish(with_game({**BOARD, "metric": "orders", "enabled": False}))

    assert lines(arcade) == []


def test_spending_is_counted_in_the_programmes_currency(arcade: Arcade) -> None:
    who = arcade.member()
    arcade.publish(with_game({**BOARD, "metric": "spend", "period": "ever"}))
    day = arcade.world.clock.now().date()
    entries = [
        MetricEntry(who, "spend", NOWHERE, unit, day, amount, unit=unit)
        for unit, amount in (("IDR", 50_000), ("USD", 7))
    ]
    arcade.world.run(lambda uow: set_entries(uow, entries))
    seen(arcade, who)

    assert lines(arcade) == [(1, "B. S.", 50_000)]


def test_who_is_erased_is_seen_no_more(arcade: Arcade) -> None:
    who = arcade.member()
    bought(arcade, who, 3)
    seen(arcade, who, nickname="Kucing")

    erase(arcade.world.env, arcade.world.programme_id, who)

    assert lines(arcade) == []
    left = arcade.world.run(
        lambda uow: uow.connection.exec_driver_sql("SELECT 1 FROM board_member").all()
    )
    assert left == []
