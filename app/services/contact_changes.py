"""Rests a member's points after a change of contact data, and owes a notice of it.

The notice goes to the address before, which is the owner's if the change was not.
It is owed here, with the address sealed; nothing in this module sends.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from app.domain.contacts import Kind, replaced
from app.domain.errors import Refused
from app.services.env import Env
from app.storage.contact_changes import ContactChange, ContactChangeRepository
from app.storage.members import MemberRow
from app.storage.unit_of_work import UnitOfWork

REST: Final = timedelta(hours=24)
"""How long points rest after a change."""


class ContactHold(Refused):
    """The member's contact data changed a short while ago; points rest until then."""

    code = "contact_hold"

    def __init__(self, redeem_from: datetime) -> None:
        self.redeem_from = redeem_from.isoformat()
        super().__init__(
            "contact data changed a short while ago;"
            f" points can be used from {self.redeem_from}"
        )


def resting(member: MemberRow, *, at: datetime) -> datetime | None:
    """Return until when a member's points rest; None where they do not."""
    until = member.redeem_from
    return until if until is not None and at < until else None


def refuse_resting(member: MemberRow, *, at: datetime) -> None:
    """Refuse a member whose points rest.

    Raises:
        ContactHold: With the moment from which they can be used.
    """
    until = resting(member, at=at)
    if until is not None:
        raise ContactHold(until)


def note(
    env: Env,
    uow: UnitOfWork,
    member: MemberRow,
    changes: Mapping[str, object],
    *,
    actor: str,
    store_id: UUID | None = None,
) -> dict[str, object]:
    """Return what changes beside *changes*: since when points can be used again.

    Only an active member's contacts are worth taking; the first one of a kind, and
    the same one said again, change nothing. The caller writes both in this unit of
    work.
    """
    before: dict[Kind, str | None] = {"email": member.email, "phone": member.phone}
    old = replaced(before, changes) if member.state == "active" else {}
    if not old:
        return {}
    now = env.clock.now()
    until = now + REST
    for kind, contact in old.items():
        change_id = env.ids.new()
        sealed = env.secrets.seal(
            contact.encode(), context=_context(uow.programme_id, change_id)
        )
        ContactChangeRepository(uow).add(
            ContactChange(
                change_id, member.member_id, kind, store_id, actor, sealed, now, until
            )
        )
    return {"redeem_from": until}


def old_contact(env: Env, programme_id: UUID, change: ContactChange) -> str:
    """Return the address that a notice goes to."""
    context = _context(programme_id, change.change_id)
    return env.secrets.open(change.sealed_old, context=context).decode()


def _context(programme_id: UUID, change_id: UUID) -> str:
    """Return the sealing context of a change's old address."""
    return f"{programme_id}/contact_change/{change_id}/sealed_old"
