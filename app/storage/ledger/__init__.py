"""The ledger in the database: opened under locks, flushed in bulk, read by pages."""

from app.storage.ledger.reading import Cursor, LedgerReader, Statement
from app.storage.ledger.repository import LedgerRepository

__all__ = ["Cursor", "LedgerReader", "LedgerRepository", "Statement"]
