"""Points and money credit: double entry, lots, and the one way to change them.

``Book`` is the door: the ledger of the locked members in memory. The repository
(``app.storage.ledger``) opens it under locks and flushes what it posted.
"""

from app.domain.ledger.accounts import Account, Place, Pot
from app.domain.ledger.balances import Balance
from app.domain.ledger.book import Book
from app.domain.ledger.keys import Key, key_digest, request_digest
from app.domain.ledger.kinds import Kind
from app.domain.ledger.lots import Draw, Lot, LotTerms, draw, lapse_instant
from app.domain.ledger.policy import ShortfallPolicy
from app.domain.ledger.posting import Note, Posting, SourceRef, Transaction

__all__ = [
    "Account",
    "Balance",
    "Book",
    "Draw",
    "Key",
    "Kind",
    "Lot",
    "LotTerms",
    "Note",
    "Place",
    "Posting",
    "Pot",
    "ShortfallPolicy",
    "SourceRef",
    "Transaction",
    "draw",
    "key_digest",
    "lapse_instant",
    "request_digest",
]
