"""Rebuilds what is derived from the postings: lot states, balances, figures by day.

The postings are the truth. Rebuilding never touches them; where they themselves
break a rule, nothing is changed and ``prove`` says what is wrong.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from app.domain.ledger.errors import LedgerOutOfBalance
from app.services import rollups
from app.services.env import Env
from app.storage.prove.rebuilding import Difference, Rebuilding
from app.storage.unit_of_work import UnitOfWork

MOST_LISTED = 1_000


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild found, and did."""

    lots: int
    balances: int
    differences: tuple[Difference, ...]
    """Before the swap; at most a thousand are listed."""
    rows_changed: int
    """0 when nothing differed, or when it was only asked."""


def rebuild(env: Env, programme_id: UUID, *, only_compare: bool = False) -> Rebuilt:
    """Recompute derived rows beside the live ones, compare, and swap.

    One unit of work, in which writers of the programme wait, and a short one for the
    figures by day.

    Args:
        env: The world.
        programme_id: Whose rows.
        only_compare: List the differences and change nothing.

    Raises:
        LedgerOutOfBalance: The postings lead to figures that no row may have.
        Busy: Somebody held a balance for too long; try again.
    """

    def work(uow: UnitOfWork) -> Rebuilt:
        rebuilding = Rebuilding(uow.connection, uow.programme_id)
        lots, balances = rebuilding.compute()
        differences = rebuilding.differences(MOST_LISTED)
        changed = rebuilding.swap() if differences and not only_compare else 0
        return Rebuilt(lots, balances, tuple(differences), changed)

    try:
        done = env.database.run(programme_id, work)
    except IntegrityError as error:
        raise LedgerOutOfBalance(
            "the postings lead to figures that no derived row may have: prove first"
        ) from error
    days = rollups.differences(env, programme_id)
    if not days:
        return done
    if not only_compare:
        rollups.rebuild(env, programme_id)
    return replace(
        done,
        differences=(*done.differences, *days)[:MOST_LISTED],
        rows_changed=done.rows_changed + (0 if only_compare else len(days)),
    )
