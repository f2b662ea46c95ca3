"""What to do next about a code that a store was, or will be, asked for.

Pure: the facts are the ``Progress`` of the voucher, the store's last answer and
the time. One rule stands above the rest: while an attempt may have had an
effect that nobody saw, nothing is sent before a look-up, and nothing is ever
guessed. Starting an attempt already makes its outcome unknown, so a process
that dies in the middle leaves the truth behind.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never

from app.domain.errors import (
    AccessRevoked,
    CodeTaken,
    PlatformError,
    PlatformRefused,
)
from app.domain.rewards.discount import IssuedDiscount
from app.domain.rewards.voucher import Outcome, Progress

DEADLINE = timedelta(hours=72)
ABSENT_TWICE = timedelta(seconds=60)
"""The least time between the two look-ups that prove a code absent."""
MAX_NEW_CODES = 3
LONGEST_PAUSE = timedelta(hours=1)
FIRST_PAUSE_MS = 2_000
PATIENT_SENDS = 2
"""Sends without a clear answer before the looks between them are spaced out."""


class Answer(StrEnum):
    """What came back from asking the store for the code."""

    ISSUED = "issued"
    REFUSED = "refused"
    TAKEN = "taken"
    NOT_DELIVERED = "not_delivered"
    UNCLEAR = "unclear"
    REVOKED = "revoked"


class Sight(StrEnum):
    """What a look-up of the code showed."""

    OURS = "ours"
    FOREIGN = "foreign"
    ABSENT = "absent"
    CANNOT_TELL = "cannot_tell"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Send:
    """Ask the store for the code."""


@dataclass(frozen=True, slots=True)
class LookUp:
    """See what the store holds under the code."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Come back at this instant."""

    until: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Burn:
    """The code exists and is ours: the points are spent."""


@dataclass(frozen=True, slots=True)
class Release:
    """No code of ours exists: the points come back."""

    reason: str
    sweep: bool
    """Whether a request may still be on its way: look once more, later."""


@dataclass(frozen=True, slots=True)
class NewCode:
    """Somebody else holds this code: choose another one."""


@dataclass(frozen=True, slots=True)
class Operator:
    """Nobody can tell any more; a person must."""

    reason: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """Our access is gone; wait for the store to be reconnected."""


Move = Send | LookUp | Wait | Burn | Release | NewCode | Operator | Blocked

Pause = Callable[[int], timedelta]
"""How long to wait after this many failures in a row."""


def answer_of(error: PlatformError) -> Answer:
    """Return what an error of the issuing call means."""
    if isinstance(error, CodeTaken):
        return Answer.TAKEN
    if isinstance(error, PlatformRefused):
        return Answer.REFUSED
    if isinstance(error, AccessRevoked):
        return Answer.REVOKED
    return Answer.UNCLEAR if error.sent else Answer.NOT_DELIVERED


def sight_of(found: IssuedDiscount | None, marker: str) -> Sight:
    """Return whose code a look-up found; no marker means somebody else's."""
    if found is None:
        return Sight.ABSENT
    return Sight.OURS if found.marker == marker else Sight.FOREIGN


def blind_sight(error: PlatformError) -> Sight:
    """Return what a failed look-up means."""
    return Sight.REVOKED if isinstance(error, AccessRevoked) else Sight.CANNOT_TELL


def pauses(jitter_ms: Callable[[int], int], retry_after: int | None = None) -> Pause:
    """Return the pauses of a back-off with full jitter, one hour at most.

    Args:
        jitter_ms: Draws a whole number from 0 to its argument.
        retry_after: Seconds that the store asked for; believed within reason.
    """
    longest_ms = LONGEST_PAUSE // timedelta(milliseconds=1)

    def pause(failures: int) -> timedelta:
        if retry_after is not None:
            asked = timedelta(seconds=min(max(retry_after, 1), 3_600))
            return min(asked, LONGEST_PAUSE)
        upper_ms = min(FIRST_PAUSE_MS * 2 ** min(failures, 20), longest_ms)
        return timedelta(milliseconds=jitter_ms(upper_ms))

    return pause


def next_move(
    progress: Progress, *, now: datetime, cancelled: bool = False
) -> Send | LookUp | Wait | Release:
    """Return what to do, before anything new is known.

    From the deadline on, and after a cancellation, nothing is sent any more;
    what may exist is looked up.
    """
    closing = _closing(progress, now, cancelled=cancelled)
    if progress.attempts == 0 and closing is not None:
        return Release(closing, sweep=False)
    if progress.absent_at is not None:
        ready_at = progress.absent_at + ABSENT_TWICE
        if now < ready_at:
            return Wait(ready_at, "look_again")
    if progress.not_before is not None and now < progress.not_before:
        return Wait(progress.not_before, "paused")
    if progress.outcome is Outcome.CLEAR and closing is None:
        return Send()
    return LookUp()


