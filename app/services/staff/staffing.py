"""The team of a merchant: who joins, what they may do, who leaves.

The last owner neither leaves nor becomes less. Whoever's role changes is signed
out everywhere, and so is who leaves.
"""

import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from uuid import UUID

from email_validator import EmailNotValidError, validate_email

from app.domain.errors import Conflict, Malformed, Refused
from app.domain.staff import Role
from app.domain.words import Language
from app.services.env import Env
from app.services.staff.audit import By, record_for_merchant
from app.storage.staff import StaffRepository, StaffRow
from app.storage.staff_sessions import SessionRepository, SessionRow
from app.storage.unit_of_work import MerchantWork

MOST_OF_A_NAME: Final = 80


class BadAddress(Malformed):
    """The e-mail address can't be one."""

    code = "bad_staff_email"


class NameRefused(Malformed):
    """A name is empty, too long, or has signs that names do not have."""

    code = "bad_staff_name"


class AddressTaken(Conflict):
    """Somebody of this team has that address already."""

    code = "staff_email_taken"


class LastOwner(Refused):
    """A merchant keeps one owner at least."""

    code = "last_owner"


@dataclass(frozen=True, slots=True)
class Teammate:
    """One of the team and where they are signed in."""

    row: StaffRow
    sessions: tuple[SessionRow, ...]


def plain_email(text: str) -> str:
    """Return an address as it is kept.

    Raises:
        BadAddress: It can't be one.
    """
    try:
        found = validate_email(
            text.strip(), check_deliverability=False, test_environment=True
        )
    except EmailNotValidError as error:
        raise BadAddress("this is no e-mail address") from error
    return found.normalized.lower()


def plain_name(text: str) -> str:
    """Return a name without blanks around it.

    Raises:
        NameRefused: Empty, longer than 80 signs, or with control signs.
    """
    name = unicodedata.normalize("NFC", text).strip()
    if not 0 < len(name) <= MOST_OF_A_NAME or not name.isprintable():
        raise NameRefused("a name has 1 to 80 signs that can be seen")
    return name


def email_digest(email: str) -> bytes:
    """Return what an address is looked up by."""
    said = unicodedata.normalize("NFKC", email).strip().lower()
    return sha256(b"setia-staff-email/1\x00" + said.encode()).digest()


def add(
    env: Env,
    merchant_id: UUID,
    *,
    name: str,
    role: Role,
    email: str | None = None,
    language: Language = Language.EN,
    by: By | None = None,
) -> UUID:
    """Add somebody without a password: they come in by a link or a platform."""
    return env.database.run_merchant(
        merchant_id,
        lambda work: insert(
            env, work, name=name, role=role, email=email, language=language, by=by
        ),
    )


def insert(
    env: Env,
    work: MerchantWork,
    *,
    name: str,
    role: Role,
    email: str | None,
    language: Language,
    by: By | None,
    **more: str,
) -> UUID:
    """Write one of the team in a unit of work; return their id.

    Raises:
        AddressTaken: Somebody here has the address.
    """
    team, now, staff_id = StaffRepository(work), env.clock.now(), env.ids.new()
    address = plain_email(email) if email else None
    digest = email_digest(address) if address else None
    if digest is not None and team.by_digest(digest) is not None:
        raise AddressTaken("somebody of this team has that address")
    team.add(
        staff_id,
        name=plain_name(name),
        role=role,
        language=language,
        at=now,
        email=address,
        email_digest=digest,
        **more,
    )
    doer = by or By(actor=f"staff:{staff_id}")
    record_for_merchant(
        work,
        now,
        doer.entry("staff.added", f"staff:{staff_id}", after={"role": role.value}),
    )
    return staff_id


def team(env: Env, merchant_id: UUID) -> list[Teammate]:
    """Return everybody who works here, and their sessions."""
    now = env.clock.now()

    def read(work: MerchantWork) -> list[Teammate]:
        sessions = SessionRepository(work)
        return [
            Teammate(row, tuple(sessions.of_staff(row.staff_id, at=now)))
            for row in StaffRepository(work).all()
        ]

    return env.database.run_merchant(merchant_id, read)


