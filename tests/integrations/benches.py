"""One bench per platform: the adapter, a store to use it on, and hands to play with.

The contract tests speak to a bench only. Behind two of them runs a sandbox store
on a real port; behind the third lives the fake.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

import requests

from app.domain.errors import PlatformUnclear
from app.domain.events import (
    CustomerProfile,
    Discount,
    OrderLine,
    OrderSnapshot,
    OrderState,
    ReviewSnapshot,
)
from app.domain.rewards.live import LiveDiscount, People
from app.ports import Delivery, Platform, StoreConnection
from integrations.addresses import Allowance
from integrations.fake.platform import FakePlatform
from integrations.http import Http
from integrations.sandbox.config import StoreConfig
from integrations.sandbox.serving import run_in_thread
from integrations.sandbox.shopify.app import create_shopify_store
from integrations.sandbox.woocommerce.app import create_woocommerce_store
from integrations.shopify.adapter import ShopifyPlatform
from integrations.shopify.tokens import AppKeys
from integrations.woocommerce.adapter import WooCommercePlatform

PROGRAMME = UUID(int=1)
STORE = UUID(int=2)
CALLBACK = f"http://127.0.0.1:9/webhooks/woocommerce/{STORE}"
CALLS = {
    "add_credit": {"operation": "LoyaltyCreditAdd"},
    "take_credit": {"operation": "LoyaltyCreditTake"},
    "issue_gift_card": {"operation": "LoyaltyGiftCardCreate"},
}
START = datetime(2026, 11, 22, 1, tzinfo=UTC)


class RealClock:
    """The machine's clock: signatures of the sandbox are checked against it."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - the one real clock of these tests

    def monotonic_us(self) -> int:
        return int(self.now().timestamp() * 1_000_000)


class Bench(Protocol):
    """What the contract tests may do to a store."""

    @property
    def platform(self) -> Platform: ...

    @property
    def store(self) -> StoreConnection: ...

    def sign_up(self, email: str) -> str:
        """Make an account; return its customer_ref."""

    def order(
        self,
        *,
        customer: str = "",
        email: str = "",
        quantity: int = 2,
        codes: tuple[str, ...] = (),
    ) -> str:
        """Place a paid order of one product; return its order_ref."""

    def refund(self, order_ref: str, *, quantity: int = 0, amount: str = "") -> None:
        """Give units of the first line back, or an amount that names no line."""

    def delete_order(self, order_ref: str) -> None: ...

    def review(self, email: str) -> str:
        """Write an approved review; return its product_ref."""

    def foreign_code(self, code: str) -> None:
        """Let somebody else make this code."""

    def own_discount(self, code: str, **asked: object) -> None:
        """Let the shop's staff make a code: a percentage, with a minimum or a limit."""

    def lose_the_answer(self, of: str = "issue") -> None:
        """Let the next call of one kind work and its answer be cut.

        The kinds are ``issue``, ``add_credit``, ``take_credit``, ``issue_gift_card``.
        """

    def deliveries(self) -> list[Delivery]:
        """Return what the store has delivered so far."""


