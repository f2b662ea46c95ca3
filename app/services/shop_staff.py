"""People of a shop's own staff, who come in by the platform's signed token.

The platform decides who of a shop may open the app; we decide what they may do in
it. The first to come owns the team, and so does the owner of the shop's account
where the merchant has no other store. Everybody else begins as a manager, and an
owner may say otherwise. Whoever was removed from the team stays out.
"""

from dataclasses import dataclass, replace
from functools import partial
from typing import Final
from uuid import UUID

from app.domain.billing import Standing
from app.domain.installing import ShopUser, StaffVisit
from app.domain.staff import Role
from app.domain.words import Language
from app.services.connections import connection_of
from app.services.env import Env
from app.services.installing import host_of, whereabouts
from app.services.staff.audit import By
from app.services.staff.principal import StaffPrincipal, Surface
from app.services.staff.staffing import MOST_OF_A_NAME, insert
from app.storage.staff import StaffRepository, StaffRow, programmes_of
from app.storage.stores import StoreRepository, StoreRow
from app.storage.unit_of_work import MerchantWork, UnitOfWork

OPEN: Final = ("connected", "blocked")
"""States of a store whose staff may come in; a blocked one needs them most."""
NAMELESS: Final = "Shop staff"


@dataclass(frozen=True, slots=True)
class Inside:
    """Somebody of a shop's staff, proven, in the shop's admin."""

    staff: StaffPrincipal
    store: StoreRow


def enter(
    env: Env, platform: str, visit: StaffVisit, token: str, *, language: Language | None
) -> Inside | None:
    """Return who a verified visit is, added to the team when they are new.

    Args:
        env: The collaborators.
        platform: Whose token it was.
        visit: What the token says.
        token: The token itself, to ask the platform once who a new person is.
        language: What their admin speaks, if it told.

    Returns:
        None when the shop is not installed, or the person was removed.
    """
    found = whereabouts(env, platform, visit.domain)
    if found is None or found[0].state not in OPEN:
        return None
    row, merchant_id = found
    ref = f"{row.store_id}:{visit.user_ref}"
    member = env.database.run_merchant(
        merchant_id, lambda work: StaffRepository(work).of_platform(platform, ref)
    )
    if member is None:
        said = host_of(env, platform).user(connection_of(env, row), token)
        user = said or ShopUser("", owns_shop=False)
        spoken = user.language or language or Language.EN
        user = replace(user, language=spoken)
        owns = user.owns_shop and _is_alone(env, row, merchant_id)
        role = Role.OWNER if owns else None
        add = partial(_add, env, ref=(platform, ref), user=user, role=role)
        member = env.database.run_merchant(merchant_id, add)
    if member.removed_at is not None:
        return None
    return Inside(_principal(row, merchant_id, member), row)


def read_only(staff: StaffPrincipal, standing: Standing) -> StaffPrincipal:
    """Return the person with what a shop's standing leaves them to do.

    Without a subscription everything that the role may see can be seen, and nothing
    changed.
    """
    if standing in (Standing.NOT_YET, Standing.READ_ONLY):
        return replace(staff, reading_only=True)
    return staff


def _add(
    env: Env,
    work: MerchantWork,
    *,
    ref: tuple[str, str],
    user: ShopUser,
    role: Role | None,
) -> StaffRow:
    """Add somebody to the team; of two pages opened at once one does it."""
    team = StaffRepository(work)
    team.lock_team()
    known = team.of_platform(*ref)
    if known is not None:
        return known
    first = Role.MANAGER if team.owners() else Role.OWNER
    staff_id = insert(
        env,
        work,
        name=_plain(user.name),
        role=role or first,
        email=None,
        language=user.language or Language.EN,
        by=By(actor="system", surface=Surface.EMBEDDED.value),
        platform=ref[0],
        platform_ref=ref[1],
    )
    return team.get(staff_id)


def _plain(name: str) -> str:
    """Return a name as the team's list takes it, whatever the platform holds."""
    seen = "".join(sign for sign in name if sign.isprintable())
    return seen.strip()[:MOST_OF_A_NAME].strip() or NAMELESS


def _is_alone(env: Env, row: StoreRow, merchant_id: UUID) -> bool:
    """Tell whether this store is all that the merchant has with us.

    In a coalition the owner of one shop does not own the others' programme.
    """

    def count(uow: UnitOfWork) -> int:
        return len(StoreRepository(uow).all())

    with env.database.unbound() as look:
        programmes = programmes_of(look, merchant_id)
    return len(programmes) == 1 and env.database.run(row.programme_id, count) == 1


def _principal(row: StoreRow, merchant_id: UUID, member: StaffRow) -> StaffPrincipal:
    return StaffPrincipal(
        staff_id=member.staff_id,
        merchant_id=merchant_id,
        programme_id=row.programme_id,
        name=member.name,
        role=member.role,
        language=member.language,
        surface=Surface.EMBEDDED,
        store_id=row.store_id,
        email=member.email,
    )
