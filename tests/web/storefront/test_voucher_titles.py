"""A voucher is called as its own version calls it, in the language asked for."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.services.debts import HANDLERS
from app.services.outbox import drain
from tests.services.importing.conftest import Importing
from tests.web.desk import DOCUMENT
from tests.web.storefront.shop import Shop

MUG = {
    "id": "mug",
    "kind": "manual",
    "title": {"id": "Cangkir", "ms": "Cawan", "en": "Mug"},
    "price": 50,
}


def bought(shop: Shop, rewards: list[dict[str, Any]], reward_id: str) -> None:
    shop.world.publish({**DOCUMENT, "rewards": rewards})
    shop.welcome("7001")
    answer = shop.post("/redemptions?lang=id", {"reward_id": reward_id}, who="7001")
    assert answer.status == 201, answer.text


def titles(shop: Shop, lang: str) -> list[str]:
    found = shop.get(f"/vouchers?lang={lang}", who="7001").json["data"]
    return [one["title"] for one in found]


def test_a_title_follows_the_language_when_the_reward_was_renamed(shop: Shop) -> None:
    bought(shop, [MUG], "mug")
    renamed = {"id": "Botol", "ms": "Botol", "en": "Bottle"}
    shop.world.publish({**DOCUMENT, "rewards": [{**MUG, "title": renamed}]})

    assert titles(shop, "en") == ["Mug"]
    assert titles(shop, "id") == ["Cangkir"]
    assert titles(shop, "ms") == ["Cawan"]


def test_a_title_follows_the_language_when_the_reward_is_gone(shop: Shop) -> None:
    bought(shop, DOCUMENT["rewards"], "ten-thousand")
    shop.world.publish({**DOCUMENT, "rewards": [MUG]})

    assert titles(shop, "en") == ["Rp10,000 off"]
    assert titles(shop, "id") == ["Diskon Rp10.000"]


def test_a_code_of_an_old_program_is_ready_under_its_own_name(shop: Shop) -> None:
    shop.welcome("7001")
    file = "external_id,points,reward_code,reward_name\n7001,1,OLD-77,Ten off\n"
    Importing(shop.world).done(file)

    (found,) = shop.get("/vouchers?lang=id", who="7001").json["data"]

    assert (found["title"], found["state"], found["code"]) == (
        "Ten off",
        "ready",
        "OLD-77",
    )
    assert found["apply"] == {"kind": "code"}
    assert found["cancellable"] is False


def test_the_day_that_is_told_is_the_last_one_on_which_it_works(shop: Shop) -> None:
    shop.world.publish(DOCUMENT)
    shop.welcome("7001")
    made = shop.post("/redemptions", {"reward_id": "ten-thousand"}, who="7001")
    assert made.status == 201, made.text
    while drain(shop.world.env, HANDLERS, most=20):
        pass
    over = shop.world.run(
        lambda uow: uow.connection.exec_driver_sql(
            "SELECT lapses_at FROM voucher"
        ).scalar_one()
    )

    (found,) = shop.get("/vouchers?lang=en", who="7001").json["data"]

    assert over == datetime(2026, 12, 23, tzinfo=ZoneInfo(shop.world.store.timezone))
    assert found["lapses_text"] == "Use by 22 Dec 2026"
