"""The Shopify platform as the rest of the house knows it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from app.domain.errors import (
    CodeTaken,
    PlatformMissing,
    PlatformRefused,
    PlatformUnclear,
)
from app.domain.events import CustomerProfile, Event, OrderSnapshot, ReviewSnapshot
from app.domain.rewards.discount import DiscountSpec, IssuedDiscount
from app.ports import (
    Catalogue,
    Clock,
    Delivery,
    MemberBenefits,
    Page,
    Signer,
    StoreConnection,
    StoreDescription,
    StoreDiscounts,
    WebhookReport,
)
from integrations.http import Http, readable
from integrations.reading import Body, mapping, objects, ref
from integrations.shopify import automatic, fetched, install
from integrations.shopify.benefits import ShopifyBenefits
from integrations.shopify.catalogue import ShopifyCatalogue
from integrations.shopify.client import ShopifyClient
from integrations.shopify.live import ShopifyDiscounts
from integrations.shopify.normalise import normalise
from integrations.shopify.people import fetched_profile
from integrations.shopify.rewards import creation, gid, issued, same_code
from integrations.shopify.signatures import ShopifySigner
from integrations.shopify.tokens import AppKeys

TAKEN = "TAKEN"
MOST_ORDERS = 1_000
"""With one code: more than that is nobody's voucher."""


