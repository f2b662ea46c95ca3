"""Collects garbage seldom while many small things come and go.

What a simulation reads and decides holds no circles, so it is freed by its counts
alone; the collector would look at all of it again and again, and with it at the
whole program, for nothing. It is slowed down and never switched off: whoever makes
circles meanwhile (another thread of a web process) is still cleaned up after.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

SELDOM: Final = (200_000, 20, 20)
"""New things before a look, such looks before an older one, and so on."""


class _Pace:
    """How often the collector runs, for as many simulations as there are."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._running = 0
        self._usual = gc.get_threshold()

    def slow(self) -> None:
        with self._lock:
            if self._running == 0:
                self._usual = gc.get_threshold()
                gc.set_threshold(*SELDOM)
            self._running += 1

    def usual(self) -> None:
        with self._lock:
            self._running -= 1
            if self._running == 0:
                gc.set_threshold(*self._usual)


_PACE: Final = _Pace()


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Slow the garbage collector down; the last one out restores its pace."""
    _PACE.slow()
    try:
        yield
    finally:
        _PACE.usual()
