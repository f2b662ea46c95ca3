"""Invitations: a link for one person, once, within 72 hours.

The link is shown to who invites and kept as a digest. The first owner comes in by
the same way: the command line invites them, and only while nobody works there.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from app.domain.errors import Missing
from app.domain.staff import Role
from app.domain.words import Language
from app.services.env import Env
from app.services.staff import passwords, staffing
from app.services.staff.audit import By, record_for_merchant
from app.services.staff.sessions import digest_of, new_token
from app.services.staff.signing_in import Caller, Entered, come_in
from app.storage.staff import StaffRepository, StaffRow
from app.storage.staff_invitations import (
    InvitationRepository,
    InvitationRow,
    find_invitation,
)
from app.storage.unit_of_work import MerchantWork

LASTS: Final = timedelta(hours=72)


class InvitationOver(Missing):
    """The link is not known, was used or taken back, or its time is over."""

    code = "invitation_over"


@dataclass(frozen=True, slots=True)
class Invited:
    """An open invitation, as its guest sees it."""

    merchant_id: UUID
    merchant_name: str
    row: InvitationRow

    @property
    def is_first(self) -> bool:
        """Whether it makes the first owner of a merchant without a team."""
        return self.row.made_by is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a guest says of themselves."""

    name: str
    email: str
    password: str
    language: Language
    merchant_name: str | None = None
    """What the first owner calls the shop."""


def invite(
    env: Env,
    merchant_id: UUID,
    *,
    role: Role,
    email: str | None,
    made_by: UUID | None,
    by: By,
) -> tuple[str, InvitationRow]:
    """Make an invitation; its token is told here and never again.

    Raises:
        BadAddress: The e-mail address can't be one.
        AddressTaken: Somebody of the team has it.
    """
    token, now = new_token(env), env.clock.now()
    row = InvitationRow(
        invitation_id=env.ids.new(),
        role=role,
        email=staffing.plain_email(email) if email else None,
        made_by=made_by,
        made_at=now,
        lapses_at=now + LASTS,
        used_at=None,
        revoked_at=None,
        staff_id=None,
    )

    def write(work: MerchantWork) -> None:
        team = StaffRepository(work)
        if row.email and team.by_digest(staffing.email_digest(row.email)):
            raise staffing.AddressTaken("somebody of this team has that address")
        InvitationRepository(work).add(row, digest_of(token))
        subject = f"invitation:{row.invitation_id}"
        entry = by.entry("staff.invited", subject, after={"role": role.value})
        record_for_merchant(work, now, entry)

    env.database.run_merchant(merchant_id, write)
    return token, row


def find(env: Env, token: str) -> Invited:
    """Return an invitation that may still be accepted.

    Raises:
        InvitationOver: There is none of that token; why is not said.
    """
    with env.database.unbound() as look:
        found = find_invitation(look, digest_of(token))
    if found is None:
        raise InvitationOver("this link is not valid (any more)")
    merchant_id, invitation_id = found

    def read(work: MerchantWork) -> Invited:
        row = _open(env, work, invitation_id)
        name = StaffRepository(work).merchant_name()
        return Invited(merchant_id, name, row)

    return env.database.run_merchant(merchant_id, read)


def _open(
    env: Env, work: MerchantWork, invitation_id: UUID, *, lock: bool = False
) -> InvitationRow:
    row = InvitationRepository(work).find(invitation_id, lock=lock)
    if row is None or not row.is_open(env.clock.now()):
        raise InvitationOver("this link is not valid (any more)")
    if row.made_by is None and StaffRepository(work).all():
        raise InvitationOver("somebody works here already")
    return row


def accept(env: Env, invited: Invited, answer: Answer, caller: Caller) -> Entered:
    """Join the team; return how far the newcomer is signed in.

    Raises:
        InvitationOver: Somebody used the link meanwhile.
        WeakPassword: It says why.
        BadAddress: The e-mail address can't be one.
        NameRefused: A name is empty or too long.
        AddressTaken: Somebody of the team has the address.
    """
    shop = staffing.plain_name(answer.merchant_name or invited.merchant_name)
    known = (answer.name, answer.email, shop)
    passwords.refuse_weak(answer.password, about=known)
    kept = passwords.hashed(answer.password, env.ids)

    def write(work: MerchantWork) -> StaffRow:
        team, now = StaffRepository(work), env.clock.now()
        team.lock_team()
        row = _open(env, work, invited.row.invitation_id, lock=True)
        staff_id = staffing.insert(
            env,
            work,
            name=answer.name,
            role=row.role,
            email=answer.email,
            language=answer.language,
            by=None,
        )
        team.change(staff_id, password_hash=kept, password_at=now)
        if row.made_by is None:
            team.rename_merchant(shop)
        InvitationRepository(work).change(
            row.invitation_id, used_at=now, staff_id=staff_id
        )
        return team.get(staff_id)

    person = env.database.run_merchant(invited.merchant_id, write)
    return come_in(env, person, caller, factor="invitation")


def waiting(env: Env, merchant_id: UUID) -> list[InvitationRow]:
    """Return the invitations that may still be accepted."""
    return env.database.run_merchant(
        merchant_id,
        lambda work: InvitationRepository(work).waiting(at=env.clock.now()),
    )


def revoke(env: Env, merchant_id: UUID, invitation_id: UUID, *, by: By) -> None:
    """Take an invitation back; its link is worth nothing from now on.

    Raises:
        InvitationOver: There is no open one of that id.
    """

    def write(work: MerchantWork) -> None:
        row = _open(env, work, invitation_id, lock=True)
        now = env.clock.now()
        InvitationRepository(work).change(row.invitation_id, revoked_at=now)
        entry = by.entry("staff.invitation_revoked", f"invitation:{invitation_id}")
        record_for_merchant(work, now, entry)

    env.database.run_merchant(merchant_id, write)
