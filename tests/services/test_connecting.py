"""A store is looked at before it is kept, and what ails it is told afterwards."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

import pytest

from app.domain.errors import PlatformUnavailable
from app.domain.store_exam import StoreCheck, failed, warned
from app.ports import StoreConnection, WebhookReport
from app.services import pairing, stores
from app.services.connecting import (
    StoreUnfit,
    connect_with_keys,
    examine,
)
from app.services.store_health import StoreHealth, store_health, sweep
from app.storage.stores import StoreRepository
from tests.services.test_pairing import SHOP, ScriptedPlugin, Shop, keys, rows
from tests.world import World, opened

KEYS = {"consumer_key": "ck", "consumer_secret": "cs"}


@dataclass
class ScriptedExaminer:
    """Finds what a test says."""

    outside: list[StoreCheck] = field(default_factory=list)
    inside: list[StoreCheck] = field(default_factory=list)
    looks: int = 0

    def address(self, base_url: str) -> StoreCheck:
        return StoreCheck("address")

    def reach(self, base_url: str) -> Sequence[StoreCheck]:
        return self.outside

    def examine(
        self, store: StoreConnection, *, callback_url: str, write: bool
    ) -> Sequence[StoreCheck]:
        self.looks += 1
        return self.inside


@pytest.fixture
def plugin() -> ScriptedPlugin:
    return ScriptedPlugin()


@pytest.fixture
def examiner() -> ScriptedExaminer:
    return ScriptedExaminer([StoreCheck("reachable")], [StoreCheck("version")])


@pytest.fixture
def world(
    fresh_database_url: str, plugin: ScriptedPlugin, examiner: ScriptedExaminer
) -> Iterator[World]:
    with opened(fresh_database_url) as made:
        made.env = replace(
            made.env,
            public_url="https://setia.example",
            platforms={"woocommerce": Shop(made.clock)},
            store_plugins={"woocommerce": plugin},
            examiners={"woocommerce": examiner},
        )
        yield made


def begun(world: World, typed: str = "shop.example") -> pairing.Begun:
    return pairing.begin_here(
        world.env,
        world.programme_id,
        typed=typed,
        back="/admin/settings/stores/connecting/",
        by="ani",
    )


def health(world: World) -> dict[UUID, StoreHealth]:
    found = world.run(lambda uow: store_health(world.env, uow))
    return {each.store.store_id: each for each in found}


def problems(world: World, store_id: UUID) -> list[tuple[str, str]]:
    return [(each.code, each.state) for each in health(world)[store_id].problems]


def connected(world: World) -> UUID:
    return connect_with_keys(
        world.env, world.programme_id, typed=SHOP, proof=KEYS
    ).connected.store_id


def test_a_merchant_types_the_address_and_comes_back_connected(
    world: World, plugin: ScriptedPlugin
) -> None:
    made = begun(world, "Shop.example/wp-admin")
    keys(world, plugin.state)

    back = pairing.finish(world.env, plugin.state, approved=True)

    assert "https://setia.example/connect/woocommerce/keys" in made.consent_url
    assert back == (
        "https://setia.example/admin/settings/stores/connecting/"
        f"{made.pairing_id}?setia=connected"
    )
    row = world.run(lambda uow: pairing.begun(uow, made.pairing_id))
    assert row.store_id in health(world)
    assert not health(world)[row.store_id].store.sandbox


def test_nobody_is_sent_to_a_store_that_can_not_be_used(
    world: World, examiner: ScriptedExaminer
) -> None:
    examiner.outside = [failed("permalinks")]

    with pytest.raises(StoreUnfit) as refusal:
        begun(world)

    assert refusal.value.checks == (failed("permalinks"),)
    assert rows(world) == []


def test_nobody_is_sent_away_while_we_have_no_address_to_come_back_to(
    world: World,
) -> None:
    world.env = replace(world.env, public_url="http://127.0.0.1:8000")

    with pytest.raises(StoreUnfit) as refusal:
        begun(world)

    assert refusal.value.checks[-1].code == "our_address"


def test_keys_that_are_worth_too_little_are_not_kept(
    world: World, plugin: ScriptedPlugin, examiner: ScriptedExaminer
) -> None:
    made = begun(world)
    keys(world, plugin.state)
    examiner.inside = [failed("keys_write"), warned("coupons")]

    back = pairing.finish(world.env, plugin.state, approved=True)

    assert back.endswith("?setia=failed")
    row = world.run(lambda uow: pairing.begun(uow, made.pairing_id))
    assert (row.store_id, row.problem) == (None, "unfit:keys_write")


def test_a_warning_lets_a_store_in_and_is_told(
    world: World, examiner: ScriptedExaminer
) -> None:
    examiner.inside = [warned("coupons")]

    store_id = connected(world)

    assert problems(world, store_id) == [("coupons", "warning")]


def test_a_state_that_stays_keeps_the_day_it_began(
    world: World, examiner: ScriptedExaminer
) -> None:
    examiner.inside = [warned("coupons")]
    store_id = connected(world)
    began = world.clock.now()
    world.clock.advance(hours=3)

    sweep(world.env, world.programme_id)

    (found,) = health(world)[store_id].problems
    assert found.since == began
    assert examiner.looks == 2


def test_webhooks_that_were_found_broken_are_told_for_a_week(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_id = connected(world)
    shop = world.env.platforms["woocommerce"]
    report = WebhookReport(repaired=("order.updated",), created=("review.approved",))
    monkeypatch.setattr(shop, "ensure_webhooks", lambda *_, **__: report)

    stores.check_webhooks(world.env, world.programme_id, store_id)

    (found,) = health(world)[store_id].problems
    assert (found.code, found.figures) == (
        stores.REPAIRED,
        {"topics": "order.updated"},
    )
    world.clock.advance(days=7, seconds=1)
    assert stores.REPAIRED not in dict(problems(world, store_id))


def test_webhooks_that_can_not_be_made_are_a_failure_until_they_are(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_id = connected(world)
    shop = world.env.platforms["woocommerce"]
    reports = iter([WebhookReport(failed=("order.updated",)), WebhookReport()])
    monkeypatch.setattr(shop, "ensure_webhooks", lambda *_, **__: next(reports))

    stores.check_webhooks(world.env, world.programme_id, store_id)
    assert problems(world, store_id) == [(stores.NOT_MADE, "failed")]
    assert health(world)[store_id].state == "failed"
    stores.check_webhooks(world.env, world.programme_id, store_id)

    assert problems(world, store_id) == []
    assert health(world)[store_id].state == "passed"


def test_a_store_that_took_our_access_away_says_so(world: World) -> None:
    store_id = connected(world)
    world.run(lambda uow: stores.broken(uow, store_id, "401"))

    assert problems(world, store_id) == [("access_lost", "failed")]


def test_a_store_that_nobody_watched_for_a_day_says_so(world: World) -> None:
    store_id = connected(world)
    world.clock.advance(hours=27)

    assert problems(world, store_id) == [("webhooks_unchecked", "warning")]


def test_a_store_that_left_has_no_problems_and_may_come_back(
    world: World, examiner: ScriptedExaminer
) -> None:
    examiner.inside = [warned("coupons")]
    store_id = connected(world)

    stores.disconnect(world.env, world.programme_id, store_id)

    assert problems(world, store_id) == []
    assert health(world)[store_id].checks == ()
    assert connected(world) == store_id


def test_a_store_that_does_not_answer_can_be_left(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_id = connected(world)

    def silent(*_: object, **__: object) -> WebhookReport:
        raise PlatformUnavailable("down")

    monkeypatch.setattr(world.env.platforms["woocommerce"], "remove_webhooks", silent)

    report = stores.disconnect(world.env, world.programme_id, store_id)

    assert report.failed == ("platform_unavailable",)
    assert health(world)[store_id].store.state == "uninstalled"


def test_a_platform_whose_shops_are_all_alike_is_not_looked_at(world: World) -> None:
    store_id = connected(world)
    world.env = replace(world.env, examiners={})

    assert examine(world.env, world.programme_id, store_id, write=False) == ()
    assert world.run(lambda uow: StoreRepository(uow).get(store_id)).state
