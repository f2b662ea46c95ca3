"""Customers of a WooCommerce store, from customer bodies and from orders.

Registering proves nothing about the address that was typed, so no profile from
here claims a verified contact. Erased people all share one placeholder.
"""

from app.domain.events import CustomerProfile
from integrations.reading import Body, email, mapping, maybe_gmt, maybe_ref, ref, text

ERASED_DOMAIN = "@site.invalid"
ERASED_NAME = "[deleted]"
ERASED_PHONES = ("0000", "00000000000000")
SHOPPERS = ("customer", "subscriber")


def profile(body: Body) -> CustomerProfile:
    """Return the profile in a customer body; every WordPress user has one."""
    billing = mapping(body.get("billing"))
    address = email(body.get("email"))
    if _erased(address, text(body.get("first_name"))):
        return CustomerProfile(
            customer_ref=ref(body.get("id"), "customer id"), anonymised=True
        )
    return CustomerProfile(
        customer_ref=ref(body.get("id"), "customer id"),
        email=address,
        phone=text(billing.get("phone")),
        first_name=text(body.get("first_name")) or text(billing.get("first_name")),
        last_name=text(body.get("last_name")) or text(billing.get("last_name")),
        has_account=True,
        staff=body.get("role") not in SHOPPERS,
        created_at=maybe_gmt(body.get("date_created_gmt")),
        updated_at=maybe_gmt(body.get("date_modified_gmt")),
    )


def buyer_of(order: Body) -> CustomerProfile | None:
    """Return who bought: an account, a guest with a contact, or nobody.

    ``customer_id`` 0 is a guest, even with the address of an account.
    """
    billing = mapping(order.get("billing"))
    address, phone = email(billing.get("email")), text(billing.get("phone"))
    customer_ref = maybe_ref(order.get("customer_id"))
    if _erased(address, text(billing.get("first_name"))):
        return CustomerProfile(customer_ref=None, anonymised=True)
    if customer_ref is None and address is None and phone is None:
        return None
    return CustomerProfile(
        customer_ref=customer_ref,
        email=address,
        phone=phone,
        first_name=text(billing.get("first_name")),
        last_name=text(billing.get("last_name")),
        has_account=customer_ref is not None,
    )


def _erased(address: str | None, first_name: str | None) -> bool:
    return (address or "").endswith(ERASED_DOMAIN) or first_name == ERASED_NAME
