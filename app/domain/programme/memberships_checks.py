"""What memberships may get wrong between the parts of a document."""

from collections.abc import Iterator

from app.domain.programme.gift_checks import gift_problems
from app.domain.programme.memberships import Plan
from app.domain.programme.parts import Parts
from app.domain.programme.problems import Problem, Step

GIFTS = ("gifts", "monthly_gifts", "yearly_gifts")


def check(parts: Parts) -> Iterator[Problem]:
    """Return what is wrong with the memberships of a document."""
    for at, plan in parts.lists["memberships"].items():
        yield from _offers(("memberships", at), plan)
        for name in GIFTS:
            for place, gift in enumerate(getattr(plan, name)):
                steps: tuple[Step, ...] = ("memberships", at, name, place)
                yield from gift_problems(parts, steps, gift)


def _offers(steps: tuple[Step, ...], plan: Plan) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for at, offer in enumerate(plan.offers):
        here = (*steps, "offers", at)
        if offer.trial and offer.lasts.lifetime:
            reason = "a trial ends; say months or days"
            place = (*here, "lasts", "lifetime")
            yield Problem(place, "endless_trial", reason, value=True)
        for number, ref in enumerate(offer.products):
            if ref in seen:
                reason = f"it sells offers[{seen[ref]}] already"
                yield Problem((*here, "products", number), "sold_twice", reason, ref)
            seen.setdefault(ref, at)
