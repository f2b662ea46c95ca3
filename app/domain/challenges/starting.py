"""Since when a challenge counts: it was published, and not changed since.

A challenge that is changed begins anew, with the period in which the change was
published; what was reached before stays judged by its own version. One that
never closes (``ever``) goes on counting, because members collect for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter, ValidationError

from app.domain.challenges.occasions import is_open_ended
from app.domain.metrics.periods import days_of, first_day
from app.domain.programme.challenges import Challenge

ANY_CHALLENGE: TypeAdapter[Challenge] = TypeAdapter(Challenge)
SAID_ONLY: Mapping[str, Any] = {
    "title": True,
    "gifts": True,
    "undo": True,
    "when": True,
    "steps": {"__all__": {"gifts"}},
}
"""What may change without beginning anew."""


@dataclass(frozen=True, slots=True)
class Published:
    """The challenges of one version, as stored."""

    version: int
    published_at: datetime
    challenges: Mapping[str, Mapping[str, Any]]
    """By id."""


def started_at(challenge: Challenge, history: Iterable[Published]) -> datetime | None:
    """Return when a challenge began, or None when no version has it.

    Args:
        challenge: As its version has it.
        history: Versions up to the challenge's own, the newest first.
    """
    began: datetime | None = None
    for published in history:
        stored = published.challenges.get(challenge.id)
        if stored is None or not _same(challenge, stored):
            break
        began = published.published_at
    return began


def _same(challenge: Challenge, stored: Mapping[str, Any]) -> bool:
    try:
        other = ANY_CHALLENGE.validate_python(dict(stored))
    except ValidationError:
        return False
    if not other.enabled:
        return False
    if is_open_ended(challenge):
        return other.kind == challenge.kind and is_open_ended(other)
    return _definition(challenge) == _definition(other)


def _definition(challenge: Challenge) -> Mapping[str, Any]:
    return challenge.model_dump(exclude=dict(SAID_ONLY))


def days_that_count(
    challenge: Challenge, began: datetime | None, zone: str
) -> tuple[date | None, date | None]:
    """Return the first day that counts, and the first that does not any more."""
    since, until = days_of(challenge.active, zone)
    if challenge.past or began is None:
        return since, until
    day = began.astimezone(ZoneInfo(zone)).date()
    if not is_open_ended(challenge):
        day = first_day(challenge.period, day)
    return max(day, since or day), until