@dataclass
class FakeBench:
    """The fake, played with by hand."""

    platform: FakePlatform
    store: StoreConnection
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(1, 10_000)))

    def sign_up(self, email: str) -> str:
        customer_ref = str(next(self.numbers))
        self.platform.shop(self.store).customers[customer_ref] = CustomerProfile(
            customer_ref, email=email, has_account=True
        )
        return customer_ref

    def order(
        self,
        *,
        customer: str = "",
        email: str = "",
        quantity: int = 2,
        codes: tuple[str, ...] = (),
    ) -> str:
        number = next(self.numbers)
        stamp = START + timedelta(seconds=number)
        shop = self.platform.shop(self.store)
        shop.put_order(
            OrderSnapshot(
                order_ref=str(number),
                number=f"#{number}",
                state=OrderState.PAID,
                currency=self.store.currency,
                lines=(OrderLine("1", "Mug", quantity, 2000 * quantity),),
                version=stamp,
                placed_at=stamp,
                paid_at=stamp,
                customer=shop.customers.get(customer)
                or CustomerProfile(None, email=email or None),
                total_minor=2000 * quantity,
                discounts=tuple(Discount(code, 500) for code in codes),
            )
        )
        return str(number)

    def refund(self, order_ref: str, *, quantity: int = 0, amount: str = "") -> None:
        shop = self.platform.shop(self.store)
        order = shop.orders[order_ref]
        line = order.lines[0]
        back = line.amount_minor * quantity // line.quantity if quantity else 500
        shop.put_order(
            replace(
                order,
                lines=(replace(line, refunded_minor=back),),
                version=order.version + timedelta(hours=1),
                refunded_total_minor=back,
            )
        )

    def delete_order(self, order_ref: str) -> None:
        del self.platform.shop(self.store).orders[order_ref]

    def review(self, email: str) -> str:
        self.platform.shop(self.store).reviews.append(
            ReviewSnapshot(
                review_ref="9",
                product_ref="7",
                approved=True,
                has_text=True,
                reviewer_email=email,
                written_at=datetime.now(UTC),  # noqa: TID251 - as the sandboxes do
            )
        )
        return "7"

    def foreign_code(self, code: str) -> None:
        from tests.integrations.discounts import fixed  # noqa: PLC0415 - a cycle otherwise

        self.platform.shop(self.store).put_foreign_code(fixed(self.store, code=code))

    def own_discount(self, code: str, **asked: object) -> None:
        begins = RealClock().now() + timedelta(days=int(str(asked.get("in_days", 0))))
        customer = asked.get("customer")
        self.platform.shop(self.store).own_discounts.append(
            LiveDiscount(
                discount_ref=code,
                title=code,
                code=code,
                kinds=frozenset({"order"}),
                people=People(frozenset({str(customer)} if customer else ())),
                starts_at=begins,
                minimum_minor=100 * int(str(asked.get("minimum", 0))),
                uses_left=int(str(asked["limit"])) if "limit" in asked else None,
                percent_bp=100 * int(str(asked["percent"]))
                if "percent" in asked
                else None,
                amount_minor=100 * int(str(asked["amount"]))
                if "amount" in asked
                else None,
                admin_url="https://fake.example/admin",
            )
        )

    def lose_the_answer(self, of: str = "issue") -> None:
        self.platform.shop(self.store).fail(of, PlatformUnclear("cut"), after=True)

    def deliveries(self) -> list[Delivery]:
        return []


@dataclass
class SandboxBench:
    """A sandbox store, played with through its control API."""

    platform: Platform
    store: StoreConnection
    url: str
    creation: Mapping[str, str]
    """How a request that creates a code is known."""

    def act(self, name: str, **asked: object) -> dict[str, Any]:
        return self.control("POST", f"actions/{name}", asked)

    def try_act(self, name: str, **asked: object) -> dict[str, Any]:
        """Return what an action came to, a refusal of the store too."""
        path = f"{self.url}/_sandbox/actions/{name}"
        found: dict[str, Any] = requests.post(path, json=asked, timeout=10).json()
        return found

    def control(self, method: str, path: str, asked: object = None) -> dict[str, Any]:
        answer = requests.request(
            method, f"{self.url}/_sandbox/{path}", json=asked, timeout=10
        )
        assert answer.ok, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def sign_up(self, email: str) -> str:
        return str(self.act("signup", email=email, first_name="Ama")["customer"]["id"])

    def order(
        self,
        *,
        customer: str = "",
        email: str = "",
        quantity: int = 2,
        codes: tuple[str, ...] = (),
    ) -> str:
        who = {"customer": int(customer)} if customer else {"email": email}
        line = {"product": "stoneware-mug", "quantity": quantity}
        made = self.act("order", lines=[line], codes=list(codes), **who)
        return str(made["order"]["id"])

    def refund(self, order_ref: str, *, quantity: int = 0, amount: str = "") -> None:
        what: dict[str, object] = {"order_id": int(order_ref)}
        if quantity:
            what["lines"] = [{"index": 0, "quantity": quantity}]
        else:
            what["amount"] = amount
        self.act("refund", **what)

    def delete_order(self, order_ref: str) -> None:
        self.act("delete-order", order_id=int(order_ref))

    def review(self, email: str) -> str:
        made = self.act(
            "review", product="stoneware-mug", email=email, rating=5, text="Good"
        )
        review = made["review"]
        self.act("approve-review", review_id=review["id"])
        return str(review["product_id"])

    def foreign_code(self, code: str) -> None:
        other = StoreConnection(**vars_of(self.store))
        from tests.integrations.discounts import fixed  # noqa: PLC0415 - a cycle otherwise

        self.platform.issue(
            other, fixed(self.store, code=code, marker="of another app")
        )

    def own_discount(self, code: str, **asked: object) -> None:
        self.act("discount", code=code, **asked)

    def lose_the_answer(self, of: str = "issue") -> None:
        self.control(
            "POST",
            "faults",
            {
                "id": "lost",
                "on": "request",
                "match": {**(CALLS.get(of) or self.creation), "times": 1},
                "effect": {"cut": True, "when": "after"},
            },
        )

    def deliveries(self) -> list[Delivery]:
        self.control("POST", "deliver")
        return [
            Delivery(
                topic=row["topic"],
                body=row["body"].encode(),
                headers={name.lower(): value for name, value in row["headers"].items()},
            )
            for row in self.control("GET", "deliveries")["deliveries"]
            if "body" in row
        ]


