"""Sessions of staff: rows of ours behind a random token that only the browser has.

A token is 256 random bits; kept is its digest. A new one is issued at sign-in, at
the second factor and at every new proof, and the old one dies. A session ends
after 12 hours without a request, after seven days in any case, and when its
owner's password or role changes.
"""

import base64
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final
from uuid import UUID

from app.domain.errors import Missing
from app.services.env import Env
from app.services.staff.principal import StaffPrincipal, Surface
from app.storage.staff import StaffRepository, StaffRow, programmes_of
from app.storage.staff_sessions import (
    FoundSession,
    SessionRepository,
    SessionRow,
    find_session,
)
from app.storage.unit_of_work import MerchantWork

__all__ = [
    "Opened",
    "SessionOver",
    "State",
    "begin",
    "end",
    "find",
    "open_programme",
    "principal",
    "programmes",
    "renew",
]

TOKEN_BYTES: Final = 32
IDLE: Final = timedelta(hours=12)
ABSOLUTE: Final = timedelta(days=7)
HALF_WAY: Final = timedelta(minutes=10)
"""How long a second factor may take to come."""
TOUCHED_EVERY: Final = timedelta(minutes=5)
MOST_OF_AN_AGENT: Final = 120


class State(StrEnum):
    """How far somebody has come in."""

    OPEN = "open"
    SECOND = "second"
    """The password was right; the code is awaited."""
    ENROL = "enrol"
    """The password was right; a second factor must be set up first."""
    LINK = "link"
    """A one-time link that nobody followed yet."""


class SessionOver(Missing):
    """The session has ended, or never was."""

    code = "session_over"


@dataclass(frozen=True, slots=True)
class Opened:
    """A live session, whose it is, and what they may open."""

    merchant_id: UUID
    session: SessionRow
    staff: StaffRow
    programmes: tuple[UUID, ...]

    @property
    def state(self) -> State:
        """How far its owner has come in."""
        return State(self.session.state)

    @property
    def programme_id(self) -> UUID | None:
        """Return the programme that is open: the chosen one, else the first."""
        if self.session.programme_id in self.programmes:
            return self.session.programme_id
        return self.programmes[0] if self.programmes else None


def digest_of(token: str) -> bytes:
    """Return what is kept of a token. It is random: a plain digest is enough."""
    return sha256(token.encode()).digest()


def new_token(env: Env) -> str:
    """Return a fresh token, fit for a cookie and an address."""
    drawn = env.ids.secret(TOKEN_BYTES)
    return base64.urlsafe_b64encode(drawn).decode("ascii").rstrip("=")


def begin(
    env: Env,
    merchant_id: UUID,
    staff_id: UUID,
    *,
    state: State = State.OPEN,
    address_digest: bytes | None = None,
    agent: str = "",
    lasts: timedelta | None = None,
) -> str:
    """Begin a session and return its token, which is told here and never again.

    An open one counts as proven now. What lapsed is swept on the way.
    """
    now = env.clock.now()
    token = new_token(env)
    span = lasts or (IDLE if state is State.OPEN else HALF_WAY)
    row = SessionRow(
        session_id=env.ids.new(),
        staff_id=staff_id,
        state=state,
        begun_at=now,
        seen_at=now,
        proven_at=now if state is State.OPEN else None,
        programme_id=None,
        agent=agent[:MOST_OF_AN_AGENT],
        lapses_at=now + span,
    )

    def write(work: MerchantWork) -> None:
        rows = SessionRepository(work)
        rows.forget_lapsed(at=now)
        rows.add(row, digest_of(token), address_digest)

    env.database.run_merchant(merchant_id, write)
    return token


def find(env: Env, token: str) -> Opened | None:
    """Return the live session of a token, whatever its state; None otherwise.

    It notes, every few minutes, that the session was used.
    """
    with env.database.unbound() as look:
        found = find_session(look, digest_of(token))
    if found is None:
        return None
    owner = found
    return env.database.run_merchant(
        owner.merchant_id, lambda work: _live(work, owner, env.clock.now())
    )


def _live(work: MerchantWork, found: FoundSession, now: datetime) -> Opened | None:
    rows = SessionRepository(work)
    row = rows.find(found.session_id)
    if row is None or now >= row.lapses_at:
        return None
    person = StaffRepository(work).find(row.staff_id)
    if person is None or person.removed_at is not None:
        return None
    if row.state == State.OPEN and now - row.seen_at >= TOUCHED_EVERY:
        lapses_at = min(now + IDLE, row.begun_at + ABSOLUTE)
        rows.change(row.session_id, seen_at=now, lapses_at=lapses_at)
        row = replace(row, seen_at=now, lapses_at=lapses_at)
    return Opened(work.merchant_id, row, person, found.programmes)


def renew(env: Env, opened: Opened, state: State = State.OPEN) -> str:
    """Put a session under a new token; the old one is worth nothing.

    From half way in to open, its days are counted from now; the proof is fresh.
    """
    now = env.clock.now()
    token = new_token(env)
    fresh = state is State.OPEN
    begun_at = opened.session.begun_at if opened.state is State.OPEN else now
    row = replace(
        opened.session,
        session_id=env.ids.new(),
        state=state,
        begun_at=begun_at,
        seen_at=now,
        proven_at=now if fresh else None,
        lapses_at=min(now + IDLE, begun_at + ABSOLUTE) if fresh else now + HALF_WAY,
    )

    def write(work: MerchantWork) -> None:
        rows = SessionRepository(work)
        # Whoever ends it first, renews it: one old token never makes two.
        if not rows.end(opened.session.session_id):
            raise SessionOver("the session has ended meanwhile")
        rows.add(row, digest_of(token), None)

    env.database.run_merchant(opened.merchant_id, write)
    return token


def end(env: Env, opened: Opened) -> None:
    """End a session; its token is worth nothing from now on."""
    env.database.run_merchant(
        opened.merchant_id,
        lambda work: SessionRepository(work).end(opened.session.session_id),
    )


def carry(env: Env, merchant_id: UUID, span: timedelta) -> None:
    """Keep a merchant's people signed in while a sandbox's clock is moved."""
    env.database.run_merchant(
        merchant_id, lambda work: SessionRepository(work).carry(span)
    )


def programmes(env: Env, merchant_id: UUID) -> list[UUID]:
    """Return a merchant's programmes, oldest first."""
    with env.database.unbound() as look:
        return programmes_of(look, merchant_id)


def open_programme(env: Env, opened: Opened, programme_id: UUID) -> bool:
    """Open another programme of the merchant; False when it is none of theirs."""
    if programme_id not in opened.programmes:
        return False
    env.database.run_merchant(
        opened.merchant_id,
        lambda work: SessionRepository(work).change(
            opened.session.session_id, programme_id=programme_id
        ),
    )
    return True


def principal(opened: Opened) -> StaffPrincipal | None:
    """Return who is asking; None half way in, and without a programme."""
    programme_id = opened.programme_id
    if opened.state is not State.OPEN or programme_id is None:
        return None
    return StaffPrincipal(
        staff_id=opened.staff.staff_id,
        merchant_id=opened.merchant_id,
        programme_id=programme_id,
        name=opened.staff.name,
        role=opened.staff.role,
        language=opened.staff.language,
        surface=Surface.ALONE,
        session_id=opened.session.session_id,
        email=opened.staff.email,
        proven_at=opened.session.proven_at,
    )
