"""Customers, from webhook bodies and from GraphQL.

``state`` speaks of classic accounts only, and Shopify's "verified" flags are
true by default: neither proves a contact, so no profile from here claims one.
"""

import re
from dataclasses import replace
from typing import Final

from app.domain.events import CustomerProfile
from integrations.phones import phone
from integrations.reading import (
    Body,
    email,
    mapping,
    maybe_date,
    maybe_moment,
    objects,
    ref,
    text,
)

CONSENTED = {"SUBSCRIBED": True, "NOT_SUBSCRIBED": False, "UNSUBSCRIBED": False}
"""Waiting for a confirmation is neither."""
NOTED_CODE: Final = re.compile(
    r"^\s*(?:setia_ref|loyalty_ref|referral_code)\s*:\s*(\S.*?)\s*$",
    re.IGNORECASE | re.MULTILINE,
)
"""A sign-up form's field ``customer[note][setia_ref]`` becomes a line of the note."""
CODE_KEYS: Final = ("setia_ref", "referral_code")
MOST_SIGNS: Final = 100


def delivered_profile(body: Body) -> CustomerProfile:
    """Return the profile in a customer body of a webhook."""
    return CustomerProfile(
        customer_ref=ref(body.get("id"), "customer id"),
        email=email(body.get("email")),
        phone=phone(
            body.get("phone"),
            mapping(body.get("default_address")).get("country_code"),
        ),
        first_name=text(body.get("first_name")),
        last_name=text(body.get("last_name")),
        has_account=body.get("state") == "enabled",
        created_at=maybe_moment(body.get("created_at")),
        updated_at=maybe_moment(body.get("updated_at")),
        referral=_code(body.get("metafields"), body.get("note")),
    )


def _code(metafields: object, note: object) -> str | None:
    """Return the referral code that a shop keeps of a customer."""
    for each in objects(metafields):
        value = text(each.get("value"))
        if each.get("key") in CODE_KEYS and value:
            return value[:MOST_SIGNS]
    found = NOTED_CODE.search(text(note) or "")
    return found[1][:MOST_SIGNS] if found else None


def buyer_of(order: Body) -> CustomerProfile | None:
    """Return who bought: the customer, a guest with a contact, or nobody.

    The contact on the order was typed by the buyer and belongs to a guest only;
    a customer keeps their own.
    """
    customer = order.get("customer")
    locale = text(order.get("customer_locale"))
    if isinstance(customer, dict):
        known = delivered_profile(customer)
        if order.get("buyer_accepts_marketing") is True:
            # Ticked at this checkout. Not ticked says nothing of an earlier yes.
            known = replace(known, marketing_consent=True)
        return _with_locale(known, locale)
    where = mapping(order.get("shipping_address") or order.get("billing_address"))
    return guest(
        order.get("email") or order.get("contact_email"),
        phone(order.get("phone"), where.get("country_code")),
        locale,
    )


def fetched_profile(node: Body, locale: str | None = None) -> CustomerProfile:
    """Return the profile in a GraphQL customer; unapproved fields are null."""
    tags = node.get("tags")
    address = mapping(node.get("defaultEmailAddress"))
    known = CustomerProfile(
        customer_ref=ref(node.get("id"), "customer id"),
        email=email(address.get("emailAddress")),
        phone=phone(mapping(node.get("defaultPhoneNumber")).get("phoneNumber")),
        first_name=text(node.get("firstName")),
        last_name=text(node.get("lastName")),
        locale=text(node.get("locale")),
        tags=tuple(tags) if isinstance(tags, list) else None,
        has_account=node.get("state") == "ENABLED",
        created_at=maybe_moment(node.get("createdAt")),
        updated_at=maybe_moment(node.get("updatedAt")),
        marketing_consent=consent(address.get("marketingState")),
        birthday=maybe_date(mapping(node.get("birth")).get("value")),
        referral=_code(
            [{"key": CODE_KEYS[0], **mapping(node.get("came"))}], node.get("note")
        ),
    )
    return _with_locale(known, locale)


def consent(state: object) -> bool | None:
    """Return what a marketing state means; None where it decides nothing."""
    return CONSENTED.get((text(state) or "").upper())


def guest(
    address: object, number: str | None, locale: str | None
) -> CustomerProfile | None:
    """Return the profile of a buyer without a record; None without a contact."""
    found = email(address)
    if found is None and number is None:
        return None
    return CustomerProfile(customer_ref=None, email=found, phone=number, locale=locale)


def _with_locale(known: CustomerProfile, locale: str | None) -> CustomerProfile:
    return replace(known, locale=locale) if locale else known
