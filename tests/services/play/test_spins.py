"""Spins: fixed odds, stock that never runs below nothing, tickets spent once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest

from app.domain.errors import SetiaError
from app.domain.ledger import Key
from app.domain.ledger.errors import InsufficientPoints, KeyReused
from app.services.games import GameClosed
from app.services.merging import merge
from app.services.spins import NoPlaysLeft, Spun, plays_left, spin
from app.storage.games import GameRepository
from tests.domain.programme.games import FIVE, POINTS, SPIN
from tests.services.play.arcade import Arcade, with_game

ALWAYS = [{"id": "big", "parts": 100, "stock": 1, "gifts": POINTS}]
FREE: dict[str, Any] = {**SPIN, "prizes": ALWAYS, "cost": None}
PAID: dict[str, Any] = {**SPIN, "plays": {"times": 9}}
THREADS = 10


def play(arcade: Arcade, who: UUID, key: str = "one", game: str = "wheel") -> Spun:
    env = arcade.world.env
    found: Spun = arcade.world.run(
        lambda uow: spin(env, uow, who, game, key=Key.of("test", key))
    )
    return found


def at_once(arcade: Arcade, plays: list[tuple[UUID, str]]) -> list[Spun | SetiaError]:
    """Play from as many threads at the same time."""

    def one(told: tuple[UUID, str]) -> Spun | SetiaError:
        try:
            return play(arcade, *told)
        except SetiaError as error:
            return error

    with ThreadPoolExecutor(len(plays)) as pool:
        return list(pool.map(one, plays))


def test_a_spin_costs_its_ticket_and_gives_its_prize(arcade: Arcade) -> None:
    who = arcade.member()
    arcade.publish(with_game({**SPIN, "prizes": ALWAYS}))
    arcade.tickets(who, 2)

    done = play(arcade, who)

    assert (done.row.prize_id, done.row.cost, done.gone) == ("big", 1, False)
    assert (arcade.held(who, "tickets"), arcade.held(who)) == (1, 10)
    assert arcade.proved()


def test_the_same_key_is_the_same_spin(arcade: Arcade) -> None:
    who = arcade.member()
    arcade.publish(with_game(PAID))
    arcade.tickets(who, 2)

    first = play(arcade, who)
    again = play(arcade, who)

    assert again.row == first.row
    assert arcade.held(who, "tickets") == 1
    with pytest.raises(KeyReused):
        play(arcade, arcade.member("7002"))


def test_without_a_ticket_nothing_is_spun(arcade: Arcade) -> None:
    who = arcade.member()

    with pytest.raises(InsufficientPoints) as refusal:
        play(arcade, who)

    assert (refusal.value.points_needed, refusal.value.points_live) == (1, 0)


def test_plays_are_counted_in_the_programmes_day(arcade: Arcade) -> None:
    who, world = arcade.member(), arcade.world
    arcade.publish(with_game(FREE))
    play(arcade, who, "one")

    with pytest.raises(NoPlaysLeft) as refusal:
        play(arcade, who, "two")
    world.clock.advance(days=1)
    later = play(arcade, who, "three")

    assert (refusal.value.most, refusal.value.per) == (1, "day")
    assert (later.row.drawn, later.row.prize_id, later.gone) == ("big", None, True)
    assert arcade.held(who) == 10


def test_what_is_left_is_told(arcade: Arcade) -> None:
    who, world = arcade.member(), arcade.world
    game: Any = {**FREE, "plays": {"times": 2, "per": "quarter"}}
    arcade.publish(with_game(game))
    play(arcade, who)

    def left() -> int:
        from app.storage.programmes import ProgrammeRepository  # noqa: PLC0415

        return int(
            world.run(
                lambda uow: plays_left(
                    uow,
                    ProgrammeRepository(uow).live()[1].item("play", "wheel"),
                    who,
                    at=world.clock.now(),
                    zone="Asia/Jakarta",
                )
            )
        )

    assert left() == 1
    world.clock.advance(days=92)
    assert left() == 2


def test_in_place_of_a_prize_that_ran_out_comes_the_other_gift(
    arcade: Arcade,
) -> None:
    game = {**FREE, "otherwise": FIVE, "plays": {"times": 2}}
    arcade.publish(with_game(game))
    who = arcade.member()

    play(arcade, who, "one")
    play(arcade, who, "two")

    assert arcade.held(who) == 15


def test_a_spin_that_closed_answers_only_for_what_was_played(arcade: Arcade) -> None:
    who = arcade.member()
    arcade.publish(with_game({**FREE, "active": {"until": "2026-12-31"}}))
    first = play(arcade, who)
    arcade.world.clock.advance(days=365)

    assert play(arcade, who).row == first.row
    with pytest.raises(GameClosed):
        play(arcade, who, "new")


def test_the_last_prize_is_won_once_by_ten_at_once(arcade: Arcade) -> None:
    arcade.publish(with_game(FREE))
    people = [arcade.member(str(8000 + number)) for number in range(THREADS)]

    done = at_once(arcade, [(who, str(who)) for who in people])

    assert all(isinstance(one, Spun) for one in done), done
    assert sum(one.row.prize_id == "big" for one in done if isinstance(one, Spun)) == 1
    assert sum(arcade.held(who) for who in people) == 10
    taken = arcade.world.run(lambda uow: GameRepository(uow).prizes_taken("wheel"))
    assert taken == {"big": 1}
    assert arcade.proved()


def test_one_ticket_pays_for_one_of_two_plays_at_once(arcade: Arcade) -> None:
    arcade.publish(with_game(PAID))
    who = arcade.member()
    arcade.tickets(who, 1)

    done = at_once(arcade, [(who, "one"), (who, "two")])

    assert sorted(type(one).__name__ for one in done) == ["InsufficientPoints", "Spun"]
    assert arcade.held(who, "tickets") == 0
    assert arcade.proved()


def test_the_same_request_twice_at_once_is_one_spin(arcade: Arcade) -> None:
    arcade.publish(with_game(PAID))
    who = arcade.member()
    arcade.tickets(who, 5)

    done = at_once(arcade, [(who, "one"), (who, "one")])

    assert {one.row.spin_id for one in done if isinstance(one, Spun)} == {
        done[0].row.spin_id  # type: ignore[union-attr]  # the line below says so
    }
    assert all(isinstance(one, Spun) for one in done)
    assert arcade.held(who, "tickets") == 4


def test_plays_of_two_that_are_one_person_both_count(arcade: Arcade) -> None:
    arcade.publish(with_game({**FREE, "plays": {"times": 2}}))
    first, second = arcade.member("1"), arcade.member("2")
    play(arcade, first, "one")
    play(arcade, second, "two")
    env = arcade.world.env

    arcade.world.run(lambda uow: merge(env, uow, kept=first, gone=second, actor="test"))

    with pytest.raises(NoPlaysLeft):
        play(arcade, first, "three")
