"""Counts tries at signing in, and lets those wait who fail too often.

By account and by network address, whether the account exists or not. A try counts
as failed before it is looked at, so that a hundred at once are a hundred. A browser
in which somebody came in before has tries of its own at that person's password:
strangers keep people out of other browsers only.
"""

import hmac
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from app.domain.errors import Refused
from app.services.env import Env
from app.storage import sign_in_attempts as attempts

FREE_OF_ACCOUNT: Final = 5
FREE_OF_ADDRESS: Final = 30
FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(minutes=15)
MOST_DOUBLINGS: Final = 10
FORGOTTEN: Final = timedelta(hours=24)


class TooManyTries(Refused):
    """Too many tries failed; the next one is looked at later."""

    code = "too_many_tries"

    def __init__(self, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__(f"too many tries; the next one in {retry_after} s")


class Try:
    """One try by an account and from an address, counted as failed for now."""

    def __init__(self, env: Env, *, account: str, address: str | None) -> None:
        """Count it; without an address by the account alone.

        Raises:
            TooManyTries: One of the two has to wait; nothing is looked at.
        """
        self._env = env
        self._account = _subject(env, "account", account)
        self._address = None if address is None else address_digest(env, address)
        self._looks = 1
        if self._address is not None:
            _count(env, self._address, FREE_OF_ADDRESS)
        _count(env, self._account, FREE_OF_ACCOUNT)

    def looks_at(self, people: int) -> None:
        """Count what one try costs where an address works for many teams.

        Each beyond the first is one more try of the network address.
        """
        more = people - self._looks
        if more <= 0 or self._address is None:
            return
        self._looks = people
        with self._env.database.unbound() as connection:
            failures = attempts.count_more(connection, self._address, more)
            wait = wait_after(failures, FREE_OF_ADDRESS)
            if wait:
                until = self._env.clock.now() + wait
                attempts.let_wait(connection, self._address, until)

    def succeeded(self, *, alone: bool = True) -> None:
        """Take it back: it did not fail, and the account starts anew.

        Not where others have the same address (*alone* false): whoever comes into a
        team of their own would begin their guesses at somebody else's anew.
        """
        with self._env.database.unbound() as connection:
            if alone:
                attempts.forget(connection, self._account)
            else:
                attempts.take_back(connection, self._account, 1)
            if self._address is not None:
                attempts.take_back(connection, self._address, self._looks)


class KnownTry:
    """One try of a person in a browser in which they came in before."""

    def __init__(self, env: Env, *, staff_id: UUID, mark: str) -> None:
        """Count it.

        Raises:
            TooManyTries: The browser has failed too often by itself.
        """
        self._env = env
        self._subject = _subject(env, "browser", f"{staff_id}:{mark}")
        _count(env, self._subject, FREE_OF_ACCOUNT)

    def succeeded(self) -> None:
        """Take it back, and all before it."""
        with self._env.database.unbound() as connection:
            attempts.forget(connection, self._subject)


def address_digest(env: Env, address: str) -> bytes:
    """Return what is kept of a network address: a digest under our own key."""
    return _subject(env, "address", address)


def forget_old(env: Env) -> int:
    """Delete what was counted long ago; return how many."""
    with env.database.unbound() as connection:
        return attempts.forget_old(connection, before=env.clock.now() - FORGOTTEN)


def wait_after(failures: int, free: int) -> timedelta:
    """Return how long to wait after so many failures in a row."""
    if failures < free:
        return timedelta(0)
    doublings = min(failures - free, MOST_DOUBLINGS)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def _count(env: Env, subject: bytes, free: int) -> None:
    now = env.clock.now()
    with env.database.unbound() as connection:
        failures = attempts.count_try(
            connection, subject, at=now, forgotten=now - FORGOTTEN
        )
        if failures is not None:
            wait = wait_after(failures, free)
            if wait:
                attempts.let_wait(connection, subject, now + wait)
            return
        until = attempts.waits_until(connection, subject, at=now)
    raise TooManyTries(_seconds(until or now, now))


def _seconds(until: datetime, now: datetime) -> int:
    return max(1, (until - now) // timedelta(seconds=1))


def _subject(env: Env, kind: str, text: str) -> bytes:
    said = f"{kind}\x1f{text.strip().casefold()}".encode()
    return hmac.digest(env.digest_key, said, "sha256")
