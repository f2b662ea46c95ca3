"""Steps and readers of tiers, memberships and perks.

- ``set_tier``: ``tier``, ``reason`` and perhaps ``until``, ``gifts``, ``invite``: what
  staff do through the API; ``end_tier`` ends it.
- ``grant``: ``plan`` and perhaps ``months``, ``days``, ``trial``: a membership by the
  API; ``end_membership`` ends it.
- ``expect`` knows ``tier``, ``memberships`` (active plans), and ``perks`` (what the
  stores hold for somebody: automatic discounts and codes by perk, and tags).
"""

from app.domain.rewards.discount import DiscountKind, DiscountSpec
from app.storage.memberships import MembershipRepository
from app.storage.perks import PerkRepository
from app.storage.tiers import TierRepository
from app.storage.unit_of_work import UnitOfWork
from integrations.fake.platform import FakePlatform
from tests.recipes.pipeline import Player
from tests.recipes.steps import who_of
from tests.recipes.stories import Step


def _path(told: Step, rest: str) -> str:
    return f"/members/email:{who_of(told)}@mail.test/{rest}"


def _set_tier(player: Player, told: Step) -> None:
    body = {"tier_id": told["tier"], "reason": told.get("reason", "goodwill")}
    body |= {key: told[key] for key in ("until", "gifts", "invite") if key in told}
    player.ask("POST", _path(told, "tier"), body)


def _end_tier(player: Player, told: Step) -> None:
    player.ask("DELETE", _path(told, "tier"))


def _grant(player: Player, told: Step) -> None:
    body = {"plan_id": told["plan"], "reason": told.get("reason", "goodwill")}
    body |= {key: told[key] for key in ("months", "days", "trial") if key in told}
    player.ask("POST", _path(told, "memberships"), body)


def _end_membership(player: Player, told: Step) -> None:
    player.ask("DELETE", _path(told, f"memberships/{told['plan']}"))


def _tier(player: Player, who: str) -> str | None:
    pair = (player.member(who), player.clock.now())
    found = player.run(lambda uow: TierRepository(uow).as_of([pair]))
    tier: str | None = found.get(pair)
    return tier


def _memberships(player: Player, who: str) -> list[str]:
    pair = (player.member(who), player.clock.now())
    found = player.run(lambda uow: MembershipRepository(uow).active_as_of([pair]))
    return sorted(found.get(pair, {}))


def _said(spec: DiscountSpec) -> str:
    if spec.kind is DiscountKind.PERCENT and spec.percent_bp is not None:
        return f"{spec.percent_bp // 100}%"
    floor = "" if spec.minimum_minor is None else f" from {spec.minimum_minor}"
    return f"{spec.kind.value}{floor}"


def _perks(player: Player, who: str) -> list[str]:
    """Return what the stores really hold for somebody, by the fake's own books."""
    platform = player.env.platforms["fake"]
    assert isinstance(platform, FakePlatform)
    member_id = player.member(who)

    def read(uow: UnitOfWork) -> list[str]:
        names = {one.tag: one.perk for one in PerkRepository(uow).of_member(member_id)}
        return [f"{tag}\t{perk}" for tag, perk in names.items() if tag is not None]

    by_tag = dict(one.split("\t") for one in player.run(read))
    found = []
    for name in player.stores:
        shop = platform.shop(player.store(name))
        customer = player.profile(who, name).customer_ref or ""
        held = shop.customers.get(customer)
        tags = () if held is None else held.tags or ()
        live = [one.spec for one in shop.discounts.values() if not one.withdrawn]
        discounts = {one.customer_tag: _said(one) for one in live if one.customer_tag}
        own = {one.title: _said(one) for one in live if one.customer_ref == customer}
        for tag in tags:
            perk = by_tag.get(tag, tag)
            said = discounts.get(tag) or own.get(perk)
            found.append(perk if said is None else f"{perk}: {said}")
    return sorted(found)


STEPS = {
    "set_tier": _set_tier,
    "end_tier": _end_tier,
    "grant": _grant,
    "end_membership": _end_membership,
}
READERS = {"tier": _tier, "memberships": _memberships, "perks": _perks}
