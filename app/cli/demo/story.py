"""The whole loop once, in one store, with every figure checked.

Connect, sign up, buy, review, redeem, use the code, refund in part and in full,
and let an unused code lapse. Each step says what happened and what the books
show; a figure that is not the expected one fails the run at the end.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from rich.console import Console

from app.cli.demo.clients import Api, Shop, until
from app.cli.demo.shopper import PASSWORD, Shopper

GOODS = [{"sku": "KOPI-01", "quantity": 1}, {"sku": "TAS-01", "quantity": 1}]
"""Rp150.000 + Rp99.000: 249 points at 1 for Rp1.000."""
EARNED = 249
SIGN_UP = 100
REVIEW = 50
PRICE = 300
WORTH = 30_000
KEPT_AFTER_REFUND = 150
"""The bag of Rp99.000 goes back, the coffee stays."""
SECOND_GOODS = [{"sku": "KOPI-02", "quantity": 1}]
SECOND_EARNED = 155
"""Rp185.000 less the Rp30.000 that were paid with points."""
SMALL_PRICE = 100
WAIT_DAYS = 15
CODE_DAYS = 31


@dataclass(slots=True)
class Tally:
    """What was expected and what was found."""

    console: Console
    wrong: list[str] = field(default_factory=list)
    right: int = 0

    def check(self, what: str, found: object, wanted: object) -> None:
        """Print one figure; remember it when it is not the expected one."""
        if found == wanted:
            self.right += 1
            self.console.print(f"    [green]✓[/] {what}: {found}")
        else:
            self.wrong.append(f"{what}: {found}, expected {wanted}")
            self.console.print(f"    [red]✗ {what}: {found}, expected {wanted}[/]")


@dataclass(slots=True)
class Story:
    """One customer's year in one store."""

    shop: Shop
    api: Api
    store_id: UUID
    reward_id: str
    email: str
    tally: Tally
    advance: Callable[[int], None]
    """Moves every clock of the demonstration ahead by so many days."""
    review: Callable[[Shop, dict[str, Any], str], None]
    member: str = ""
    customer: dict[str, Any] = field(default_factory=dict)

    def play(self) -> None:
        self.sign_up()
        first = self.buy()
        self.look_around()
        self.leave_review(first)
        voucher = self.redeem(PRICE)
        second = self.use(voucher)
        self.refund_in_part(first)
        self.refund_the_rest(first)
        self.refund_what_was_bought_with_points(second, voucher)
        self.let_a_code_lapse()

    def say(self, text: str) -> None:
        self.tally.console.print(f"  [bold]{text}[/]")

    def balance(self) -> dict[str, int]:
        """Return the member's points: usable, pending, held, owed."""
        rows = self.api.get(f"/members/{self.member}/balance")["data"]
        points: dict[str, Any] = next(
            (row for row in rows if row["asset"] == "points"), {}
        )
        return {
            name: int(points.get(name, 0))
            for name in ("usable", "pending", "held", "owed")
        }

    def expect(
        self, *, usable: int, pending: int = 0, held: int = 0, owed: int = 0
    ) -> None:
        """Wait until the books show these figures, and check them."""
        wanted = {"usable": usable, "pending": pending, "held": held, "owed": owed}
        found = until("balance", self.balance, lambda seen: seen == wanted)
        for name, figure in wanted.items():
            if figure or name == "usable":
                self.tally.check(f"{name} points", found[name], figure)

    def sign_up(self) -> None:
        self.say(f"{self.email} signs up")
        answer = self.shop.act(
            "signup",
            email=self.email,
            first_name="Dewi",
            last_name="Lestari",
            password=PASSWORD,
        )
        self.customer = answer["customer"]
        found = until(
            "the new member",
            lambda: self.api.try_get(f"/members/email:{self.email}"),
            lambda seen: seen is not None,
        )
        self.member = found["id"] if found else ""
        self.expect(usable=SIGN_UP)

    def buy(self) -> dict[str, Any]:
        self.say("buys for Rp249.000")
        order = self._order(GOODS)
        self.expect(usable=SIGN_UP, pending=EARNED)
        self.say(f"{WAIT_DAYS} days later the return window is over")
        self.advance(WAIT_DAYS)
        self.expect(usable=SIGN_UP + EARNED)
        return order

    def look_around(self) -> None:
        """See the shop as its customer does: the widget, and the theme's own page."""
        self.say("opens the shop")
        app_url = self.api.url.removesuffix("/api/v1")
        shopper = Shopper(self.shop, app_url, self.store_id, self.email)
        points = SIGN_UP + EARNED
        self.tally.check("points in the widget", shopper.widget_balance(), points)
        if self.shop.platform == "shopify":
            says = f"You have {points} points"
            self.tally.check("points in the theme", shopper.theme_says(says), True)  # noqa: FBT003

    def _order(self, goods: list[dict[str, Any]], code: str = "") -> dict[str, Any]:
        answer = self.shop.act(
            "checkout-with-code",
            customer=self.email,
            email=self.email,
            lines=goods,
            **({"code": code} if code else {}),
        )
        placed: dict[str, Any] = answer["order"]
        finished: dict[str, Any] = self.shop.act("complete", order_id=placed["id"])[
            "order"
        ]
        return finished

    def leave_review(self, order: dict[str, Any]) -> None:
        self.say("leaves a review, and staff approve it")
        self.review(self.shop, order, self.email)
        self.expect(usable=SIGN_UP + EARNED + REVIEW)

    def redeem(self, points: int) -> dict[str, Any]:
        self.say(f"redeems {points} points")
        voucher = self.api.post(
            f"/members/{self.member}/redemptions",
            {
                "reward_id": self.reward_id,
                "store_id": str(self.store_id),
                "points": points,
            },
            key=f"{self.member}-{points}",
        )
        voucher = until(
            "the code",
            lambda: self.api.get(f"/redemptions/{voucher['id']}"),
            lambda seen: seen["state"] == "issued",
        )
        self.tally.check("voucher", voucher["state"], "issued")
        self.tally.check("price in points", voucher["price_points"], points)
        self.tally.console.print(f"    code {voucher['code']}")
        return voucher

    def use(self, voucher: dict[str, Any]) -> dict[str, Any]:
        left = SIGN_UP + EARNED + REVIEW - PRICE
        self.expect(usable=left)
        self.say("uses the code at the checkout for Rp185.000")
        order = self._order(SECOND_GOODS, voucher["code"])
        self.tally.check("discount in rupiah", int(Decimal(order["discounts"])), WORTH)
        until(
            "the use of the code",
            lambda: self.api.get(f"/redemptions/{voucher['id']}"),
            lambda seen: seen["state"] == "used",
        )
        self.tally.check("voucher", "used", "used")
        self.expect(usable=left, pending=SECOND_EARNED)
        self._try_again(voucher)
        return order

    def _try_again(self, voucher: dict[str, Any]) -> None:
        answer = self.shop.post(
            "/_sandbox/actions/checkout-with-code",
            {
                "customer": self.email,
                "email": self.email,
                "lines": SECOND_GOODS,
                "code": voucher["code"],
            },
        )
        said = "taken" if answer.get("ok") else "refused"
        self.tally.check("the same code once more", said, "refused")

    def refund_in_part(self, order: dict[str, Any]) -> None:
        self.say("the bag of Rp99.000 goes back and is refunded")
        self.shop.act(
            "refund", order_id=order["id"], lines=[{"index": 1, "quantity": 1}]
        )
        left = SIGN_UP + EARNED + REVIEW - PRICE - (EARNED - KEPT_AFTER_REFUND)
        self.expect(usable=left, pending=SECOND_EARNED)

    def refund_the_rest(self, order: dict[str, Any]) -> None:
        self.say("the rest of the first order is refunded")
        self.shop.act("refund", order_id=order["id"], everything=True)
        owed = PRICE - SIGN_UP - REVIEW
        self.expect(usable=0, pending=SECOND_EARNED, owed=owed)

    def refund_what_was_bought_with_points(
        self, order: dict[str, Any], voucher: dict[str, Any]
    ) -> None:
        self.say("the order paid with points is refunded: the points come back")
        self.shop.act("refund", order_id=order["id"], everything=True)
        self.expect(usable=SIGN_UP + REVIEW)
        found = self.api.get(f"/redemptions/{voucher['id']}")
        self.tally.check("voucher", found["state"], "returned")

    def let_a_code_lapse(self) -> None:
        voucher = self.redeem(SMALL_PRICE)
        self.expect(usable=SIGN_UP + REVIEW - SMALL_PRICE)
        self.say(f"nobody uses it; {CODE_DAYS} days later the points come back")
        self.advance(CODE_DAYS)
        self.expect(usable=SIGN_UP + REVIEW)
        found = self.api.get(f"/redemptions/{voucher['id']}")
        self.tally.check("voucher", found["state"], "lapsed")
