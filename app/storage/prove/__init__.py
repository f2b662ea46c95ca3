"""The sixteen rules of the books, asked of the database.

Each check is one statement that returns nothing when the books are right. They
run in a read-only snapshot, so the answer is about one moment, and memory stays
flat: rows are counted in the database or streamed past the plain model.
"""

from app.storage.prove.findings import RULES, Anchor, Progress, Violation
from app.storage.prove.freezing import freeze_programme, thaw_programme
from app.storage.prove.run import (
    find_violations,
    find_violations_at_once,
    silent,
    snapshot,
)

__all__ = [
    "RULES",
    "Anchor",
    "Progress",
    "Violation",
    "find_violations",
    "find_violations_at_once",
    "freeze_programme",
    "silent",
    "snapshot",
    "thaw_programme",
]
