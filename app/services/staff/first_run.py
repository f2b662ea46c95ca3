"""How the first owner comes in, and how the operator helps somebody in.

Both begin on the command line of the machine: whoever can run it owns the
installation anyway. Each leaves an entry in the audit trail.
"""

from datetime import timedelta
from typing import Final
from uuid import UUID

from app.domain.errors import Missing, Refused
from app.domain.staff import Role
from app.services.env import Env
from app.services.staff import sessions
from app.services.staff.audit import By, record_for_merchant
from app.services.staff.invitations import Invited, invite
from app.services.staff.sessions import Opened, State
from app.services.staff.signing_in import Caller, Entered, signed_in
from app.services.staff.staffing import email_digest, plain_name
from app.storage.staff import StaffRepository, StaffRow, merchants, staff_by_email
from app.storage.unit_of_work import MerchantWork

OPERATOR: Final = By(actor="cli")
LINK_LASTS: Final = timedelta(minutes=10)
UNNAMED: Final = "Setia"
"""What a merchant is called until its first owner says the name."""


class TeamExists(Refused):
    """Somebody works for this merchant: an owner invites others."""

    code = "team_exists"


class MerchantUnclear(Refused):
    """There are several merchants to choose from, and none was named."""

    code = "merchant_unclear"


class NobodyOfThatAddress(Missing):
    """Nobody signs in with that address."""

    code = "staff_address_unknown"


def is_fresh(env: Env) -> bool:
    """Tell whether nobody works for any merchant yet."""
    with env.database.unbound() as look:
        return not any(count for _, count in merchants(look))


def offer(env: Env, *, merchant_id: UUID | None = None, name: str | None = None) -> str:
    """Return the token by which the first owner of a merchant comes in.

    Args:
        env: The world.
        merchant_id: Whose owner; may be left out where at most one merchant is.
        name: Of a new merchant; it makes one even where others are.

    Raises:
        MerchantUnclear: There are several.
        TeamExists: Somebody works there.
    """
    with env.database.unbound() as look:
        there = merchants(look)
    if name is None and merchant_id is None and len(there) > 1:
        raise MerchantUnclear(f"name one of the {len(there)} merchants")
    if name is not None or not there:
        chosen = _found(env, name or UNNAMED)
    else:
        chosen = merchant_id or there[0][0]
    if dict(there).get(chosen, 0):
        raise TeamExists("somebody works there; an owner invites others")
    token, _ = invite(
        env, chosen, role=Role.OWNER, email=None, made_by=None, by=OPERATOR
    )
    return token


def _found(env: Env, name: str) -> UUID:
    merchant_id, plain = env.ids.new(), plain_name(name)
    env.database.run_merchant(
        merchant_id,
        lambda work: StaffRepository(work).add_merchant(plain, at=env.clock.now()),
    )
    return merchant_id


def named(invited: Invited) -> str:
    """Return the name that was given with the link; empty where none was."""
    return "" if invited.merchant_name == UNNAMED else invited.merchant_name


def by_address(env: Env, email: str, merchant_id: UUID | None = None) -> StaffRow:
    """Return who signs in with an address.

    Anybody who has a team may have written any address into it: of several teams
    one must be named.

    Raises:
        NobodyOfThatAddress: Nobody does, or not in that team.
        MerchantUnclear: Somebody does in several teams, which it names.
    """
    with env.database.unbound() as look:
        found = dict(staff_by_email(look, email_digest(email)))
    if merchant_id is not None:
        found = {at: who for at, who in found.items() if at == merchant_id}
    if not found:
        raise NobodyOfThatAddress("nobody signs in with that address")
    if len(found) > 1:
        teams = ", ".join(f"{at} ({_name_of(env, at)})" for at in found)
        raise MerchantUnclear(f"that address works for {len(found)} merchants: {teams}")
    ((at, staff_id),) = found.items()
    return env.database.run_merchant(
        at, lambda work: StaffRepository(work).get(staff_id)
    )


def _name_of(env: Env, merchant_id: UUID) -> str:
    return env.database.run_merchant(
        merchant_id, lambda work: StaffRepository(work).merchant_name()
    )


def sign_in_link(
    env: Env,
    email: str,
    *,
    merchant_id: UUID | None = None,
    lasts: timedelta = LINK_LASTS,
) -> str:
    """Return a token that signs somebody in once, without a password.

    Raises:
        NobodyOfThatAddress: Nobody signs in with that address.
        MerchantUnclear: Somebody does in several teams, and none was named.
    """
    person = by_address(env, email, merchant_id)
    owner, staff_id = person.merchant_id, person.staff_id
    token = sessions.begin(env, owner, staff_id, state=State.LINK, lasts=lasts)
    entry = OPERATOR.entry("staff.link_made", f"staff:{staff_id}")

    def write(work: MerchantWork) -> None:
        record_for_merchant(work, env.clock.now(), entry)

    env.database.run_merchant(owner, write)
    return token


def follow(env: Env, opened: Opened, caller: Caller) -> Entered:
    """Come in by a one-time link; it is worth nothing afterwards.

    Raises:
        SessionOver: Somebody followed it meanwhile.
    """
    token = sessions.renew(env, opened)
    signed_in(env, opened.staff, caller, factor="link")
    return Entered(token, State.OPEN)
