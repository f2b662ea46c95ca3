"""What is left of an award after refunds: a target, never a subtraction.

``keep_now`` looks at the award's stored facts and at the order as it stands
now. It falls or stays as the refunded part grows, starts at the award, and is
nothing when all is refunded; so refunds in whatever pieces take exactly what
was given (ledger rules, 10.2).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.earning.facts import (
    SHIPPING,
    AwardFacts,
    LineAmount,
    Minimum,
    Still,
    pieces,
    product,
)
from app.domain.events import OrderLine, OrderSnapshot, OrderState
from app.domain.money import CurrencyMismatch

OVER: Mapping[OrderState, str] = {
    OrderState.CANCELLED: "cancelled",
    OrderState.REFUNDED: "refunded",
    OrderState.CHARGED_BACK: "charged_back",
}
UNPAID = frozenset({OrderState.OPEN, OrderState.DRAFT})


@dataclass(frozen=True, slots=True)
class Keep:
    """What an award is worth now, and why."""

    amount: int
    basis_left_minor: int
    reason: str
    """``whole``, ``refunded_in_part``, ``refunded``, ``cancelled``, ``charged_back``,
    ``not_paid``, ``below_minimum``, ``threshold_broken``, ``stays``."""


class _Order:
    """What is left of the lines of an order, counted as at the award."""

    def __init__(self, snapshot: OrderSnapshot) -> None:
        self._snapshot = snapshot
        self._lines = {line.line_ref: line for line in snapshot.lines}

    def left(self, line: LineAmount, *, tax: bool) -> int:
        """Return what still counts of *line*; rounded for the member."""
        if line.line_ref == SHIPPING:
            left_minor = self._shipping_left(tax=tax)
        elif (now := self._lines.get(line.line_ref)) is None:
            return 0
        elif line.gross_minor == 0:
            return _by_quantity(line, now)
        else:
            left_minor = now.amount_minor - now.refunded_minor
            if tax:
                left_minor += now.tax_minor - now.refunded_tax_minor
        gone = line.gross_minor - max(0, min(left_minor, line.gross_minor))
        if gone == 0:
            return line.counted_minor
        return line.counted_minor - line.counted_minor * gone // line.gross_minor

    def pieces(self, facts: AwardFacts) -> int:
        """Return how many lines or pieces that an award was given for are left."""
        return sum(
            self._pieces(line, facts, tax=part.tax)
            for part in facts.parts
            for line in part.lines
            if line.line_ref != SHIPPING
        )

    def _pieces(self, line: LineAmount, facts: AwardFacts, *, tax: bool) -> int:
        """Return what is left of a line; what the store counts and what it paid."""
        left_minor = self.left(line, tax=tax)
        if facts.each is not None and facts.each[0] == "line":
            return int(left_minor > 0)
        gone_minor = line.counted_minor - left_minor
        paid = line.quantity - line.quantity * gone_minor // line.counted_minor
        now = self._lines.get(line.line_ref)
        if now is None or now.quantity_left is None:
            return paid
        return max(0, min(paid, now.quantity_left))

    def _shipping_left(self, *, tax: bool) -> int:
        order = self._snapshot
        left_minor = order.shipping_minor - order.refunded_shipping_minor
        if tax and order.shipping_minor:
            left_minor += order.shipping_tax_minor * left_minor // order.shipping_minor
        return left_minor

    def total(self, lines: Sequence[LineAmount], *, tax: bool) -> int:
        return sum(self.left(line, tax=tax) for line in lines)


def left_now(lines: Sequence[LineAmount], snapshot: OrderSnapshot, *, tax: bool) -> int:
    """Return what is left of counted lines by the order as it stands now."""
    return _Order(snapshot).total(lines, tax=tax)


def _by_quantity(line: LineAmount, now: OrderLine) -> int:
    """Return what counts of a line that the member paid with points alone."""
    if now.quantity_left is None or line.quantity <= 0:
        return line.counted_minor
    left = max(0, min(now.quantity_left, line.quantity))
    return line.counted_minor * left // line.quantity


def untouched(snapshot: OrderSnapshot) -> bool:
    """Tell whether nothing at all was taken off a paid order by now.

    Then whatever the very same snapshot was just awarded is kept whole, and
    nobody needs to ask ``keep_now``. A no only means that it must be asked.
    """
    if snapshot.state in OVER or snapshot.state in UNPAID:
        return False
    if snapshot.refunded_shipping_minor or (
        snapshot.shipping_tax_minor and not snapshot.shipping_minor
    ):
        return False
    refs = set()
    for line in snapshot.lines:
        refs.add(line.line_ref)
        if (
            line.refunded_minor
            or line.refunded_tax_minor
            or (line.quantity_left is not None and line.quantity_left < line.quantity)
        ):
            return False
    return len(refs) == len(snapshot.lines)


def keep_now(facts: AwardFacts, snapshot: OrderSnapshot) -> Keep:
    """Return what an award is worth by the order as it stands now.

    Pure. Orders in state ``UNKNOWN`` ask for no change: callers leave them
    alone, this function would look at their lines.

    Raises:
        CurrencyMismatch: The order comes in another currency than it was
            settled in.
    """
    basis = facts.basis_minor
    if facts.mode == "stays":
        return Keep(facts.award, basis, "stays")
    if (over := OVER.get(snapshot.state)) is not None:
        return Keep(0, 0, over)
    if snapshot.state in UNPAID and snapshot.paid_at is None:
        return Keep(0, 0, "not_paid")
    if facts.currency is not None and facts.currency != snapshot.currency:
        raise CurrencyMismatch(
            f"settled in {facts.currency}, now in {snapshot.currency}"
        )
    order = _Order(snapshot)
    left = [order.total(part.lines, tax=part.tax) for part in facts.parts]
    basis_left = sum(left)
    if basis_left == 0 and _all_gone(facts, order):
        return Keep(0, 0, "refunded")
    whole = basis_left == basis
    if _below(facts.minimum, order):
        return Keep(0, basis_left, "below_minimum")
    return _by_mode(facts, order, left, whole=whole)


def _by_mode(
    facts: AwardFacts, order: _Order, left: Sequence[int], *, whole: bool
) -> Keep:
    basis_left = sum(left)
    reason = "whole" if whole else "refunded_in_part"
    if facts.mode == "threshold":
        if facts.still is not None and not _still_holds(facts.still, facts, order):
            return Keep(0, basis_left, "threshold_broken")
        return Keep(facts.award, basis_left, reason)
    if facts.each is not None and facts.mode == "recompute":
        kept = facts.each[1] * order.pieces(facts)
        return Keep(_at_most(kept, facts), basis_left, reason)
    if facts.mode == "pro_rata":
        kept = facts.award if whole else facts.award * basis_left // facts.basis_minor
        return Keep(kept, basis_left, reason)
    base = [
        0 if _below(part.minimum, order) else part.units(amount)
        for part, amount in zip(facts.parts, left, strict=True)
    ]
    return Keep(_recomputed(facts, sum(base)), basis_left, reason)


def _recomputed(facts: AwardFacts, base: int) -> int:
    if facts.kind in ("fixed", "gifts"):
        return facts.award
    if facts.each is not None:
        per, each = facts.each
        return _at_most(
            each * sum(pieces(per, part.lines) for part in facts.parts), facts
        )
    given = base if facts.bonus is None else product(facts.bonus, base, facts.rounding)
    return _at_most(given, facts)


def _at_most(units: int, facts: AwardFacts) -> int:
    return units if facts.most is None else min(units, facts.most)


def _below(minimum: Minimum | None, order: _Order) -> bool:
    if minimum is None:
        return False
    return order.total(minimum.lines, tax=minimum.tax) < minimum.amount_minor


def _still_holds(still: Still, facts: AwardFacts, order: _Order) -> bool:
    match still[0]:
        case "all":
            return all(_still_holds(part, facts, order) for part in still[1:])
        case "any":
            return any(_still_holds(part, facts, order) for part in still[1:])
        case "amount":
            amount = order.total(facts.goods, tax=False)
            wanted_minor: int = still[2] + (1 if still[1] == "gt" else 0)
            return amount >= wanted_minor
        case _:  # "lines"
            goods = (line for line in facts.goods if line.line_ref in still[1:])
            return any(_there(line, order) for line in goods)


def _all_gone(facts: AwardFacts, order: _Order) -> bool:
    """Tell whether nothing is left; an award for nothing looks at the goods."""
    if facts.basis_minor > 0:
        return True
    return bool(facts.goods) and not any(_there(line, order) for line in facts.goods)


def _there(line: LineAmount, order: _Order) -> bool:
    if line.counted_minor == 0:  # given away: it is there until it is taken off
        pieces = line._replace(counted_minor=max(1, line.quantity), gross_minor=0)
        return order.left(pieces, tax=False) > 0
    return order.left(line, tax=False) > 0


def grown(facts: AwardFacts, fresh: AwardFacts) -> AwardFacts:
    """Return *facts* with what an edit added to the order.

    *fresh* are the facts of the same award, decided again by the rules of the
    order's own version. Lines that were known keep what they counted unless
    they grew; lines that are new are added. What an edit removed stays in the
    facts, because a removal counts as a refund.
    """
    if len(facts.parts) != len(fresh.parts):
        return fresh
    parts = tuple(
        replace(
            old,
            lines=_united(old.lines, new.lines),
            minimum=_larger(old.minimum, new.minimum),
        )
        for old, new in zip(facts.parts, fresh.parts, strict=True)
    )
    larger = replace(
        facts,
        parts=parts,
        minimum=_larger(facts.minimum, fresh.minimum),
        goods=_united(facts.goods, fresh.goods),
    )
    base = sum(part.units(part.counted_minor) for part in parts)
    return replace(larger, award=_recomputed(larger, base))


def _larger(old: Minimum | None, new: Minimum | None) -> Minimum | None:
    if old is None or new is None:
        return old
    return replace(old, lines=_united(old.lines, new.lines))


def _united(
    old: Sequence[LineAmount], new: Sequence[LineAmount]
) -> tuple[LineAmount, ...]:
    lines = {line.line_ref: line for line in old}
    for line in new:
        known = lines.get(line.line_ref)
        if known is None or line.gross_minor > known.gross_minor:
            lines[line.line_ref] = line
    return tuple(lines.values())
