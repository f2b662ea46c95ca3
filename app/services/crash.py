"""Places where a process may be killed by a test, between two durable steps.

``crash_point(NAME)`` does nothing unless ``arm`` was told that name. Every name
in the code stands in ``POINTS``, so a test can kill at each in turn; a test of
the tree checks that none is missing.
"""

import os
import signal
from dataclasses import dataclass

POINTS: dict[str, str] = {
    "inbox-before-commit": "the sender is proven, nothing is written",
    "inbox-after-commit": "the delivery is kept, the sender has no answer",
    "drain-before-commit": "a batch is applied and marked, uncommitted",
    "drain-after-commit": "a batch is applied and marked, the worker goes on",
    "redeem-before-commit": "hold, voucher and debt are written, uncommitted",
    "redeem-after-commit": "hold, voucher and debt are kept, nobody was woken",
    "debt-after-lease": "the attempt is committed, nothing was called",
    "debt-before-end": "the handler is through, the debt is not ended",
    "debt-after-end": "the debt is ended, its worker goes on",
    "issue-before-call": "the attempt is committed, the store was not called",
    "issue-after-call": "the store acted, nothing of it is written",
    "issue-after-answer": "the answer is written, what follows from it is not done",
    "issue-after-burn": "the burn is kept, nobody was told",
    "issue-after-release": "the points are back, nobody was told",
    "withdraw-before-call": "the store was not asked to switch the code off",
    "withdraw-after-call": "the code is off, the points are not back",
    "withdraw-after-return": "the points are back, nobody was told",
    "timer-after-take": "the timer is taken, its sweep has not begun",
    "timer-before-finish": "the sweep is through, the timer is not moved on",
    "webhook-after-lease": "the try is committed, nothing was sent",
    "webhook-before-end": "the receiver has the message, nothing of it is written",
    "seal-before-commit": "a batch is sealed, uncommitted",
    "seal-after-commit": "a batch is sealed, the sealer goes on",
}
"""Name to what is true when the process dies there."""


@dataclass(slots=True)
class _Trap:
    name: str = ""
    passes_left: int = 0


_trap = _Trap()


class UnknownCrashPoint(ValueError):
    """No such place; the message lists those there are."""


def arm(setting: str | None) -> None:
    """Kill this process at a point: ``name``, or ``name:3`` for the third pass.

    None disarms.

    Raises:
        UnknownCrashPoint: The name or the count makes no sense.
    """
    name, _, count = (setting or "").partition(":")
    if name and name not in POINTS:
        raise UnknownCrashPoint(f"no crash point {name!r}; known: {', '.join(POINTS)}")
    if count and not (count.isdecimal() and int(count) > 0):
        raise UnknownCrashPoint(f"{setting!r}: the count must be 1 or more")
    _trap.name = name
    _trap.passes_left = int(count or 1)


def crash_point(name: str) -> None:
    """Die here, as if by kill -9, when a test asked for it."""
    if _trap.name != name:
        return
    _trap.passes_left -= 1
    if _trap.passes_left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
