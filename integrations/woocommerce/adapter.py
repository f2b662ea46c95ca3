"""The WooCommerce platform as the rest of the house knows it."""

from collections.abc import Mapping
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
from integrations.reading import Body, maybe_gmt, objects, ref, text
from integrations.woocommerce import fetched, install, plugin_link
from integrations.woocommerce.benefits import WooBenefits
from integrations.woocommerce.catalogue import WooCatalogue
from integrations.woocommerce.client import NotAllowed, WooClient
from integrations.woocommerce.live import WooDiscounts
from integrations.woocommerce.normalise import normalise, review_of
from integrations.woocommerce.people import profile
from integrations.woocommerce.rewards import creation, differences, issued, same_code
from integrations.woocommerce.signatures import WooSigner

TAKEN = "woocommerce_rest_coupon_code_already_exists"
VOID_SINCE = "2020-01-01T00:00:00Z"
MOST_REVIEW_PAGES = 20
MOST_ORDER_PAGES = 10


class WooCommercePlatform:
    """REST v3 behind the ports of the house."""

    name = "woocommerce"
    signer: Signer = WooSigner()

    def __init__(self, http: Http, clock: Clock) -> None:
        self.client = WooClient(http, clock)
        self.benefits: MemberBenefits = WooBenefits(self.client)
        self.catalogue: Catalogue = WooCatalogue(self.client)
        self.discounts: StoreDiscounts = WooDiscounts(self.client)

    def normalise(self, delivery: Delivery, store: StoreConnection) -> list[Event]:
        return normalise(delivery, store)

    def credentials_for(
        self,
        store: StoreConnection,  # noqa: ARG002 - the port's shape
        proof: Mapping[str, str],
    ) -> Mapping[str, str]:
        """Keep the consumer key and secret; ``describe`` tries them."""
        return {name: proof[name] for name in ("consumer_key", "consumer_secret")}

    def describe(self, store: StoreConnection) -> StoreDescription:
        with readable("a store"):
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
        if not customer_ref.isascii() or not customer_ref.isdigit():
            raise PlatformMissing(f"no customer {customer_ref}")
        body = self.client.get_one(store, f"customers/{customer_ref}")
        with readable("a customer"):
            return profile(body, store.timezone)

    def customers(
        self, store: StoreConnection, *, cursor: str | None = None
    ) -> Page[CustomerProfile]:
        page = int(cursor) if cursor and cursor.isdigit() else 1
        # There is no listing by change; by id, new ones come at the end.
        found, last = self.client.get_page(
            store, "customers", page, role="all", orderby="id", order="asc"
        )
        with readable("a customer"):
            people = [profile(each, store.timezone) for each in found]
        return Page(people, str(page + 1) if page < last else None)

    def reviews(
        self, store: StoreConnection, *, product_ref: str
    ) -> list[ReviewSnapshot]:
        found = self.client.get_all(
            store,
            "products/reviews",
            most_pages=MOST_REVIEW_PAGES,
            product=product_ref,
            status="all",
        )
        with readable("a review"):
            reviews = [review_of(each) for each in found]
        # Unknown filters are ignored in silence, so none is believed.
        return [each for each in reviews if each.product_ref == product_ref]

    def recent_reviews(
        self,
        store: StoreConnection,
        *,
        written_since: datetime,
        cursor: str | None = None,
    ) -> Page[ReviewSnapshot]:
        return fetched.review_page(
            self.client, store, written_since=written_since, cursor=cursor
        )

    def issue(self, store: StoreConnection, spec: DiscountSpec) -> IssuedDiscount:
        asked = creation(self._bound(store, spec))
        try:
            coupon = self.client.post(store, "coupons", asked)
        except PlatformRefused as refusal:
            if refusal.reason != TAKEN:
                raise
            return self._already(store, spec, asked)
        except NotAllowed as refusal:
            # With coupons switched off the store denies the key, too.
            if install.coupons_enabled(self.client, store):
                raise
            raise PlatformRefused(
                "coupons are switched off in the shop", reason="coupons_disabled"
            ) from refusal
        return self._as_asked(store, asked, coupon)

    def _already(
        self, store: StoreConnection, spec: DiscountSpec, asked: dict[str, object]
    ) -> IssuedDiscount:
        """Return our own coupon that was there before; refuse anybody else's."""
        coupon = self._coupon(store, spec.code)
        if coupon is None:
            raise PlatformUnclear(f"{spec.code} is taken, and does not show yet")
        if self._issued(coupon).marker != spec.marker:
            raise CodeTaken(f"{spec.code} belongs to another coupon", reason=TAKEN)
        return self._as_asked(store, asked, coupon)

    def _as_asked(
        self, store: StoreConnection, asked: dict[str, object], coupon: Body
    ) -> IssuedDiscount:
        """Return a coupon that is what was asked for, else take it away again.

        Raises:
            PlatformRefused: The store made something else of it; it is gone.
        """
        wrong = differences(asked, coupon)
        if wrong:
            self.client.delete(store, f"coupons/{ref(coupon.get('id'), 'coupon id')}")
            raise PlatformRefused(
                f"the store changed {', '.join(wrong)}", reason="not_as_asked"
            )
        return self._issued(coupon)

    def _bound(self, store: StoreConnection, spec: DiscountSpec) -> DiscountSpec:
        """Return the spec with the e-mail of its customer: coupons know no ids.

        Raises:
            PlatformRefused: The customer has no address to bind the coupon to.
        """
        if spec.customer_email is not None or spec.customer_ref is None:
            return spec
        address = self.fetch_customer(store, spec.customer_ref).email
        if address is None:
            raise PlatformRefused("the customer has no e-mail address", reason="email")
        return replace(spec, customer_email=address)

    def look_up(self, store: StoreConnection, code: str) -> IssuedDiscount | None:
        coupon = self._coupon(store, code)
        return None if coupon is None else self._issued(coupon)

    def withdraw(self, store: StoreConnection, code: str) -> IssuedDiscount | None:
        """Let the coupon end long ago: carts drop it, and its use can be read."""
        coupon = self._coupon(store, code)
        if coupon is None:
            return None
        held = self._issued(coupon)
        if held.active:
            number = held.discount_ref
            self.client.put(store, f"coupons/{number}", {"date_expires": VOID_SINCE})
        return self.look_up(store, code)

    def orders_with_code(self, store: StoreConnection, code: str) -> list[str]:
        """Return the orders since the coupon was made that carry it.

        The store can't be asked for them, so its orders are read, newest first,
        a thousand at most. A coupon that nobody counts as used is not looked for.
        """
        coupon = self._coupon(store, code)
        asked = {"status": "any", "orderby": "date", "order": "desc"}
        if coupon is not None:
            if self._issued(coupon).times_used == 0:
                return []
            asked |= fetched.since("after", maybe_gmt(coupon.get("date_created_gmt")))
        return [
            ref(order.get("id"), "order id")
            for order in self.client.get_all(
                store, "orders", most_pages=MOST_ORDER_PAGES, **asked
            )
            if any(
                same_code(text(each.get("code")) or "", code)
                for each in objects(order.get("coupon_lines"))
            )
        ]

    def _coupon(self, store: StoreConnection, code: str) -> Body | None:
        found = self.client.get(store, "coupons", code=code.lower())
        # The filter is not believed: an unknown one would return everything.
        for each in objects(found):
            if same_code(text(each.get("code")) or "", code):
                return each
        return None

    def _issued(self, coupon: Body) -> IssuedDiscount:
        with readable("a coupon"):
            return issued(coupon, self.client.clock.now())

    def ensure_webhooks(
        self, store: StoreConnection, *, callback_url: str, secret: str
    ) -> WebhookReport:
        return install.ensure_webhooks(
            self.client,
            store,
            callback_url,
            secret,
            with_plugin=plugin_link.is_there(self.client, store),
        )

    def remove_webhooks(
        self, store: StoreConnection, *, callback_url: str
    ) -> WebhookReport:
        return install.remove_webhooks(self.client, store, callback_url)
