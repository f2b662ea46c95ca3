"""What a worker does about an error: one table, by family.

This is also where a worker's outermost ``except Exception`` lives: ``attempt``
turns whatever one piece of work raises into a value, so that one bad delivery,
debt or timer can't stop the others. The web's last handler is the other place.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

import structlog
from sqlalchemy.exc import DBAPIError

from app.domain.errors import (
    Busy,
    Conflict,
    InvariantBroken,
    Malformed,
    Missing,
    PlatformError,
    Refused,
    SetiaError,
    Untrusted,
)
from app.storage.unit_of_work import repeatable

T = TypeVar("T")

log = structlog.get_logger(__name__)


class Course(Enum):
    """What to do with the work that failed."""

    RECORD = "record"
    """It is done: the programme said no, and that is written down."""
    SET_ASIDE = "set_aside"
    """The same again will not help; a person looks at it."""
    LATER = "later"
    """Count the attempt and try again after a pause."""
    GIVE_BACK = "give_back"
    """Nothing is wrong with the work; the database or a lock was not to be had."""
    ALARM = "alarm"
    """Our books do not add up: set aside and wake someone."""


COURSES: tuple[tuple[type[Exception], Course], ...] = (
    (InvariantBroken, Course.ALARM),
    (Busy, Course.GIVE_BACK),
    (Malformed, Course.SET_ASIDE),
    (RecursionError, Course.SET_ASIDE),
    (Conflict, Course.SET_ASIDE),
    (Untrusted, Course.SET_ASIDE),
    (Refused, Course.RECORD),
    (Missing, Course.RECORD),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One piece of work that failed, and what to do about it."""

    course: Course
    reason: str
    """A stable code, for rows and metrics."""
    error: Exception
    retry_after_s: int | None = None


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """One piece of work that came to its end."""

    value: T


def judge(error: Exception) -> Fault:
    """Return what to do about *error*."""
    if isinstance(error, DBAPIError) and repeatable(error):
        return Fault(Course.GIVE_BACK, "database_unavailable", error)
    if isinstance(error, PlatformError):
        course = Course.LATER if error.retryable else Course.SET_ASIDE
        return Fault(course, error.code, error, error.retry_after)
    code = error.code if isinstance(error, SetiaError) else type(error).__name__
    for family, course in COURSES:
        if isinstance(error, family):
            return Fault(course, code, error)
    return Fault(Course.LATER, f"unexpected:{code}", error)


def attempt(act: Callable[[], T]) -> Done[T] | Fault:
    """Do *act*; return its value, or the fault it ended with."""
    try:
        return Done(act())
    except Exception as error:  # noqa: BLE001 - the workers' outermost guard
        return judge(error)


def report(fault: Fault, event: str, **figures: object) -> None:
    """Log a fault as loudly as it deserves, without the words of the error.

    An error's text may carry personal data; its type and place don't.
    """
    unexpected = fault.reason.startswith("unexpected:")
    level = "critical" if fault.course is Course.ALARM else "warning"
    getattr(log, "error" if unexpected else level)(
        event,
        reason=fault.reason,
        course=fault.course.value,
        place=_place(fault.error),
        **figures,
    )


def _place(error: Exception) -> str:
    """Return the last place of ours that the error went through."""
    place, trace = "", error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if "site-packages" not in code.co_filename and code.co_filename[:1] != "<":
            name = code.co_filename.rpartition("/")[2]
            place = f"{name}:{trace.tb_lineno}:{code.co_name}"
        trace = trace.tb_next
    return place
