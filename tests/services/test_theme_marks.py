"""What stores hold for their themes follows what is true, and costs orders nothing."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from app.domain.errors import PlatformRefused, PlatformUnavailable
from app.domain.tiers.spells import Assignment
from app.ports import StoreConnection
from app.services import erasure, outbox, stores, sweeps, theme_marks
from app.services.debts import HANDLERS
from app.services.evaluating import evaluate
from app.services.sealing import seal
from app.services.theme_keeper import ThemeKeeper
from app.storage.members import MemberRepository
from app.storage.outbox import OutboxRepository
from app.storage.stores import StoreRepository
from app.storage.tier_history import TierHistory
from app.storage.unit_of_work import UnitOfWork
from tests.factories import customer, order
from tests.world import POINTS_IDR, World, opened

HAND = {"hand": True}


@dataclass(slots=True)
class Shelf:
    """A store's memory for its theme."""

    programme: dict[str, Any] | None = None
    members: dict[str, dict[str, Any]] = field(default_factory=dict)
    prepared: int = 0
    calls: list[dict[str, str | None]] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)
    down: bool = False

    def prepare(self, store: StoreConnection) -> None:
        self.prepared += 1

    def keep_programme(self, store: StoreConnection, said: str | None) -> None:
        self.programme = None if said is None else json.loads(said)

    def keep_members(
        self, store: StoreConnection, said: Mapping[str, str | None]
    ) -> None:
        if self.down:
            raise PlatformUnavailable("the store does not answer")
        if self.unknown & set(said):
            raise PlatformRefused("somebody is gone", reason="INVALID")
        self.calls.append(dict(said))
        for ref, value in said.items():
            self.members.pop(ref, None)
            if value is not None:
                self.members[ref] = json.loads(value)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def here(fresh_database_url: str, shelf: Shelf) -> Iterator[World]:
    with opened(fresh_database_url, document=POINTS_IDR) as made:
        keeper: ThemeKeeper = shelf
        made.env = replace(made.env, theme_keepers={"fake": keeper})
        yield made


def work(here: World, *, until: timedelta = timedelta(seconds=10)) -> int:
    """Seal what was posted, let time pass, and pay what is owed for themes."""
    seal(here.env, here.programme_id)
    here.clock.advance(seconds=int(until.total_seconds()))
    handlers = {theme_marks.KIND: HANDLERS[theme_marks.KIND]}
    return outbox.drain(here.env, handlers, most=20)


def earn(here: World, customer_ref: str = "7001", order_ref: str = "1001") -> UUID:
    who = customer(customer_ref, email=f"{customer_ref}@mail.test")
    here.settle(order(ref=order_ref, who=who, at=here.clock.now()))
    return here.member(customer_ref)


def test_an_order_shows_in_the_theme_soon_after(here: World, shelf: Shelf) -> None:
    member_id = earn(here)

    work(here)

    held = here.balance(member_id)
    assert shelf.members["7001"]["pending"] == held.pending > 0
    assert shelf.programme is not None
    assert shelf.programme["rate"] == {"points": 1, "per": 100_000, "plus": 0}
    assert shelf.prepared == 1


def test_settling_owes_nothing_by_itself(here: World) -> None:
    earn(here)

    owed = here.run(lambda uow: OutboxRepository(uow).listed())

    assert [debt.kind for debt in owed if debt.kind == theme_marks.KIND] == []


def test_a_look_that_finds_no_change_sends_nothing(here: World, shelf: Shelf) -> None:
    earn(here)
    work(here)
    calls = len(shelf.calls)

    theme_marks.sweep(here.env, here.programme_id)
    work(here)

    assert len(shelf.calls) == calls
    assert shelf.prepared == 1


def test_maturation_is_followed(here: World, shelf: Shelf) -> None:
    member_id = earn(here)
    work(here)

    here.clock.advance(days=15)
    sweeps.mature(here.env, here.programme_id)
    work(here)

    assert shelf.members["7001"]["pending"] == 0
    assert shelf.members["7001"]["balance"] == here.balance(member_id).available


def test_several_changes_at_once_are_sent_together(here: World, shelf: Shelf) -> None:
    for number in range(7001, 7006):
        earn(here, str(number), f"o-{number}")

    work(here)

    assert len(shelf.calls) == 1
    assert set(shelf.calls[0]) == {str(number) for number in range(7001, 7006)}


def test_more_customers_than_fit_in_one_call_take_several(
    here: World, shelf: Shelf
) -> None:
    for number in range(theme_marks.AT_ONCE + 3):
        earn(here, f"c{number:03}", f"o-{number}")

    work(here)

    assert [len(call) for call in shelf.calls] == [theme_marks.AT_ONCE, 3]


def test_nobody_is_written_twice_within_seconds(here: World, shelf: Shelf) -> None:
    earn(here)
    work(here)
    earn(here, order_ref="1002")
    seal(here.env, here.programme_id)
    here.clock.advance(seconds=1)

    (owed,) = here.run(lambda uow: OutboxRepository(uow).listed(states=["waiting"]))
    at_once = outbox.attempt(here.env, HANDLERS, here.programme_id, owed.debt_id)
    soon = len(shelf.calls)
    work(here)

    assert isinstance(at_once, outbox.Again)
    assert soon == 1
    assert len(shelf.calls) == 2


def test_members_known_from_before_are_taken_in(here: World, shelf: Shelf) -> None:
    keepers = here.env.theme_keepers
    here.env = replace(here.env, theme_keepers={})
    earn(here)
    seal(here.env, here.programme_id)
    here.env = replace(here.env, theme_keepers=keepers)

    here.clock.advance(days=1)
    theme_marks.sweep(here.env, here.programme_id)
    work(here)

    assert set(shelf.members) == {"7001"}


