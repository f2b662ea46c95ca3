"""What a referral may get wrong between the parts of a document."""

from collections.abc import Iterator

from app.domain.programme.gift_checks import gift_problems
from app.domain.programme.parts import Parts
from app.domain.programme.problems import Problem
from app.domain.programme.referral import Referral


def check(parts: Parts) -> Iterator[Problem]:
    """Return what is wrong with what a referral gives."""
    referral: Referral | None = parts.tables.get("referral")
    if referral is None:
        return
    for name in ("friend_gifts", "advocate_gifts"):
        for at, gift in enumerate(getattr(referral, name)):
            yield from gift_problems(parts, ("referral", name, at), gift)
    month, ever = referral.most_per_month, referral.most_ever
    if month is not None and ever is not None and month > ever:
        reason = "a month can't have more than there may ever be"
        yield Problem(
            ("referral", "most_per_month"), "cap_above_cap", reason, month, str(ever)
        )
