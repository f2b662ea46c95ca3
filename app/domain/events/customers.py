"""A store's customer, in our words. Contacts may be absent and prove nothing."""

from dataclasses import dataclass
from datetime import date, datetime


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
    tags: tuple[str, ...] | None = None
    """All that the customer carries; None where the delivery does not say."""
    has_account: bool = False
    contact_verified: bool = False
    staff: bool = False
    """A shop's own user (WooCommerce role other than customer/subscriber)."""
    created_at: datetime | None = None
    updated_at: datetime | None = None
    anonymised: bool = False
    """The store erased this person: drop the link, do not look anyone up."""
    marketing_consent: bool | None = None
    """Whether the store holds consent to news by e-mail; None: it does not say."""
    birthday: date | None = None
    """Where the shop keeps one (a customer metafield, customer meta)."""
    referral: str | None = None
    """The code of the member whose link they signed up through, as the shop kept it."""
    address_text: str | None = None
    """Where an order went, brought into one form: for comparing, never for showing."""
    device_text: str | None = None
    """Where an order came from (address of the network, browser), for comparing."""
    payer_text: str | None = None
    """What paid for an order, where the platform tells; for comparing."""


@dataclass(frozen=True, slots=True)
class CustomerSeen:
    """A customer was created or changed."""

    profile: CustomerProfile
    created: bool


@dataclass(frozen=True, slots=True)
class CustomerChanged:
    """Only what is named changed; everything else of the customer stays."""

    customer_ref: str
    tags_added: tuple[str, ...] = ()
    tags_removed: tuple[str, ...] = ()
    marketing_consent: bool | None = None
    """None: not what this is about."""
    happened_at: datetime | None = None


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
