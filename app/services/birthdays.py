"""Birthdays that staff tell or correct for a member; a correction is made once.

A day that can be moved again and again brings a gift again and again: so whoever
told a wrong day gets it put right one time, with a reason that is written down.
"""

from datetime import date
from typing import Final
from uuid import UUID

from app.domain.errors import Conflict, Malformed
from app.services import occasions
from app.services.env import Env
from app.services.living import refuse_gone
from app.services.standing import owe_standing
from app.storage.audit import AuditBook, Sought
from app.storage.members import MemberRepository, MemberRow
from app.storage.unit_of_work import UnitOfWork

CORRECTED: Final = "member.birthday_corrected"
TOLD: Final = "member.birthday_told"
FIRST_YEAR: Final = 1900


class BirthdayCorrected(Conflict):
    """The birthday was corrected before; that is done once."""

    code = "birthday_corrected"


class BirthdayUnlikely(Malformed):
    """The day is to come, or too long ago, or the one that is kept already."""

    code = "birthday_unlikely"


def was_corrected(uow: UnitOfWork, member_id: UUID) -> bool:
    """Tell whether the birthday of a member was corrected before."""
    sought = Sought(action=CORRECTED, subject=f"member:{member_id}")
    return bool(AuditBook(uow).newest(sought, most=1))


def tell(
    env: Env, uow: UnitOfWork, member_id: UUID, told: date
) -> tuple[str, MemberRow]:
    """Keep a birthday; return what was done, for the audit trail, and the member.

    The caller writes the deed down in the same unit of work: that is what makes it
    the only one.

    Raises:
        MemberMissing, MemberGone: There is nobody to tell it of.
        BirthdayCorrected: It was corrected before.
        BirthdayUnlikely: It is no day to be born, or changes nothing.
    """
    members = MemberRepository(uow)
    members.serialise([f"birthday/{member_id}"])
    member = members.get(member_id)
    refuse_gone(member)
    if not date(FIRST_YEAR, 1, 1) <= told <= env.clock.now().date():
        raise BirthdayUnlikely("a birthday lies in the past")
    if told == member.birthday:
        raise BirthdayUnlikely("that is the day that is kept")
    if member.birthday is not None and was_corrected(uow, member_id):
        raise BirthdayCorrected("the birthday was corrected before")
    members.change(member_id, at=env.clock.now(), birthday=told)
    fresh = members.get(member_id)
    occasions.check(env, uow, fresh)
    owe_standing(env, uow, [member_id])
    return (TOLD if member.birthday is None else CORRECTED), fresh
