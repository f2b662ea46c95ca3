"""Customers of a WooCommerce store, from customer bodies and from orders.

Registering proves nothing about the address that was typed, so no profile from
here claims a verified contact. Erased people all share one placeholder.
"""

from datetime import date

from app.domain.events import CustomerProfile
from integrations.phones import country_of, phone
from integrations.reading import (
    Body,
    email,
    mapping,
    maybe_date,
    maybe_gmt,
    maybe_ref,
    objects,
    one_line,
    ref,
    text,
)

ERASED_DOMAIN = "@site.invalid"
ERASED_NAME = "[deleted]"
ERASED_PHONES = ("0000", "00000000000000")
SHOPPERS = ("customer", "subscriber")
TAGS_META = "setia_tags"
CONSENT_META = (
    "setia_newsletter",
    "accepts_marketing",
    "mailchimp_woocommerce_is_subscribed",
)
"""Ours, and what wide-spread plugins keep; WooCommerce itself asks nobody."""
BIRTHDAY_META = ("setia_birthday", "birthday", "billing_birthday", "birth_date")
REFERRAL_META = ("setia_ref", "_setia_ref")
"""The plugin keeps here whose link brought a new customer."""
YES = ("1", "yes", "true", "on")
NO = ("", "0", "no", "false", "off")


def profile(body: Body, zone: str = "") -> CustomerProfile:
    """Return the profile in a customer body; every WordPress user has one.

    Args:
        body: The customer as the store shows it.
        zone: The store's time zone: where a phone number without a country is from.
    """
    billing = mapping(body.get("billing"))
    address = email(body.get("email"))
    if _erased(address, text(body.get("first_name"))):
        return CustomerProfile(
            customer_ref=ref(body.get("id"), "customer id"), anonymised=True
        )
    return CustomerProfile(
        customer_ref=ref(body.get("id"), "customer id"),
        email=address,
        phone=_phone(billing, zone),
        first_name=text(body.get("first_name")) or text(billing.get("first_name")),
        last_name=text(body.get("last_name")) or text(billing.get("last_name")),
        has_account=True,
        staff=body.get("role") not in SHOPPERS,
        created_at=maybe_gmt(body.get("date_created_gmt")),
        updated_at=maybe_gmt(body.get("date_modified_gmt")),
        tags=tags_in(body),
        marketing_consent=_consent(body),
        birthday=_birthday(body),
        referral=_referral(body),
    )


def meta(body: Body, key: str) -> Body | None:
    """Return the meta entry of this key, the newest one."""
    found = [each for each in objects(body.get("meta_data")) if each.get("key") == key]
    return found[-1] if found else None


def tags_in(body: Body) -> tuple[str, ...]:
    """Return the tags that we keep in a customer's meta."""
    kept = meta(body, TAGS_META)
    words = (text(kept.get("value")) if kept else None) or ""
    return tuple([each.strip() for each in words.split(",") if each.strip()])


def _consent(body: Body) -> bool | None:
    for key in CONSENT_META:
        kept = meta(body, key)
        value = str(kept.get("value") or "").strip().lower() if kept else "?"
        if value in YES + NO:
            return value in YES
    return None


def _birthday(body: Body) -> date | None:
    for key in BIRTHDAY_META:
        kept = meta(body, key)
        found = maybe_date(kept.get("value")) if kept else None
        if found is not None:
            return found
    return None


def _referral(body: Body) -> str | None:
    for key in REFERRAL_META:
        kept = meta(body, key)
        found = text(kept.get("value")) if kept else None
        if found is not None:
            return found[:100]
    return None


def _phone(billing: Body, zone: str) -> str | None:
    return phone(billing.get("phone"), billing.get("country"), country_of(zone))


def buyer_of(order: Body, zone: str = "") -> CustomerProfile | None:
    """Return who bought: an account, a guest with a contact, or nobody.

    ``customer_id`` 0 is a guest, even with the address of an account.
    """
    billing = mapping(order.get("billing"))
    address, number = email(billing.get("email")), _phone(billing, zone)
    customer_ref = maybe_ref(order.get("customer_id"))
    if _erased(address, text(billing.get("first_name"))):
        return CustomerProfile(customer_ref=None, anonymised=True)
    if customer_ref is None and address is None and number is None:
        return None
    return CustomerProfile(
        customer_ref=customer_ref,
        email=address,
        phone=number,
        first_name=text(billing.get("first_name")),
        last_name=text(billing.get("last_name")),
        has_account=customer_ref is not None,
        address_text=_place_text(order),
        device_text=one_line(
            order.get("customer_ip_address"), order.get("customer_user_agent")
        ),
    )


def place(order: Body) -> Body:
    """Return where an order goes, or who pays where nothing is sent."""
    shipping = mapping(order.get("shipping"))
    return shipping if text(shipping.get("country")) else mapping(order.get("billing"))


def _place_text(order: Body) -> str | None:
    where = place(order)
    if text(where.get("address_1")) is None:
        return None
    names = ("address_1", "postcode", "city", "country")
    return one_line(*[where.get(name) for name in names])


def _erased(address: str | None, first_name: str | None) -> bool:
    return (address or "").endswith(ERASED_DOMAIN) or first_name == ERASED_NAME
