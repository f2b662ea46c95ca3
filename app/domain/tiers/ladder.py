"""The rules of tiers as figures: what is compared with what.

A requirement of money in several currencies becomes whole-number weights, so
that shares of different currencies add up exactly and without a rate between
them: with 2,000,000 rupiah or 500 ringgit asked for, a ringgit weighs 4,000
rupiah. The same figures are compared here and, for a million members at once,
in SQL.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import gcd, lcm

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.tiers import Requirement, Threshold, Tier, TierTerms


@dataclass(frozen=True, slots=True)
class Need:
    """A weighted sum of one metric that must reach a number."""

    metric: str
    at_least: int
    weights: tuple[tuple[str, int], ...] | None = None
    """By unit; None: every unit counts as it is."""


@dataclass(frozen=True, slots=True)
class Test:
    """Needs of which all, or any one, must be met."""

    needs: tuple[Need, ...]
    all_of: bool = True

    __test__ = False  # no test of pytest's


@dataclass(frozen=True, slots=True)
class Rung:
    """A tier that is reached by figures."""

    tier_id: str
    rank: int
    """Its place among all tiers of the document."""
    reach: Test | None
    """None: it asks for nothing."""
    keep: Test | None
    invite: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Ladder:
    """The tiers of one version of the document."""

    rungs: tuple[Rung, ...]
    ranks: Mapping[str, int]
    """Of every tier, those that are only assigned included."""
    terms: TierTerms
    base: str | None = None
    """The tier that asks for nothing."""
    by_tag: Mapping[str, str] = field(default_factory=dict)
    """Customer tag (in lower case) to tier."""

    @property
    def metrics(self) -> frozenset[str]:
        """The metrics that it asks for."""
        return frozenset(need.metric for need in self.needs)

    @property
    def needs(self) -> Iterator[Need]:
        """Every need of every tier."""
        for rung in self.rungs:
            for test in (rung.reach, rung.keep):
                yield from () if test is None else test.needs


def ladder_of(document: ProgrammeDocument) -> Ladder:
    """Return the tiers of a document as figures; made once for each document."""
    return document.remember("tier_ladder", _compile)


def _compile(document: ProgrammeDocument) -> Ladder:
    tiers = [tier for tier in document.tiers if tier.enabled]
    rungs = tuple(
        _rung(tier, rank) for rank, tier in enumerate(tiers) if _earned(tier, rank)
    )
    base = next((rung.tier_id for rung in rungs if rung.reach is None), None)
    return Ladder(
        rungs=rungs,
        ranks={tier.id: rank for rank, tier in enumerate(tiers)},
        terms=document.tier_terms,
        base=base,
        by_tag={
            tier.assigned_by.tag.casefold(): tier.id
            for tier in tiers
            if tier.assigned_by is not None and tier.assigned_by.tag is not None
        },
    )


def _earned(tier: Tier, rank: int) -> bool:
    return tier.reach is not None or (rank == 0 and tier.assigned_by is None)


def _rung(tier: Tier, rank: int) -> Rung:
    reach = None if tier.reach is None else test_of(tier.reach)
    keep = reach if tier.keep is None else test_of(tier.keep)
    return Rung(tier.id, rank, reach, keep, tier.invite, tier.hidden)


def test_of(threshold: Threshold) -> Test:
    """Return a threshold as figures."""
    needs = tuple(need_of(requirement) for requirement in threshold.items)
    return Test(needs, all_of=threshold.all_of is not None)


test_of.__test__ = False  # type: ignore[attr-defined]  # no test of pytest's


def need_of(requirement: Requirement) -> Need:
    """Return a requirement as figures."""
    if requirement.amount is None:
        return Need(requirement.metric, requirement.count or 0)
    amounts = {unit: max(1, minor) for unit, minor in requirement.amount.items()}
    whole = lcm(*amounts.values())
    weights = {unit: whole // minor for unit, minor in amounts.items()}
    shared = gcd(whole, *weights.values())
    return Need(
        requirement.metric,
        whole // shared,
        tuple(sorted((unit, weight // shared) for unit, weight in weights.items())),
    )
