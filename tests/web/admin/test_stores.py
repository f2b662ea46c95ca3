"""The stores over HTTP: health, connecting, the past, disconnecting, time."""

from datetime import timedelta
from typing import Any

import pytest

from app.domain.events import OrderState
from app.domain.ledger import Balance
from app.domain.staff import Role
from app.domain.store_exam import StoreCheck, failed, warned
from app.domain.words import Language
from app.services import stores
from app.storage.store_checks import CheckRepository
from app.storage.stores import StoreRepository
from tests.factories import order
from tests.services.test_connecting import ScriptedExaminer
from tests.services.test_pairing import ScriptedPlugin, Shop
from tests.web.admin.conftest import Office

SEE_OTHER = 303
KEYS = {"key": "ck_" + "1" * 40, "secret": "cs_" + "2" * 40}
AT = "/settings/stores"


class Clocks:
    """Remembers what was moved."""

    def __init__(self) -> None:
        self.moved: list[timedelta] = []

    def advance(self, span: timedelta, stores: Any) -> None:  # noqa: ANN401 - a list
        self.moved.append(span)


@pytest.fixture
def examiner() -> ScriptedExaminer:
    return ScriptedExaminer([StoreCheck("reachable")], [StoreCheck("version")])


@pytest.fixture
def shops(office: Office, examiner: ScriptedExaminer) -> Office:
    """An office that can connect WooCommerce stores, which answer as told."""
    plain = office.env
    for name, value in {
        "platforms": {**plain.platforms, "woocommerce": Shop(plain.clock)},
        "store_plugins": {"woocommerce": ScriptedPlugin()},
        "examiners": {"woocommerce": examiner},
        "public_url": "https://setia.example",
    }.items():
        # The app that answers holds this very world.
        object.__setattr__(plain, name, value)
    return office


def store_id(office: Office) -> Any:  # noqa: ANN401 - an id
    return office.desk.world.store_id


def test_a_store_shows_its_health_and_its_past(office: Office) -> None:
    wrong = [warned("coupons"), failed(stores.NOT_MADE, topics="order.updated")]
    at = office.env.clock.now()
    office.env.database.run(
        office.programme_id,
        lambda uow: CheckRepository(uow).note(store_id(office), wrong, at=at),
    )
    begun = office.post(f"{AT}/{store_id(office)}/history", {})

    page = office.get(AT).text

    assert begun.status == SEE_OTHER
    assert "Enable the use of coupon codes" in page
    assert "order.updated" in page
    assert "Waiting" in page


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("path", [AT, f"{AT}/connect"])
def test_the_pages_speak_every_language(
    office: Office, path: str, language: Language
) -> None:
    office.as_role(Role.OWNER, language)

    assert office.get(path).status == 200


def test_when_orders_count_is_chosen_for_each_store(office: Office) -> None:
    world, way = office.desk.world, f"{AT}/{store_id(office)}/counts"
    assert "when it is paid" in office.get(AT).text

    wrong = office.post(way, {"earn_on": "shipped"})
    done = office.post(way, {"earn_on": "fulfilled"})
    world.settle(order(ref="A1", at=world.clock.now()))
    paid = world.balance()
    world.settle(order(ref="A2", state=OrderState.FULFILLED, at=world.clock.now()))

    assert (wrong.status, done.status) == (SEE_OTHER, SEE_OTHER)
    assert paid == Balance()
    assert world.balance().pending > 0


def test_every_check_has_its_way_out_in_every_language() -> None:
    from app.web.admin.words.store_checks import STORE_CHECKS  # noqa: PLC0415

    names = {key for key in STORE_CHECKS if not key.endswith(".fix")}

    assert {f"{name}.fix" for name in names} <= set(STORE_CHECKS)


def test_a_store_that_can_not_be_used_says_what_to_do_and_keeps_what_was_typed(
    shops: Office, examiner: ScriptedExaminer
) -> None:
    examiner.outside = [failed("permalinks")]

    page = shops.post(f"{AT}/connect", {"address": "shop.example"})

    assert page.status == 400
    assert "Settings, Permalinks" in page.text
    assert 'value="shop.example"' in page.text


def test_an_address_leads_to_the_stores_own_consent(shops: Office) -> None:
    page = shops.post(f"{AT}/connect", {"address": "shop.example"})

    assert page.status == 200
    assert 'href="https://shop.example/authorize?' in page.text


def test_pasted_keys_connect_and_their_form_is_checked(shops: Office) -> None:
    bad = shops.post(f"{AT}/connect/keys", {"address": "shop.example", "key": "x"})
    good = shops.post(f"{AT}/connect/keys", {"address": "https://shop.example", **KEYS})

    assert bad.status == 400
    assert "cs_" not in bad.text.replace("cs_…", "")
    assert good.status == SEE_OTHER
    assert "shop.example" in shops.get(AT).text


def test_a_code_for_the_plugin_is_shown_once(office: Office) -> None:
    page = office.post(f"{AT}/connect/code", {})

    assert page.status == 200
    assert 'class="key-text"' in page.text


def test_disconnecting_is_asked_first(shops: Office) -> None:
    office = shops
    asked = office.get(f"{AT}/{store_id(office)}/disconnect")
    done = office.post(f"{AT}/{store_id(office)}/disconnect", {})

    assert "Members, points and" in asked.text
    assert done.status == SEE_OTHER
    assert "Disconnected" in office.get(AT).text


def test_time_moves_where_everything_is_a_sandbox(office: Office) -> None:
    clocks = Clocks()
    object.__setattr__(office.env, "playground", clocks)
    hidden = office.get(AT).text
    office.env.database.run(
        office.programme_id,
        lambda uow: StoreRepository(uow).change(store_id(office), sandbox=True),
    )

    moved = office.post(f"{AT}/time", {"days": "14"})

    assert "Move time" not in hidden or "sandbox" in hidden.lower()
    assert moved.status == SEE_OTHER
    assert clocks.moved == [timedelta(days=14)]


@pytest.mark.parametrize("role", [Role.SUPPORT, Role.ANALYST])
def test_who_may_not_connect_sees_health_and_no_button(
    office: Office, role: Role
) -> None:
    office.as_role(role)

    assert "Connect a store" not in office.get(AT).text
    assert office.get(f"{AT}/connect").status == 403
    assert office.post(f"{AT}/{store_id(office)}/disconnect", {}).status == 403
