"""Whose numbers an import has, and who must agree to them before they become points.

The limits are those of points by hand, of who begins the run. On the machine itself
everybody is its owner, and only very many points want a second name.
"""

from typing import Any

from app.domain.errors import Refused
from app.domain.goodwill import Over, over_batch
from app.domain.importing.options import needs_second_person
from app.services import goodwill
from app.services.env import Env
from app.services.importing.allowance import Allowed, batch_of
from app.services.staff.principal import StaffPrincipal
from app.storage.goodwill import GoodwillRepository
from app.storage.importing import ImportRow
from app.storage.unit_of_work import UnitOfWork


class SecondPersonNeeded(Refused):
    """So many points need the word of somebody else."""

    code = "second_person_needed"


def hands_of(row: ImportRow) -> list[str | None]:
    """Return who had a hand in an import, whoever agreed to it counted in."""
    allowed = Allowed.of(row)
    return [*_authors(row), row.approved_by, None if allowed is None else allowed.by]


def _authors(row: ImportRow) -> list[str]:
    """Return whose numbers they are: the file's, and the answers'."""
    return [row.asked_by, *row.hands]


def is_author(row: ImportRow, actor: str) -> bool:
    """Tell whether somebody uploaded the file or changed an answer."""
    return actor in _authors(row)


def allowed_to(
    env: Env,
    uow: UnitOfWork,
    row: ImportRow,
    tried: dict[str, Any],
    staff: StaffPrincipal | None,
) -> dict[str, Any] | None:
    """Return how much a run may give that *staff* begins; None: as the file says.

    Raises:
        SecondPersonNeeded: It goes beyond their limits, and nobody agreed.
    """
    if staff is None:
        if waits_for_second_person(row):
            raise SecondPersonNeeded("so many points need the word of somebody else")
        return None
    GoodwillRepository(uow).lock_actor(staff.actor)
    if beyond(env, uow, row, staff) is None:
        limits = goodwill.limits_of(uow)[staff.role]
        return Allowed.within(staff.actor, limits, batch_of(tried)).kept()
    if row.approved_by is None:
        raise SecondPersonNeeded("so many points need the word of somebody else")
    return Allowed.agreed(staff.actor, batch_of(tried)).kept()


def beyond(
    env: Env, uow: UnitOfWork, row: ImportRow, staff: StaffPrincipal
) -> Over | None:
    """Return which limit of *staff* what was tried goes beyond; None for none."""
    if row.checked is None:
        return None
    limits = goodwill.limits_of(uow)[staff.role]
    today = goodwill.given_today(env, uow, staff.actor)
    return over_batch(batch_of(row.checked), limits, today=today)


def waits_for_second_person(row: ImportRow) -> bool:
    """Tell whether somebody else must still agree to what the machine's owner does."""
    tried = row.checked
    if tried is None or row.approved_by is not None:
        return False
    scale = 10 ** tried.get("scale", 0)
    total = tried["given"] + tried["pending"] + tried["taken"]
    return needs_second_person(largest=tried["largest"] // scale, total=total // scale)
