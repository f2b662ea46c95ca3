"""Nobody of the team gives to themselves, or takes: somebody else of it does.

Whose account is somebody's own is told by the mailbox of their address. The only
owner is left out of it: there is nobody else to ask, and nobody to keep from it.
Who has no address with us, such as a shop's staff that its platform proves, is
known by none.
"""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from app.domain.errors import Refused
from app.domain.own_wallet import DOTLESS, NOBODYS, OwnAddresses
from app.domain.staff import Role
from app.services.env import Env
from app.services.staff.principal import StaffPrincipal
from app.storage.members import MemberRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.staff import StaffRepository, StaffRow
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import MerchantWork, UnitOfWork

STAFF: Final = "staff:"


class OwnWallet(Refused):
    """It is the account of the person who would serve it."""

    code = "own_wallet"


def refuse_own(
    env: Env, uow: UnitOfWork, staff: StaffPrincipal, member_id: UUID
) -> None:
    """Refuse a deed by hand on somebody's own account.

    Raises:
        OwnWallet: It is theirs, and they are not the only owner.
        MemberMissing: There is no such member.
    """
    if staff.email is None:
        return
    member = MemberRepository(uow).get(member_id)
    own = OwnAddresses.of([staff.email], _dotless(uow))
    if not own.has(member.email):
        return
    # Rare enough for a look at the team beside the unit of work.
    team = env.database.run_merchant(staff.merchant_id, _team)
    if staff.role is Role.OWNER and _alone(staff.staff_id, team):
        return
    raise OwnWallet("this account is your own: somebody else of the team serves it")


def own_of(env: Env, programme_id: UUID, actors: Iterable[str | None]) -> OwnAddresses:
    """Return the addresses of people, none of whom may be served by what they do.

    Args:
        env: The collaborators.
        programme_id: Where they do it.
        actors: ``staff:<id>``; whoever else does something has no account here.
    """
    ids = {found for each in actors if (found := _staff_id(each)) is not None}
    if not ids:
        return NOBODYS

    def read(uow: UnitOfWork) -> tuple[UUID, tuple[str, ...]]:
        return StoreRepository(uow).programme().merchant_id, _dotless(uow)

    merchant_id, dotless = env.database.run(programme_id, read)
    team = env.database.run_merchant(merchant_id, _team)
    return OwnAddresses.of(
        [
            each.email
            for each in team
            if each.staff_id in ids
            and not (each.role is Role.OWNER and _alone(each.staff_id, team))
        ],
        dotless,
    )


def _staff_id(actor: str | None) -> UUID | None:
    if actor is None or not actor.startswith(STAFF):
        return None
    try:
        return UUID(actor.removeprefix(STAFF))
    except ValueError:
        return None


def _team(work: MerchantWork) -> list[StaffRow]:
    return StaffRepository(work).all()


def _alone(staff_id: UUID, team: Iterable[StaffRow]) -> bool:
    """Tell whether nobody else owns the team."""
    return not any(
        each.role is Role.OWNER and each.staff_id != staff_id for each in team
    )


def _dotless(uow: UnitOfWork) -> tuple[str, ...]:
    """Return where dots of an address mean nothing in this programme."""
    referral = ProgrammeRepository(uow).live()[1].referral
    return DOTLESS if referral is None else referral.guards.dotless_domains
