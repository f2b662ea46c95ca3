"""Rewards of every kind from a signed order to the store, over door and API."""

from typing import Any

from app.domain.programme.loading import load_document
from app.domain.rewards.voucher import Voucher
from app.services.prove import prove
from app.services.sealing import seal
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherRepository
from integrations.fake.platform import FakePlatform
from tests.recipes.pipeline import Player, opened
from tests.recipes.stories import Story

DOCUMENT: dict[str, Any] = {
    "identity": {"name": "Satu", "timezone": "Asia/Jakarta", "currency": "USD"},
    "earning": [
        {
            "id": "spend",
            "trigger": "order",
            "award": {"kind": "rate", "rates": {"USD": "1 per 1"}},
        }
    ],
    "rewards": [
        {
            "id": "bazaar",
            "kind": "free_product",
            "price": 750,
            "products": ["lipstick"],
            "stock": {"units": 500},
        },
        {
            "id": "bazaar-card",
            "kind": "gift_card",
            "price": 100,
            "amount": {"USD": "5"},
        },
        {
            "id": "credit",
            "kind": "store_credit",
            "price": 100,
            "amount": {"USD": "5"},
        },
        {
            "id": "next-door",
            "kind": "partner",
            "price": 100,
            "store": "b.test",
            "amount": {"USD": "3"},
        },
    ],
}


def story(**more: Any) -> Story:  # noqa: ANN401 - parts of a story
    return Story(
        recipe="rewards",
        name="every kind",
        currency="USD",
        steps=(),
        document=load_document(DOCUMENT),
        **more,
    )


def earned(player: Player, amount: str) -> None:
    player.play({"order": {"ref": "A", "lines": [{"amount": amount}]}})
    player.play({"offers": None})


def newest(player: Player) -> Voucher:
    def read(uow: UnitOfWork) -> Voucher:
        return VoucherRepository(uow).page(member_id=player.member("ani"))[0]

    found: Voucher = player.run(read)
    return found


def shop_of(player: Player, store: str = "A") -> Any:  # noqa: ANN401 - the fake's own
    platform = player.env.platforms["fake"]
    assert isinstance(platform, FakePlatform)
    return platform.shop(player.store(store))


def proved(player: Player) -> bool:
    while seal(player.env, player.programme_id):
        pass
    return list(prove(player.env, player.programme_id)) == []


def test_the_501st_of_500_keeps_its_points(
    fresh_database_url: str, redis_url: str
) -> None:
    with opened(story(), fresh_database_url, redis_url) as player:
        earned(player, "1500.00")
        player.play({"sold": {"reward": "bazaar", "units": 499}})

        player.play({"redeem": {"reward": "bazaar"}})
        after_500th = player.total("ani")
        player.play({"redeem": {"reward": "bazaar"}})

        assert (after_500th, player.refused) == (750, "reward_unavailable")
        assert player.total("ani") == 750
        assert proved(player)


def test_a_gift_card_is_in_the_store_until_it_is_given_back(
    fresh_database_url: str, redis_url: str
) -> None:
    with opened(story(), fresh_database_url, redis_url) as player:
        earned(player, "100.00")

        player.play({"redeem": {"reward": "bazaar-card"}})
        voucher, shown = newest(player), player.answer
        (card,) = shop_of(player).cards.values()
        player.ask("POST", f"/redemptions/{shown['id']}/cancel")

        assert (voucher.state, card.shown.balance.amount_minor) == ("issued", 500)
        assert shown["code"] == voucher.code
        assert newest(player).state == "withdrawn"
        assert player.total("ani") == 100
        assert proved(player)


def test_store_credit_is_with_the_customer(
    fresh_database_url: str, redis_url: str
) -> None:
    with opened(story(), fresh_database_url, redis_url) as player:
        earned(player, "100.00")

        player.play({"redeem": {"reward": "credit"}})

        assert newest(player).state == "used"
        assert list(shop_of(player).credit_minor.values()) == [500]
        assert player.total("ani") == 0
        assert proved(player)


def test_a_partners_voucher_works_in_the_partners_store(
    fresh_database_url: str, redis_url: str
) -> None:
    stores: dict[str, dict[str, str]] = {"A": {}, "B": {"domain": "b.test"}}
    with opened(story(stores=stores), fresh_database_url, redis_url) as player:
        earned(player, "100.00")

        player.play({"redeem": {"reward": "next-door"}})

        voucher = newest(player)
        assert voucher.store_id == player.stores["B"]
        assert (voucher.state, voucher.terms.amount_minor) == ("issued", 300)
