"""The code that a member shows at the counter; made when first asked for."""

from typing import Final
from uuid import UUID

from app.domain.errors import Busy
from app.services.env import Env
from app.storage.members import MemberRow
from app.storage.storefront import StorefrontRepository
from app.storage.unit_of_work import UnitOfWork

SYMBOLS: Final = 8
"""Of five bits each: staff look it up, nobody else can."""
TRIES: Final = 5
GROUP: Final = 4


def card_of(env: Env, uow: UnitOfWork, member: MemberRow) -> str:
    """Return the member's code.

    Raises:
        Busy: No free code was found, which only a broken generator explains.
    """
    repository = StorefrontRepository(uow)
    code = repository.card_of(member.member_id)
    for _ in range(TRIES):
        if code is not None:
            return code
        fresh = env.ids.code(SYMBOLS)
        if repository.add_card(fresh, member.member_id, at=env.clock.now()):
            code = repository.card_of(member.member_id)
    if code is None:
        raise Busy("no free card code was found")
    return code


def spoken(code: str) -> str:
    """Return a code as it is read out: in groups of four."""
    return " ".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def whose(uow: UnitOfWork, code: str) -> UUID | None:
    """Return the member who shows this code; spaces and case don't matter."""
    return StorefrontRepository(uow).member_of_card("".join(code.split()).upper())