def teammate(env: Env, merchant_id: UUID, staff_id: UUID) -> Teammate:
    """Return one who works here; ``StaffMissing`` when nobody of that id does."""
    now = env.clock.now()

    def read(work: MerchantWork) -> Teammate:
        row = StaffRepository(work).get(staff_id)
        sessions = SessionRepository(work).of_staff(staff_id, at=now)
        return Teammate(row, tuple(sessions))

    return env.database.run_merchant(merchant_id, read)


def names(env: Env, merchant_id: UUID) -> dict[str, str]:
    """Return how everybody is called who works here or once did, by ``staff:<id>``."""

    def read(work: MerchantWork) -> dict[str, str]:
        rows = StaffRepository(work).all(removed=True)
        return {f"staff:{row.staff_id}": row.name for row in rows}

    return env.database.run_merchant(merchant_id, read)


def change_role(
    env: Env, merchant_id: UUID, staff_id: UUID, role: Role, *, by: By
) -> StaffRow:
    """Give somebody another role, and sign them out everywhere.

    Raises:
        StaffMissing: Nobody of that id works here.
        LastOwner: They are the only owner.
    """

    def write(work: MerchantWork) -> StaffRow:
        team = StaffRepository(work)
        team.lock_team()
        row = team.get(staff_id)
        if row.role is role:
            return row
        if row.role is Role.OWNER and team.owners() == 1:
            raise LastOwner("the last owner stays an owner")
        team.change(staff_id, role=role)
        SessionRepository(work).end_all(staff_id)
        entry = by.entry(
            "staff.role_changed",
            f"staff:{staff_id}",
            before={"role": row.role.value},
            after={"role": role.value},
        )
        record_for_merchant(work, env.clock.now(), entry)
        return row

    return env.database.run_merchant(merchant_id, write)


def remove(env: Env, merchant_id: UUID, staff_id: UUID, *, by: By) -> StaffRow:
    """Take somebody off the team. Their address may be invited again.

    Raises:
        StaffMissing: Nobody of that id works here.
        LastOwner: They are the only owner.
    """

    def write(work: MerchantWork) -> StaffRow:
        team, now = StaffRepository(work), env.clock.now()
        team.lock_team()
        row = team.get(staff_id)
        if row.role is Role.OWNER and team.owners() == 1:
            raise LastOwner("the last owner stays")
        team.change(
            staff_id,
            removed_at=now,
            email=None,
            email_digest=None,
            password_hash=None,
            totp_secret=None,
            totp_at=None,
        )
        team.set_recovery(staff_id, [])
        SessionRepository(work).end_all(staff_id)
        entry = by.entry(
            "staff.removed", f"staff:{staff_id}", before={"role": row.role.value}
        )
        record_for_merchant(work, now, entry)
        return row

    return env.database.run_merchant(merchant_id, write)


def end_session(
    env: Env, merchant_id: UUID, staff_id: UUID, session_id: UUID, *, by: By
) -> bool:
    """End one session of somebody; False when it had ended, or is not theirs."""

    def write(work: MerchantWork) -> bool:
        sessions = SessionRepository(work)
        found = sessions.find(session_id)
        if found is None or found.staff_id != staff_id:
            return False
        sessions.end(session_id)
        entry = by.entry("staff.signed_out", f"staff:{staff_id}", after={"sessions": 1})
        record_for_merchant(work, env.clock.now(), entry)
        return True

    return env.database.run_merchant(merchant_id, write)


def sign_out(
    env: Env,
    merchant_id: UUID,
    staff_id: UUID,
    *,
    by: By,
    but: UUID | None = None,
) -> int:
    """End somebody's sessions, except one of them; return how many ended."""

    def write(work: MerchantWork) -> int:
        StaffRepository(work).get(staff_id)
        ended = SessionRepository(work).end_all(staff_id, but=but)
        entry = by.entry(
            "staff.signed_out", f"staff:{staff_id}", after={"sessions": ended}
        )
        record_for_merchant(work, env.clock.now(), entry)
        return ended

    return env.database.run_merchant(merchant_id, write)
