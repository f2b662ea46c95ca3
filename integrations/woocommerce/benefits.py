# ruff: noqa: ARG002 - the port names what this platform has no use for
"""What WooCommerce does for a customer beside coupons: little of its own.

It has no customer tags, so ours stand in one customer meta, where the store's plugin
and other programs find them. Store credit and gift cards exist only in plugins that
differ from shop to shop; what they would do is done with coupons instead.
"""

from collections.abc import Sequence

from app.domain.errors import (
    PlatformCannot,
    PlatformMissing,
    PlatformRefused,
    PlatformUnclear,
)
from app.domain.money import Money
from app.domain.rewards.credit import (
    CreditMovement,
    CreditSpec,
    GiftCardSpec,
    IssuedGiftCard,
)
from app.ports import StoreConnection
from integrations.reading import Body
from integrations.woocommerce.client import WooClient
from integrations.woocommerce.people import TAGS_META, meta, tags_in

OFFERS = frozenset({"tags"})
MOST_WRITES = 3


class WooBenefits:
    """``MemberBenefits`` over REST v3."""

    def __init__(self, client: WooClient) -> None:
        self._client = client

    def can(self, store: StoreConnection) -> frozenset[str]:
        return OFFERS

    def tag_customer(
        self,
        store: StoreConnection,
        customer_ref: str,
        *,
        add: Sequence[str] = (),
        remove: Sequence[str] = (),
    ) -> tuple[str, ...]:
        """Add and remove tags in our meta, read and written as a whole.

        Another program that writes the meta at the same moment may take ours away
        again: so it is read afterwards, and what is missing is written once more.
        Callers of this house take turns.

        Raises:
            PlatformRefused: A tag with a comma, which divides them in the meta.
            PlatformUnclear: Somebody else takes it away each time.
        """
        if any("," in each or not each.strip() for each in (*add, *remove)):
            raise PlatformRefused("a tag is a word without commas", reason="tag")
        held = self._customer(store, customer_ref)
        for _ in range(MOST_WRITES):
            before = set(tags_in(held))
            after = (before | set(add)) - set(remove)
            if after == before:
                return tuple(sorted(before))
            self._write(store, customer_ref, meta(held, TAGS_META), after)
            held = self._customer(store, customer_ref)
        left = set(tags_in(held))
        if not set(add) <= left or left & set(remove):
            raise PlatformUnclear("another program keeps changing the tags")
        return tuple(sorted(left))

    def _write(
        self,
        store: StoreConnection,
        customer_ref: str,
        kept: Body | None,
        tags: set[str],
    ) -> None:
        entry: dict[str, object] = {"key": TAGS_META, "value": ",".join(sorted(tags))}
        if kept is not None:
            entry["id"] = kept.get("id")
        self._client.put(store, f"customers/{customer_ref}", {"meta_data": [entry]})

    def _customer(self, store: StoreConnection, customer_ref: str) -> Body:
        if not customer_ref.isascii() or not customer_ref.isdigit():
            raise PlatformMissing(f"no customer {customer_ref}")
        return self._client.get_one(store, f"customers/{customer_ref}")

    def add_credit(self, store: StoreConnection, spec: CreditSpec) -> CreditMovement:
        raise _no("store_credit")

    def take_credit(self, store: StoreConnection, spec: CreditSpec) -> CreditMovement:
        raise _no("store_credit")

    def credit_balance(
        self, store: StoreConnection, customer_ref: str, currency: str
    ) -> Money:
        raise _no("store_credit")

    def issue_gift_card(
        self, store: StoreConnection, spec: GiftCardSpec
    ) -> IssuedGiftCard:
        raise _no("gift_card")

    def look_up_gift_card(
        self, store: StoreConnection, code: str
    ) -> IssuedGiftCard | None:
        raise _no("gift_card")

    def disable_gift_card(
        self, store: StoreConnection, code: str
    ) -> IssuedGiftCard | None:
        raise _no("gift_card")


def _no(what: str) -> PlatformCannot:
    words = what.replace("_", " ")
    return PlatformCannot(f"WooCommerce has no {words} of its own", reason=what)
