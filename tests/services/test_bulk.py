"""Deeds on many members: once for each, in pieces, within limits, taken back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from app.domain.goodwill import Limits
from app.domain.staff import Role
from app.domain.words import Language
from app.services import goodwill, housekeeping, members, outbox
from app.services.adjustments import Adjustment
from app.services.bulk import acting, desk, work
from app.services.bulk.desk import BulkCountWrong, BulkNotReady, BulkUndoTooLate, Wish
from app.services.goodwill import OverLimit, OwnRequest
from app.services.members import Profile
from app.services.staff.principal import StaffPrincipal, Surface
from app.storage.bulk import BulkRepository, BulkRow
from app.storage.goodwill import GoodwillRepository
from app.storage.member_list import Filters
from app.storage.members import MemberRepository
from app.storage.unit_of_work import UnitOfWork
from tests.world import POINTS_IDR, World, opened


@dataclass
class Desk:
    """A programme with five members, and who works there."""

    world: World
    people: Sequence[UUID]
    owner: StaffPrincipal
    manager: StaffPrincipal

    def wish(self, **asked: Any) -> Wish:  # noqa: ANN401 - what is to be done
        typed = asked.pop("typed", len(self.people))
        filters = asked.pop("filters", Filters())
        points = {"points": 10, "asset": "points", "reason": "event", **asked}
        return Wish(self.world.env.ids.new(), "points", filters, typed, points)

    def begin(self, wish: Wish, staff: StaffPrincipal | None = None) -> BulkRow:
        row: BulkRow = self.world.run(
            lambda uow: desk.begin(self.world.env, uow, staff or self.owner, wish)
        )
        return row

    def work(self, row: BulkRow) -> BulkRow:
        work.work_on(self.world.env, self.world.programme_id, row.bulk_id)
        return self.look(row)

    def done(self, wish: Wish, staff: StaffPrincipal | None = None) -> BulkRow:
        return self.work(self.begin(wish, staff))

    def undone(self, row: BulkRow) -> BulkRow:
        self.world.run(lambda uow: desk.undo(self.world.env, uow, row.bulk_id))
        return self.work(row)

    def look(self, row: BulkRow) -> BulkRow:
        found: BulkRow = self.world.run(
            lambda uow: BulkRepository(uow).get(row.bulk_id)
        )
        return found

    def shown(self) -> list[int]:
        return [self.world.balance(each).shown for each in self.people]

    def limit(self, limits: Limits) -> None:
        self.world.run(
            lambda uow: GoodwillRepository(uow).set_limits(
                Role.MANAGER, limits, by="test", at=self.world.clock.now()
            )
        )


def somebody(world: World, role: Role) -> StaffPrincipal:
    return StaffPrincipal(
        staff_id=world.env.ids.new(),
        merchant_id=world.env.ids.new(),
        programme_id=world.programme_id,
        name=role.value.title(),
        role=role,
        language=Language.EN,
        surface=Surface.ALONE,
    )


@pytest.fixture
def crowd(fresh_database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    # Pieces of two: five people are three of them.
    monkeypatch.setattr(work, "AT_ONCE", 2)
    with opened(fresh_database_url, document=POINTS_IDR) as world:

        def enrol(uow: UnitOfWork) -> list[UUID]:
            return sorted(
                members.enrol(world.env, uow, Profile(email=f"m{n}@mail.test"))[
                    0
                ].member_id
                for n in range(5)
            )

        people = world.run(enrol)
        owner, manager = somebody(world, Role.OWNER), somebody(world, Role.MANAGER)
        yield Desk(world, people, owner, manager)


def test_everybody_gets_it_once_and_the_budget_counts_it(crowd: Desk) -> None:
    row = crowd.done(crowd.wish())

    assert (row.state, row.people_done, row.done) == ("done", 5, {"done": 5})
    assert crowd.shown() == [10] * 5
    given = crowd.world.run(
        lambda uow: GoodwillRepository(uow).given_by(
            crowd.owner.actor, crowd.world.clock.now() - timedelta(days=1)
        )
    )
    assert given == 50


def test_the_same_form_sent_twice_begins_it_once(crowd: Desk) -> None:
    wish = crowd.wish()
    first, second = crowd.begin(wish), crowd.begin(wish)
    crowd.work(first)
    crowd.work(second)

    assert first.bulk_id == second.bulk_id
    assert crowd.shown() == [10] * 5


@pytest.mark.parametrize("dies_after", [0, 1, 2])
def test_a_worker_that_dies_is_followed_up_and_nobody_gets_it_twice(
    crowd: Desk, monkeypatch: pytest.MonkeyPatch, dies_after: int
) -> None:
    row, pieces = crowd.begin(crowd.wish()), 0
    act = acting.act

    def dying(*said: Any) -> Any:  # noqa: ANN401 - as the real one
        nonlocal pieces
        found = act(*said)
        if pieces == dies_after:
            raise SystemExit
        pieces += 1
        return found

    monkeypatch.setattr(work, "act", dying)
    with pytest.raises(SystemExit):
        crowd.work(row)
    half = crowd.look(row)
    monkeypatch.setattr(work, "act", act)
    assert work.work_on(crowd.world.env, crowd.world.programme_id, row.bulk_id), (
        "while the lease runs, nobody else may"
    )
    crowd.world.clock.advance(minutes=3)

    whole = crowd.work(row)

    assert (half.state, half.people_done) == ("running", 2 * dies_after)
    assert (whole.state, whole.done) == ("done", {"done": 5})
    assert crowd.shown() == [10] * 5


def test_a_wrong_number_does_nothing(crowd: Desk) -> None:
    with pytest.raises(BulkCountWrong) as refusal:
        crowd.begin(crowd.wish(typed=4))

    assert refusal.value.members == 5
    assert crowd.world.run(lambda uow: BulkRepository(uow).recent(5)) == []


def test_who_came_after_the_confirmation_is_left_out(crowd: Desk) -> None:
    row = crowd.begin(crowd.wish())
    crowd.world.clock.advance(seconds=1)
    late, _ = crowd.world.run(
        lambda uow: members.enrol(crowd.world.env, uow, Profile(email="late@mail.test"))
    )

    assert crowd.work(row).done == {"done": 5}
    assert crowd.world.balance(late.member_id).shown == 0


def test_more_than_was_confirmed_is_not_done_at_all(crowd: Desk) -> None:
    def close(uow: UnitOfWork) -> None:
        MemberRepository(uow).change(
            crowd.people[0], at=crowd.world.clock.now(), state="closed"
        )

    crowd.world.run(close)
    wish = crowd.wish(filters=Filters(states=("active", "shadow")), typed=4)
    row = crowd.begin(wish)
    crowd.world.run(
        lambda uow: MemberRepository(uow).change(
            crowd.people[0], at=crowd.world.clock.now(), state="active"
        )
    )

    failed = crowd.work(row)

    assert (failed.state, failed.problem) == ("failed", work.CHANGED)
    assert crowd.shown() == [0] * 5


def test_one_who_has_too_few_is_left_out_and_said_why(crowd: Desk) -> None:
    rich = crowd.people[2]
    crowd.done(crowd.wish(filters=Filters(only=[rich]), typed=1, points=30))

    row = crowd.done(crowd.wish(points=-20))

    assert row.done == {"done": 1, "refused": 4}
    assert crowd.world.balance(rich).shown == 10
    codes = crowd.world.run(
        lambda uow: BulkRepository(uow).codes(row.bulk_id, "refused")
    )
    assert codes == [("insufficient_points", 4)]


def test_it_is_taken_back_by_counter_entries_and_what_was_used_stays(
    crowd: Desk,
) -> None:
    row = crowd.done(crowd.wish())
    spender = crowd.people[1]
    crowd.done(crowd.wish(filters=Filters(only=[spender]), typed=1, points=-5))

    back = crowd.undone(row)

    assert (back.state, back.done) == ("undone", {"done": 5, "undone": 4, "stayed": 1})
    assert crowd.shown() == [0, 5, 0, 0, 0]
    with pytest.raises(BulkNotReady):
        crowd.undone(row)


def test_what_was_removed_comes_back(crowd: Desk) -> None:
    crowd.done(crowd.wish(points=50))
    row = crowd.done(crowd.wish(points=-20))
    assert crowd.shown() == [30] * 5

    crowd.undone(row)

    assert crowd.shown() == [50] * 5


def test_thirty_days_later_it_stays(crowd: Desk) -> None:
    row = crowd.done(crowd.wish())
    crowd.world.clock.advance(days=31)

    with pytest.raises(BulkUndoTooLate):
        crowd.undone(row)


def test_two_months_later_nobody_knows_any_more_whom_it_was_done_to(
    crowd: Desk,
) -> None:
    row = crowd.done(crowd.wish())
    later = crowd.begin(crowd.wish())

    def rows(bulk_id: UUID, state: str) -> int:
        found: int = crowd.world.run(
            lambda uow: len(
                BulkRepository(uow).next(bulk_id, state, after=UUID(int=0), most=100)
            )
        )
        return found

    housekeeping.sweep(crowd.world.env, crowd.world.programme_id)
    assert rows(row.bulk_id, "done") == len(crowd.people)

    crowd.world.clock.advance(days=61)
    housekeeping.sweep(crowd.world.env, crowd.world.programme_id)
    assert rows(row.bulk_id, "done") == 0
    assert crowd.look(row).people_done == len(crowd.people)
    assert crowd.work(later).state == "done"


def test_it_can_be_stopped_and_goes_on_where_it_stood(
    crowd: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, act = crowd.begin(crowd.wish()), acting.act
    world = crowd.world

    def stopping(*said: Any) -> Any:  # noqa: ANN401 - as the real one
        found = act(*said)
        said[1].after_commit(lambda: world.run(lambda uow: desk.stop(uow, row.bulk_id)))
        return found

    monkeypatch.setattr(work, "act", stopping)
    stopped = crowd.work(row)
    monkeypatch.setattr(work, "act", act)
    world.run(lambda uow: desk.go_on(world.env, uow, row.bulk_id))

    assert (stopped.state, stopped.people_done) == ("stopped", 2)
    assert crowd.work(row).done == {"done": 5}
    assert crowd.shown() == [10] * 5


LIMITS = {
    "deed": Limits(9, 1000, 1000),
    "day": Limits(100, 49, 1000),
    "member": Limits(100, 1000, 9),
}


@pytest.mark.parametrize("which", LIMITS)
def test_beyond_a_limit_it_waits_for_a_second_person(crowd: Desk, which: str) -> None:
    crowd.limit(LIMITS[which])

    row = crowd.done(crowd.wish(), crowd.manager)

    assert (row.state, row.asked["over"]) == ("waiting", which)
    assert crowd.shown() == [0] * 5
    with pytest.raises(OwnRequest):
        decide(crowd, row, crowd.manager)
    decide(crowd, row, crowd.owner)
    assert crowd.work(row).state == "done"
    assert crowd.shown() == [10] * 5


def decide(
    crowd: Desk, row: BulkRow, staff: StaffPrincipal, *, yes: bool = True
) -> None:
    crowd.world.run(
        lambda uow: desk.decide(crowd.world.env, uow, staff, row.bulk_id, approve=yes)
    )


def test_who_was_given_much_already_makes_it_wait(crowd: Desk) -> None:
    crowd.limit(Limits(100, 1000, 15))
    crowd.world.run(
        lambda uow: goodwill.give(
            crowd.world.env,
            uow,
            crowd.manager,
            crowd.people[3],
            Adjustment(10, "points", "event"),
            key=acting.key_of(crowd.begin(crowd.wish(typed=5)), crowd.people[3]),
        )
    )

    row = crowd.done(crowd.wish(), crowd.manager)

    assert row.asked["over"] == "member"


def test_the_second_person_has_limits_too_and_may_say_no(crowd: Desk) -> None:
    crowd.limit(Limits(5, 1000, 1000))
    other = somebody(crowd.world, Role.MANAGER)
    row = crowd.done(crowd.wish(), crowd.manager)

    with pytest.raises(OverLimit):
        decide(crowd, row, other)
    decide(crowd, row, other, yes=False)

    assert crowd.work(row).state == "refused"
    assert crowd.shown() == [0] * 5


def test_many_are_blocked_and_let_go_again_but_not_who_was_blocked_before(
    crowd: Desk,
) -> None:
    world = crowd.world
    world.run(
        lambda uow: MemberRepository(uow).change(
            crowd.people[0],
            at=world.clock.now(),
            frozen_at=world.clock.now(),
            frozen_reason="fraud",
        )
    )
    wish = Wish(world.env.ids.new(), "block", Filters(), 5, {"reason": "a test"})

    row = crowd.done(wish)
    blocked = frozen(crowd)
    back = crowd.undone(row)

    assert row.done == {"done": 4, "refused": 1}
    assert blocked == 5
    assert back.done["undone"] == 4
    assert frozen(crowd) == 1


def frozen(crowd: Desk) -> int:
    rows = crowd.world.run(lambda uow: MemberRepository(uow).many(crowd.people))
    return sum(row.frozen_at is not None for row in rows.values())


def test_one_deed_at_a_time_is_worked_on_and_the_others_come_back(crowd: Desk) -> None:
    crowd.begin(crowd.wish())

    with work.LANE.enter(crowd.world.env):
        outbox.drain(crowd.world.env, work.HANDLERS, most=5)
    assert crowd.shown() == [0] * len(crowd.people)

    crowd.world.clock.advance(seconds=4)
    outbox.drain(crowd.world.env, work.HANDLERS, most=5)
    assert crowd.shown() == [10] * len(crowd.people)