class ShopifyPlatform:
    """Admin GraphQL behind the ports of the house."""

    name = "shopify"
    signer: Signer = ShopifySigner()

    def __init__(self, http: Http, clock: Clock, keys: AppKeys) -> None:
        self.client = ShopifyClient(http, clock, keys)
        self.benefits: MemberBenefits = ShopifyBenefits(self.client, clock)
        self.catalogue: Catalogue = ShopifyCatalogue(self.client)
        self.discounts: StoreDiscounts = ShopifyDiscounts(self.client)

    def normalise(self, delivery: Delivery, store: StoreConnection) -> list[Event]:  # noqa: ARG002 - the port's shape
        return normalise(delivery)

    def credentials_for(
        self, store: StoreConnection, proof: Mapping[str, str]
    ) -> Mapping[str, str]:
        """Exchange a verified ID token or a code; keep a token of one's own app."""
        if "access_token" in proof:
            return {"access_token": proof["access_token"]}
        if "code" in proof:
            return self.client.tokens.coded(store, proof["code"])
        return self.client.tokens.exchanged(store, proof.get("id_token", ""))

    def describe(self, store: StoreConnection) -> StoreDescription:
        with readable("a shop"):
            return install.describe(self.client, store)

    def fetch_order(self, store: StoreConnection, order_ref: str) -> OrderSnapshot:
        return fetched.fetch_order(self.client, store, order_ref)

    def orders(
        self,
        store: StoreConnection,
        *,
        changed_since: datetime | None = None,
        cursor: str | None = None,
    ) -> Page[OrderSnapshot]:
        return fetched.order_page(
            self.client, store, changed_since=changed_since, cursor=cursor
        )

    def fetch_customer(
        self, store: StoreConnection, customer_ref: str
    ) -> CustomerProfile:
        reply = self.client.run(
            store, "LoyaltyCustomer", {"id": gid("Customer", customer_ref)}
        )
        node = reply.data.get("customer")
        if not isinstance(node, dict):
            raise PlatformMissing(f"no customer {customer_ref}")
        with readable("a customer"):
            return fetched_profile(node)

    def customers(
        self, store: StoreConnection, *, cursor: str | None = None
    ) -> Page[CustomerProfile]:
        page = next(
            self.client.pages(
                store,
                "LoyaltyCustomerPage",
                ("customers",),
                after=cursor,
                background=True,
            )
        )
        with readable("a customer"):
            found = [fetched_profile(node) for node in objects(page.get("nodes"))]
        return Page(found, fetched.next_cursor(page))

    def reviews(
        self,
        store: StoreConnection,  # noqa: ARG002 - the port's shape
        *,
        product_ref: str,  # noqa: ARG002 - the port's shape
    ) -> list[ReviewSnapshot]:
        """Return nothing: Shopify has no reviews of its own."""
        return []

    def recent_reviews(
        self,
        store: StoreConnection,  # noqa: ARG002 - the port's shape
        *,
        written_since: datetime,  # noqa: ARG002 - the port's shape
        cursor: str | None = None,  # noqa: ARG002 - the port's shape
    ) -> Page[ReviewSnapshot]:
        """Return nothing: Shopify has no reviews of its own."""
        return Page([])

    def issue(self, store: StoreConnection, spec: DiscountSpec) -> IssuedDiscount:
        segment_id = None
        if spec.customer_tag:
            segment_id = automatic.segment_of(self.client, store, spec.customer_tag)
        # An automatic discount has no code of which there is only one: look first.
        if spec.automatic and self.look_up(store, spec.code) is not None:
            return self._already(store, spec)
        operation, root, asked = creation(self._bound(store, spec), segment_id)
        try:
            payload = self.client.change(store, operation, root, {"input": asked})
        except PlatformRefused as refusal:
            if refusal.reason != TAKEN:
                raise
            return self._already(store, spec)
        name = "automaticDiscountNode" if spec.automatic else "codeDiscountNode"
        node = payload.get(name)
        if not isinstance(node, dict):
            raise PlatformUnclear(f"{operation} answered without a discount")
        return _issued(node, spec.code)

    def _already(self, store: StoreConnection, spec: DiscountSpec) -> IssuedDiscount:
        """Return our own code that was there before; refuse anybody else's."""
        held = self.look_up(store, spec.code)
        if held is None:
            raise PlatformUnclear(f"{spec.code} is taken, and does not show yet")
        if held.marker != spec.marker:
            raise CodeTaken(f"{spec.code} belongs to another discount", reason=TAKEN)
        return held

    def _bound(self, store: StoreConnection, spec: DiscountSpec) -> DiscountSpec:
        """Return the spec bound to a customer of this shop, if it names anybody.

        Raises:
            PlatformRefused: It names somebody by e-mail whom the shop does not
                know; a code for everybody would not be what was asked.
        """
        if spec.customer_ref is not None or spec.customer_email is None:
            return spec
        reply = self.client.run(
            store, "LoyaltyCustomerByEmail", {"email": spec.customer_email}
        )
        found = mapping(reply.data.get("customerByIdentifier")).get("id")
        if found is None:
            raise PlatformRefused(
                "the shop knows no customer with this e-mail", reason="customer_unknown"
            )
        with readable("a customer"):
            return replace(spec, customer_ref=ref(found, "customer id"))

    def look_up(self, store: StoreConnection, code: str) -> IssuedDiscount | None:
        node = self._node(store, code)
        return None if node is None else _issued(node, code)

    def _node(self, store: StoreConnection, code: str) -> Body | None:
        asked = {"code": code, "query": automatic.search(code)}
        found = self.client.run(store, "LoyaltyDiscount", asked).data
        node = found.get("codeDiscountNodeByCode")
        return node if isinstance(node, dict) else automatic.among(found, code)

    def withdraw(self, store: StoreConnection, code: str) -> IssuedDiscount | None:
        node = self._node(store, code)
        if node is None:
            return None
        held = _issued(node, code)
        if held.active and "discount" in node:
            automatic.stop(self.client, store, node)
        elif held.active and same_code(held.code, code):
            self.client.change(
                store, "CodeDeactivate", "discountCodeDeactivate", {"id": node["id"]}
            )
        return self.look_up(store, code)

    def orders_with_code(self, store: StoreConnection, code: str) -> list[str]:
        found: list[str] = []
        for page in self._pages_with_code(store, code):
            found += [
                ref(node.get("id"), "order id") for node in objects(page.get("nodes"))
            ]
            if len(found) >= MOST_ORDERS:
                break
        return found

    def _pages_with_code(self, store: StoreConnection, code: str) -> Iterator[Body]:
        # Quotes keep a code from being read as search words of its own.
        asked = {"query": f"discount_code:'{automatic.plain(code)}'"}
        return self.client.pages(store, "OrdersWithCode", ("orders",), asked)

    def ensure_webhooks(
        self,
        store: StoreConnection,
        *,
        callback_url: str,
        secret: str,  # noqa: ARG002 - Shopify signs with the app's secret
    ) -> WebhookReport:
        return install.ensure_webhooks(self.client, store, callback_url)

    def remove_webhooks(
        self, store: StoreConnection, *, callback_url: str
    ) -> WebhookReport:
        return install.remove_webhooks(self.client, store, callback_url)


def _issued(node: Body, code: str) -> IssuedDiscount:
    with readable("a discount"):
        return issued(node, code)
