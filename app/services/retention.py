"""How long each kind of data is kept: read from the sweeps that do away with it.

Nothing here is a number of its own. A kind without a span goes with the person, or
stays for good without one, and says which.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

from app.domain import unmerging
from app.services import backfills, housekeeping, idempotency, pairing, simulation_desk
from app.services.analytics import reading
from app.services.exporting import desk as exporting
from app.services.importing import desk as importing
from app.services.outgoing import desk as outgoing
from app.services.staff import invitations, sessions, trying

Until = Literal["time", "person", "always"]


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of data, and how long it stays."""

    kind: str
    """Of the words: ``legal.kept.<kind>``."""
    until: Until
    span: timedelta | None = None


SPANS: Final[Mapping[str, timedelta]] = {
    "messages": housekeeping.BODIES_LIVE,
    "message_marks": housekeeping.KEYS_LIVE,
    "debts": housekeeping.DEBTS_LIVE,
    "answers": idempotency.ANSWERS_LIVE,
    "past_orders": backfills.KEPT,
    "import_files": importing.FILE_LIVES,
    "import_rows": importing.ROWS_LIVE,
    "bulk_rows": housekeeping.BULK_ROWS_LIVE,
    "merges": unmerging.WINDOW,
    "outgoing": outgoing.KEPT_FOR,
    "exports": exporting.LIVES,
    "trials": simulation_desk.KEPT,
    "figures": timedelta(days=reading.KEPT_DAYS),
    "sessions": sessions.ABSOLUTE,
    "invitations": invitations.LASTS,
    "attempts": trying.FORGOTTEN,
    "pairings": pairing.KEPT,
}
WITH_PERSON: Final = ("members", "orders", "support", "consents")
"""Until the person is erased; a merchant may do that, and stores ask for it."""
FOR_GOOD: Final = ("ledger", "versions", "audit")
"""What books and proof need; without names."""


def retention() -> tuple[Kept, ...]:
    """Return everything that is kept, what concerns members first."""
    return (
        *(Kept(kind, "person") for kind in WITH_PERSON),
        *(Kept(kind, "time", span) for kind, span in SPANS.items()),
        *(Kept(kind, "always") for kind in FOR_GOOD),
    )
