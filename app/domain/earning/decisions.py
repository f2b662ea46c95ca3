"""What a decision says: the awards, and why each rule did or did not give one."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from app.domain.earning.facts import AwardFacts
from app.domain.money import Money, spread
from app.domain.programme.gifts import Gift, Undo
from app.domain.programme.terms import LifeExpiry, NoExpiry
from app.domain.programme.verdicts import Verdict
from app.domain.records import record

Trace = tuple[Mapping[str, Any], ...]
"""One step for each rule, JSON: ``rule``, ``outcome`` (a code), and figures."""


@record
class AwardDecision:
    """One rule's result for one fact. Each opens a lot of its own."""

    rule_id: str
    part: str
    """``base`` for rates, ``fixed``, or ``bonus`` for multipliers."""
    asset: str
    amount: int
    """Smallest units, before any refund; ``keep_now`` says what is left."""
    basis: Money | None
    """The money it was measured by; None for what is no order."""
    facts: AwardFacts
    pending_days: int
    pending_from: Literal["paid", "fulfilled"]
    expiry: NoExpiry | LifeExpiry
    source: str = ""
    """Of what is no order: which one (``signup``, ``review:<product>`` …). A
    member gets one award for each rule and source."""
    waits_for_first_order: bool = False
    """Promised now, given with the first paid order."""
    counters: Mapping[str, int] | None = None
    """What this award adds to limits and budgets, by their keys."""
    allowed: Mapping[str, int] | None = None
    """The budgets among them, and how much of each is open by now."""

    @property
    def line_shares(self) -> tuple[tuple[str, int], ...]:
        """The award spread over the lines that earned it, for explanation."""
        lines: dict[str, int] = {}
        for part in self.facts.parts:
            for line in part.lines:
                counted = lines.get(line.line_ref, 0) + line.counted_minor
                lines[line.line_ref] = counted
        if not lines:
            return ()
        shares = spread(self.amount, list(lines.values()))
        return tuple(zip(lines, shares, strict=True))


@record
class GiftDecision:
    """One rule's gifts for one fact. A member has them once for each source."""

    rule_id: str
    gifts: tuple[Gift, ...]
    facts: AwardFacts
    """Worth 1 while the gifts are deserved; ``keep_now`` says whether they are."""
    pending_days: int
    pending_from: Literal["paid", "fulfilled"]
    undo: Undo
    source: str = ""
    waits_for_first_order: bool = False
    counters: Mapping[str, int] | None = None
    allowed: Mapping[str, int] | None = None


@record
class OrderDecision:
    """What an order earns by one version of the programme."""

    verdict: Verdict
    """Whether the order earns at all."""
    awards: Sequence[AwardDecision]
    trace: Trace
    gifts: Sequence[GiftDecision] = ()

    @property
    def given(self) -> Sequence[AwardDecision | GiftDecision]:
        """Awards and gifts alike."""
        return (*self.awards, *self.gifts)


@record
class FactDecision:
    """What something other than an order earns."""

    awards: Sequence[AwardDecision]
    trace: Trace
    gifts: Sequence[GiftDecision] = ()

    @property
    def given(self) -> Sequence[AwardDecision | GiftDecision]:
        """Awards and gifts alike."""
        return (*self.awards, *self.gifts)
