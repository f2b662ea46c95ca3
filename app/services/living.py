"""Members whose account can still move."""

from collections.abc import Iterable
from uuid import UUID

from app.domain.ledger.errors import MemberGone
from app.services.env import Env
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberRow
from app.storage.programmes import NothingPublished, ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork

LIVING = frozenset({"active", "shadow"})
__all__ = ["LIVING", "MemberGone", "every_account", "refuse_gone"]


def refuse_gone(member: MemberRow) -> None:
    """Refuse a member whose account can't move any more.

    Raises:
        MemberGone: Merged, closed or erased.
    """
    if member.state not in LIVING:
        raise MemberGone(f"this member is {member.state}")


def every_account(
    env: Env, uow: UnitOfWork, people: Iterable[UUID]
) -> list[tuple[UUID, str]]:
    """Return every balance that these members have or can be given just now.

    With all of them locked nothing can come in, for a member without history either.
    """
    people = list(people)
    has = LedgerRepository(uow, env.ids).accounts(people)
    try:
        _, document = ProgrammeRepository(uow).live()
    except NothingPublished:
        return has
    return sorted(
        {*has, *((each, asset.id) for each in people for asset in document.assets)}
    )
