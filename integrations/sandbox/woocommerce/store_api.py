"""The Store API: the cart as the shopper's browser sees it. No key, a nonce instead."""

import hashlib
import hmac
import time
from dataclasses import dataclass
from typing import Any

import jwt
from flask import Blueprint, Response, g, request

from integrations.sandbox.store import checkout
from integrations.sandbox.store.discounts import Refusal, Shopper
from integrations.sandbox.store.models import Address, Cart, Order
from integrations.sandbox.store.pricing import Priced
from integrations.sandbox.store.state import Store, StoreRefusal
from integrations.sandbox.web import sessions
from integrations.sandbox.woocommerce import rest, store_cart
from integrations.sandbox.woocommerce.errors import RestError
from integrations.sandbox.woocommerce.wire import Body

CART_TOKEN_LIFE_S = 2 * 24 * 3600
COUPON_ERROR = "woocommerce_rest_cart_coupon_error"


@dataclass(slots=True)
class Visit:
    """Whose cart this request is about."""

    cart: Cart
    shopper: Shopper


class StoreApi:
    """Holds the store; every method is one route."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.secret = store.ids.token("store-api", 64)

    def blueprint(self) -> Blueprint:
        bp = Blueprint("store_api", __name__, url_prefix="/wp-json/wc/store/v1")
        add = bp.add_url_rule
        add("/cart", "cart", self.cart)
        add("/cart/add-item", "add", self.add_item, methods=["POST"])
        add("/cart/update-item", "update", self.update_item, methods=["POST"])
        add("/cart/remove-item", "remove", self.remove_item, methods=["POST"])
        add("/cart/update-customer", "who", self.update_customer, methods=["POST"])
        add("/cart/apply-coupon", "apply", self.apply_coupon, methods=["POST"])
        add("/cart/remove-coupon", "unapply", self.remove_coupon, methods=["POST"])
        add("/checkout", "till", self.open_checkout)
        add("/checkout", "pay", self.checkout, methods=["POST"])
        bp.before_request(self._guard)
        bp.register_error_handler(RestError, self._refused)
        return bp

    # -- who

    def nonce(self, token: str) -> str:
        digest = hmac.new(self.secret.encode(), token.encode(), hashlib.sha256)
        return digest.hexdigest()[:10]

    def _guard(self) -> None:
        """A header ``Cart-Token`` alone will do; else cookies and a fresh nonce."""
        given = request.headers.get("Cart-Token")
        if given:
            try:
                claims = jwt.decode(given, self.secret, algorithms=["HS256"])
            except jwt.InvalidTokenError:
                text = "Invalid Cart-Token."
                code = "woocommerce_rest_invalid_cart_token"
                raise RestError(code, text, 403) from None
            g.cart = checkout.cart_of(self.store, str(claims["user_id"]))
            return
        if request.method == "GET" and not request.cookies:
            g.cart = checkout.cart_of(self.store, f"t_{self.store.ids.token('t', 30)}")
            return
        g.cart = sessions.cart()
        if request.method == "GET":
            return
        nonce = request.headers.get(
            "Nonce", request.headers.get("X-WC-Store-API-Nonce")
        )
        if not nonce:
            text = "Missing the Nonce header. This endpoint requires a valid nonce."
            raise RestError("woocommerce_rest_missing_nonce", text, 401)
        if nonce != self.nonce(g.cart.token):
            text = "Nonce is invalid."
            raise RestError("woocommerce_rest_invalid_nonce", text, 403)

    def _visit(self) -> Visit:
        cart: Cart = g.cart
        return Visit(cart, checkout.shopper_of(self.store, cart))

    def _answer(self, body: object, status: int = 200) -> Response:
        response = rest.answer(self.store, body, status)
        token = g.cart.token if "cart" in g else ""
        response.headers["Nonce"] = self.nonce(token)
        claims = {
            "user_id": token,
            "exp": int(time.time()) + CART_TOKEN_LIFE_S,
            "iss": "store-api",
            "iat": int(time.time()),
        }
        cart_token = jwt.encode(claims, self.secret, algorithm="HS256")
        response.headers["Cart-Token"] = cart_token
        return response

    def _refused(self, error: RestError) -> Response:
        return self._answer(error.body(), error.status)

    # -- cart

    def _priced(self, visit: Visit, *, loose: bool = True) -> Priced:
        """The cart's price; codes that died fall off with a notice."""
        priced = checkout.price_cart(self.store, visit.cart, visit.shopper)
        fallen = [
            (code, why)
            for code, why in priced.refused
            if not (loose and why.code == "used_by_customer")
        ]
        if fallen:
            gone = {code for code, _ in fallen}
            visit.cart.codes = [c for c in visit.cart.codes if c not in gone]
            visit.cart.notices = [
                store_cart.refusal_text(code, why) for code, why in fallen
            ]
        return priced

    def _cart(self, visit: Visit, status: int = 200) -> Response:
        with self.store.lock:
            priced = self._priced(visit)
            body = store_cart.cart(self.store, visit.cart, priced)
        return self._answer(body, status)

    def cart(self) -> Response:
        return self._cart(self._visit())

    def add_item(self) -> Response:
        asked = rest.asked()
        visit = self._visit()
        variant_id = int(asked.get("id") or 0)
        with self.store.lock:
            found = self.store.variant(variant_id)
            if found is None:
                code = "woocommerce_rest_cart_invalid_product"
                raise RestError(code, "This product cannot be added to the cart.", 400)
            if self.store.keeps_from(found[0], visit.shopper.customer):
                code = "woocommerce_rest_product_not_purchasable"
                text = f"“{found[0].title}” is not available for purchase."
                raise RestError(code, text, 400)
            count = int(asked.get("quantity") or 1)
            had = visit.cart.quantities.get(variant_id, 0)
            visit.cart.quantities[variant_id] = had + count
        return self._cart(visit, 201)

    def update_item(self) -> Response:
        asked = rest.asked()
        visit = self._visit()
        with self.store.lock:
            variant_id = self._by_key(visit, asked)
            visit.cart.quantities[variant_id] = int(asked.get("quantity") or 1)
        return self._cart(visit)

    def remove_item(self) -> Response:
        visit = self._visit()
        with self.store.lock:
            del visit.cart.quantities[self._by_key(visit, rest.asked())]
        return self._cart(visit)

    def _by_key(self, visit: Visit, asked: dict[str, Any]) -> int:
        for variant_id in visit.cart.quantities:
            if store_cart.item_key(variant_id) == asked.get("key"):
                return variant_id
        code = "woocommerce_rest_cart_invalid_key"
        raise RestError(code, "Cart item no longer exists or is invalid.", 409)

    def update_customer(self) -> Response:
        visit = self._visit()
        self._remember(visit, rest.asked())
        return self._cart(self._visit())

    def _remember(self, visit: Visit, asked: dict[str, Any]) -> None:
        billing = asked.get("billing_address") or {}
        with self.store.lock:
            if billing.get("email"):
                visit.cart.email = str(billing["email"]).strip()
            if billing:
                visit.cart.billing = Address(
                    first_name=str(billing.get("first_name", "")),
                    last_name=str(billing.get("last_name", "")),
                    address1=str(billing.get("address_1", "")),
                    city=str(billing.get("city", "")),
                    province_code=str(billing.get("state", "")),
                    country_code=str(billing.get("country", "ID")),
                    zip=str(billing.get("postcode", "")),
                    phone=str(billing.get("phone", "")),
                )

    def apply_coupon(self) -> Response:
        if not self.store.config.coupons_enabled:
            code = "woocommerce_rest_cart_coupon_disabled"
            raise RestError(code, "Coupons are disabled.", 404)
        visit = self._visit()
        code = str(rest.asked().get("code", "")).strip().lower()
        with self.store.lock:
            why = checkout.add_code(self.store, visit.cart, code, visit.shopper)
            if why is not None and why.code == "used_by_customer":
                # Only found out at checkout.
                visit.cart.codes.append(code)
                why = None
        if why is not None:
            raise self._coupon_error(code, why, 400)
        return self._cart(visit)

    @staticmethod
    def _coupon_error(code: str, why: Refusal, status: int) -> RestError:
        text = store_cart.refusal_text(code, why)
        data: Body = {"status": status}
        if why.code == "email_required":
            checkout_text = text.replace(" at checkout", "")
            data["details"] = {"cart": text, "checkout": checkout_text}
        return RestError(COUPON_ERROR, text, status, data)

    def remove_coupon(self) -> Response:
        visit = self._visit()
        code = str(rest.asked().get("code", "")).strip().lower()
        with self.store.lock:
            if code not in visit.cart.codes:
                text = "Coupon cannot be removed because it is not already applied."
                problem = "woocommerce_rest_cart_coupon_invalid_code"
                raise RestError(problem, text, 409)
            visit.cart.codes.remove(code)
        return self._cart(visit)

    # -- checkout

    def open_checkout(self) -> Response:
        """Merely looking makes a draft order: ``order.updated``, checkout-draft."""
        visit = self._visit()
        with self.store.lock:
            if not visit.cart.quantities:
                code = "woocommerce_rest_cart_empty"
                raise RestError(code, "Cannot create order from empty cart.", 400)
            row = checkout.open_draft(self.store, visit.cart, visit.shopper)
        return self._answer(store_cart.checkout(row))

    def checkout(self) -> Response:
        asked = rest.asked()
        visit = self._visit()
        self._remember(visit, asked)
        visit = self._visit()
        self.still_good(visit)
        try:
            row = self._place(visit, asked)
        except StoreRefusal as refusal:
            if refusal.code == "code":
                # It was good a moment ago: somebody else was faster.
                code = "woocommerce_rest_coupon_reserve_failed"
                raise RestError(code, str(refusal), 400) from refusal
            code = f"woocommerce_rest_checkout_{refusal.code}"
            raise RestError(code, str(refusal), 400) from refusal
        return self._answer(store_cart.checkout(row))

    def still_good(self, visit: Visit) -> None:
        with self.store.lock:
            priced = self._priced(visit, loose=False)
            if not priced.refused:
                return
            code, why = priced.refused[0]
            error = self._coupon_error(code, why, 409)
            again = checkout.price_cart(self.store, visit.cart, visit.shopper)
            error.code = f"{COUPON_ERROR}s" if len(priced.refused) > 1 else COUPON_ERROR
            error.data = {
                "status": 409,
                "cart": store_cart.cart(self.store, visit.cart, again),
            }
        raise error

    def _place(self, visit: Visit, asked: dict[str, Any]) -> Order:
        billing = asked.get("billing_address") or {}
        purchase = checkout.Purchase(
            email=visit.cart.email,
            customer=visit.shopper.customer,
            gateway=str(asked.get("payment_method") or "cod"),
            first_name=str(billing.get("first_name", "")),
            last_name=str(billing.get("last_name", "")),
            phone=str(billing.get("phone", "")) or None,
            note=str(asked.get("customer_note", "")),
            via="store-api",
            billing=visit.cart.billing,
        )
        return checkout.place(self.store, visit.cart, purchase)
