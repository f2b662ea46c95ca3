"""The facts of an award, kept with it: enough to say at any time what is left.

Nothing is looked up again at a refund: no rule, no rate, no tier, no limit.
Everything here is plain data that survives JSON unchanged.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import field
from fractions import Fraction
from typing import Any, Literal, NamedTuple, Self

from app.domain.programme.earning import RefundMode, Rounding
from app.domain.records import record

SHIPPING = "@shipping"
"""The line reference under which shipping counts."""


def product(rate: Fraction, amount: int, rounding: Rounding) -> int:
    """Return ``rate * amount`` as a whole number of units, rounded once."""
    exact, whole = rate.numerator * amount, rate.denominator
    if rounding == "down":
        return exact // whole
    if rounding == "up":
        return -(-exact // whole)
    return (2 * exact + whole) // (2 * whole)


def rounded(amount: Fraction, rounding: Rounding) -> int:
    """Return a whole number of units, rounded once."""
    return product(amount, 1, rounding)


class LineAmount(NamedTuple):
    """What one line counted for, and what refunds of it are measured against."""

    line_ref: str
    counted_minor: int
    gross_minor: int
    """The line as the store has it (with tax where tax counts)."""
    quantity: int = 1

    def as_list(self) -> list[Any]:
        return [self.line_ref, self.counted_minor, self.gross_minor, self.quantity]

    @classmethod
    def of(cls, row: list[Any]) -> Self:
        return cls(str(row[0]), int(row[1]), int(row[2]), int(row[3]))


@record
class Minimum:
    """The smallest amount that a rule asks for, and what it looks at."""

    amount_minor: int
    lines: tuple[LineAmount, ...]
    tax: bool = False

    def to_json(self) -> list[Any]:
        return [self.amount_minor, [line.as_list() for line in self.lines], self.tax]

    @classmethod
    def from_json(cls, row: list[Any]) -> Self:
        return cls(row[0], tuple(LineAmount.of(line) for line in row[1]), row[2])


@record
class RatePart:
    """One rule's amount at one rate, rounded once."""

    rate: Fraction
    """Smallest units for one minor unit; 0 where a fixed award only measures."""
    lines: tuple[LineAmount, ...]
    rounding: Rounding = "down"
    tax: bool = False
    most: int | None = None
    """What the limits had left at the award."""
    minimum: Minimum | None = None
    counted_minor: int = field(init=False, repr=False, compare=False)
    """The rule's amount at the award."""

    def __post_init__(self) -> None:
        counted_minor = sum([line.counted_minor for line in self.lines])
        object.__setattr__(self, "counted_minor", counted_minor)

    def within(self, line_refs: Container[str]) -> Self:
        """Return the same for some of its lines."""
        return type(self)(
            self.rate,
            tuple([line for line in self.lines if line.line_ref in line_refs]),
            self.rounding,
            tax=self.tax,
            most=self.most,
            minimum=self.minimum,
        )

    def units(self, amount_minor: int) -> int:
        """Return what *amount_minor* gives at this rate."""
        given = product(self.rate, amount_minor, self.rounding)
        return given if self.most is None else min(given, self.most)

    def to_json(self) -> dict[str, Any]:
        return {
            "rate": [self.rate.numerator, self.rate.denominator],
            "lines": [line.as_list() for line in self.lines],
            "rounding": self.rounding,
            "tax": self.tax,
            "most": self.most,
            "minimum": None if self.minimum is None else self.minimum.to_json(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            rate=Fraction(*data["rate"]),
            lines=tuple(LineAmount.of(row) for row in data["lines"]),
            rounding=data["rounding"],
            tax=data["tax"],
            most=data["most"],
            minimum=_minimum(data["minimum"]),
        )


def _minimum(row: list[Any] | None) -> Minimum | None:
    return None if row is None else Minimum.from_json(row)


Per = Literal["line", "unit"]


def pieces(per: Per, lines: Iterable[LineAmount]) -> int:
    """Return how many lines, or pieces in them, count; shipping is neither."""
    goods = [line for line in lines if line.line_ref != SHIPPING]
    return len(goods) if per == "line" else sum(line.quantity for line in goods)


Still = tuple[Any, ...]
"""A condition reduced to what a refund can still break, as nested tuples:
``("all"|"any", part…)``, ``("amount", op, minor)``, ``("lines", ref…)``."""


@record
class AwardFacts:
    """Everything that decides what an award is worth after refunds."""

    kind: str
    """``rate``, ``fixed``, ``each``, ``multiplier``, ``gifts`` or ``fact`` (no
    order)."""
    mode: RefundMode
    award: int
    """Units at the award, before any refund."""
    currency: str | None = None
    parts: tuple[RatePart, ...] = ()
    bonus: Fraction | None = None
    """Of a multiplier: what it adds for each unit of the base."""
    rounding: Rounding = "down"
    most: int | None = None
    minimum: Minimum | None = None
    still: Still | None = None
    """With ``threshold``: what must still hold."""
    goods: tuple[LineAmount, ...] = ()
    """With ``still``, or where nothing counted: the goods of the order, to tell
    what of them is left."""
    each: tuple[Per, int] | None = None
    """Of ``each``: so many units for each line or piece."""

    def capped(self, most: int) -> "AwardFacts":
        """Return the same, for at most so many units."""
        most = most if self.most is None else min(self.most, most)
        return AwardFacts(
            self.kind,
            self.mode,
            min(self.award, most),
            self.currency,
            self.parts,
            self.bonus,
            self.rounding,
            most,
            self.minimum,
            self.still,
            self.goods,
            self.each,
        )

    @property
    def basis_minor(self) -> int:
        """The amount that refunds are measured against."""
        return sum([part.counted_minor for part in self.parts])

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON: whole numbers, texts, lists, null."""
        bonus = self.bonus
        return {
            "v": 1,
            "kind": self.kind,
            "mode": self.mode,
            "award": self.award,
            "currency": self.currency,
            "parts": [part.to_json() for part in self.parts],
            "bonus": None if bonus is None else [bonus.numerator, bonus.denominator],
            "rounding": self.rounding,
            "most": self.most,
            "minimum": None if self.minimum is None else self.minimum.to_json(),
            "still": _listed(self.still),
            "goods": [line.as_list() for line in self.goods],
            "each": None if self.each is None else list(self.each),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the facts that ``to_json`` wrote."""
        return cls(
            kind=data["kind"],
            mode=data["mode"],
            award=data["award"],
            currency=data["currency"],
            parts=tuple(RatePart.from_json(part) for part in data["parts"]),
            bonus=None if data["bonus"] is None else Fraction(*data["bonus"]),
            rounding=data["rounding"],
            most=data["most"],
            minimum=_minimum(data["minimum"]),
            still=_tupled(data["still"]),
            goods=tuple(LineAmount.of(row) for row in data["goods"]),
            each=_tupled(data.get("each")),
        )


def _listed(value: Any) -> Any:  # noqa: ANN401 - nested plain data
    return [_listed(item) for item in value] if isinstance(value, tuple) else value


def _tupled(value: Any) -> Any:  # noqa: ANN401 - nested plain data
    return tuple(_tupled(item) for item in value) if isinstance(value, list) else value
