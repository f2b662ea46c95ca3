"""A store's customer, in our words. Contacts may be absent and prove nothing."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CustomerProfile:
    """Who the store says this is.

    ``customer_ref`` is the platform's id as text, None for a guest. E-mail is
    lower-cased and trimmed; None when absent or a placeholder such as
    ``deleted@site.invalid``. ``contact_verified`` is True only when the store
    proved the contact (an account the person signed in to), never from a
    platform's "verified" default.
    """

    customer_ref: str | None
    email: str | None = None
    phone: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    locale: str | None = None
    tags: tuple[str, ...] = ()
    has_account: bool = False
    contact_verified: bool = False
    staff: bool = False
    """A shop's own user (WooCommerce role other than customer/subscriber)."""
    created_at: datetime | None = None
    updated_at: datetime | None = None
    anonymised: bool = False
    """The store erased this person: drop the link, do not look anyone up."""


@dataclass(frozen=True, slots=True)
class CustomerSeen:
    """A customer was created or changed."""

    profile: CustomerProfile
    created: bool


@dataclass(frozen=True, slots=True)
class CustomerGone:
    """The store deleted the account. Not an erasure."""

    customer_ref: str


@dataclass(frozen=True, slots=True)
class CustomersMerged:
    """The store joined two customers; the second id is gone."""

    kept_ref: str
    gone_ref: str


@dataclass(frozen=True, slots=True)
class RedactCustomer:
    """The platform orders an erasure of this person."""

    customer_ref: str
    email: str | None
    phone: str | None
    order_refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DataRequested:
    """The person asked for their data."""

    customer_ref: str
    email: str | None
    request_ref: str
