"""Customers: signing up, signing in, changing, merging, erasing."""

from datetime import datetime

from integrations.sandbox.store.catalogue import sample_address
from integrations.sandbox.store.models import Customer
from integrations.sandbox.store.state import Store, StoreRefusal

ERASED_EMAIL = "deleted@site.invalid"


def sign_up(
    store: Store,
    *,
    email: str,
    first_name: str = "",
    last_name: str = "",
    password: str = "",
    phone: str | None = None,
    accepts_marketing: bool = False,
    referral: str = "",
    at: datetime | None = None,
) -> Customer:
    """Open an account. A guest of a Shopify store with that e-mail becomes it.

    A theme's form writes whose link it was into Shopify's note, an app of the shop
    into WooCommerce's meta.

    Raises:
        StoreRefusal: No usable e-mail, or an account has it already.
    """
    email = email.strip()
    if "@" not in email:
        raise StoreRefusal("invalid_email", "Please enter a valid e-mail address.")
    with store.lock:
        known = store.customer_by_email(email)
        if known is not None and (known.has_account or not store.config.is_shopify):
            raise StoreRefusal("email_taken", "An account has this e-mail already.")
        if known is not None:
            known.has_account = True
            known.password = password
            known.first_name = first_name or known.first_name
            known.last_name = last_name or known.last_name
            _keep_referral(store, known, referral)
            store.touch(known)
            store.emit("customer.updated", known)
            if accepts_marketing:
                consent(store, known, accepts=True)
            return known
        customer = _new(store, email, first_name, last_name)
        customer.has_account = True
        customer.password = password
        customer.phone = phone
        customer.created_at = at or customer.created_at
        _keep_referral(store, customer, referral)
        if accepts_marketing:
            _keep_consent(store, customer, accepts=True)
        store.emit("customer.created", customer)
        if not store.config.is_shopify:
            store.emit("customer.updated", customer)
        elif accepts_marketing:
            store.emit("customer.consent", customer)
        return customer


def _keep_referral(store: Store, customer: Customer, code: str) -> None:
    if code and store.config.is_shopify:
        customer.note = f"setia_ref: {code}"
    elif code:
        keep_meta(store, customer, "setia_ref", code)


def consent(store: Store, customer: Customer, *, accepts: bool) -> None:
    """Ticked or unticked: news by e-mail. Shopify tells it by a topic of its own."""
    with store.lock:
        _keep_consent(store, customer, accepts=accepts)
        store.touch(customer)
        kind = "customer.consent" if store.config.is_shopify else "customer.updated"
        store.emit(kind, customer)


def _keep_consent(store: Store, customer: Customer, *, accepts: bool) -> None:
    customer.accepts_marketing = accepts
    if not store.config.is_shopify:
        keep_meta(store, customer, "setia_newsletter", "yes" if accepts else "no")


def keep_meta(store: Store, customer: Customer, key: str, value: str) -> None:
    """Set one meta of a WooCommerce customer."""
    known = [row for row in customer.meta if row["key"] == key]
    if known:
        known[0]["value"] = value
    else:
        row: dict[str, object] = {
            "id": store.new_id("meta"),
            "key": key,
            "value": value,
        }
        customer.meta.append(row)


