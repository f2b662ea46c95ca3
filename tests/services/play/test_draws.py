"""Draws: committed before the first ticket, and worked out again afterwards."""

import hashlib
from typing import Any
from uuid import UUID

import pytest

from app.domain.programme.loading import load_document
from app.services import draws, programmes
from app.services.draws import DrawCommitted, DrawOpen, close, draw_of, sweep, verify
from app.services.games import GameMissing
from app.services.merging import merge
from app.storage.draws import DrawRepository, DrawRow
from app.storage.members import MemberRepository
from tests.domain.programme.games import DRAW
from tests.services.play.arcade import DOCUMENT, JULY, Arcade, with_game

YEAR = 365


def row(arcade: Arcade) -> DrawRow:
    found: DrawRow = arcade.world.run(lambda uow: draw_of(uow, "lucky"))
    return found


def won(arcade: Arcade) -> list[tuple[UUID, str]]:
    found = arcade.world.run(lambda uow: DrawRepository(uow).winners("lucky"))
    return [(one.member_id, one.prize_id) for one in found]


def verdict(arcade: Arcade) -> draws.Verdict:
    found: draws.Verdict = arcade.world.run(lambda uow: verify(uow, "lucky"))
    return found


def run_out(arcade: Arcade) -> draws.DrawSweep:
    """Let the close come, and the timer run."""
    arcade.world.clock.advance(days=YEAR)
    return sweep(arcade.world.env, arcade.world.programme_id)


def test_a_commitment_stands_before_any_ticket_and_hides_the_seed(
    arcade: Arcade,
) -> None:
    open_one = row(arcade)
    arcade.tickets(arcade.member(), 3)
    run_out(arcade)
    closed = row(arcade)

    assert (open_one.seed, open_one.tickets_before) == (None, 0)
    assert closed.seed is not None
    assert hashlib.sha256(closed.seed).hexdigest() == open_one.commitment
    assert closed.seed.hex() not in open_one.sealed_seed


def test_a_close_counts_draws_gives_and_takes_the_tickets(arcade: Arcade) -> None:
    ani, budi, cici, dewi = (arcade.member(str(ref)) for ref in range(1, 5))
    for who, number in ((ani, 5), (budi, 1), (cici, 2)):
        arcade.tickets(who, number)

    report = run_out(arcade)

    done = row(arcade)
    assert (str(report), done.participants, done.tickets) == ("1 draws closed", 3, 8)
    assert sorted(who for who, _ in won(arcade)) == sorted([ani, budi, cici])
    assert [prize for _, prize in won(arcade)] == ["first", "second", "second"]
    points = {who: arcade.held(who) for who in (ani, budi, cici, dewi)}
    first = won(arcade)[0][0]
    assert points == {ani: 5, budi: 5, cici: 5, dewi: 0} | {first: 10}
    assert [arcade.held(who, "tickets") for who in (ani, budi, cici)] == [0, 0, 0]
    assert arcade.proved()
    found = verdict(arcade)
    assert (found.equal, found.before_tickets) == (True, True)


def test_closing_again_changes_nothing(arcade: Arcade) -> None:
    arcade.tickets(arcade.member(), 3)
    run_out(arcade)
    before, winners = row(arcade), won(arcade)

    close(arcade.world.env, arcade.world.programme_id, "lucky")

    assert (row(arcade), won(arcade)) == (before, winners)
    assert str(run_out(arcade)) == "0 draws closed"


def test_a_ticket_taken_back_before_the_close_does_not_count(arcade: Arcade) -> None:
    who = arcade.member()
    arcade.tickets(who, 3)
    arcade.tickets(who, -3)

    run_out(arcade)

    assert (row(arcade).participants, won(arcade)) == (0, [])
    assert verdict(arcade).equal


def test_tickets_after_the_close_stay_for_the_next_draw(arcade: Arcade) -> None:
    who = arcade.member()
    arcade.tickets(who, 1)
    run_out(arcade)
    arcade.tickets(who, 2)

    assert arcade.held(who, "tickets") == 2
    assert verdict(arcade).equal


