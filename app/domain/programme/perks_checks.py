"""What perks may get wrong between the parts of a document."""

from collections.abc import Iterator

from app.domain.programme.facts import SKU
from app.domain.programme.parts import Parts
from app.domain.programme.perks import DISCOUNTS, PercentPerk, Perk
from app.domain.programme.problems import Problem, Step


def check(parts: Parts) -> Iterator[Problem]:
    """Return what is wrong with the perks of a document."""
    for at, perk in parts.lists["perks"].items():
        yield from _perk(parts, ("perks", at), perk)


def _perk(parts: Parts, steps: tuple[Step, ...], perk: Perk) -> Iterator[Problem]:
    for name, section in (("tiers", "tiers"), ("plans", "memberships")):
        for at, ref in enumerate(getattr(perk.held_by, name)):
            if parts.find(section, ref) is None:
                yield parts.unknown(section, (*steps, "held_by", name, at), ref)
    if perk.put == "discount" and not isinstance(perk.what, DISCOUNTS):
        reason = f"{perk.what.kind} takes nothing off; it is put as a tag"
        yield Problem((*steps, "put"), "no_discount", reason, perk.put, "tag")
    if perk.stacks == "best" and not isinstance(perk.what, DISCOUNTS):
        reason = f"of {perk.what.kind} none is better than another"
        yield Problem((*steps, "stacks"), "nothing_to_compare", reason, "best", "all")
    if isinstance(perk.what, PercentPerk):
        for at, ref in enumerate(perk.what.scope.products):
            if ref.startswith(SKU):
                reason = "a store's discount needs the product's own reference"
                place = (*steps, "what", "scope", "products", at)
                yield Problem(place, "sku_in_perk", reason, ref)
