"""What a document may get wrong although each part of it is well formed.

Parts refer to each other by id; here the references are followed. The checks
look at the parts that could be read, each with its place in the document, so
that one broken rule does not hide the mistakes of the others.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any

from app.domain.programme import (
    challenges_checks,
    coalition_checks,
    dividends_checks,
    earning_checks,
    memberships_checks,
    metrics_checks,
    perks_checks,
    play_checks,
    referral_checks,
    reward_checks,
    segments_checks,
    storefront_checks,
    terms_checks,
    tiers_checks,
)
from app.domain.programme.parts import Parts
from app.domain.programme.problems import Problem


def problems_of(parts: Parts) -> list[Problem]:
    """Return everything that the parts get wrong between them."""
    found = chain(
        *(_twins(section, items) for section, items in parts.lists.items()),
        earning_checks.check(parts),
        reward_checks.check(parts),
        *(check(parts) for check in CHECKS),
    )
    return list(found)


CHECKS: tuple[Callable[[Parts], Iterator[Problem]], ...] = (
    terms_checks.check,
    tiers_checks.check,
    memberships_checks.check,
    perks_checks.check,
    metrics_checks.check,
    challenges_checks.check,
    coalition_checks.check,
    dividends_checks.check,
    play_checks.check,
    segments_checks.check,
    referral_checks.check,
    storefront_checks.check,
)
"""What the other sections get wrong; each topic's module has its own."""


def _twins(section: str, items: Mapping[int, Any]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for at, item in items.items():
        if item.id in seen:
            reason = f"the id is taken by {section}[{seen[item.id]}]"
            yield Problem(
                (section, at, "id"), "taken_id", reason, item.id, f"{item.id}-2"
            )
        seen.setdefault(item.id, at)
