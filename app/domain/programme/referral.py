"""Referral: a member brings a friend, and both get something.

The friend is welcomed at once; the member who brought them is rewarded when the
friend's first order has matured. Whatever looks like abuse is refused with a
reason, or put on a list that people decide, as strictly as the document says.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from app.domain.programme.base import Count, Days, Flag, Section, Whole, refuse
from app.domain.programme.gifts import MAX_GIFTS, Gift, Undo
from app.domain.programme.numbers import Amounts
from app.domain.programme.terms import Pending

Strictness = Literal["block", "review", "off"]
"""Refuse, let people decide, or do not look. People can undo a refusal."""
DotlessDomain = Annotated[
    str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", max_length=253)
]


class Guards(Section):
    """How strict each check of abuse is."""

    own_contact: Strictness = "block"
    """The friend has the member's own e-mail address, written with other dots or
    a +tag perhaps, or the member's phone number."""
    existing_customer: Strictness = "block"
    """The friend ordered before, also as a guest, or joined too long before."""
    same_address: Strictness = "review"
    """An order of the friend goes where one of the member's went."""
    same_device: Strictness = "review"
    same_payment: Strictness = "block"
    circle: Strictness = "block"
    """The friend brought the member, or brought somebody who did."""
    velocity: Strictness = "review"
    """Too many friends too fast; see ``velocity``."""
    dotless_domains: Annotated[tuple[DotlessDomain, ...], Field(max_length=50)] = (
        "gmail.com",
        "googlemail.com",
    )
    """Where dots in an address mean nothing. A +tag means nothing anywhere."""


class Velocity(Section):
    """How many friends are usual in a span; more are looked at."""

    hours: Annotated[Whole, Field(ge=1, le=720)] = 24
    most: Count = 5
    """Friends of one member within the span."""
    most_from_one_device: Count = 2
    """Friends of whomever that come from one device or network within it."""


class Referral(Section):
    """What bringing a friend gives, and when it counts."""

    enabled: Flag = True
    """Switched off, nobody new is referred; those who were are still rewarded."""
    friend_gifts: Annotated[tuple[Gift, ...], Field(max_length=MAX_GIFTS)] = ()
    """At once, when a friend has joined through the link."""
    advocate_gifts: Annotated[tuple[Gift, ...], Field(max_length=MAX_GIFTS)] = ()
    """For the member who brought them, when the friend's order has matured."""
    minimum: Amounts | None = None
    """What the friend's order must be worth, without tax, shipping and gift cards.
    Currencies that are not named don't count then."""
    first_order_only: Flag = True
    """Only the friend's very first order counts; else the first that is enough."""
    most_per_month: Count | None = None
    """Rewarded friends of one member in a calendar month of their orders."""
    most_ever: Count | None = None
    link_days: Annotated[Days, Field(ge=1)] = 30
    """The friend's order must be paid within so many days of using the link."""
    joined_days: Days = 7
    """Who joined longer ago than this when using a link is no new friend."""
    wait: Pending | None = None
    """How long the order matures; that of the terms where it is left out."""
    undo: Undo | None = None
    """What happens to gifts when the order goes back after it had matured, or a
    referral is refused: ``always`` take back, ``unused`` only what was not used,
    ``never``. Left out: vouchers and choices ``unused``, all else ``always``."""
    guards: Guards = Guards()
    velocity: Velocity = Velocity()

    @model_validator(mode="after")
    def _gives(self) -> "Referral":
        if not self.friend_gifts and not self.advocate_gifts:
            refuse("gives_nothing", "the friend, the member or both get something")
        return self
