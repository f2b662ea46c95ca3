"""Where this installation charges: one plan, agreed in Shopify, and nothing lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from app.domain.billing import Standing
from app.domain.staff import Role
from app.services import billing
from app.services.billing import READ_SUBSCRIPTION
from app.storage.installing import SubscriptionRepository
from app.storage.staff import StaffRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import MerchantWork, UnitOfWork
from tests.journeys.shop import CLERK, TIMEOUT_S, Merchant, merchant_at

EMAIL = "dewi@pelanggan.test"
CHARGING = {
    "BILLING": "on",
    "BILLING_PLAN": "Setia",
    "BILLING_PRICE": "19.00",
    "BILLING_CURRENCY": "USD",
    "BILLING_TRIAL_DAYS": "14",
    "BILLING_TEST": "off",
}


@pytest.fixture
def merchant(
    fresh_database_url: str, redis_url: str, tmp_path: Path
) -> Iterator[Merchant]:
    with merchant_at(fresh_database_url, redis_url, tmp_path, **CHARGING) as found:
        yield found


def standing(merchant: Merchant) -> Standing:
    store_id = merchant.row().store_id
    found: Standing = merchant.run(
        lambda uow: billing.standing_of(merchant.env, uow, store_id)
    )
    return found


def agree(merchant: Merchant, answer: str = "1") -> None:
    """Begin, and answer Shopify's own page about it."""
    shown = merchant.fetch("POST", "/shopify/billing", merchant.token())
    assert shown.status_code == 200
    page = merchant.state()["subscriptions"][-1]["id"]
    address = f"{merchant.shop_url}/admin/charges/{page}/confirm"
    assert f'href="{address}" target="_top" data-leave' in shown.text
    back = requests.get(
        f"{address}?approve={answer}", timeout=TIMEOUT_S, allow_redirects=False
    )
    assert back.headers["Location"].startswith(
        f"{merchant.shop_url}/admin/apps/key-of-tests?charge_id="
    )


def test_a_shop_is_shown_the_plan_agrees_and_works(merchant: Merchant) -> None:
    first = merchant.open()
    assert first.headers["Location"].startswith("/shopify/billing?")
    plan = merchant.get(first.headers["Location"])
    assert "19" in plan.text
    assert "14" in plan.text

    agree(merchant)
    again = merchant.open()

    assert again.headers["Location"].startswith("/admin/home?")
    [held] = merchant.state()["subscriptions"]
    assert (held["status"], held["amount"], held["test"]) == ("ACTIVE", "19.00", False)
    assert held["trial_days"] == 14
    assert standing(merchant) is Standing.TRIAL


def test_a_word_of_shopifys_is_enough_without_the_merchant(merchant: Merchant) -> None:
    merchant.open()
    agree(merchant)

    merchant.settle()

    assert standing(merchant) is Standing.TRIAL
    merchant.act("subscription", status="FROZEN")
    assert standing(merchant) is Standing.READ_ONLY


def test_what_ended_can_be_seen_and_not_changed_and_members_lose_nothing(
    merchant: Merchant,
) -> None:
    merchant.open()
    agree(merchant)
    merchant.open()

    merchant.act("subscription", status="CANCELLED")
    merchant.act("signup", email=EMAIL, first_name="Dewi", last_name="Lestari")

    page = merchant.fetch("GET", "/admin/help", merchant.token())
    assert page.status_code == 200
    assert "/shopify/billing" in page.text
    assert merchant.row().state == "connected"
    assert merchant.state()["deliveries"][-1]["state"] == "delivered"


def test_what_was_declined_costs_nothing_and_can_be_agreed_later(
    merchant: Merchant,
) -> None:
    merchant.open()

    agree(merchant, "0")
    merchant.settle()

    assert standing(merchant) is Standing.NOT_YET
    agree(merchant)
    assert merchant.open().headers["Location"].startswith("/admin/home?")


def test_coming_back_gives_no_second_trial(merchant: Merchant) -> None:
    merchant.open()
    agree(merchant)
    merchant.open()
    merchant.act("uninstall")
    row = merchant.row()

    def long_ago(uow: UnitOfWork) -> None:
        rows = SubscriptionRepository(uow)
        found = rows.get(row.store_id)
        assert found is not None
        first = merchant.env.clock.now().replace(year=2025)
        rows.keep(row.store_id, found[0], first_began_at=first, at=first)

    merchant.run(long_ago)
    merchant.open()
    assert standing(merchant) is Standing.READ_ONLY
    agree(merchant)

    assert merchant.state()["subscriptions"][-1]["trial_days"] == 0


def test_a_shop_of_developers_gets_a_charge_that_moves_no_money(
    merchant: Merchant,
) -> None:
    merchant.ask_shop("config", {"partner_development": True})
    merchant.open()

    agree(merchant)

    assert merchant.state()["subscriptions"][-1]["test"] is True


def test_an_analyst_agrees_to_nothing(merchant: Merchant) -> None:
    merchant.open()
    manager = merchant.fetch("POST", "/shopify/billing", merchant.token(CLERK))
    assert manager.status_code == 200, "managers may"
    lower(merchant, CLERK)

    refused = merchant.fetch("POST", "/shopify/billing", merchant.token(CLERK))

    assert refused.status_code == 403
    assert len(merchant.state()["subscriptions"]) == 1


def lower(merchant: Merchant, user: str) -> None:
    merchant_id = merchant.run(lambda uow: StoreRepository(uow).programme().merchant_id)

    def change(work: MerchantWork) -> None:
        team = StaffRepository(work)
        row = next(each for each in team.all() if user in (each.platform_ref or ""))
        team.change(row.staff_id, role=Role.ANALYST)

    merchant.env.database.run_merchant(merchant_id, change)


def test_a_debt_of_reading_is_owed_once(merchant: Merchant) -> None:
    merchant.open()
    agree(merchant)
    for _ in range(2):
        merchant.ask_shop("actions/subscription", {"status": "ACTIVE"})

    merchant.settle()

    def count(uow: UnitOfWork) -> int:
        rows: int = uow.connection.exec_driver_sql(
            "SELECT count(*) FROM outbox WHERE kind = %s AND state = 'waiting'",
            (READ_SUBSCRIPTION,),
        ).scalar_one()
        return rows

    assert merchant.run(count) == 0
