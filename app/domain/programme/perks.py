"""Perks: what members have for as long as they hold a tier or a membership.

Better rates of points are no perks: they are ways to earn with a condition. A
perk is put into the stores as a discount of the member's own or as a customer
tag, and taken out again when it is lost.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from app.domain.programme.base import Flag, Identifier, Ref, Section, refuse
from app.domain.programme.numbers import Amounts, PercentBp
from app.domain.programme.rewards import Combines, Scope
from app.domain.programme.texts import Text
from app.domain.programme.windows import Moment

MAX_PERKS = 100
MAX_AHEAD_HOURS = 24 * 60

_Refs = Annotated[tuple[Ref, ...], Field(max_length=500)]
_Ids = Annotated[tuple[Identifier, ...], Field(max_length=50)]


class Holders(Section):
    """Who has a perk: holders of any of these."""

    tiers: _Ids = ()
    plans: _Ids = ()
    trials: Flag = True
    """Whether a trial of a plan brings it too."""
    everybody: Flag = False
    """Every member."""

    @model_validator(mode="after")
    def _somebody(self) -> "Holders":
        if not (self.tiers or self.plans or self.everybody):
            refuse("perk_for_nobody", "name tiers or plans, or say everybody: true")
        return self


class Where(Section):
    """Where a perk holds."""

    online: Flag = True
    till: Flag = False
    app: Flag = False
    stores: _Refs = ()
    """Ids or domains of stores; none means all of them."""

    @model_validator(mode="after")
    def _somewhere(self) -> "Where":
        if not (self.online or self.till or self.app):
            refuse("perk_nowhere", "a perk holds online, at the till or in the app")
        return self


class PercentPerk(Section):
    """A member price: so much off everything, or off some of it."""

    kind: Literal["percent"]
    percent: PercentBp
    scope: Scope = Scope()


class ShippingPerk(Section):
    """Free shipping, from an amount on or always."""

    kind: Literal["free_shipping"]
    minimum: Amounts | None = None
    """Free from this amount on (included)."""
    above: Amounts | None = None
    """Free above this amount: from the next smallest coin on."""
    speed: Literal["standard", "express"] = "standard"
    note: Text | None = None
    """How fast that is, for members: "within two days"."""

    @model_validator(mode="after")
    def _one_floor(self) -> "ShippingPerk":
        if self.minimum is not None and self.above is not None:
            refuse("two_floors", "say minimum or above, one of them")
        return self

    def floor_minor(self, currency: str) -> int | None:
        """Return the smallest amount that is shipped free, or None where any is.

        Raises:
            KeyError: The perk has a floor, and none in *currency*.
        """
        if self.above is not None:
            return self.above[currency] + 1
        return None if self.minimum is None else self.minimum[currency]


class TagPerk(Section):
    """A customer tag that the store's own features act on."""

    kind: Literal["tag"]
    text: Text
    """What it means for members."""


class EarlyAccessPerk(Section):
    """What is new or on sale, before others see it."""

    kind: Literal["early_access"]
    hours: Annotated[int, Field(ge=1, le=MAX_AHEAD_HOURS, strict=True)] = 24
    collections: _Refs = ()
    opens_at: Moment | None = None
    """When it is there for everybody; holders come so many hours before. Without it
    that is counted from when the store published each product."""

    @model_validator(mode="after")
    def _of_something(self) -> "EarlyAccessPerk":
        if self.opens_at is not None and not self.collections:
            refuse("opens_without_collections", "name the collections that open then")
        return self


class SupportPerk(Section):
    """Helped first."""

    kind: Literal["support_priority"]
    contact: Text | None = None
    """A line or an address of their own."""


class ExclusivePerk(Section):
    """Goods that only holders may buy."""

    kind: Literal["exclusive_products"]
    products: _Refs = ()
    collections: _Refs = ()
    whole_store: Flag = False
    """Nobody else may buy anything."""

    @model_validator(mode="after")
    def _something(self) -> "ExclusivePerk":
        if not (self.products or self.collections or self.whole_store):
            refuse("nothing_exclusive", "name products or collections, or whole_store")
        return self


class CollectionPerk(Section):
    """A collection that only holders are shown."""

    kind: Literal["member_collection"]
    collections: Annotated[_Refs, Field(min_length=1)]


class TextPerk(Section):
    """Something that people do, in the merchant's words."""

    kind: Literal["text"]
    text: Text


WhatPerk = Annotated[
    PercentPerk
    | ShippingPerk
    | TagPerk
    | EarlyAccessPerk
    | SupportPerk
    | ExclusivePerk
    | CollectionPerk
    | TextPerk,
    Field(discriminator="kind"),
]

DISCOUNTS = (PercentPerk, ShippingPerk)
"""Kinds that take something off, and so may be a discount of the store."""
CLOSING = (EarlyAccessPerk, ExclusivePerk, CollectionPerk)
"""Kinds that close goods to everybody who does not have the perk."""


class Perk(Section):
    """One thing that holders have."""

    id: Identifier
    title: Text | None = None
    enabled: Flag = True
    held_by: Holders
    what: WhatPerk
    where: Where = Where()
    put: Literal["discount", "tag", "nothing"] | None = None
    """How it comes into the store. By default discounts are discounts, what the
    store must know is a tag, and words are nothing."""
    tag: Ref | None = None
    """The customer tag; by default one of the perk's own."""
    stacks: Literal["all", "best"] = "all"
    """``best``: of several perks of this kind, the member has only the best."""
    combines_with: Combines = Combines()

    @property
    def way(self) -> Literal["discount", "tag", "nothing"]:
        """How it comes into the store."""
        if self.put is not None:
            return self.put
        if isinstance(self.what, DISCOUNTS):
            return "discount"
        return "nothing" if isinstance(self.what, SupportPerk | TextPerk) else "tag"

    @property
    def tag_name(self) -> str:
        """The customer tag that says that somebody has it."""
        return self.tag or f"setia-{self.id}"
