"""What a person decides about an import before it runs."""

from datetime import date
from fractions import Fraction
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, field_validator

from app.domain.importing.columns import Column
from app.domain.importing.sources import SOURCES
from app.domain.programme.numbers import parse_fraction

MOST_OF_A_ROW: Final = 10_000_000
"""Points; a row with more is left out, whatever anybody says."""
SECOND_PERSON_ROW: Final = 1_000_000
SECOND_PERSON_TOTAL: Final = 20_000_000
"""Points of a row, and of all rows, above which a second person must agree."""


class ImportOptions(BaseModel):
    """The answers of the wizard's fourth step."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str = "generic"
    mode: Literal["add", "set", "keep_higher"] = "add"
    """What imported points are to points that a member has."""
    unknown: Literal["skip", "invite", "create"] = "create"
    """What becomes of people whom no store of ours knows."""
    rate: str = "1"
    """What an old point is worth in ours: 2 doubles."""
    expiry: Literal["programme", "never", "days", "date"] = "programme"
    """How long points live whose row does not say."""
    expiry_days: Annotated[int, Field(ge=1, le=3660)] = 365
    expiry_date: date | None = None
    date_order: Literal["ask", "day_first", "month_first"] = "ask"
    separators: Literal["", ",", ".", " "] = ""
    counts_for_tier: bool = False
    notify: bool = False
    tiers: dict[str, str] = Field(default_factory=dict)
    """Names of tiers over there, and ours; an empty one leaves the tier out."""
    store_id: UUID | None = None
    """The store whose customers the ids are."""
    asset: str = "points"
    credit_asset: str | None = None
    """Where store credit goes; None: it is left out."""
    country: Annotated[str, Field(max_length=2)] = ""
    """Of phone numbers without a country; two capital letters."""
    columns: dict[Column, int] = Field(default_factory=dict)

    @field_validator("source")
    @classmethod
    def _known_source(cls, code: str) -> str:
        if code not in SOURCES:
            raise ValueError(f"one of {', '.join(SOURCES)}")
        return code

    @field_validator("rate")
    @classmethod
    def _sane_rate(cls, text: str) -> str:
        rate = parse_fraction(text)
        if not Fraction(1, 10_000) <= rate <= 10_000:  # noqa: PLR2004 - the bounds
            raise ValueError("a rate is from 1/10000 to 10000")
        return text

    @property
    def factor(self) -> Fraction:
        """The rate as an exact number."""
        return parse_fraction(self.rate)


def needs_second_person(*, largest: int, total: int) -> bool:
    """Tell whether somebody else must agree to so many points."""
    return largest > SECOND_PERSON_ROW or total > SECOND_PERSON_TOTAL
