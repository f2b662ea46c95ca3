"""Signing in at our own address: the password first, then the second factor.

An unknown address, a wrong password and somebody without one are answered alike,
and after the same work. Owners have a second factor, or set one up on the way in.

One address may work for several teams, and nobody proves that it is theirs: no team
stands in another's way, however many there are.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from app.domain.errors import Refused
from app.domain.staff import Role
from app.services.env import Env
from app.services.staff import passwords, sessions, totp
from app.services.staff.audit import By, record_for_merchant
from app.services.staff.second_factor import begin_enrolment, secret_context
from app.services.staff.sessions import Opened, State
from app.services.staff.staffing import email_digest
from app.services.staff.trying import KnownTry, TooManyTries, Try, address_digest
from app.storage.staff import StaffRepository, StaffRow, staff_by_email
from app.storage.unit_of_work import MerchantWork


class WrongSignIn(Refused):
    """Address and password do not belong together, or the code is not right."""

    code = "wrong_sign_in"


@dataclass(frozen=True, slots=True)
class Caller:
    """Where somebody stands who is not known yet."""

    address: str
    agent: str = ""
    request_id: str = ""
    known: Mapping[UUID, str] = field(default_factory=dict)
    """Who came in by this browser before, with the marks of their tries."""

    def counted(self, staff_id: UUID) -> str | None:
        """Return the address by which a later step counts.

        None for who came in by this browser before: what others do behind the same
        address does not keep them out.
        """
        return None if staff_id in self.known else self.address


@dataclass(frozen=True, slots=True)
class Entered:
    """How far somebody came, and the token that says so."""

    token: str
    state: State


def with_password(env: Env, *, email: str, password: str, caller: Caller) -> Entered:
    """Take the first step.

    Raises:
        TooManyTries: The account or the network address has to wait.
        WrongSignIn: The two do not belong together.
    """
    with env.database.unbound() as look:
        found = staff_by_email(look, email_digest(email))
    looked: set[UUID] = set()
    for row in _with_password(env, found, of=caller.known):
        try:
            own = KnownTry(env, staff_id=row.staff_id, mark=caller.known[row.staff_id])
        except TooManyTries:
            continue
        looked.add(row.staff_id)
        if passwords.matches(password, row.password_hash):
            own.succeeded()
            return _first_step_done(env, row, password, caller)
    rest = [each for each in found if each[1] not in looked]
    if rest or not looked:
        attempt = Try(env, account=email, address=caller.address)
        attempt.looks_at(len(rest))
        rows = _with_password(env, rest)
        for row in rows:
            if passwords.matches(password, row.password_hash):
                attempt.succeeded(alone=len(found) == 1)
                return _first_step_done(env, row, password, caller)
        if not rows:
            passwords.matches(password, None)
    raise WrongSignIn("address and password do not belong together")


def _with_password(
    env: Env,
    found: Collection[tuple[UUID, UUID]],
    *,
    of: Collection[UUID] | None = None,
) -> list[StaffRow]:
    """Return those who have a password, who have a second factor as well first.

    With *of*, only these. Who stands first waits the least; nobody is left out.
    """
    rows = [
        env.database.run_merchant(merchant_id, partial(_find, staff_id))
        for merchant_id, staff_id in found
        if of is None or staff_id in of
    ]
    there = [row for row in rows if row is not None and row.password_hash is not None]
    return sorted(there, key=lambda row: not row.has_second_factor)


def _find(staff_id: UUID, work: MerchantWork) -> StaffRow | None:
    return StaffRepository(work).find(staff_id)


def _first_step_done(env: Env, row: StaffRow, password: str, caller: Caller) -> Entered:
    if row.password_hash and passwords.needs_rehash(row.password_hash):
        fresh = passwords.hashed(password, env.ids)

        def write(work: MerchantWork) -> None:
            StaffRepository(work).change(row.staff_id, password_hash=fresh)

        env.database.run_merchant(row.merchant_id, write)
    return come_in(env, row, caller, factor="password")


def next_state(row: StaffRow) -> State:
    """Return how far a right password brings somebody."""
    if row.has_second_factor:
        return State.SECOND
    return State.ENROL if row.role is Role.OWNER else State.OPEN


def come_in(env: Env, row: StaffRow, caller: Caller, *, factor: str) -> Entered:
    """Begin the session of somebody who proved the first factor."""
    state = next_state(row)
    token = sessions.begin(
        env,
        row.merchant_id,
        row.staff_id,
        state=state,
        address_digest=address_digest(env, caller.address),
        agent=caller.agent,
    )
    if state is State.OPEN:
        signed_in(env, row, caller, factor=factor)
    if state is State.ENROL:
        begin_enrolment(env, row)
    return Entered(token, state)


def with_code(env: Env, opened: Opened, *, code: str, caller: Caller) -> Entered:
    """Take the second step: a code by time, or a recovery code.

    Raises:
        TooManyTries: Too many codes were wrong.
        WrongSignIn: The code is not right, or was used.
    """
    staff_id = opened.staff.staff_id
    attempt = Try(env, account=f"code:{staff_id}", address=caller.counted(staff_id))
    if not uses_code(env, opened.staff, code):
        raise WrongSignIn("this code is not right")
    attempt.succeeded()
    token = sessions.renew(env, opened)
    recovery = totp.looks_like_recovery(code)
    signed_in(env, opened.staff, caller, factor="recovery" if recovery else "code")
    return Entered(token, State.OPEN)


def prove(
    env: Env, opened: Opened, *, password: str, code: str, caller: Caller
) -> Entered:
    """Prove again who one is, for a deed that asks for it; a new token comes of it.

    Raises:
        TooManyTries: Too many proofs failed.
        WrongSignIn: Password or code is wrong; which of them is not said.
    """
    row = opened.staff
    address = caller.counted(row.staff_id)
    attempt = Try(env, account=f"proof:{row.staff_id}", address=address)
    right = passwords.matches(password, row.password_hash)
    if right and row.has_second_factor:
        right = uses_code(env, row, code)
    if not right:
        raise WrongSignIn("password or code is wrong")
    attempt.succeeded()
    return Entered(sessions.renew(env, opened), State.OPEN)


def uses_code(env: Env, row: StaffRow, code: str) -> bool:
    """Use a code up: by time, or for recovery. False when it is worth nothing."""
    if row.totp_secret is None or not row.has_second_factor:
        return False
    now = env.clock.now()
    if totp.looks_like_recovery(code):
        digest = totp.recovery_digest(code)
        return env.database.run_merchant(
            row.merchant_id,
            lambda work: StaffRepository(work).use_recovery(
                row.staff_id, digest, at=now
            ),
        )
    secret = env.secrets.open(row.totp_secret, context=secret_context(row))
    step = totp.matching_step(secret, code, now=now, after=row.totp_step)
    if step is None:
        return False
    return env.database.run_merchant(
        row.merchant_id, lambda work: StaffRepository(work).use_step(row.staff_id, step)
    )


def signed_in(env: Env, row: StaffRow, caller: Caller, *, factor: str) -> None:
    """Write down that somebody came in, and by what."""
    by = By(
        actor=f"staff:{row.staff_id}",
        request_id=caller.request_id,
        address_digest=address_digest(env, caller.address),
        surface="alone",
    )
    entry = by.entry(
        "staff.signed_in", f"staff:{row.staff_id}", after={"factor": factor}
    )
    env.database.run_merchant(
        row.merchant_id,
        lambda work: record_for_merchant(work, env.clock.now(), entry),
    )
