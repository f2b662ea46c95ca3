"""``wc/v3/coupons``, ``wc/v3/products`` and ``wc/v3/products/reviews``."""

from datetime import timedelta

from flask import Blueprint, Response, request

from integrations.sandbox.faults import lookup_lag_s
from integrations.sandbox.store import reviews
from integrations.sandbox.store.models import Discount, Product, Review
from integrations.sandbox.store.state import Store, StoreRefusal
from integrations.sandbox.woocommerce import bodies, coupons, rest
from integrations.sandbox.woocommerce.errors import RestError
from integrations.sandbox.woocommerce.wire import Body

WRITING = ["PUT", "POST", "PATCH"]


class GoodsRest:
    """Holds the store; every method is one route."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def mount(self, bp: Blueprint) -> None:
        add = rest.locked_routes(bp, self.store)
        add("/coupons", "coupons", self.coupons)
        add("/coupons", "coupon_create", self.coupon_create, methods=["POST"])
        add("/coupons/batch", "coupon_batch", self.coupon_batch, methods=WRITING)
        one = "/coupons/<int:number>"
        add(one, "coupon", self.coupon)
        add(one, "coupon_save", self.coupon_save, methods=WRITING)
        add(one, "coupon_drop", self.coupon_drop, methods=["DELETE"])
        add("/products", "products", self.products)
        add("/products/<int:number>", "product", self.product)
        add("/products/<int:number>", "product_drop", self.trash, methods=["DELETE"])
        add("/products/<int:number>/variations", "variations", self.variations)
        add("/products/categories", "categories", self.categories)
        add("/products/reviews", "reviews", self.reviews)
        add("/products/reviews", "review_create", self.review_create, methods=["POST"])
        own = "/products/reviews/<int:number>"
        add(own, "review", self.review)
        add(own, "review_save", self.review_save, methods=WRITING)
        add(own, "review_drop", self.review_drop, methods=["DELETE"])

    # -- coupons

    def _coupon(self, number: int) -> Discount:
        row = self.store.discounts.get(number)
        if row is None or not self._seen(row):
            raise RestError.missing("shop_coupon")
        return row

    def _seen(self, row: Discount) -> bool:
        lag = timedelta(seconds=lookup_lag_s.get())
        return row.created_at <= self.store.now() - lag

    def _coupon_view(self, row: Discount) -> Body:
        return bodies.coupon(self.store, row)

    def coupons(self) -> Response:
        code = request.args.get("code", "").strip().lower()
        text = request.args.get("search", "").lower()
        include = rest.id_list("include")
        rows = [
            row
            for row in self.store.discounts.values()
            if row.status == "publish"
            and self._seen(row)
            and (not code or row.code == code)
            and (not text or text in f"{row.code} {row.description}".lower())
            and (include is None or row.id in include)
        ]
        backwards = request.args.get("order", "desc") != "asc"
        rows.sort(key=lambda row: row.id, reverse=backwards)
        return rest.page(self.store, rows, self._coupon_view, "coupons")

    def coupon(self, number: int) -> Response:
        return rest.one(self.store, self._coupon_view(self._coupon(number)))

    def coupon_create(self) -> Response:
        row = coupons.create(self.store, rest.asked())
        body = self._coupon_view(row)
        return rest.one(self.store, body, 201, f"coupons/{row.id}")

    def coupon_save(self, number: int) -> Response:
        row = self._coupon(number)
        coupons.update(self.store, row, rest.asked())
        return rest.one(self.store, self._coupon_view(row))

    def coupon_drop(self, number: int) -> Response:
        return rest.one(self.store, self._drop(number, force=rest.forced()))

    def _drop(self, number: int, *, force: bool) -> Body:
        """For good and silently, or into the bin with ``coupon.deleted``."""
        row = self._coupon(number)
        body = self._coupon_view(row)
        if force:
            del self.store.discounts[number]
            return body
        if row.status == "trash":
            text = "The coupon has already been deleted."
            raise RestError("woocommerce_rest_already_trashed", text, 410)
        row.status = "trash"
        self.store.touch(row)
        self.store.emit("post.trashed", row)
        return {**body, "status": "trash"}

    def coupon_batch(self) -> Response:
        store = self.store

        def update(asked: dict[str, object]) -> Body:
            row = self._coupon(int(str(asked.get("id", 0))))
            coupons.update(store, row, asked)
            return self._coupon_view(row)

        done = rest.batch(
            rest.asked(),
            lambda asked: self._coupon_view(coupons.create(store, asked)),
            update,
            lambda number: self._drop(number, force=True),
        )
        return rest.answer(store, done)

    # -- products

    def _product(self, number: int) -> Product:
        row = self.store.products.get(number)
        if row is None:
            raise RestError.missing("product")
        return row

    def _product_view(self, row: Product) -> Body:
        return bodies.product(self.store, row)

    def products(self) -> Response:
        category = request.args.get("category", "")
        sku = request.args.get("sku", "")
        text = request.args.get("search", "").lower()
        include = rest.id_list("include")
        rows = [
            row
            for row in self.store.products.values()
            if row.status == "publish"
            and (not category or category in map(str, row.collection_ids))
            and (not sku or any(v.sku == sku for v in row.variants))
            and (not text or text in row.title.lower())
            and (include is None or row.id in include)
        ]
        return rest.page(self.store, rows, self._product_view, "products")

    def product(self, number: int) -> Response:
        return rest.one(self.store, self._product_view(self._product(number)))

    def variations(self, number: int) -> Response:
        row = self._product(number)
        found = row.variants if len(row.variants) > 1 else []
        return rest.page(
            self.store,
            found,
            lambda one: bodies.variation(self.store, row, one),
            f"products/{number}/variations",
        )

    def trash(self, number: int) -> Response:
        row = self._product(number)
        row.status = "trash"
        self.store.emit("post.trashed", row)
        return rest.one(self.store, self._product_view(row))

    def categories(self) -> Response:
        rows = list(self.store.collections)
        return rest.page(
            self.store,
            rows,
            lambda number: {**bodies.category(self.store, number), "parent": 0},
            "products/categories",
        )

    # -- reviews

    def _review(self, number: int) -> Review:
        row = self.store.reviews.get(number)
        if row is None:
            code = "woocommerce_rest_review_invalid_id"
            raise RestError(code, "Invalid review ID.", 404)
        return row

    def _review_view(self, row: Review) -> Body:
        return bodies.review(self.store, row)

    def reviews(self) -> Response:
        """Approved ones only, unless ``status=all`` or another is asked for."""
        status = request.args.get("status", "approved")
        email = request.args.get("reviewer_email", "").lower()
        products = rest.id_list("product")
        after = rest.instant(self.store, "after")
        rows = [
            row
            for row in self.store.reviews.values()
            if status in {"all", row.status}
            and (status != "all" or row.status in {"approved", "hold"})
            and (products is None or row.product_id in products)
            and (not email or row.email.lower() == email)
            and (after is None or row.created_at.replace(microsecond=0) > after)
        ]
        backwards = request.args.get("order", "desc") != "asc"
        rows.sort(key=lambda row: row.id, reverse=backwards)
        return rest.page(self.store, rows, self._review_view, "products/reviews")

    def review(self, number: int) -> Response:
        return rest.one(self.store, self._review_view(self._review(number)))

    def review_create(self) -> Response:
        """Takes any rating and any claim to be verified: that is the trap."""
        asked = rest.asked()
        email = str(asked.get("reviewer_email", ""))
        try:
            row = reviews.write(
                self.store,
                product_id=int(asked.get("product_id") or 0),
                rating=int(asked.get("rating") or 0),
                text=str(asked.get("review", "")),
                author=str(asked.get("reviewer", "")),
                email=email,
                customer=self.store.customer_by_email(email),
                status=str(asked.get("status") or "approved"),
                through_rest=True,
            )
        except StoreRefusal as refusal:
            duplicate = refusal.code == "duplicate"
            code = f"woocommerce_rest_{refusal.code}"
            raise RestError(code, str(refusal), 409 if duplicate else 400) from refusal
        row.verified = row.verified or asked.get("verified") in {True, "true"}
        body = self._review_view(row)
        return rest.one(self.store, body, 201, f"products/reviews/{row.id}")

    def review_save(self, number: int) -> Response:
        row = self._review(number)
        asked = rest.asked()
        if "rating" in asked:
            row.rating = int(asked["rating"])
        if "review" in asked:
            row.text = str(asked["review"])
        try:
            reviews.set_status(self.store, row, str(asked.get("status", row.status)))
        except StoreRefusal as refusal:
            raise RestError.invalid_param("status") from refusal
        return rest.one(self.store, self._review_view(row))

    def review_drop(self, number: int) -> Response:
        row = self._review(number)
        body = self._review_view(row)
        reviews.set_status(self.store, row, "trash")
        if rest.forced():
            del self.store.reviews[number]
            return rest.answer(self.store, {"deleted": True, "previous": body})
        return rest.one(self.store, self._review_view(row))
