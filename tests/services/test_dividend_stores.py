"""A dividend of stores that settle: whose each unit is, and that it stays so."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from app.domain.programme.coalition import Coalition
from app.domain.programme.document import ProgrammeDocument
from app.recipes import recipe
from app.services import programmes
from app.services.prove import prove
from app.services.sealing import seal
from app.storage.gifts import GiftRepository
from app.storage.orders import FactRepository
from app.storage.unit_of_work import UnitOfWork
from tests.recipes.pipeline import Player, opened
from tests.recipes.steps import READERS
from tests.recipes.stories import Story

STORES = {"A": {"domain": "a.test"}, "C": {"domain": "c.test"}}


def _document(*, settles: bool) -> ProgrammeDocument:
    coalition = Coalition() if settles else None
    return recipe("key-rewards").model_copy(update={"coalition": coalition})


@contextmanager
def _player(url: str, redis_url: str, *, settles: bool) -> Iterator[Player]:
    document = _document(settles=settles)
    story = Story("key-rewards", "own", "USD", (), stores=STORES, document=document)
    with opened(story, url, redis_url) as player:
        for step in (
            {"sign_up": {"store": "A", "on": "2026-01-02"}},
            {"sign_up": {"store": "C"}},
            {"mark": {"tags": ["key-card"]}},
            {"order": _order("A1", "A", "400.00")},
            {"order": _order("C1", "C", "100.00")},
            {"wait": {"on": "2026-02-01T00:05"}},
        ):
            player.play(step)
        assert _credit(player) == "50.00"
        yield player
        while seal(player.env, player.programme_id):
            pass
        assert list(prove(player.env, player.programme_id)) == []


def _order(ref: str, store: str, amount: str) -> dict[str, object]:
    return {"ref": ref, "store": store, "lines": [{"amount": amount}]}


def _credit(player: Player) -> str:
    found: str = READERS["credit"](player, "ani")["rewards"]
    return found


def _publish(player: Player, *, settles: bool) -> None:
    document = _document(settles=settles)
    digest = programmes.save_draft(
        player.env, player.programme_id, document, actor="test"
    )
    programmes.publish(
        player.env, player.programme_id, expected_digest=digest, actor="test"
    )


def _refund(player: Player) -> None:
    player.play({"refund": {"order": "A1", "store": "A", "amounts": ["200.00"]}})


@pytest.mark.parametrize("settles", [False, True])
def test_a_period_stays_as_it_was_given_when_the_stores_change_their_mind(
    fresh_database_url: str, redis_url: str, *, settles: bool
) -> None:
    with _player(fresh_database_url, redis_url, settles=settles) as player:
        _publish(player, settles=not settles)

        _refund(player)

        assert _credit(player) == "30.00"
        spend = {"reward": "use-certificates", "store": "C", "points": 3000}
        player.play({"redeem": spend})
        owed = ["A owes C 20.00"] if settles else ["programme owes C 30.00"]
        assert READERS["owed"](player, "ani") == owed


def test_a_period_that_two_people_had_in_two_ways_is_given_once(
    fresh_database_url: str, redis_url: str
) -> None:
    with _player(fresh_database_url, redis_url, settles=False) as player:
        player.run(lambda uow: _as_if_merged(player, uow))

        _refund(player)

        assert _credit(player) == "30.00"


def _as_if_merged(player: Player, uow: UnitOfWork) -> None:
    """Let the member have taken over an empty part of the period from somebody."""
    [row] = GiftRepository(uow).units_given(
        {player.member("ani")}, {"dividend:certificates"}
    )
    part = replace(
        row,
        award_id=player.env.ids.new(),
        source=f"{row.source}@{player.stores['C']}",
        keep=0,
        n=0,
        state="taken_back",
    )
    FactRepository(uow).save(part)


def test_a_store_whose_orders_all_came_back_owes_nothing(
    fresh_database_url: str, redis_url: str
) -> None:
    with _player(fresh_database_url, redis_url, settles=True) as player:
        player.play({"order": _order("C2", "C", "300.00")})
        player.play({"wait": {"on": "2026-03-01T00:05"}})
        back = {"order": "A1", "store": "A", "amounts": ["400.00"]}

        player.play({"refund": back})

        # Ten of January are no certificate by themselves: they carry into February.
        assert _credit(player) == "25.00"
