"""A document tried on what is stored, and on what a file brings."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app.domain.events import OrderSnapshot, OrderState
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.services import simulation
from app.services.orders import OrderMissing
from app.services.simulation import Question
from app.storage import simulation as stored
from app.storage.marks import MarkRepository
from app.storage.order_files import OrderFileUnreadable
from app.storage.unit_of_work import UnitOfWork
from tests.factories import DAY, NOON, customer, guest, line, order
from tests.world import POINTS_IDR, World, opened

DOUBLE = {
    **POINTS_IDR,
    "earning": [
        {
            "id": "spend",
            "trigger": "order",
            "award": {"kind": "rate", "rates": {"IDR": "2 per 1000"}},
        }
    ],
}
EVERYTHING = "SELECT count(*) FROM {}"
WRITTEN = ("ledger_transaction", "decision_trace", "outbox", "member_tier")


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url, document=POINTS_IDR) as found:
        yield found


def document(**sections: object) -> ProgrammeDocument:
    return load_document({**DOUBLE, **sections})


def ask(world: World, **values: Any) -> simulation.Simulated:  # noqa: ANN401 - fields
    told = values.pop("told", simulation.go_on)
    question = Question(values.pop("document", document()), **values)
    return simulation.simulate(world.env, world.programme_id, question, told=told)


def settled(world: World) -> list[OrderSnapshot]:
    """Settle two orders of Budi, one of Ani and one of a guest, a day apart."""
    ani = customer("7002", email="ani@mail.test")
    found = [
        order(line("100000"), ref="B1"),
        order(line("50000", refunded="20000"), ref="B2", at=NOON + DAY),
        order(line("70000"), ref="A1", at=NOON + DAY, who=ani),
        order(line("10000"), ref="G1", at=NOON + DAY, who=guest()),
    ]
    world.clock.advance(days=2)
    for each in found:
        world.settle(each)
    return found


def rows(world: World) -> list[int]:
    def count(uow: UnitOfWork) -> list[int]:
        return [
            uow.connection.exec_driver_sql(EVERYTHING.format(table)).scalar_one()
            for table in WRITTEN
        ]

    found: list[int] = world.run(count)
    return found


def test_a_draft_is_tried_beside_the_live_version(world: World) -> None:
    settled(world)

    found = ask(world)

    assert found.live is not None
    assert [one.units for one in found.tried.rules] == [420]
    assert [one.units for one in found.live.rules] == [210]
    assert (found.tried.orders, found.tried.members) == (4, 3)
    assert (found.live_version, found.stopped) == (1, False)
    assert (found.since, found.until) == (NOON, NOON + 2 * DAY)


def test_nothing_is_written(world: World) -> None:
    settled(world)
    before = rows(world)

    ask(world)

    assert rows(world) == before


def test_only_the_span_is_counted(world: World) -> None:
    settled(world)

    found = ask(world, since=NOON + timedelta(hours=1), beside_live=False)

    assert found.live is None
    assert (found.tried.orders, found.tried.revenue) == (3, {"IDR": 110_000})


@pytest.mark.parametrize("page", [1, 2, 3])
def test_pages_cut_no_member_in_two(
    world: World, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    settled(world)
    monkeypatch.setattr(stored, "PAGE", page)

    assert ask(world).tried == ask(world).tried
    assert ask(world).tried.leaders[0].units == 260


def test_it_stops_when_it_is_told_to(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(world)
    monkeypatch.setattr(stored, "PAGE", 1)
    heard: list[tuple[int, int]] = []

    def told(done: int, total: int) -> bool:
        heard.append((done, total))
        return done < 1

    found = ask(world, told=told)

    assert found.stopped
    assert heard[0] == (0, 4)
    assert found.tried.orders == heard[-1][0] < 4


def test_it_need_not_begin(world: World) -> None:
    settled(world)

    found = ask(world, told=lambda _done, _total: False)

    assert found.stopped
    assert found.tried.orders == 0


def test_without_orders_there_is_nothing_to_tell(world: World) -> None:
    assert ask(world).tried.orders == 0


def test_without_a_live_version_the_draft_stands_alone(fresh_database_url: str) -> None:
    with opened(fresh_database_url) as world:
        found = ask(world)

    assert (found.live, found.live_version) == (None, None)


def test_marks_are_those_of_the_day_of_the_order(world: World) -> None:
    settled(world)
    vip = document(
        earning=[
            {
                **DOUBLE["earning"][0],
                "when": {
                    "field": "member.tags",
                    "op": "contains_any",
                    "value": ["vip"],
                },
            }
        ]
    )
    later = NOON + timedelta(hours=1)
    budi = world.member()
    world.run(
        lambda uow: MarkRepository(uow).set(
            budi, "tag", world.store_id, ["vip"], at=later
        )
    )

    assert [one.units for one in ask(world, document=vip).tried.rules] == [60]


def test_a_tier_by_hand_is_known(world: World) -> None:
    settled(world)
    budi = world.member()
    world.run(
        lambda uow: uow.connection.exec_driver_sql(
            "INSERT INTO tier_assignment (programme_id, assignment_id, member_id, tier,"
            ' kind, since, "by", reason, fixed, with_gifts, created_at)'
            " VALUES (%s, %s, %s, 'gold', 'hand', %s, 'staff', '', false, true, %s)",
            (world.programme_id, UUID(int=9), budi, NOON, NOON),
        )
    )
    tiers = document(
        tiers=[{"id": "silver"}, {"id": "gold", "assigned_by": {"hand": True}}]
    )

    holders = {
        one.tier_id: one.holders for one in ask(world, document=tiers).tried.tiers
    }
    assert holders == {"silver": 2, "gold": 1}


def test_codes_of_others_count_as_discounts(world: World) -> None:
    world.settle(order(line("100000"), ref="C1", codes=(("WELCOME", 5_000),)))
    world.settle(order(line("100000"), ref="C2", at=NOON + DAY))
    world.clock.advance(days=2)
    with_points = document(
        earning=[
            {
                **DOUBLE["earning"][0],
                "amount": {"paid_with_points": True},
            }
        ]
    )

    assert [one.units for one in ask(world, document=with_points).tried.rules] == [400]


def test_where_no_order_has_a_code_nobody_looks_for_one(world: World) -> None:
    settled(world)
    with_points = document(
        earning=[
            {
                **DOUBLE["earning"][0],
                "amount": {"paid_with_points": True},
            }
        ]
    )

    assert [one.units for one in ask(world, document=with_points).tried.rules] == [420]


def test_one_order_is_explained_after_those_before_it(world: World) -> None:
    settled(world)

    found = simulation.one_order(
        world.env, world.programme_id, document(), world.store_id, "B2"
    )

    assert [(one.rule_id, one.units) for one in found.earned] == [("spend", 60)]
    assert found.decision.trace[0]["outcome"] == "awarded"


def test_an_order_that_nobody_settled_is_missing(world: World) -> None:
    settled(world)

    with pytest.raises(OrderMissing):
        simulation.one_order(
            world.env, world.programme_id, document(), world.store_id, "none"
        )


CSV = """\
member,store,order,placed_at,currency,amount,quantity,refunded,tags,gift_card,shipping
ani,,A1,2026-03-01,IDR,100000,2,,"sale; new",,9000
ani,,A1,2026-03-01,IDR,50000,,20000,,,
budi,satu.test,B1,2026-02-01T08:30,IDR,30000,,,,yes,
ani,,A0,2026-01-05T10:00:00+07:00,IDR,10000,,,,,
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_orders_of_a_table_are_played(world: World, tmp_path: Path) -> None:
    found = ask(world, file=write(tmp_path, "orders.csv", CSV))

    assert (found.tried.orders, found.tried.members) == (3, 2)
    assert found.tried.revenue == {"IDR": 140_000}
    assert [one.units for one in found.tried.rules] == [280]
    assert found.since.isoformat() == "2026-01-05T10:00:00+07:00"