def test_a_customer_whom_the_store_knows_no_more_holds_up_nobody(
    here: World, shelf: Shelf
) -> None:
    shelf.unknown.add("7002")
    earn(here, "7001", "o1")
    earn(here, "7002", "o2")

    work(here)

    assert set(shelf.members) == {"7001"}


def test_a_store_that_is_down_gets_it_later(here: World, shelf: Shelf) -> None:
    shelf.down = True
    earn(here)
    work(here)
    shelf.down = False

    work(here, until=timedelta(hours=2))

    assert set(shelf.members) == {"7001"}


def test_a_new_version_is_told_and_members_are_not_sent_again(
    here: World, shelf: Shelf
) -> None:
    earn(here)
    work(here)
    calls = len(shelf.calls)
    assets = [{"kind": "points", "unit": "bintang"}]

    here.publish({**POINTS_IDR, "assets": assets})
    theme_marks.sweep(here.env, here.programme_id)
    work(here)

    assert shelf.programme is not None
    assert shelf.programme["unit"]["id"]["other"] == "bintang"
    assert len(shelf.calls) == calls


def test_a_frozen_member_is_taken_out_and_comes_back(here: World, shelf: Shelf) -> None:
    member_id = earn(here)
    work(here)

    def freeze(value: Any) -> None:  # noqa: ANN401 - an instant or None
        now = here.clock.now()
        here.run(
            lambda uow: MemberRepository(uow).change(
                member_id, at=now, frozen_at=value, frozen_reason="looks odd"
            )
        )
        theme_marks.sweep(here.env, here.programme_id)
        work(here)

    freeze(here.clock.now())
    frozen = set(shelf.members)
    freeze(None)

    assert frozen == set()
    assert set(shelf.members) == {"7001"}


def test_an_erased_person_is_taken_out(here: World, shelf: Shelf) -> None:
    member_id = earn(here)
    work(here)

    erasure.erase(here.env, here.programme_id, member_id)
    work(here)

    left = here.run(
        lambda uow: uow.connection.exec_driver_sql(
            "SELECT count(*) FROM theme_mark"
        ).scalar_one()
    )
    assert shelf.members == {}
    assert left == 0


def test_a_store_that_left_begins_anew(here: World, shelf: Shelf) -> None:
    earn(here)
    work(here)
    here.run(
        lambda uow: stores.uninstalled(here.env, uow, here.store_id, happened_at=None)
    )
    shelf.members.clear()
    here.run(lambda uow: StoreRepository(uow).change(here.store_id, state="connected"))

    theme_marks.sweep(here.env, here.programme_id)
    work(here)

    assert set(shelf.members) == {"7001"}
    assert shelf.prepared == 2


def test_a_paused_programme_is_told(here: World, shelf: Shelf) -> None:
    here.run(
        lambda uow: StoreRepository(uow).set_programme_state(
            "paused", at=here.clock.now(), reason=None
        )
    )

    theme_marks.sweep(here.env, here.programme_id)
    work(here)

    assert shelf.programme is not None
    assert shelf.programme["state"] == "paused"


def test_a_quiet_store_is_owed_nothing(here: World) -> None:
    earn(here)
    work(here)
    here.clock.advance(minutes=10)
    theme_marks.sweep(here.env, here.programme_id)
    work(here)
    here.clock.advance(minutes=10)

    assert theme_marks.sweep(here.env, here.programme_id) == 0


def test_a_tier_that_changes_owes_the_member(here: World, shelf: Shelf) -> None:
    here.publish(
        {**POINTS_IDR, "tiers": [{"id": "base"}, {"id": "gold", "assigned_by": HAND}]}
    )
    member_id = earn(here)
    work(here)
    here.clock.advance(days=1)

    def promote(uow: UnitOfWork) -> None:
        now = here.clock.now()
        given = Assignment(
            here.env.ids.new(), "gold", "hand", now, None, "staff", "because"
        )
        TierHistory(uow).assign(member_id, given, at=now, store_id=None)
        evaluate(here.env, uow, member_id)

    here.run(promote)
    work(here)

    assert shelf.members["7001"]["tier"] == "gold"


def test_a_member_of_the_base_tier_is_shown_in_it(here: World, shelf: Shelf) -> None:
    here.publish(
        {**POINTS_IDR, "tiers": [{"id": "base"}, {"id": "gold", "assigned_by": HAND}]}
    )

    earn(here)
    work(here)

    assert shelf.members["7001"]["tier"] == "base"


def test_a_store_that_is_disconnected_shows_the_programme_no_more(
    here: World, shelf: Shelf
) -> None:
    theme_marks.sweep(here.env, here.programme_id)
    work(here)

    theme_marks.clear(here.env, here.store)

    assert shelf.programme is None


def test_a_platform_without_such_a_theme_is_never_owed(here: World) -> None:
    here.env = replace(here.env, theme_keepers={})
    earn(here)
    seal(here.env, here.programme_id)

    assert theme_marks.sweep(here.env, here.programme_id) == 0


def test_a_programme_without_a_version_says_nothing(
    fresh_database_url: str, shelf: Shelf
) -> None:
    with opened(fresh_database_url) as made:
        made.env = replace(made.env, theme_keepers={"fake": shelf})
        theme_marks.sweep(made.env, made.programme_id)

        work(made)

    assert shelf.programme is None