def started(progress: Progress) -> Progress:
    """Return the progress to commit before the store is asked."""
    return replace(
        progress,
        outcome=Outcome.UNKNOWN,
        attempts=progress.attempts + 1,
        absent_at=None,
        not_before=None,
    )


def after_answer(
    progress: Progress, answer: Answer, *, now: datetime, pause: Pause, reason: str = ""
) -> tuple[Progress, Burn | Release | Blocked | LookUp | Wait]:
    """Return the new progress and what follows from the store's answer."""
    failed = progress.failures + 1
    match answer:
        case Answer.ISSUED:
            return replace(progress, outcome=Outcome.CLEAR, failures=0), Burn()
        case Answer.REFUSED:
            calm = replace(progress, outcome=Outcome.CLEAR)
            return calm, Release(reason or "refused", sweep=progress.attempts > 1)
        case Answer.REVOKED:
            return replace(progress, outcome=Outcome.BLOCKED), Blocked()
        case Answer.TAKEN | Answer.UNCLEAR:
            return replace(progress, failures=failed), LookUp()
        case Answer.NOT_DELIVERED:
            until = now + pause(failed)
            waiting = replace(
                progress, outcome=Outcome.CLEAR, failures=failed, not_before=until
            )
            return waiting, Wait(until, "not_delivered")
        case _ as never:
            assert_never(never)


def after_look_up(
    progress: Progress,
    sight: Sight,
    *,
    now: datetime,
    pause: Pause,
    cancelled: bool = False,
) -> tuple[Progress, Move]:
    """Return the new progress and what follows from what was seen."""
    match sight:
        case Sight.OURS:
            return replace(progress, outcome=Outcome.CLEAR, failures=0), Burn()
        case Sight.FOREIGN:
            return _foreign(progress, now, cancelled=cancelled)
        case Sight.ABSENT:
            return _absent(progress, now, pause, cancelled=cancelled)
        case Sight.REVOKED:
            return replace(progress, outcome=Outcome.BLOCKED), Blocked()
        case Sight.CANNOT_TELL:
            failed = progress.failures + 1
            until = now + pause(failed)
            waiting = replace(progress, failures=failed, not_before=until)
            if now >= progress.deadline_at:
                return waiting, Operator("cannot_tell")
            return waiting, Wait(until, "cannot_look")
        case _ as never:
            assert_never(never)


def _closing(progress: Progress, now: datetime, *, cancelled: bool) -> str | None:
    """Return why nothing may be sent any more, or None."""
    if cancelled:
        return "cancelled"
    return "deadline" if now >= progress.deadline_at else None


def _foreign(
    progress: Progress, now: datetime, *, cancelled: bool
) -> tuple[Progress, Move]:
    calm = replace(
        progress, outcome=Outcome.CLEAR, failures=0, absent_at=None, not_before=None
    )
    closing = _closing(progress, now, cancelled=cancelled)
    if closing is not None:
        return calm, Release(closing, sweep=False)
    if progress.codes_tried > MAX_NEW_CODES:
        return calm, Release("code_taken", sweep=False)
    return replace(calm, codes_tried=progress.codes_tried + 1), NewCode()


def _absent(
    progress: Progress, now: datetime, pause: Pause, *, cancelled: bool
) -> tuple[Progress, Move]:
    closing = _closing(progress, now, cancelled=cancelled)
    if progress.outcome is Outcome.CLEAR and closing is not None:
        return progress, Release(closing, sweep=True)
    if progress.absent_at is None:
        patient = progress.failures <= PATIENT_SENDS
        wait = ABSENT_TWICE if patient else max(ABSENT_TWICE, pause(progress.failures))
        # Access is back if it was gone: somebody answered.
        seen = replace(
            progress, outcome=Outcome.UNKNOWN, absent_at=now, not_before=now + wait
        )
        return seen, Wait(now + wait, "look_again")
    if now < progress.absent_at + ABSENT_TWICE:
        return progress, Wait(progress.absent_at + ABSENT_TWICE, "look_again")
    calm = replace(progress, outcome=Outcome.CLEAR, absent_at=None, not_before=None)
    if closing is not None:
        return calm, Release(closing, sweep=True)
    return calm, Send()
