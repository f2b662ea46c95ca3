"""Everything that happened is in one stream, once, newest first."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from app.services.activity_stream import Asked, Stream, newer, orders_called, stream
from app.services.outbox import owe
from app.services.staff.audit import By
from app.services.trying_again import handle_again, try_again
from app.storage import activity
from app.storage.activity import NEWEST, made_id
from app.storage.outbox import DebtEnded, OutboxRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import NOON, customer, line, order
from tests.services.books import Books
from tests.world import POINTS_IDR, World, opened

WHO = By(actor="staff:11111111-1111-4111-8111-111111111111")


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url, document=POINTS_IDR) as made:
        for n in range(1, 8):
            made.settle(
                order(
                    line(f"{n}0000"),
                    ref=f"100{n}",
                    at=NOON - timedelta(days=n),
                    who=customer(str(n), email=f"m{n}@mail.test"),
                )
            )
        # Worth less than one point: the rules say no.
        made.settle(order(line("500"), ref="2001", shipping_minor=0))
        yield made


def told(world: World, **asked: Any) -> Stream:  # noqa: ANN401 - any filter
    found: Stream = world.run(lambda uow: stream(uow, Asked(**asked)))
    return found


def broken(world: World) -> UUID:
    """Owe something, and have it set aside."""

    def write(uow: UnitOfWork) -> UUID:
        debt_id = owe(world.env, uow, "tag", "member:1", store_id=world.store_id)
        uow.connection.exec_driver_sql(
            "UPDATE outbox SET state = 'set_aside', reason = 'refused'"
            " WHERE debt_id = %s",
            (debt_id,),
        )
        return debt_id

    found: UUID = world.run(write)
    return found


def test_pages_together_hold_everything_once_newest_first(world: World) -> None:
    whole = told(world, most=100)
    seen: list[activity.Happened] = []
    before = NEWEST
    while True:
        page = told(world, most=3, before=before)
        seen += page.entries
        if page.older is None:
            break
        before = page.older

    assert [each.id for each in seen] == [each.id for each in whole.entries]
    assert [each.id for each in seen] == sorted(
        (each.id for each in seen), reverse=True
    )
    assert {each.kind for each in seen} == {"points", "refusals"}


def test_points_say_what_changed_and_where_they_came_from(world: World) -> None:
    found = told(world, kinds=frozenset({"points"}), order_refs=("1003",)).entries

    assert [each.what for each in found] == ["accrual"]
    assert found[0].facts["pending"] == 30
    assert found[0].facts["ref"] == "1003"
    assert found[0].store_id == world.store_id


def test_an_order_is_found_by_what_people_call_it(world: World) -> None:
    # As Shopify has it: a long id, and a number that people read.
    world.settle(
        replace(order(line("90000"), ref="820982911946154508"), number="#1042"),
    )

    found = world.run(lambda uow: orders_called(uow, "#1042"))
    rows = told(world, kinds=frozenset({"points"}), order_refs=found).entries

    assert found == ("820982911946154508", "1042")
    assert world.run(lambda uow: orders_called(uow, "1042")) == found
    assert [each.facts["number"] for each in rows] == ["#1042"]
    assert told(world, order_refs=("none",)).entries == ()


def test_a_member_has_a_stream_of_their_own(world: World) -> None:
    who = world.member("4")

    page = told(world, member_id=who)

    assert {each.member_id for each in page.entries} == {who}
    assert page.members[who].email == "m4@mail.test"


def test_an_order_that_earned_nothing_is_a_refusal(world: World) -> None:
    found = told(world, kinds=frozenset({"refusals"})).entries

    assert [each.facts["subject"] for each in found] == ["order:2001"]


def test_what_failed_can_be_tried_again(world: World) -> None:
    debt_id = broken(world)
    delivery_id = world.receive("one", aside="unreadable")
    page = told(world, failed=True)

    world.run(lambda uow: try_again(world.env, uow, WHO, debt_id))
    world.run(lambda uow: handle_again(world.env, uow, WHO, delivery_id))

    assert {each.id for each in page.entries} == {debt_id, delivery_id}
    assert told(world, failed=True).entries == ()
    assert {"outbox", "inbox"} <= set(world.wake.woken)


def test_what_was_settled_is_not_tried_again(world: World) -> None:
    debt_id = broken(world)
    world.run(
        lambda uow: uow.connection.exec_driver_sql("UPDATE outbox SET state='settled'")
    )

    with pytest.raises(DebtEnded):
        world.run(lambda uow: try_again(world.env, uow, WHO, debt_id))
    assert world.run(lambda uow: OutboxRepository(uow).get(debt_id)).state == "settled"


def test_new_rows_are_counted_not_slipped_in(world: World) -> None:
    top = told(world).entries[0].id
    world.settle(order(line("90000"), ref="3001", who=customer("9", email="n@m.test")))

    count = world.run(lambda uow: newer(uow, Asked(), top))

    assert count == 1


def test_a_filter_without_an_index_looks_at_a_stretch_and_says_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(activity, "STRETCH", 2)
    asked = Asked(kinds=frozenset({"points"}), store_id=world.store_id)

    first: Stream = world.run(lambda uow: stream(uow, asked))
    seen, page = [*first.entries], first
    while page.older is not None:
        page = told(
            world, kinds=asked.kinds, store_id=asked.store_id, before=page.older
        )
        seen += page.entries

    assert first.searched_part
    assert len(seen) == len(set(seen_ids(seen))) == 7


def seen_ids(entries: list[activity.Happened]) -> list[UUID]:
    return [each.id for each in entries]


def test_what_staff_did_is_found_by_person(world: World) -> None:
    who = "staff:11111111-1111-4111-8111-111111111111"
    assert told(world, actor=who).entries == ()
    assert told(world, by_hand=True).entries == ()
    assert len(told(world, automatic=True).entries) == 8


def test_every_kind_of_the_history_can_be_read(books: Books) -> None:
    page: Stream = books.counter.run(lambda uow: stream(uow, Asked(most=200)))

    kinds = {each.kind for each in page.entries}
    assert {"points", "rewards"} <= kinds
    assert all(each.what not in activity.QUIET for each in page.entries)


def test_a_made_id_is_ordered_by_time() -> None:
    early, late = made_id(NOON, "a"), made_id(NOON + timedelta(seconds=1), "a")

    assert early < late
    assert early == made_id(NOON, "a")
    assert early.version == 7
