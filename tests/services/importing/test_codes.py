"""Live codes of an old program: shown, used, lapsed, and never touched in the store."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

import pytest

from app.domain.events import OrderState
from app.domain.rewards.discount import IssuedDiscount
from app.domain.rewards.kinds import VoucherKind
from app.domain.rewards.voucher import IllegalStep, Source, Voucher, VoucherState
from app.ports import Platform
from app.services import outbox, redemption
from app.services.debts import HANDLERS
from app.services.erasure import erase
from app.services.joining import customer_seen
from app.services.vouchers import lapse_vouchers, vouchers_of_member
from tests.factories import customer, order
from tests.services.importing.conftest import DOCUMENT, Importing
from tests.services.scripted_store import ScriptedStore
from tests.world import HandClock, opened

TEN = "email,points,reward_code,reward_name,reward_expires_at\n"
ROW = "budi@mail.test,10,Smile-AB12,Rp10.000 off,2027-01-31\n"


@pytest.fixture
def store() -> ScriptedStore:
    made = ScriptedStore(HandClock())
    made.codes["smile-ab12"] = IssuedDiscount("Smile-AB12", "ref-1", None)
    return made


@pytest.fixture
def importing(fresh_database_url: str, store: ScriptedStore) -> Iterator[Importing]:
    platform = cast("Platform", store)
    with opened(fresh_database_url, document=DOCUMENT, platform=platform) as world:
        world.settle(order(ref="A1"))
        yield Importing(world)


def held(importing: Importing, email: str = "budi@mail.test") -> list[Voucher]:
    member_id = importing.member(email).member_id
    found: list[Voucher] = importing.world.run(
        lambda uow: vouchers_of_member(uow, member_id)
    )
    return found


def drain(importing: Importing) -> None:
    importing.world.clock.advance(minutes=10)
    outbox.drain(importing.world.env, HANDLERS, most=50)


def test_a_live_code_is_a_voucher_that_no_store_made_for_us(
    importing: Importing, store: ScriptedStore
) -> None:
    row = importing.done(TEN + ROW)
    drain(importing)

    (voucher,) = held(importing)
    assert (voucher.code, voucher.terms.title) == ("Smile-AB12", "Rp10.000 off")
    assert (voucher.source, voucher.price) == (Source.CARRIED, 0)
    assert voucher.state is VoucherState.ISSUED
    assert voucher.lapses_at == datetime(2027, 1, 31, 17, tzinfo=UTC)
    assert voucher.discount_ref == "ref-1"
    assert row.done["rewards"] == 1
    assert set(store.calls) == {"look_up"}
    assert importing.findings() == []


def test_the_dry_run_tells_of_codes_and_writes_none(importing: Importing) -> None:
    over = "budi@mail.test,1,OLD-1,Off,2026-11-21\n"

    row = importing.tried(TEN + ROW + over)

    assert row.checked is not None
    assert (row.checked["rewards"], row.checked["rewards_over"]) == (1, 1)
    assert held(importing) == []


def test_an_order_that_carries_the_code_uses_it(
    importing: Importing, store: ScriptedStore
) -> None:
    importing.done(TEN + ROW)
    placed = store.check_out("Smile-AB12")

    importing.world.settle(placed)
    (used,) = held(importing)
    importing.world.settle(store.change("1001", state=OrderState.REFUNDED))
    (refunded,) = held(importing)

    assert used.state is VoucherState.USED
    assert refunded.state is VoucherState.USED
    assert importing.findings() == []


def test_undo_takes_the_code_from_us_and_leaves_it_in_the_store(
    importing: Importing, store: ScriptedStore
) -> None:
    row = importing.done(TEN + ROW)

    importing.undo(row)
    drain(importing)

    assert held(importing) == []
    assert store.works("Smile-AB12")
    assert store.calls["withdraw"] == 0
    again = importing.done(TEN + ROW)
    assert again.done["rewards"] == 1
    assert len(held(importing)) == 1


def test_undo_leaves_a_code_that_was_used(
    importing: Importing, store: ScriptedStore
) -> None:
    row = importing.done(TEN + ROW)
    importing.world.settle(store.check_out("Smile-AB12"))

    importing.undo(row)

    (voucher,) = held(importing)
    assert voucher.state is VoucherState.USED


@pytest.mark.parametrize("how", ["unknown", "off"])
def test_a_code_that_does_not_work_in_the_store_is_no_longer_shown(
    importing: Importing, store: ScriptedStore, how: str
) -> None:
    if how == "unknown":
        store.codes.clear()
    else:
        store.codes["smile-ab12"] = IssuedDiscount("X", "ref-1", None, active=False)

    importing.done(TEN + ROW)
    drain(importing)
    drain(importing)

    (voucher,) = held(importing)
    assert (voucher.state, voucher.reason) == (VoucherState.WITHDRAWN, "gone")
    assert store.calls["withdraw"] == 0


def test_a_code_that_was_used_before_it_came_here_is_used(
    importing: Importing, store: ScriptedStore
) -> None:
    store.check_out("Smile-AB12", ref="900")

    importing.done(TEN + ROW)
    drain(importing)

    (voucher,) = held(importing)
    assert (voucher.state, voucher.reason) == (VoucherState.USED, "spent")


def test_uses_of_other_codes_of_one_discount_are_not_its_own(
    importing: Importing, store: ScriptedStore
) -> None:
    found = store.codes["smile-ab12"]
    store.codes["smile-ab12"] = replace(found, times_used=7)

    importing.done(TEN + ROW)
    drain(importing)

    (voucher,) = held(importing)
    assert voucher.state is VoucherState.ISSUED


def test_a_code_that_somebody_deletes_later_goes_too(
    importing: Importing, store: ScriptedStore
) -> None:
    importing.done(TEN + ROW)
    drain(importing)
    world = importing.world

    def report(subject: str) -> None:
        world.run(
            lambda uow: outbox.owe(
                world.env, uow, "check_discount", subject, store_id=world.store_id
            )
        )
        drain(importing)

    report("ref-1")
    (there,) = held(importing)
    store.codes.clear()
    report("ref-1")
    drain(importing)
    (gone,) = held(importing)

    assert there.state is VoucherState.ISSUED
    assert gone.state is VoucherState.WITHDRAWN


def test_a_code_lapses_on_its_day_and_the_store_is_not_asked(
    importing: Importing, store: ScriptedStore
) -> None:
    importing.done(TEN + ROW)
    drain(importing)
    asked = store.calls.copy()
    importing.world.clock.advance(days=80)

    lapse_vouchers(importing.world.env, importing.world.programme_id)
    drain(importing)

    (voucher,) = held(importing)
    assert voucher.state is VoucherState.LAPSED
    assert store.calls == asked


@pytest.mark.parametrize("actor", ["member", "staff:ada", "api:1"])
def test_nobody_can_cancel_what_works_on_in_the_store(
    importing: Importing, actor: str
) -> None:
    importing.done(TEN + ROW)
    (voucher,) = held(importing)
    world = importing.world

    with pytest.raises(IllegalStep):
        redemption.cancel(world.env, world.programme_id, voucher.voucher_id, actor)


def test_an_erasure_forgets_the_code_and_leaves_it_in_the_store(
    importing: Importing, store: ScriptedStore
) -> None:
    importing.done(TEN + ROW)
    world = importing.world

    erase(world.env, world.programme_id, importing.member("budi@mail.test").member_id)

    found = world.run(
        lambda uow: uow.connection.exec_driver_sql(
            "SELECT code, state FROM voucher"
        ).one()
    )
    assert tuple(found) == ("erased", "withdrawn")
    assert store.works("Smile-AB12")


def test_a_code_of_somebody_else_leaves_its_row_out(importing: Importing) -> None:
    importing.done(TEN + ROW)
    again = TEN + ROW + "ada@x.test,5,smile-ab12,Off,\n" + "eva@x.test,5,NEW,Off,\n"

    tried = importing.tried(again)
    row = importing.start(tried)

    assert importing.faults(row) == {3: ("reward_code_taken", "reward_code")}
    assert importing.faults(tried, "check") == importing.faults(row)
    other = importing.done(TEN + "ada@x.test,5,SMILE-AB12,Off,\n")
    assert importing.faults(other) == {2: ("reward_code_taken", "")}
    assert len(held(importing)) == 1


def test_a_person_has_a_row_for_each_code(importing: Importing) -> None:
    two = "budi@mail.test,10,SECOND,Off,\nbudi@mail.test,10,second,Off,\n"

    row = importing.done(TEN + ROW + two)

    assert {one.code for one in held(importing)} == {"Smile-AB12", "SECOND"}
    assert importing.balance("budi@mail.test").available == 10
    assert importing.faults(row) == {4: ("duplicate", "")}


def test_a_guests_code_waits_and_follows_the_person(importing: Importing) -> None:
    importing.done(TEN + "ada@x.test,10,Smile-AB12,Off,\n")
    world = importing.world
    who = customer("9001", email="ada@x.test", verified=True)
    world.run(lambda uow: customer_seen(world.env, uow, world.store, who))

    (voucher,) = held(importing, "ada@x.test")

    assert voucher.member_id == world.member("9001")
    assert voucher.terms.kind is VoucherKind.CARRIED


def test_many_codes_are_asked_about_a_few_at_a_time(
    importing: Importing, store: ScriptedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.importing.codes.AT_ONCE", 2)
    rows = [f"p{n}@x.test,1,CODE-{n},Off,\n" for n in range(5)]

    importing.done(TEN + "".join(rows))
    for _ in range(6):
        drain(importing)

    states = {held(importing, f"p{n}@x.test")[0].state for n in range(5)}
    assert states == {VoucherState.WITHDRAWN}
    assert store.calls["look_up"] == 5


def test_codes_of_nobody_knows_which_store_are_asked_about(
    fresh_database_url: str,
) -> None:
    with opened(fresh_database_url, document=DOCUMENT) as world:
        world.run(
            lambda uow: uow.connection.exec_driver_sql(
                "UPDATE store SET platform = 'api'"
            )
        )
        row = Importing(world).tried(TEN + ROW)

    assert (row.state, row.problem) == ("failed", "import_store_needed")
