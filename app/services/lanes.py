"""Long work goes one at a time in a process, so that the other lanes stay free."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Lock

from app.services.env import Env
from app.services.outbox import Again


class Lane:
    """The lane of one kind of long work: what people wait for never stands behind it.

    Args:
        reason: Why a debt waits while other work of the kind runs.
        pause: How long it waits before it asks again.
    """

    def __init__(self, reason: str, pause: timedelta) -> None:
        self._reason, self._pause, self._lock = reason, pause, Lock()

    @contextmanager
    def enter(self, env: Env) -> Iterator[Again | None]:
        """Hold the lane; give what to answer instead where somebody else holds it."""
        if not self._lock.acquire(blocking=False):
            yield Again(env.clock.now() + self._pause, self._reason)
            return
        try:
            yield None
        finally:
            self._lock.release()
