"""What an explanation is made of: codes and figures, with the words beside them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.explain.entries import Entry, Subject
from app.domain.explain.reasons import Reason, StandingCode, TotalCode
from app.domain.ledger.balances import Balance
from app.domain.words import Language


@dataclass(frozen=True, slots=True)
class LotTouch:
    """Units of one lot that a line moved."""

    lot_id: UUID
    source: str
    target: str
    amount: int


@dataclass(frozen=True, slots=True)
class Line:
    """One entry, told."""

    entry: Entry
    reason: Reason
    subject: Subject | None
    sentence: str
    change: int
    """Of what the member is shown: available + shortfall."""
    pending_change: int
    held_change: int
    after: Balance
    lots: tuple[LotTouch, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """One heading of "why this balance"."""

    code: TotalCode
    amount: int
    words: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Units that wait, lapse, are set aside or are owed, and until when."""

    code: StandingCode
    amount: int
    day: date | None
    sentence: str
    lot_ids: tuple[UUID, ...] = ()
    voucher_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """The whole answer to "why this balance"."""

    member_id: UUID
    asset: str
    language: Language
    balance: Balance
    """As the ledger keeps it."""
    lines: tuple[Line, ...]
    totals: tuple[Total, ...]
    waiting: tuple[Standing, ...]
    lapsing: tuple[Standing, ...]
    set_aside: tuple[Standing, ...]
    owed: Standing | None

    @property
    def adds_up(self) -> bool:
        """Tell whether the lines lead to the balance that the ledger keeps."""
        last = self.lines[-1].after if self.lines else Balance()
        return last == self.balance
