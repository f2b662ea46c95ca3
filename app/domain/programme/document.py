"""The programme as one document: the root of all sections.

A new section is a new field here with a default, so that older documents stay
valid.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, TypeVar, get_args, get_origin

from pydantic import Field, PrivateAttr

from app.domain.programme.asking import asked_in, asks_goods
from app.domain.programme.assets import Asset, PointsAsset
from app.domain.programme.badges import MAX_BADGES, Badge
from app.domain.programme.base import Section, Whole
from app.domain.programme.campaigns import MAX_CAMPAIGNS, Campaign
from app.domain.programme.causes import MAX_CAUSES, Cause
from app.domain.programme.challenges import MAX_CHALLENGES, Challenge
from app.domain.programme.coalition import Coalition
from app.domain.programme.dividends import MAX_DIVIDENDS, Dividend
from app.domain.programme.earning import EarningRule
from app.domain.programme.goals import MAX_GOALS, ProgrammeGoal
from app.domain.programme.identity import Identity, Words
from app.domain.programme.memberships import MAX_PLANS, Plan
from app.domain.programme.metrics import MAX_METRICS, Metric
from app.domain.programme.perks import MAX_PERKS, Perk
from app.domain.programme.play import MAX_GAMES, Game
from app.domain.programme.referral import Referral
from app.domain.programme.rewards import Reward
from app.domain.programme.segments import MAX_SEGMENTS, Segment
from app.domain.programme.stacking import Stacking
from app.domain.programme.storefront import Storefront
from app.domain.programme.terms import Terms
from app.domain.programme.tiers import MAX_TIERS, Tier, TierTerms

T = TypeVar("T")
SCHEMA_VERSION = 1
MAX_RULES = 500
MAX_REWARDS = 500
MAX_ASSETS = 30
STANDING_SECTIONS = (
    "memberships",
    "tiers",
    "perks",
    "challenges",
    "dividends",
    "referral",
)
"""Sections that look at what members did so far: tiers, challenges …"""


@dataclass
class _Memory:
    """What was made of a document; it plays no part in comparing documents."""

    made: dict[str, Any] = field(default_factory=dict, compare=False)


class ProgrammeDocument(Section):
    """Everything that decides how a programme behaves."""

    schema_version: Annotated[Whole, Field(ge=SCHEMA_VERSION, le=SCHEMA_VERSION)] = (
        SCHEMA_VERSION
    )
    identity: Identity
    words: Words = Field(default_factory=dict)
    assets: Annotated[tuple[Asset, ...], Field(min_length=1, max_length=MAX_ASSETS)] = (
        PointsAsset(),
    )
    terms: Terms = Terms()
    earning: Annotated[tuple[EarningRule, ...], Field(max_length=MAX_RULES)] = ()
    stacking: Stacking = Stacking()
    rewards: Annotated[tuple[Reward, ...], Field(max_length=MAX_REWARDS)] = ()
    badges: Annotated[tuple[Badge, ...], Field(max_length=MAX_BADGES)] = ()
    metrics: Annotated[tuple[Metric, ...], Field(max_length=MAX_METRICS)] = ()
    challenges: Annotated[tuple[Challenge, ...], Field(max_length=MAX_CHALLENGES)] = ()
    dividends: Annotated[tuple[Dividend, ...], Field(max_length=MAX_DIVIDENDS)] = ()
    tiers: Annotated[tuple[Tier, ...], Field(max_length=MAX_TIERS)] = ()
    tier_terms: TierTerms = TierTerms()
    memberships: Annotated[tuple[Plan, ...], Field(max_length=MAX_PLANS)] = ()
    perks: Annotated[tuple[Perk, ...], Field(max_length=MAX_PERKS)] = ()
    referral: Referral | None = None
    play: Annotated[tuple[Game, ...], Field(max_length=MAX_GAMES)] = ()
    coalition: Coalition | None = None
    causes: Annotated[tuple[Cause, ...], Field(max_length=MAX_CAUSES)] = ()
    segments: Annotated[tuple[Segment, ...], Field(max_length=MAX_SEGMENTS)] = ()
    campaigns: Annotated[tuple[Campaign, ...], Field(max_length=MAX_CAMPAIGNS)] = ()
    goals: Annotated[tuple[ProgrammeGoal, ...], Field(max_length=MAX_GOALS)] = ()
    storefront: Storefront = Storefront()

    _memory: _Memory = PrivateAttr(default_factory=_Memory)

    def remember(self, key: str, build: Callable[["ProgrammeDocument"], T]) -> T:
        """Return what *build* makes of this document, made once.

        A version is immutable and shared, so what is compiled from it lives
        as long as it does. Two threads may build the same thing; either wins.
        Programmes may share a document: the *key* of what was made with the
        help of anything beside it names the programme.
        """
        made = self._memory.made
        if key not in made:
            made[key] = build(self)
        found: T = made[key]
        return found

    @property
    def has_standing(self) -> bool:
        """Whether anything stands on figures of members, so that they are watched."""
        if self.terms.spared is not None:
            return True
        return any(getattr(self, section, None) for section in STANDING_SECTIONS)

    def asked(self, section: str = "earning") -> frozenset[str]:
        """Return every field that conditions of a section ask."""
        return self.remember(
            f"asked.{section}",
            lambda document: frozenset(asked_in(getattr(document, section))),
        )

    def asks(self, field_name: str, section: str = "earning") -> bool:
        """Tell whether a condition of a section asks *field_name*."""
        return field_name in self.asked(section)

    @property
    def asks_goods(self) -> bool:
        """Whether it asks of an order's goods what only the store's catalogue knows."""
        return self.remember("asks_goods", asks_goods)

    @property
    def main_points(self) -> str:
        """The first kind of points: what the metric ``points`` counts."""
        kinds = (asset.id for asset in self.assets if asset.kind == "points")
        return next(kinds, self.assets[0].id)

    def asset(self, asset_id: str) -> Asset:
        """Return an asset; ``load_document`` made sure that rules name real ones.

        Raises:
            KeyError: There is no such asset.
        """
        by_id = self.remember(
            "assets", lambda document: {asset.id: asset for asset in document.assets}
        )
        return by_id[asset_id]

    def rule(self, rule_id: str) -> EarningRule | None:
        """Return a way to earn, or None when this version has none of that name."""
        return next((rule for rule in self.earning if rule.id == rule_id), None)

    def item(self, section: str, item_id: str) -> Any:  # noqa: ANN401 - any section
        """Return an item of a list by its id, or None."""
        return next((one for one in getattr(self, section) if one.id == item_id), None)

    def reward(self, reward_id: str) -> Reward | None:
        """Return a reward, or None when this version has none of that name."""
        return next((reward for reward in self.rewards if reward.id == reward_id), None)


def _lists() -> dict[str, Any]:
    found = {}
    for name, section in ProgrammeDocument.model_fields.items():
        if get_origin(section.annotation) is tuple:
            found[name] = get_args(section.annotation)[0]
    return found


LISTS: Mapping[str, Any] = _lists()
"""Sections that are lists of items with an id, and the type of an item."""
