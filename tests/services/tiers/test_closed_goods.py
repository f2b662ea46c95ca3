"""Stores are told which goods they sell to some only, and say if they can't."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from app.domain.errors import PlatformCannot, PlatformMissing, PlatformUnavailable
from app.domain.store_plugin import PluginLink, PluginState
from app.ports import StoreConnection
from app.services import closed_goods, store_plugins
from app.services.closed_goods import Closure, states
from app.services.doctor import look
from app.services.perk_view import perks_now
from app.storage.members import MemberRepository
from app.storage.stores import StoreRepository
from tests.services.tiers.lives import Life, document, living

GOLD = {
    "id": "gold",
    "held_by": {"tiers": ["gold"]},
    "what": {"kind": "exclusive_products", "collections": ["gold-only"]},
}
TOLD = document(perks=[GOLD])


@dataclass
class Plugin:
    """A plugin that keeps what it is told, or fails as a test says."""

    failure: Exception | None = None
    held: list[Mapping[str, Any]] = field(default_factory=list)

    def close_goods(self, _store: StoreConnection, said: Mapping[str, Any]) -> None:
        if self.failure is not None:
            raise self.failure
        self.held.append(said)

    def read(self, _store: StoreConnection) -> PluginState:
        return PluginState("1", (), connected=True, api_url="", store="")

    def push(self, store: StoreConnection, _link: PluginLink) -> PluginState:
        return self.read(store)


@pytest.fixture
def plugin() -> Plugin:
    return Plugin()


@pytest.fixture
def life(fresh_database_url: str, plugin: Plugin) -> Iterator[Life]:
    with living(fresh_database_url, TOLD) as made:
        platform = made.world.store.platform
        made.world.env = replace(made.world.env, store_plugins={platform: plugin})  # type: ignore[dict-item] # what it is asked for here
        yield made


def sweep(life: Life) -> int:
    owed = closed_goods.sweep(life.world.env, life.world.programme_id)
    life.pay()
    return owed


def shown(life: Life) -> list[Closure]:
    found: list[Closure] = life.world.run(states)
    return found


def test_a_store_is_told_once_and_again_a_day_later(life: Life, plugin: Plugin) -> None:
    assert [sweep(life), sweep(life)] == [1, 0]

    (said,) = plugin.held
    assert [rule["id"] for rule in said["rules"]] == ["gold"]
    assert [(one.perk, one.held) for one in shown(life)] == [("gold", "refused")]
    life.clock.advance(hours=24)
    assert sweep(life) == 1


def test_what_the_document_no_longer_closes_is_opened(
    life: Life, plugin: Plugin
) -> None:
    sweep(life)
    life.world.publish(document())
    sweep(life)

    assert plugin.held[-1] == {"v": 1, "rules": [], "never": []}
    assert shown(life) == []
    life.clock.advance(hours=48)
    assert sweep(life) == 0


def test_a_store_that_closes_nothing_is_left_alone(life: Life, plugin: Plugin) -> None:
    life.world.publish(document())

    assert (sweep(life), plugin.held) == (0, [])


@pytest.mark.parametrize(
    ("failure", "problem"),
    [
        (PlatformMissing("no route"), "no_plugin"),
        (PlatformCannot("no", reason="x"), PlatformCannot.code),
    ],
)
def test_without_the_plugin_customers_are_only_marked_until_it_comes(
    life: Life, plugin: Plugin, failure: Exception, problem: str
) -> None:
    plugin.failure = failure
    sweep(life)
    (closure,) = shown(life)

    assert (closure.held, closure.problem) == ("marked", problem)
    plugin.failure = None
    assert sweep(life) == 1
    assert shown(life)[0].held == "refused"


def test_a_store_that_does_not_answer_is_told_later(life: Life, plugin: Plugin) -> None:
    plugin.failure = PlatformUnavailable("down")
    sweep(life)

    assert shown(life)[0].held == "marked"
    plugin.failure = None
    life.clock.advance(hours=1)
    life.pay()
    assert shown(life)[0].held == "refused"


def test_a_plugin_that_is_told_who_we_are_is_told_this_too(
    life: Life, plugin: Plugin
) -> None:
    world = life.world
    store_plugins.push(world.env, world.programme_id, world.store_id)
    life.pay()

    assert len(plugin.held) == 1


def test_on_shopify_pages_hide_and_the_checkout_does_not_refuse(life: Life) -> None:
    life.world.run(
        lambda uow: StoreRepository(uow).change(life.world.store_id, platform="shopify")
    )

    assert shown(life)[0].held == "hidden"


def test_the_doctor_names_goods_that_a_store_would_sell_to_others(
    life: Life, plugin: Plugin
) -> None:
    def ails() -> list[str]:
        found = look(
            life.world.env, newest_revision="1", redis=lambda: "", stores=False
        )
        return [one.says for one in found if one.says.startswith("gold:")]

    plugin.failure = PlatformMissing("no route")
    sweep(life)
    assert ails() == [
        "gold: customers are tagged, nobody is refused: install the Setia plugin"
    ]
    plugin.failure = None
    sweep(life)
    assert ails() == []


def test_a_members_perk_tells_whether_the_store_refuses_others(life: Life) -> None:
    life.buy(5_000_000)
    life.wait(days=14)
    sweep(life)

    member = life.world.run(lambda uow: MemberRepository(uow).get(life.member_id))
    (held,) = life.world.run(lambda uow: perks_now(uow, member, at=life.clock.now()))

    assert [one.held for one in held.closures] == ["refused"]
