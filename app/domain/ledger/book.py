"""The ledger of the locked members in memory: decides, posts, remembers.

The repository opens a book under locks and flushes what it posted. The same
class, filled by hand, is the model that tests hold the repository against.

The acts are spread over modules that build on each other: ``earning`` (accrue,
mature, expire, set_dates), ``redeeming`` (hold, burn, release, give_back),
``settling`` (settle_award), ``correcting`` (adjust, forfeit, forgive, retract,
reverse) and ``moving`` (gift, merge, unmerge).
"""

from app.domain.ledger.entries import ClawbackRecord, LotDate, Row
from app.domain.ledger.moving import Moving


class Book(Moving):
    """Balances, lots and acts of the members whose rows are locked.

    Every act looks for its key first and returns what was posted under it;
    refuses without having changed anything; and lets recovery follow by itself.
    ``occurred_at`` is when the fact happened at its source, ``at`` the instant of
    the decision (where it matters which lots are live or matured).
    """


__all__ = ["Book", "ClawbackRecord", "LotDate", "Row"]