def keep_birthday(store: Store, customer: Customer, day: str) -> None:
    """Shopify's standard metafield for it, or the meta of a wide-spread plugin."""
    if store.config.is_shopify:
        customer.metafields[("facts", "birth_date")] = {
            "id": store.new_id("metafield"),
            "type": "date",
            "value": day,
            "at": store.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
    else:
        keep_meta(store, customer, "birthday", day)
    store.touch(customer)
    store.emit("customer.updated", customer)


def tag(store: Store, customer: Customer, *, add: set[str], remove: set[str]) -> None:
    """Put tags on and take them off; only what changed is told (Shopify)."""
    before = set(tags_of(store, customer))
    after = (before | add) - remove
    if not store.config.is_shopify:
        keep_meta(store, customer, "setia_tags", ",".join(sorted(after)))
        store.touch(customer)
        store.emit("customer.updated", customer)
        return
    customer.tags = sorted(after)
    store.touch(customer)
    for what, changed in (("added", after - before), ("removed", before - after)):
        if changed:
            store.emit(
                f"customer.tags_{what}", customer, tags=",".join(sorted(changed))
            )


def tags_of(store: Store, customer: Customer) -> list[str]:
    """Customer tags; in WooCommerce the ones that an app keeps in their meta."""
    if store.config.is_shopify:
        return customer.tags
    kept = [str(row["value"]) for row in customer.meta if row["key"] == "setia_tags"]
    return [tag for text in kept for tag in text.split(",") if tag]


def guest(store: Store, *, email: str, first_name: str, last_name: str) -> Customer:
    """The Shopify customer row of somebody who buys without an account."""
    known = store.customer_by_email(email)
    if known is not None:
        return known
    customer = _new(store, email, first_name, last_name)
    customer.verified_email = True
    store.emit("customer.created", customer)
    return customer


def add(
    store: Store, *, email: str | None, first_name: str, last_name: str
) -> Customer:
    """A customer made by staff or a program, without an account."""
    with store.lock:
        if email and store.customer_by_email(email):
            raise StoreRefusal("email_taken", "Email has already been taken")
        customer = _new(store, email, first_name, last_name)
        store.emit("customer.created", customer)
        return customer


def _new(store: Store, email: str | None, first: str, last: str) -> Customer:
    now = store.now()
    name = (email or "").partition("@")[0].lower()
    taken = {row.username for row in store.customers.values()}
    username = name
    count = 1
    while username in taken:
        count += 1
        username = f"{name}-{count}"
    customer = Customer(
        id=store.new_id("customer"),
        email=email,
        first_name=first,
        last_name=last,
        created_at=now,
        updated_at=now,
        username=username,
    )
    if store.config.is_shopify and first:
        customer.address = sample_address(store, first, last, whose=email or name)
    store.customers[customer.id] = customer
    return customer


def sign_in(store: Store, *, email: str, password: str) -> Customer:
    """The customer whose password it is.

    Raises:
        StoreRefusal: There is no such account, or the password is another.
    """
    with store.lock:
        customer = store.customer_by_email(email)
        if customer is None or not customer.has_account:
            raise StoreRefusal("unknown_account", "There is no account with it.")
        if customer.password and customer.password != password:
            raise StoreRefusal("wrong_password", "The password is not right.")
        return customer


def change(store: Store, customer: Customer, changes: dict[str, object]) -> None:
    """Set plain fields by name and tell about it."""
    for name in ("email", "first_name", "last_name", "phone", "note", "role"):
        if name in changes:
            value = changes[name]
            setattr(customer, name, None if value is None else str(value))
    if "tags" in changes and isinstance(changes["tags"], list):
        customer.tags = [str(tag) for tag in changes["tags"]]
    store.touch(customer)
    store.emit("customer.updated", customer)


def merge(store: Store, *, kept: Customer, gone: Customer) -> None:
    """Join *gone* into *kept*: orders move, the row disappears (Shopify)."""
    if kept.id == gone.id:
        raise StoreRefusal("same_customer", "A customer cannot merge with itself.")
    for order in store.orders.values():
        if order.customer_id == gone.id:
            order.customer_id = kept.id
            store.touch(order)
    for account in store.credit_accounts.values():
        if account.customer_id == gone.id:
            account.customer_id = kept.id
    for discount in store.discounts.values():
        if discount.customer_ids and gone.id in discount.customer_ids:
            discount.customer_ids.add(kept.id)
    kept.tags = sorted({*kept.tags, *gone.tags})
    kept.has_account = kept.has_account or gone.has_account
    gone.deleted = True
    gone.merged_into = kept.id
    store.touch(kept)
    store.emit("customer.merged", kept, gone_id=gone.id)
    store.emit("customer.updated", kept)


def delete(store: Store, customer: Customer) -> None:
    """Remove the account. WooCommerce cuts the orders loose without a word."""
    customer.deleted = True
    if not store.config.is_shopify:
        for order in store.orders.values():
            if order.customer_id == customer.id:
                order.customer_id = None
    store.emit("customer.deleted", customer)


def erase(store: Store, customer: Customer) -> None:
    """Blank the personal data of a person and of their orders (WooCommerce's way)."""
    for order in list(store.orders.values()):
        if order.customer_id != customer.id:
            continue
        order.email = ERASED_EMAIL
        order.phone = "+00000000000"
        order.erased = True
        order.customer_id = None
        for address in (order.billing, order.shipping_address):
            if address is not None:
                address.first_name = address.last_name = "[deleted]"
                address.address1 = address.city = address.zip = "[deleted]"
                address.province = address.province_code = ""
                address.country = address.country_code = ""
                address.phone = "+00000000000"
        store.touch(order)
        store.emit("order.updated", order)
    customer.erased = True
    customer.email = None
    customer.first_name = customer.last_name = ""
    customer.phone = None
    customer.address = None
    delete(store, customer)
