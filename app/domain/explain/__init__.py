"""Why a member has what they have: every line of the ledger, in words.

Pure: the caller brings what was posted and what stands; here it is replayed,
given reason codes, and said in the member's language. The last running balance
is the present one, and the totals add up to it. ``Explanation.adds_up`` tells
whether that held; if it did not, the books are wrong, and ``prove`` says where.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from app.domain.explain.adding_up import totals
from app.domain.explain.entries import Entry, HoldNow, LotNow, Subject, Units
from app.domain.explain.lines import Explanation, Line, LotTouch, Standing, Total
from app.domain.explain.plain import plain
from app.domain.explain.reasons import Reason, StandingCode, TotalCode, reason_of
from app.domain.explain.standings import lapsing, owing, set_aside, waiting
from app.domain.explain.telling import Teller
from app.domain.ledger.balances import Balance
from app.domain.words import Language

__all__ = [
    "Entry",
    "Explanation",
    "HoldNow",
    "Line",
    "LotNow",
    "LotTouch",
    "Reason",
    "Standing",
    "StandingCode",
    "Subject",
    "Total",
    "TotalCode",
    "Units",
    "explain",
    "plain",
    "reason_of",
]


def explain(
    member_id: UUID,
    asset: str,
    *,
    entries: Sequence[Entry],
    balance: Balance,
    lots: Sequence[LotNow],
    holds: Sequence[HoldNow],
    units: Units,
    language: Language,
    at: datetime,
    origins: dict[UUID, Subject] | None = None,
    name_of: Callable[[str], str] = str,
) -> Explanation:
    """Return the explanation of one member's balance in one asset.

    Args:
        member_id: Whose balance.
        asset: Of which asset.
        entries: Everything that moved it, in the order of the journal.
        balance: As the ledger keeps it now.
        lots: Every lot that the member holds and that has something left.
        holds: Holds that have not ended.
        units: How amounts are written.
        language: In which to say it.
        at: Now; decides which lots have lapsed.
        origins: What lots were earned with, where no entry here says it.
        name_of: How whoever gave something is called.
    """
    by_id = {lot.lot_id: lot for lot in lots}
    teller = Teller(member_id, units, language, by_id, name_of, dict(origins or {}))
    lines = tuple(teller.tell(entries))
    return Explanation(
        member_id=member_id,
        asset=asset,
        language=language,
        balance=balance,
        lines=lines,
        totals=totals(member_id, entries, language),
        waiting=waiting(lots, teller.origins, units, language),
        lapsing=lapsing(lots, units, language, at=at),
        set_aside=set_aside(holds, units, language),
        owed=owing(balance, units, language),
    )
