"""Referrals that wait for people: what was decided is judged anew and waits no more."""

from typing import Final

from app.storage.referrals import SELECT, ReferralRow
from app.storage.unit_of_work import UnitOfWork

UNDECIDED: Final = (
    "NOT void AND closed_at IS NULL AND (decision IS NULL"
    " OR decision = 'approved' AND NOT decision_reasons @> reasons)"
)
"""Of a held or blocked referral: nothing was decided about what is known now."""


def undecided(uow: UnitOfWork, state: str, *, limit: int) -> list[ReferralRow]:
    """Return the newest referrals of a state that nobody decided about yet."""
    rows = uow.connection.exec_driver_sql(
        f"{SELECT} WHERE programme_id = %(programme_id)s AND state = %(state)s"
        f" AND {UNDECIDED} ORDER BY claimed_at DESC, referral_id DESC LIMIT %(limit)s",
        {"programme_id": uow.programme_id, "state": state, "limit": limit},
    )
    return [ReferralRow(*row) for row in rows]