def test_guests_and_frozen_members_are_left_out_and_named(arcade: Arcade) -> None:
    able, frozen = arcade.member("1"), arcade.member("2")
    now = arcade.world.clock.now()
    arcade.tickets(able, 1)
    arcade.tickets(frozen, 99)
    arcade.world.run(
        lambda uow: MemberRepository(uow).change(
            frozen, at=now, frozen_at=now, frozen_reason="review"
        )
    )

    run_out(arcade)

    assert [who for who, _ in won(arcade)] == [able]
    assert row(arcade).left_out == [str(frozen)]
    assert arcade.held(frozen, "tickets") == 99
    assert verdict(arcade).equal


def test_a_merge_after_the_close_leaves_it_verifiable(arcade: Arcade) -> None:
    first, second = arcade.member("1"), arcade.member("2")
    arcade.tickets(first, 1)
    arcade.tickets(second, 1)
    run_out(arcade)
    env = arcade.world.env

    arcade.world.run(lambda uow: merge(env, uow, kept=first, gone=second, actor="test"))

    assert verdict(arcade).equal


@pytest.mark.parametrize(
    ("statement", "fits"),
    [
        ("UPDATE prize_draw SET seed = decode(repeat('ab', 32), 'hex')", "seed_fits"),
        ("UPDATE prize_draw SET seq = 0", "list_fits"),
        ("UPDATE draw_winner SET prize_id = 'second'", "winners_fit"),
    ],
)
def test_whoever_changes_the_result_is_found_out(
    arcade: Arcade, statement: str, fits: str
) -> None:
    arcade.tickets(arcade.member(), 3)
    run_out(arcade)
    arcade.world.run(lambda uow: uow.connection.exec_driver_sql(statement).rowcount)

    found = verdict(arcade)

    assert not getattr(found, fits)
    assert not found.equal


def test_an_open_draw_is_neither_closed_nor_verified(arcade: Arcade) -> None:
    with pytest.raises(DrawOpen):
        close(arcade.world.env, arcade.world.programme_id, "lucky")
    with pytest.raises(DrawOpen):
        verdict(arcade)
    with pytest.raises(GameMissing):
        close(arcade.world.env, arcade.world.programme_id, "none")


def test_it_closes_at_the_end_of_the_day_in_the_programmes_zone(
    arcade: Arcade,
) -> None:
    assert row(arcade).closes_at.isoformat() == "2027-07-31T17:00:00+00:00"


@pytest.mark.parametrize(
    "change",
    [{"closes": "2027-08-01"}, {"prizes": DRAW["prizes"][:1]}],
    ids=["closes", "prizes"],
)
def test_what_was_committed_to_can_not_change_while_it_is_open(
    arcade: Arcade, change: dict[str, Any]
) -> None:
    with pytest.raises(DrawCommitted) as refusal:
        arcade.publish(with_game({**DRAW, "closes": JULY, **change}))

    assert refusal.value.draw == "lucky"


def test_words_may_change_and_a_draw_that_closed_may_be_written_anew(
    arcade: Arcade,
) -> None:
    arcade.publish(with_game({**DRAW, "closes": JULY, "title": "Lucky day"}))
    run_out(arcade)

    arcade.publish(with_game({**DRAW, "closes": "2027-12-31"}))

    assert row(arcade).state == "closed"


def test_publishing_commits_to_the_draws(arcade: Arcade) -> None:
    env = arcade.world.env

    made = programmes.create(
        env, load_document(DOCUMENT), actor="test", publish_now=True
    )

    rows = env.database.run(made.programme_id, lambda uow: DrawRepository(uow).all())
    assert [(one.game_id, one.programme_version) for one in rows] == [("lucky", 1)]


def test_a_draw_that_comes_after_its_tickets_says_so(arcade: Arcade) -> None:
    who = arcade.member()
    arcade.tickets(who, 3)
    late = {**DRAW, "id": "late", "closes": JULY}
    arcade.publish({**DOCUMENT, "play": [*DOCUMENT["play"], late]})
    run_out(arcade)

    found = arcade.world.run(lambda uow: verify(uow, "late"))

    assert (found.equal, found.before_tickets) == (True, False)
