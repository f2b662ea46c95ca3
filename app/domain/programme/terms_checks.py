"""What terms may not say under the law that they name."""

from collections.abc import Iterator

from app.domain.programme.parts import Parts
from app.domain.programme.problems import Problem, Step
from app.domain.programme.terms import InactivityExpiry, LifeExpiry, Terms

QUEBEC_LEAST_MONTHS = 12
QUEBEC_LEAST_DAYS = 366
QUEBEC_NOTICE_DAYS = range(30, 61)


def check(parts: Parts) -> Iterator[Problem]:
    """Return what the terms, and rules with a life of their own, may not say."""
    terms: Terms | None = parts.tables.get("terms")
    if terms is None or terms.law == "none":
        return
    if isinstance(terms.expiry, LifeExpiry):
        yield _by_time(("terms", "expiry", "kind"), terms)
    for at, rule in parts.earning.items():
        if isinstance(rule.expiry, LifeExpiry):
            yield _by_time(("earning", at, "expiry", "kind"), terms)
    if terms.law == "quebec" and isinstance(terms.expiry, InactivityExpiry):
        yield from _quebec(terms, terms.expiry)


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
