"""What all bodies share: how they are read, and how ids, money and times look.

What is asked is strict and refuses fields that it does not know; what is given
may grow.
"""

from datetime import UTC, datetime
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
)

from app.domain.ids import public_id
from app.domain.money import Money

T = TypeVar("T")
LIMIT = 50
MOST = 250
UNITS = 10**15
"""More than the ledger keeps of anything."""


def _id(kind: str) -> Any:  # noqa: ANN401 - what pydantic's Field is said to return
    return Field(
        pattern=f"^{kind}_[0-7][0-9A-HJKMNP-TV-Z]{{25}}$",
        examples=[f"{kind}_01KAZ3V7Q8H5M2N4P6R8T0V1W3"],
    )


MemberId = Annotated[str, _id("mem")]
StoreId = Annotated[str, _id("str")]
TransactionId = Annotated[str, _id("txn")]
LotId = Annotated[str, _id("lot")]
VoucherId = Annotated[str, _id("vou")]
GiftId = Annotated[str, _id("gft")]
AwardId = Annotated[str, _id("awd")]
ProgrammeId = Annotated[str, _id("prg")]
ActivityId = Annotated[str, _id("act")]
KeyId = Annotated[str, _id("key")]
_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = datetime(2200, 1, 1, tzinfo=UTC)


def _sane(value: datetime) -> datetime:
    """Return an instant in UTC; far past and far future are mistakes."""
    # Compared as written first: the ends of the calendar have no UTC.
    if not _EARLIEST <= value.replace(tzinfo=UTC) <= _LATEST:
        raise ValueError("an instant between 1970 and 2200 is needed")
    return value.astimezone(UTC)


Moment = Annotated[
    AwareDatetime, AfterValidator(_sane), Field(examples=["2026-11-22T12:00:00Z"])
]
"""An instant that a client sends."""
Instant = Annotated[AwareDatetime, Field(examples=["2026-11-22T12:00:00Z"])]
Line = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        min_length=1,
        max_length=200,
        pattern=r"^[^\x00-\x1f\x7f]*$",
    ),
]
"""One line of text, without control characters."""
Prose = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        min_length=1,
        max_length=1_000,
        pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$",
    ),
]
Currency = Annotated[str, Field(pattern="^[A-Z]{3}$", examples=["IDR"])]
Minor = Annotated[int, Field(ge=0, le=UNITS, examples=[257900])]
AssetName = Annotated[
    str, Field(pattern="^[a-z][a-z0-9_-]{0,39}$", examples=["points"])
]


class Asked(BaseModel):
    """A body or a query that a client sends. Also the query without parameters."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, allow_inf_nan=False, hide_input_in_errors=True
    )


class Given(BaseModel):
    """A body that we answer with."""

    model_config = ConfigDict(frozen=True)


class MoneyShape(Given):
    """An amount of money in whole minor units."""

    amount_minor: int = Field(examples=[257900])
    currency: Currency

    @classmethod
    def of(cls, amount_minor: int, currency: str) -> "MoneyShape":
        return cls(amount_minor=amount_minor, currency=currency)

    @classmethod
    def maybe(cls, money: Money | None) -> "MoneyShape | None":
        return None if money is None else cls.of(money.amount_minor, money.currency)


class Page(Given, Generic[T]):
    """One page of a list, newest first."""

    data: list[T]
    next_cursor: str | None = Field(
        default=None, description="Ask again with this; null on the last page."
    )


class Listed(Given, Generic[T]):
    """A whole list."""

    data: list[T]


class PageQuery(Asked):
    """How lists are paged."""

    limit: Annotated[int, Field(ge=1, le=MOST)] = LIMIT
    cursor: Annotated[str, Field(min_length=1, max_length=500)] | None = None


class SinceQuery(PageQuery):
    """Lists that know when their rows changed."""

    updated_since: Moment | None = None


class DryRunQuery(Asked):
    """Writes that can be rehearsed."""

    dry_run: bool = Field(
        default=False, description="Answer what would happen and store nothing."
    )


def maybe_id(kind: str, value: UUID | None) -> str | None:
    """Return the outside id, or None for nothing."""
    return None if value is None else public_id(kind, value)
