"""The doctor names what ails, and nothing that does not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from typing_extensions import override

from app import schedule
from app.domain.errors import PlatformUnavailable
from app.domain.outgoing.happening import Happening
from app.ports import StoreConnection, StoreDescription
from app.services import outbox
from app.services.doctor import Finding, Health, look
from app.services.outgoing import desk
from app.services.outgoing.desk import Wish
from app.storage.inbox import InboxRepository
from app.storage.migrate import newest_revision
from app.storage.outgoing.endpoints import EndpointRepository, EndpointRow
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from integrations.fake.platform import FakePlatform
from tests.world import POINTS_IDR, World, opened


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url) as made:
        platform: Any = FakePlatform(made.clock)
        made.env = replace(made.env, platforms={"fake": platform})
        change(made, checked_at=made.clock.now())
        identity = {**POINTS_IDR["identity"], "name": "Satu"}
        made.publish({**POINTS_IDR, "identity": identity})
        schedule.ensure(made.env)
        yield made


def change(world: World, **values: object) -> None:
    world.run(lambda uow: StoreRepository(uow).change(world.store_id, **values))


def findings(
    world: World, *, redis: str = "", revision: str | None = None, stores: bool = False
) -> dict[str, Finding]:
    return {
        finding.what: finding
        for finding in look(
            world.env,
            newest_revision=revision or newest_revision(),
            redis=lambda: redis,
            stores=stores,
        )
    }


def ails(world: World, **more: Any) -> dict[str, str]:  # noqa: ANN401 - as findings
    return {
        what: finding.says
        for what, finding in findings(world, **more).items()
        # Tests have a clock of their own.
        if finding.health is not Health.OK and what != "clock"
    }


def test_nothing_ails_what_is_well(world: World) -> None:
    found = findings(world)

    assert ails(world) == {}
    assert {"redis", "database", "migrations", "isolation", "inbox"} <= set(found)
    assert found["inbox"].says == "0 waiting"


def test_a_schema_of_another_version_is_named_with_the_way_out(world: World) -> None:
    said = ails(world, revision="9999")["migrations"]

    assert "9999" in said
    assert "setia db upgrade" in said


def test_redis_is_missed_but_not_needed(world: World) -> None:
    found = findings(world, redis="no answer")["redis"]

    assert found.health is Health.WARNING
    assert found.says.startswith("no answer")


def test_a_table_without_row_security_is_named(world: World) -> None:
    with world.env.database.engine.connect() as owner:
        owner.exec_driver_sql("RESET ROLE")
        owner.exec_driver_sql("ALTER TABLE inbox NO FORCE ROW LEVEL SECURITY")
        owner.exec_driver_sql("SET ROLE setia_app")
        owner.commit()

    assert ails(world)["isolation"] == "no forced row security: inbox"


def test_work_that_waits_too_long_asks_for_a_worker(world: World) -> None:
    def receive(uow: UnitOfWork) -> None:
        InboxRepository(uow).receive(
            inbox_id=world.env.ids.new(),
            store_id=world.store_id,
            provider="fake",
            topic="t",
            dedupe_key="k",
            body=b"{}",
            headers={},
            late=False,
            received_at=world.clock.now(),
        )
        outbox.owe(world.env, uow, "work", "a", store_id=world.store_id)

    world.run(receive)
    assert "inbox" not in ails(world)
    world.clock.advance(minutes=6)

    said = ails(world)
    assert "is a worker running?" in said["inbox"]
    assert "is a worker running?" in said["outbox"]


def test_messages_to_developers_that_are_late_ask_for_a_worker(world: World) -> None:
    def note(_uow: UnitOfWork, _row: EndpointRow) -> None:
        """Nothing is noted here."""

    wish = Wish("http://127.0.0.1:9/hooks", ("*",))
    _, row = desk.make(world.env, world.programme_id, wish, by="test", note=note)
    fact = Happening("programme.published", world.clock.now(), {})
    world.run(lambda uow: uow.tell(lambda: [fact]))
    assert "webhooks" not in ails(world)
    world.clock.advance(minutes=6)

    late = ails(world)["webhooks"]
    set_hook(world, row, rests_until=world.clock.now() + timedelta(hours=1))
    resting = ails(world)
    set_hook(world, row, state="disabled")
    off = ails(world)["webhooks"]

    assert "is a worker running?" in late
    assert "webhooks" not in resting
    assert off.endswith("switched off because they failed: 1")


def set_hook(world: World, row: EndpointRow, **values: object) -> None:
    world.run(lambda uow: EndpointRepository(uow).change(row.endpoint_id, **values))


def test_timers_that_are_late_ask_for_a_scheduler(world: World) -> None:
    world.clock.advance(minutes=30)

    assert "is a scheduler running?" in ails(world)["programme Satu"]


def test_a_store_that_does_not_answer_is_named(world: World) -> None:
    class Silent(FakePlatform):
        @override
        def describe(self, store: StoreConnection) -> StoreDescription:
            raise PlatformUnavailable("no route")

    silent: Any = Silent(world.clock)
    world.env = replace(world.env, platforms={"fake": silent})

    assert ails(world, stores=True)["store satu.test"] == (
        "does not answer (platform_unavailable)"
    )
    assert ails(world) == {}


def test_keys_that_can_not_be_opened_point_at_the_settings(world: World) -> None:
    change(world, credentials="gAAAA-sealed-under-another-key")

    assert "SECRET_KEYS" in ails(world)["store satu.test"]


def test_a_store_with_a_problem_or_without_adapter_is_named(world: World) -> None:
    change(world, problem="access_revoked", state="blocked")
    assert ails(world)["store satu.test"] == "is blocked: access_revoked"

    change(world, problem=None, state="connected", platform="magento")
    assert ails(world)["store satu.test"] == "no adapter for magento"

    change(world, state="uninstalled")
    assert ails(world) == {}


def test_webhooks_that_nobody_looked_at_are_a_warning(world: World) -> None:
    change(world, checked_at=world.clock.now() - timedelta(hours=27))

    assert "setia store doctor" in ails(world)["store satu.test"]


def test_a_database_that_does_not_answer_ends_the_look(world: World) -> None:
    world.env.database.engine.dispose()
    broken = replace(world.env, database=_unreachable(world))

    found = list(look(broken, newest_revision="1", redis=lambda: "", stores=True))

    assert found[-1].what == "database"
    assert found[-1].health is Health.FAILING


def _unreachable(world: World) -> Any:  # noqa: ANN401 - a database
    from app.storage.unit_of_work import Database, make_engine  # noqa: PLC0415

    return Database(make_engine("postgresql://127.0.0.1:1/none"), world.env.ids)
