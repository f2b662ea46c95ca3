"""A voucher: what a member holds of a reward, from grant to use.

Its whole life is one table, ``TRANSITIONS``; what is not in it cannot happen.
Whether a code *may* exist in the store although nobody heard so is no state of
its own: it is the ``outcome`` of the progress of issuing, beside the state.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from app.domain.errors import Conflict
from app.domain.money import Money
from app.domain.rewards.credit import CreditSpec, GiftCardSpec
from app.domain.rewards.discount import Combination, DiscountKind, DiscountSpec
from app.domain.rewards.kinds import VoucherKind


class VoucherState(StrEnum):
    """Where a voucher is in its life."""

    GRANTED = "granted"
    """Held by the member; nothing was asked of a store yet."""
    ISSUING = "issuing"
    """A store was asked at least once; see ``Progress.outcome``."""
    ISSUED = "issued"
    """The code works."""
    USED = "used"
    """An order carries the code."""
    LAPSED = "lapsed"
    """Unused at the end of its life; the code is off."""
    WITHDRAWN = "withdrawn"
    """Ended by a person, a refusal or the deadline; no working code is left."""
    RETURNED = "returned"
    """Used, and all its points came back, because the order was undone."""


class Step(StrEnum):
    """What can happen to a voucher."""

    START = "start"
    """An attempt to issue begins."""
    CONFIRM = "confirm"
    """The store holds our code."""
    RELEASE = "release"
    """It is certain that the store holds none."""
    USE = "use"
    FREE = "free"
    """The order that used it let go of the code again."""
    LAPSE = "lapse"
    WITHDRAW = "withdraw"
    GIVE_BACK = "give_back"
    """The last of its points came back from a used voucher."""


TRANSITIONS: Mapping[tuple[VoucherState, Step], VoucherState] = {
    (VoucherState.GRANTED, Step.START): VoucherState.ISSUING,
    (VoucherState.ISSUING, Step.START): VoucherState.ISSUING,
    (VoucherState.ISSUING, Step.CONFIRM): VoucherState.ISSUED,
    (VoucherState.GRANTED, Step.RELEASE): VoucherState.WITHDRAWN,
    (VoucherState.ISSUING, Step.RELEASE): VoucherState.WITHDRAWN,
    (VoucherState.ISSUED, Step.USE): VoucherState.USED,
    (VoucherState.USED, Step.FREE): VoucherState.ISSUED,
    (VoucherState.ISSUED, Step.LAPSE): VoucherState.LAPSED,
    (VoucherState.ISSUED, Step.WITHDRAW): VoucherState.WITHDRAWN,
    (VoucherState.USED, Step.GIVE_BACK): VoucherState.RETURNED,
}

OPEN_STATES = frozenset({VoucherState.GRANTED, VoucherState.ISSUING})
"""The hold has not ended yet."""
END_STATES = frozenset(
    {VoucherState.LAPSED, VoucherState.WITHDRAWN, VoucherState.RETURNED}
)
LIVE_STATES = frozenset(
    {VoucherState.GRANTED, VoucherState.ISSUING, VoucherState.ISSUED}
)
"""The member still has the use of it before them."""


class IllegalStep(Conflict):
    """A voucher cannot do this from where it is."""

    code = "voucher_step_not_possible"

    def __init__(self, state: VoucherState, step: Step) -> None:
        self.state = state
        self.step = step
        super().__init__(f"a voucher that is {state} cannot {step}")


class Source(StrEnum):
    """How the member came by the voucher."""

    POINTS = "points"
    RULE = "rule"
    """Given by a rule of the programme; no points, no hold."""
    CARRIED = "carried"
    """Brought along by an import: the code of another program, live in the store."""


class Ending(StrEnum):
    """Why an issued voucher is on its way out, while its code is switched off."""

    LAPSE = "lapse"
    CANCEL = "cancel"
    FREED = "freed"
    """Its order let go of it after part of the points had come back."""
    GONE = "gone"
    """Somebody removed the code in the store."""


class Outcome(StrEnum):
    """What is known of the last attempt to issue."""

    CLEAR = "clear"
    """Nothing is in flight: the store did certainly not act."""
    UNKNOWN = "unknown"
    """Sent, and no clear answer: look before anything is sent again."""
    BLOCKED = "blocked"
    """The store took our access away; afterwards look first."""


class ReturnPolicy(StrEnum):
    """What happens to the spent points of an order that is refunded."""

    IN_PROPORTION = "in_proportion"
    FULL_ONLY = "full_only"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class VoucherTerms:
    """What was promised when the voucher came to be. Never looked up again."""

    title: str
    kind: VoucherKind
    currency: str
    starts_at: datetime
    ends_at: datetime | None
    amount_minor: int | None = None
    percent_bp: int | None = None
    pieces: int | None = None
    """Of a percentage: only so many pieces are reduced."""
    product_refs: tuple[str, ...] = ()
    collection_refs: tuple[str, ...] = ()
    minimum_minor: int | None = None
    customer_ref: str | None = None
    customer_email: str | None = None
    combines_with: Combination = field(default_factory=Combination)
    refund_policy: ReturnPolicy = ReturnPolicy.IN_PROPORTION
    unused_returns: bool = True
    """Whether the points of an unused voucher come back when it lapses."""
    slider: bool = False
    """Whether an order that used less than bought gives the difference back."""
    minimum_life_days: int = 30
    """How long points that come back can be used at least."""
    stocked: bool = False
    """Whether a unit of stock comes back with it."""
    cause: str | None = None
    """Of ``CHARITY``: whom the merchant gives to."""
    tickets: str | None = None
    """Of ``TICKETS``: the asset; ``amount_minor`` is their number."""
    keep_from: datetime | None = None
    """From then on a member can't give it back."""
    spend_by: datetime | None = None
    """Until when a gift card or store credit can be spent."""
    cost_minor: int | None = None
    """What it costs the merchant, where the document says so."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far issuing got. ``app.domain.rewards.issuing`` decides with it."""

    deadline_at: datetime
    outcome: Outcome = Outcome.CLEAR
    attempts: int = 0
    codes_tried: int = 1
    failures: int = 0
    """Answers in a row that settled nothing; makes the pauses grow."""
    absent_at: datetime | None = None
    """When a look-up first found nothing, since the last attempt."""
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Voucher:
    """One voucher of one reward, as it stands."""

    voucher_id: UUID
    member_id: UUID
    store_id: UUID
    reward_id: str
    programme_version: int
    source: Source
    asset: str
    price: int
    """Points; 0 for a voucher that a rule gave."""
    code: str
    terms: VoucherTerms
    actor: str
    created_at: datetime
    updated_at: datetime
    progress: Progress
    state: VoucherState = VoucherState.GRANTED
    ending: Ending | None = None
    reason: str | None = None
    """Why it was withdrawn, or why it waits; a stable code."""
    attention: str | None = None
    """Set while a person should look; a stable code."""
    returned: int = 0
    """Points returned so far, of ``price``."""
    discount_ref: str | None = None
    issued_at: datetime | None = None
    used_at: datetime | None = None
    ended_at: datetime | None = None
    cancelled_at: datetime | None = None
    """When a person asked for the cancellation."""
    lease_token: UUID | None = None
    """Who may complete the work in progress on this voucher."""

    def __post_init__(self) -> None:
        if self.price < 0 or (self.source is Source.POINTS) != (self.price > 0):
            raise ValueError(f"a {self.source} voucher cannot cost {self.price}")
        if not 0 <= self.returned <= self.price:
            raise ValueError(f"{self.returned} of {self.price} points can't come back")

    @property
    def marker(self) -> str:
        """Our mark on the code in the store."""
        return str(self.voucher_id)

    @property
    def code_key(self) -> str:
        """The code as it is compared: stores change its case."""
        return code_key(self.code)

    @property
    def lapses_at(self) -> datetime | None:
        return self.terms.ends_at

    def take(self, step: Step, *, at: datetime) -> Self:
        """Return the voucher after *step*.

        Raises:
            IllegalStep: The table has no such step from this state.
        """
        target = TRANSITIONS.get((self.state, step))
        if target is None:
            raise IllegalStep(self.state, step)
        moved = replace(self, state=target, updated_at=at)
        if target in END_STATES:
            return replace(moved, ended_at=at, ending=None)
        if step is Step.CONFIRM:
            return replace(moved, issued_at=at)
        if step is Step.USE:
            return replace(moved, used_at=at, ending=None)
        if step is Step.FREE:
            return replace(moved, used_at=None)
        return moved

    @property
    def money(self) -> Money:
        """The amount of money that it is.

        Raises:
            ValueError: It is none (a programmer's mistake).
        """
        if self.terms.amount_minor is None:
            raise ValueError(f"a {self.terms.kind} has no amount")
        return Money(self.terms.amount_minor, self.terms.currency)

    def gift_card(self) -> GiftCardSpec:
        """Return the gift card as every attempt asks for it."""
        return GiftCardSpec(
            code=self.code,
            marker=self.marker,
            amount=self.money,
            customer_ref=self.terms.customer_ref,
            note=self.terms.title,
            expires_at=self.terms.spend_by,
        )

    def credit(self) -> CreditSpec:
        """Return the store credit as every attempt asks for it."""
        return CreditSpec(
            customer_ref=self.terms.customer_ref or "",
            amount=self.money,
            marker=self.marker,
            note=self.terms.title,
            expires_at=self.terms.spend_by,
        )

    def discount(self) -> DiscountSpec:
        """Return the code as every attempt asks for it: always the same."""
        terms = self.terms
        return DiscountSpec(
            code=self.code,
            marker=self.marker,
            title=terms.title,
            kind=DiscountKind(terms.kind),
            currency=terms.currency,
            starts_at=terms.starts_at,
            amount=(
                Money(terms.amount_minor, terms.currency)
                if terms.amount_minor is not None
                else None
            ),
            percent_bp=terms.percent_bp,
            pieces=terms.pieces,
            product_refs=terms.product_refs,
            collection_refs=terms.collection_refs,
            minimum_minor=terms.minimum_minor,
            customer_ref=terms.customer_ref,
            customer_email=terms.customer_email,
            ends_at=terms.ends_at,
            combines_with=terms.combines_with,
        )


def code_key(code: str) -> str:
    """Return a discount code in the form in which codes are compared."""
    return code.strip().lower()
