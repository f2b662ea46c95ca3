"""A shop that holds a code becomes a store: once, begun there, within half an hour."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from typing_extensions import override

from app.domain.errors import Malformed, PlatformUnavailable
from app.domain.ids import public_id
from app.domain.store_plugin import PluginLink, PluginState
from app.ports import StoreConnection, StoreDescription
from app.services import pairing, store_plugins, stores
from app.services.connections import live_connection
from app.services.housekeeping import sweep
from app.services.pairing import NotBegunThere
from app.services.store_identity import identity_secrets
from app.storage.pairings import PairingRow, PairingUnknown
from app.storage.stores import StoreRepository
from app.storage.tables.pairing import store_pairing
from app.storage.unit_of_work import UnitOfWork
from integrations.fake.platform import FakePlatform
from tests.world import World, opened

SHOP = "https://shop.example"
BACK = f"{SHOP}/wp-admin/admin.php?page=setia-loyalty"


@dataclass
class ScriptedPlugin:
    """A plugin that answers as a test says."""

    there: bool = True
    begun: str = "check"
    failing: bool = False
    told: list[PluginLink] = field(default_factory=list)
    left: int = 0
    state: str = ""

    def _answer(self) -> None:
        if self.failing:
            raise PlatformUnavailable("no shop")

    def read(self, store: StoreConnection) -> PluginState | None:
        self._answer()
        return PluginState("1", (), connected=False, api_url="", store="")

    def push(self, store: StoreConnection, link: PluginLink) -> PluginState:
        self.told.append(link)
        return PluginState("1", (), True, link.api_url, link.store)  # noqa: FBT003 - a figure

    def close_goods(self, store: StoreConnection, said: Mapping[str, Any]) -> None:
        self._answer()

    def forget(self, store: StoreConnection) -> None:
        self._answer()
        self.left += 1

    def waits(self, base_url: str, check: str) -> bool:
        self._answer()
        return base_url == SHOP and check == self.begun

    def consent_url(
        self,
        base_url: str,
        *,
        app_name: str,
        state: str,
        return_url: str,
        callback_url: str,
    ) -> str:
        self.state = state
        return f"{base_url}/authorize?{return_url}&{callback_url}"

    def granted(self, body: bytes) -> tuple[str, Mapping[str, str]]:
        found = json.loads(body)
        if "state" not in found:
            raise Malformed("no keys")
        return found["state"], {"key": found["key"]}


class Shop(FakePlatform):
    """A fake shop under the name that pairings connect."""

    name = "woocommerce"
    taken = ""

    @override
    def credentials_for(
        self, store: StoreConnection, proof: Mapping[str, str]
    ) -> Mapping[str, str]:
        return dict(proof)

    @override
    def describe(self, store: StoreConnection) -> StoreDescription:
        if self.taken:
            raise PlatformUnavailable(self.taken)
        return replace(super().describe(store), domain="shop.example", problems=())


@pytest.fixture
def plugin() -> ScriptedPlugin:
    return ScriptedPlugin()


@pytest.fixture
def world(fresh_database_url: str, plugin: ScriptedPlugin) -> Iterator[World]:
    with opened(fresh_database_url) as made:
        shop = Shop(made.clock)
        made.env = replace(
            made.env,
            platforms={"woocommerce": shop},
            store_plugins={"woocommerce": plugin},
        )
        yield made


def begun(world: World, code: str, **changes: str) -> str:
    asked = {"base_url": SHOP, "return_url": BACK, "check": "check", **changes}
    return pairing.begin(world.env, code=code, **asked)


def keys(world: World, state: str, key: str = "ck") -> None:
    body = json.dumps({"state": state, "key": key}).encode()
    pairing.keys_came(world.env, body)


def code_of(world: World) -> str:
    return pairing.offer(world.env, world.programme_id, by="test").code


def rows(world: World) -> list[PairingRow]:
    def read(uow: UnitOfWork) -> list[PairingRow]:
        names = list(PairingRow.__dataclass_fields__)
        columns = [store_pairing.c[name] for name in names]
        found = uow.connection.execute(
            store_pairing.select().with_only_columns(*columns)
        )
        return [PairingRow(*row) for row in found]

    found: list[PairingRow] = world.run(read)
    return found


def test_a_shop_is_paired_and_its_plugin_knows_us(
    world: World, plugin: ScriptedPlugin
) -> None:
    consent = begun(world, code_of(world).lower())
    keys(world, plugin.state)

    address = pairing.finish(world.env, plugin.state, approved=True)

    assert consent.startswith(f"{SHOP}/authorize?http://127.0.0.1:8000/connect/")
    assert address == f"{BACK}&setia=connected"
    (row,) = rows(world)
    assert row.store_id
    assert (row.sealed_keys, row.problem) == (None, None)
    (link,) = plugin.told
    assert link.store == public_id("str", row.store_id)
    assert link.api_url == "http://127.0.0.1:8000"

    def believed(uow: UnitOfWork) -> list[bytes]:
        assert row.store_id
        return identity_secrets(world.env, uow, row.store_id, world.clock.now())

    assert len(world.run(believed)) == 1


def test_coming_back_twice_connects_once(world: World, plugin: ScriptedPlugin) -> None:
    begun(world, code_of(world))
    keys(world, plugin.state)

    first = pairing.finish(world.env, plugin.state, approved=True)
    second = pairing.finish(world.env, plugin.state, approved=True)

    assert first == second
    assert len(plugin.told) == 1


def test_only_the_first_keys_of_a_pairing_count(
    world: World, plugin: ScriptedPlugin
) -> None:
    begun(world, code_of(world))
    keys(world, plugin.state, "first")
    keys(world, plugin.state, "second")

    pairing.finish(world.env, plugin.state, approved=True)

    store_id = rows(world)[0].store_id
    assert store_id
    held = live_connection(world.env, world.programme_id, store_id).credentials
    assert held["key"] == "first"


def test_a_code_lapses_after_thirty_minutes(
    world: World, plugin: ScriptedPlugin
) -> None:
    early, late = code_of(world), code_of(world)
    world.clock.advance(minutes=29)
    begun(world, early)
    world.clock.advance(minutes=1)

    with pytest.raises(PairingUnknown):
        begun(world, late)
    with pytest.raises(PairingUnknown):
        keys(world, plugin.state)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"check": "another"}, NotBegunThere),
        ({"base_url": "https://other.example"}, NotBegunThere),
        ({"return_url": "https://shop.example.evil.test/"}, NotBegunThere),
        ({"return_url": ""}, NotBegunThere),
    ],
)
def test_nobody_is_sent_to_a_shop_that_did_not_begin_it(
    world: World, changes: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        begun(world, code_of(world), **changes)

    assert rows(world)[0].base_url is None


def test_a_code_that_was_never_given_asks_no_shop(
    world: World, plugin: ScriptedPlugin
) -> None:
    plugin.failing = True

    with pytest.raises(PairingUnknown):
        begun(world, "AAAAA-BBBBB-CCCCC-DDDDD")


def test_a_code_serves_one_shop_and_may_begin_there_again(
    world: World, plugin: ScriptedPlugin
) -> None:
    code = code_of(world)
    begun(world, code)
    old = plugin.state
    begun(world, code)

    with pytest.raises(PairingUnknown):
        begun(world, code, base_url="https://other.example")
    with pytest.raises(PairingUnknown):
        keys(world, old)
    keys(world, plugin.state)
    with pytest.raises(PairingUnknown):
        begun(world, code)


def test_each_way_to_fail_has_its_word(world: World, plugin: ScriptedPlugin) -> None:
    begun(world, code_of(world))
    env = world.env

    denied = pairing.finish(env, plugin.state, approved=False)
    early = pairing.finish(env, plugin.state, approved=True)
    keys(world, plugin.state)
    shop = env.platforms["woocommerce"]
    assert isinstance(shop, Shop)
    shop.taken = "down"
    down = pairing.finish(env, plugin.state, approved=True)
    shop.taken = ""
    again = pairing.finish(env, plugin.state, approved=True)

    words = [each.rpartition("=")[2] for each in (denied, early, down, again)]
    assert words == ["denied", "failed", "failed", "connected"]


def test_a_shop_of_another_programme_is_refused(
    world: World, plugin: ScriptedPlugin
) -> None:
    world.run(
        lambda uow: StoreRepository(uow).change(
            world.store_id, platform="woocommerce", domain="shop.example"
        )
    )
    other = replace(world, programme_id=world.env.ids.new())
    found_other(other, world)
    begun(other, code_of(other))
    keys(other, plugin.state)

    assert pairing.finish(world.env, plugin.state, approved=True).endswith("=taken")


def found_other(other: World, world: World) -> None:
    def found(uow: UnitOfWork) -> None:
        merchant = world.env.ids.new()
        rows = StoreRepository(uow)
        rows.add_merchant(merchant, "Other", at=world.clock.now())
        rows.add_programme(
            merchant_id=merchant,
            name="Other",
            timezone="UTC",
            pepper=b"p" * 32,
            at=world.clock.now(),
        )

    other.run(found)


def test_a_state_that_nobody_made_is_unknown(world: World) -> None:
    with pytest.raises(PairingUnknown):
        pairing.finish(world.env, "0" * 64, approved=True)
    with pytest.raises(PairingUnknown):
        keys(world, "0" * 64)
    with pytest.raises(Malformed):
        pairing.keys_came(world.env, b"{}")


def test_a_day_after_it_lapsed_a_pairing_and_its_keys_are_gone(
    world: World, plugin: ScriptedPlugin
) -> None:
    begun(world, code_of(world))
    keys(world, plugin.state)
    world.clock.advance(days=1, minutes=30)

    sweep(world.env, world.programme_id)
    assert len(rows(world)) == 1
    world.clock.advance(seconds=1)
    sweep(world.env, world.programme_id)

    assert rows(world) == []


def test_a_plugin_that_fails_keeps_no_store_from_connecting_or_leaving(
    world: World, plugin: ScriptedPlugin
) -> None:
    begun(world, code_of(world))
    keys(world, plugin.state)
    plugin.failing = True

    address = pairing.finish(world.env, plugin.state, approved=True)
    store_id = rows(world)[0].store_id
    assert store_id
    stores.disconnect(world.env, world.programme_id, store_id)

    assert address.endswith("=connected")
    assert (plugin.told, plugin.left) == ([], 0)


def test_a_store_without_a_plugin_is_told_nothing(
    world: World, plugin: ScriptedPlugin
) -> None:
    plain = replace(world.env, store_plugins={})

    assert store_plugins.push(plain, world.programme_id, world.store_id) is None


def test_a_new_secret_is_pushed_when_asked(
    world: World, plugin: ScriptedPlugin
) -> None:
    world.run(
        lambda uow: StoreRepository(uow).change(world.store_id, platform="woocommerce")
    )

    for renew in (False, False, True):
        store_plugins.push(world.env, world.programme_id, world.store_id, renew=renew)

    one, two, three = (link.identity_secret for link in plugin.told)
    assert one == two != three


def test_leaving_tells_the_plugin(world: World, plugin: ScriptedPlugin) -> None:
    begun(world, code_of(world))
    keys(world, plugin.state)
    pairing.finish(world.env, plugin.state, approved=True)
    store_id = rows(world)[0].store_id
    assert store_id

    stores.disconnect(world.env, world.programme_id, store_id)

    assert plugin.left == 1