def test_orders_of_json_lines_are_played(world: World, tmp_path: Path) -> None:
    lines = (
        '{"member": "ani", "order_ref": "1", "placed_at": "2026-03-01",'
        ' "currency": "IDR", "lines": [{"amount_minor": 100000}]}\n\n'
        '{"member": "ani", "order_ref": "2", "placed_at": "2026-03-02",'
        ' "currency": "IDR", "state": "cancelled", "lines": []}\n'
    )

    found = ask(world, file=write(tmp_path, "orders.jsonl", lines))

    assert (found.tried.orders, found.tried.leaders[0].ref) == (1, "ani")


def test_many_people_of_a_file_come_in_turn(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulation, "CHUNK", 1)

    found = ask(world, file=write(tmp_path, "orders.csv", CSV))

    assert found.tried.orders == 3


def test_an_empty_file_has_nothing_to_tell(world: World, tmp_path: Path) -> None:
    empty = "member,order,placed_at,currency,amount\n"

    assert ask(world, file=write(tmp_path, "o.csv", empty)).tried.orders == 0


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("o.csv", "member,order\n", "line 1: no column placed_at"),
        ("o.csv", CSV.replace("30000", "many"), "line 4: 'many'"),
        ("o.csv", CSV.replace("2026-02-01T08:30", "soon"), "line 4: Invalid"),
        ("o.jsonl", '{"member": "ani"}', "line 1: 'placed_at' is missing"),
        ("o.jsonl", "\n[1]", "line 2:"),
        ("o.jsonl", "nonsense", "line 1:"),
    ],
)
def test_what_is_no_order_is_refused_with_its_line(
    world: World, tmp_path: Path, name: str, text: str, said: str
) -> None:
    with pytest.raises(OrderFileUnreadable) as refusal:
        ask(world, file=write(tmp_path, name, text))

    assert str(refusal.value).startswith(said)


def test_a_store_that_waits_for_delivery_waits_here_too(world: World) -> None:
    settled(world)
    world.run(
        lambda uow: uow.connection.exec_driver_sql(
            'UPDATE store SET options = \'{"earn_on": "fulfilled"}\''
        )
    )

    assert ask(world).tried.rules == ()


def test_members_who_left_earn_nothing(world: World) -> None:
    settled(world)
    world.run(
        lambda uow: uow.connection.exec_driver_sql("UPDATE member SET state = 'closed'")
    )

    assert ask(world).tried.rules == ()


def test_a_cancelled_order_gives_nothing(world: World) -> None:
    first, *_ = settled(world)
    later = replace(first, state=OrderState.CANCELLED, version=NOON + 3 * DAY)
    world.settle(later)

    assert [one.units for one in ask(world).tried.rules] == [220]
