"""The families of errors, and the leaves that several topics share.

A family answers *what should happen now*; a leaf says *what happened* and
carries the figures. Doors and workers look at families only. Leaves of one
topic live beside that topic.
"""

from typing import ClassVar


class SetiaError(Exception):
    """Whatever can go wrong in a way that we foresaw."""

    code: ClassVar[str] = "error"
    """Stable and in snake case; pages, logs and clients branch on it."""

    @property
    def figures(self) -> dict[str, int | str]:
        """The public facts of this error, for a problem document or a page."""
        return {
            name: value
            for name, value in vars(self).items()
            if not name.startswith("_") and isinstance(value, int | str)
        }


class Refused(SetiaError):
    """Understood, and the programme says no. Nothing was changed."""

    code = "refused"


class Missing(SetiaError):
    """No such thing in this programme."""

    code = "missing"


class Conflict(SetiaError):
    """Contradicts what is recorded."""

    code = "conflict"


class Malformed(SetiaError):
    """Breaks its contract; the same thing again will not help."""

    code = "malformed"


class Untrusted(SetiaError):
    """The sender did not prove who they are."""

    code = "untrusted"


class PlatformError(SetiaError):
    """A platform did not do as asked.

    Attributes:
        retryable: Whether the same call may be sent again later.
        sent: Whether the request may have reached the platform. An error with
            ``sent`` and without a clear answer has an *unknown* outcome: look
            before anything is sent again (ledger rules, 8.4).
        retry_after: Seconds that the platform asked us to wait, if it did.
    """

    code = "platform_error"
    retryable: ClassVar[bool] = False

    def __init__(
        self, message: str, *, sent: bool = True, retry_after: int | None = None
    ) -> None:
        self.sent = sent
        self.retry_after = retry_after
        super().__init__(message)


class Busy(SetiaError):
    """Locks or a connection were not had within the retries; try later."""

    code = "busy"

    def __init__(self, message: str = "busy", *, retry_after: int = 1) -> None:
        self.retry_after = retry_after
        super().__init__(message)


class InvariantBroken(SetiaError):
    """Our books do not add up. Stop and wake someone."""

    code = "invariant_broken"


FAMILIES: tuple[type[SetiaError], ...] = (
    Refused,
    Missing,
    Conflict,
    Malformed,
    Untrusted,
    PlatformError,
    Busy,
    InvariantBroken,
)


class PlatformUnavailable(PlatformError):
    """The connection was never made: a clear non-delivery."""

    code = "platform_unavailable"
    retryable = True

    def __init__(self, message: str, *, retry_after: int | None = None) -> None:
        super().__init__(message, sent=False, retry_after=retry_after)


class PlatformThrottled(PlatformError):
    """The platform declined for now (429, THROTTLED): nothing was done."""

    code = "platform_throttled"
    retryable = True

    def __init__(self, message: str, *, retry_after: int | None = None) -> None:
        super().__init__(message, sent=False, retry_after=retry_after)


class PlatformUnclear(PlatformError):
    """Sent, and no clear answer: time-out, cut connection, 5xx, rubbish."""

    code = "platform_unclear"
    retryable = True


class PlatformRefused(PlatformError):
    """A clear no: nothing was done and the same call will fail again.

    Attributes:
        reason: The platform's own code, such as ``TAKEN``.
    """

    code = "platform_refused"

    def __init__(self, message: str, *, reason: str = "") -> None:
        self.reason = reason
        super().__init__(message)


class TokenStale(PlatformRefused):
    """What proved who asks is used or over; the page must fetch another."""

    code = "token_stale"


class CodeTaken(PlatformRefused):
    """The discount code exists already, ours or somebody else's."""

    code = "code_taken"


class PlatformCannot(PlatformRefused):
    """The platform has no such thing: it never will, however often it is asked.

    Attributes:
        reason: What it lacks, such as ``store_credit``.
    """

    code = "platform_cannot"


class AccessRevoked(PlatformError):
    """The store took our access away, or part of it."""

    code = "access_revoked"


class PlatformMissing(PlatformError):
    """The platform says that the thing does not exist."""

    code = "platform_missing"
