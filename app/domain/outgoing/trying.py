"""When a message is tried again, what an answer means, and when an address is off."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from http import HTTPStatus
from typing import Final

PAUSES: Final = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""After the first try that failed, after the second, and so on."""
JITTER_PERCENT: Final = 10
FAILS_FOR: Final = timedelta(days=5)
"""An address that did not succeed once in so long is switched off."""
TIRED_AFTER: Final = 10
"""Failures in a row after which an address is asked once in a while only."""
REST: Final = timedelta(seconds=30)
ANSWER_S: Final = 15
KEPT_BYTES: Final = 2_048
"""Of an answer."""

Jitter = Callable[[int], int]
"""A whole number from 0 to the given one."""


class Verdict(StrEnum):
    """What became of one try."""

    DELIVERED = "delivered"
    FAILED = "failed"
    GONE = "gone"
    """The address says that nobody is there any more (410)."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What came back of one try."""

    status: int | None
    """None: no whole answer came."""
    reason: str = ""
    """A class of failure, where there is no status: ``no_answer`` …"""
    answer: bytes = b""
    """The beginning of the body."""

    @property
    def verdict(self) -> Verdict:
        """What it means for the message."""
        if self.status is None:
            return Verdict.FAILED
        if 200 <= self.status < 300:  # noqa: PLR2004 - the class of successes
            return Verdict.DELIVERED
        gone = self.status == HTTPStatus.GONE
        return Verdict.GONE if gone else Verdict.FAILED

    @property
    def why(self) -> str | None:
        """A stable code of why it failed; None when it did not."""
        if self.verdict is Verdict.DELIVERED:
            return None
        if self.status is None:
            return self.reason or "no_answer"
        redirected = 300 <= self.status < 400  # noqa: PLR2004 - not followed
        return "redirected" if redirected else f"http_{self.status}"

    @property
    def shown(self) -> str:
        """The beginning of the answer as text that can be stored."""
        text = self.answer[:KEPT_BYTES].decode("utf-8", "replace")
        return text.replace("\x00", "\ufffd")


def next_try(attempts: int, jitter: Jitter) -> timedelta | None:
    """Return how long to wait after the n-th try failed; None: that was the last."""
    if attempts > len(PAUSES):
        return None
    pause = PAUSES[max(attempts, 1) - 1]
    upper_ms = pause // timedelta(milliseconds=1) * JITTER_PERCENT // 100
    return pause + timedelta(milliseconds=jitter(upper_ms))


def gives_up(failing_since: datetime, now: datetime) -> bool:
    """Tell whether an address failed for so long that it is switched off."""
    return now - failing_since >= FAILS_FOR
