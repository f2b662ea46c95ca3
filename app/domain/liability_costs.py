"""What outstanding points will cost the merchant, reward by reward.

The flat estimate multiplies points by one value. Here the points that will be used
go where members took theirs so far, and each reward counts with its own cost: what
it really cost when it was bought, else what the document says. Where nobody bought
anything yet, the dearest reward stands for all, because members find it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.domain.liability import half_up
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.rewards import SliderReward
from app.domain.simulation.worth import cost_of

NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Use:
    """Points that vouchers of one reward, price and cost took."""

    reward_id: str
    units: int
    """Burned less returned."""
    price: int
    """Of one voucher, in smallest units."""
    cost_minor: int | None
    """Of one voucher, where it is known in the report's currency."""


@dataclass(frozen=True, slots=True)
class RewardCost:
    """One reward's part of what is expected to be used."""

    reward_id: str
    used: int
    """Points that it took so far."""
    share: Fraction
    """Of the points that will still be used."""
    unit_cost_minor: Fraction
    priced: bool
    """Whether anybody says what it costs; else the flat value stands for it."""
    expected_minor: int


@dataclass(frozen=True, slots=True)
class CostEstimate:
    """What outstanding points will cost, expected and at most."""

    expected_minor: int
    gross_minor: int
    """The same with every point used."""
    rewards: tuple[RewardCost, ...]


def unit_costs(
    document: ProgrammeDocument, asset: str, currency: str
) -> dict[str, Fraction]:
    """Return what one smallest unit costs, by reward, as the document says."""
    known = document.asset(asset)
    found = {}
    for reward in document.rewards:
        if not reward.enabled or reward.asset != asset:
            continue
        if isinstance(reward, SliderReward):
            if currency in reward.value:
                found[reward.id] = 1 / reward.value[currency].exact(known.scale)
            continue
        cost_minor = cost_of(reward, currency)
        if reward.price is not None and cost_minor is not None:
            found[reward.id] = Fraction(cost_minor, reward.price * 10**known.scale)
    return found


def cost_estimate(
    uses: Iterable[Use],
    by_document: Mapping[str, Fraction],
    *,
    outstanding: int,
    share_expected: Fraction,
    value_minor: Fraction,
) -> CostEstimate:
    """Return what *outstanding* points will cost.

    Args:
        uses: What they were used for so far.
        by_document: The cost of a unit by reward, where the document says so.
        outstanding: Pending, available and held units together.
        share_expected: The share of them still expected to be used (r).
        value_minor: The flat value of a unit, for rewards whose cost nobody knows.
    """
    used: dict[str, int] = {}
    paid: dict[str, list[Use]] = {}
    for use in uses:
        used[use.reward_id] = used.get(use.reward_id, 0) + use.units
        paid.setdefault(use.reward_id, []).append(use)
    used = {name: units for name, units in sorted(used.items()) if units > 0}
    if not used:
        return _by_the_dearest(by_document, outstanding, share_expected, value_minor)
    whole = sum(used.values())
    costs = {name: _unit_cost(paid[name], by_document.get(name)) for name in used}
    values = {
        name: value_minor if cost is None else cost for name, cost in costs.items()
    }
    weights = {name: Fraction(used[name], whole) * values[name] for name in used}
    unit_minor = sum(weights.values(), NOTHING)
    expected_minor = half_up(outstanding * share_expected * unit_minor)
    parts = _parts(expected_minor, weights)
    return CostEstimate(
        expected_minor,
        half_up(outstanding * unit_minor),
        tuple(
            RewardCost(
                name,
                used[name],
                Fraction(used[name], whole),
                values[name],
                costs[name] is not None,
                parts[name],
            )
            for name in used
        ),
    )


def _by_the_dearest(
    by_document: Mapping[str, Fraction],
    outstanding: int,
    share_expected: Fraction,
    value_minor: Fraction,
) -> CostEstimate:
    """Return the estimate while nobody used anything."""
    name = max(by_document, key=lambda each: (by_document[each], each), default=None)
    unit_minor = value_minor if name is None else by_document[name]
    expected_minor = half_up(outstanding * share_expected * unit_minor)
    gross_minor = half_up(outstanding * unit_minor)
    if name is None:
        return CostEstimate(expected_minor, gross_minor, ())
    reward = RewardCost(
        reward_id=name,
        used=0,
        share=Fraction(1),
        unit_cost_minor=unit_minor,
        priced=True,
        expected_minor=expected_minor,
    )
    return CostEstimate(expected_minor, gross_minor, (reward,))


def _unit_cost(paid: Sequence[Use], by_document: Fraction | None) -> Fraction | None:
    """Return what a unit cost on average where it is known, else by the document."""
    known = [use for use in paid if use.cost_minor is not None and use.units > 0]
    units = sum(use.units for use in known)
    if not units:
        return by_document
    cost = sum(
        (Fraction(use.units * (use.cost_minor or 0), use.price) for use in known),
        NOTHING,
    )
    return cost / units


def _parts(whole_minor: int, weights: Mapping[str, Fraction]) -> dict[str, int]:
    """Divide an amount by weights; the last part is the whole minus the others."""
    total = sum(weights.values(), NOTHING) or Fraction(1)
    *first, last = weights
    found = {name: half_up(whole_minor * weights[name] / total) for name in first}
    return {**found, last: whole_minor - sum(found.values())}
