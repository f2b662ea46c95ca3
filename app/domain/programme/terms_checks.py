"""What terms may not say under the law that they name."""

from collections.abc import Iterator, Mapping

from app.domain.programme.conditions import faults, leaves
from app.domain.programme.nearest import nearest
from app.domain.programme.parts import Parts
from app.domain.programme.problems import Problem, Step
from app.domain.programme.terms import (
    QUEBEC_NOTICE_DAYS,
    InactivityExpiry,
    LifeExpiry,
    Terms,
)

QUEBEC_LEAST_MONTHS = 12
QUEBEC_LEAST_DAYS = 366

UNLESS: Mapping[str, str | None] = {
    "member.tier": "tiers",
    "member.memberships": "memberships",
    "member.segments": "segments",
    "member.tags": None,
}
"""What the exception of an expiry may ask, and the section that has the names: what
a member is looked at again for when it changes."""


def check(parts: Parts) -> Iterator[Problem]:
    """Return what the terms, and rules with a life of their own, may not say."""
    terms: Terms | None = parts.tables.get("terms")
    if terms is None:
        return
    yield from _unless(parts, terms)
    if terms.law == "none":
        return
    if isinstance(terms.expiry, LifeExpiry):
        yield _by_time(("terms", "expiry", "kind"), terms)
    for at, rule in parts.earning.items():
        if isinstance(rule.expiry, LifeExpiry):
            yield _by_time(("earning", at, "expiry", "kind"), terms)
    if terms.law == "quebec" and isinstance(terms.expiry, InactivityExpiry):
        yield from _quebec(terms, terms.expiry)


def _unless(parts: Parts, terms: Terms) -> Iterator[Problem]:
    if terms.spared is None:
        return
    steps: tuple[Step, ...] = ("terms", "expiry", "unless")
    for code, reason, near in faults(terms.spared, "member"):
        if code != "field_not_for_trigger":
            yield Problem(steps, code, reason, None, near)
    for leaf in leaves(terms.spared):
        section = UNLESS.get(leaf.field)
        if leaf.field not in UNLESS:
            reason = "an exception asks one of " + ", ".join(UNLESS)
            near = nearest(leaf.field, UNLESS) or "member.tags"
            yield Problem(steps, "field_not_here", reason, leaf.field, near)
        elif section is not None:
            for name in leaf.value:
                if parts.find(section, name) is None:
                    yield parts.unknown(section, steps, name)


def _by_time(steps: tuple[Step, ...], terms: Terms) -> Problem:
    reason = f"under the law of {terms.law} points do not lapse by time alone"
    return Problem(steps, "law_forbids", reason, "life", "inactivity")


def _quebec(terms: Terms, expiry: InactivityExpiry) -> Iterator[Problem]:
    least = "a year without activity is the least"
    if expiry.months is not None and expiry.months < QUEBEC_LEAST_MONTHS:
        near = str(QUEBEC_LEAST_MONTHS)
        steps = ("terms", "expiry", "months")
        yield Problem(steps, "law_forbids", least, expiry.months, near)
    if expiry.days is not None and expiry.days < QUEBEC_LEAST_DAYS:
        near = str(QUEBEC_LEAST_DAYS)
        steps = ("terms", "expiry", "days")
        yield Problem(steps, "law_forbids", least, expiry.days, near)
    notices = terms.expiry_notices
    if not notices.required:
        reason = "members are told before points lapse, with proof"
        steps = ("terms", "expiry_notices", "required")
        yield Problem(steps, "law_forbids", reason, False, "true")  # noqa: FBT003 - the value found
    if not any(days in QUEBEC_NOTICE_DAYS for days in notices.days_before):
        reason = "one notice falls 30 to 60 days before"
        found = list(notices.days_before)
        steps = ("terms", "expiry_notices", "days_before")
        yield Problem(steps, "law_forbids", reason, found, "[45, 7, 1]")