def vars_of(store: StoreConnection) -> dict[str, Any]:
    return {name: getattr(store, name) for name in store.__dataclass_fields__}


def connection(platform: str, base_url: str, **changes: Any) -> StoreConnection:  # noqa: ANN401
    values: dict[str, Any] = {
        "store_id": STORE,
        "programme_id": PROGRAMME,
        "platform": platform,
        "base_url": base_url,
        "domain": "shop.example",
        "currency": "EUR",
        "timezone": "UTC",
    }
    return StoreConnection(**values | changes)


def fake_bench() -> FakeBench:
    return FakeBench(
        FakePlatform(RealClock()), connection("fake", "https://fake.example")
    )


@contextmanager
def shopify_bench(**config: Any) -> Iterator[SandboxBench]:  # noqa: ANN401 - its options
    """Run a Shopify sandbox; the adapter holds its token."""
    options: dict[str, Any] = {
        "currency": "EUR",
        "decimals": 2,
        "plan": "unlimited",
        "queue": "manual",
    }
    settings = StoreConfig(**options | config)
    with run_in_thread(create_shopify_store(settings)) as running:
        info = requests.get(f"{running.url}/_sandbox/info", timeout=10).json()
        keys = AppKeys(info["client_id"], info["client_secret"])
        http = Http(RealClock(), allowed=Allowance(local=True))
        store = connection(
            "shopify",
            running.url,
            domain=info["shop_domain"],
            currency=settings.currency,
            credentials={"access_token": info["access_token"]},
        )
        yield SandboxBench(
            ShopifyPlatform(http, RealClock(), keys),
            store,
            running.url,
            {"operation": "(Code|Automatic).*Create"},
        )


@contextmanager
def woocommerce_bench(**config: Any) -> Iterator[SandboxBench]:  # noqa: ANN401 - its options
    """Run a WooCommerce sandbox; its webhooks exist, so that it delivers."""
    options: dict[str, Any] = {
        "platform": "woocommerce",
        "currency": "EUR",
        "decimals": 2,
        "queue": "manual",
    }
    settings = StoreConfig(**options | config)
    with run_in_thread(create_woocommerce_store(settings)) as running:
        info = requests.get(f"{running.url}/_sandbox/info", timeout=10).json()
        http = Http(RealClock(), allowed=Allowance(local=True))
        store = connection(
            "woocommerce",
            running.url,
            currency=settings.currency,
            credentials={
                "consumer_key": info["consumer_key"],
                "consumer_secret": info["consumer_secret"],
            },
        )
        platform = WooCommercePlatform(http, RealClock())
        yield SandboxBench(
            platform, store, running.url, {"method": "POST", "path": "/wc/v3/coupons"}
        )
