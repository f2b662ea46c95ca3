"""``wc/v3/customers``: accounts only, guests never appear."""

from flask import Blueprint, Response, request

from integrations.sandbox.store import people
from integrations.sandbox.store.models import Customer
from integrations.sandbox.store.state import Store, StoreRefusal
from integrations.sandbox.woocommerce import bodies, rest
from integrations.sandbox.woocommerce.errors import RestError
from integrations.sandbox.woocommerce.wire import Body


class PeopleRest:
    """Holds the store; every method is one route."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def mount(self, bp: Blueprint) -> None:
        add = rest.locked_routes(bp, self.store)
        one = "/customers/<int:number>"
        add("/customers", "customers", self.listing)
        add("/customers", "customer_create", self.create, methods=["POST"])
        add(one, "customer", self.one)
        add(one, "customer_save", self.save, methods=["PUT", "POST", "PATCH"])
        add(one, "customer_drop", self.drop, methods=["DELETE"])

    def _view(self, row: Customer) -> Body:
        return bodies.customer(self.store, row)

    def _find(self, number: int) -> Customer:
        row = self.store.customers.get(number)
        if row is None or row.deleted:
            text = "Invalid resource ID."
            raise RestError("woocommerce_rest_invalid_id", text, 404)
        return row

    def listing(self) -> Response:
        role = request.args.get("role", "customer")
        email = request.args.get("email", "").strip().lower()
        include = rest.id_list("include")
        text = request.args.get("search", "").lower()
        rows = [
            row
            for row in self.store.customers.values()
            if not row.deleted
            and role in {"all", row.role}
            and (not email or (row.email or "").lower() == email)
            and (include is None or row.id in include)
            and (not text or text in f"{row.email} {row.name}".lower())
        ]
        name = request.args.get("orderby", "name")
        if name not in {"id", "include", "name", "registered_date"}:
            raise RestError.invalid_param("orderby")
        backwards = request.args.get("order", "asc") == "desc"
        rows.sort(
            key=lambda row: (row.name.lower() if name == "name" else "", row.id),
            reverse=backwards,
        )
        return rest.page(self.store, rows, self._view, "customers")

    def one(self, number: int) -> Response:
        return rest.one(self.store, self._view(self._find(number)))

    def create(self) -> Response:
        asked = rest.asked()
        try:
            row = people.sign_up(
                self.store,
                email=str(asked.get("email", "")),
                first_name=str(asked.get("first_name", "")),
                last_name=str(asked.get("last_name", "")),
                password=str(asked.get("password", "")),
            )
        except StoreRefusal as refusal:
            taken = refusal.code == "email_taken"
            code = "registration-error-email-exists" if taken else "invalid-email"
            raise RestError(code, str(refusal), 400) from refusal
        return rest.one(self.store, self._view(row), 201, f"customers/{row.id}")

    def save(self, number: int) -> Response:
        row = self._find(number)
        asked = rest.asked()
        if asked.get("email"):
            holder = self.store.customer_by_email(str(asked["email"]))
            if holder is not None and holder is not row:
                text = "Email address is invalid."
                raise RestError("woocommerce_rest_customer_invalid_email", text, 400)
        for one in asked.get("meta_data") or []:
            key, value = str(one["key"]), str(one.get("value") or "")
            people.keep_meta(self.store, row, key, value)
            if key == "setia_newsletter":
                row.accepts_marketing = value == "yes"
        people.change(self.store, row, asked)
        return rest.one(self.store, self._view(row))

    def drop(self, number: int) -> Response:
        row = self._find(number)
        if not rest.forced():
            text = "Customers do not support trashing."
            raise RestError("woocommerce_rest_trash_not_supported", text, 501)
        body = self._view(row)
        people.delete(self.store, row)
        return rest.one(self.store, body)
