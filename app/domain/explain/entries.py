"""What is known of a member's ledger when it is to be explained."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.ledger.kinds import Kind
from app.domain.ledger.posting import Posting
from app.domain.money import exponent
from app.domain.words import Language, count_text
from app.domain.words.ledger import LABELS

CURRENCY_SIGNS: Mapping[str, str] = {"IDR": "Rp", "MYR": "RM"}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a transaction was about."""

    kind: str
    """``order``, ``signup``, ``review``, ``activity``, ``reward`` …"""
    text: str | None
    """An order number, the name of a reward; None when it was erased."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One transaction that moved the member's units, or one that moved nothing.

    The latter has ``absorbed`` units and no postings: a clawback that counted
    lapsed units as taken.
    """

    transaction_id: UUID | None
    kind: Kind
    occurred_at: datetime
    posted_at: datetime
    postings: tuple[Posting, ...] = ()
    """Of the asset that is explained."""
    seq: int | None = None
    """In the journal; None until it is sealed."""
    subject: Subject | None = None
    rule_ref: str | None = None
    programme_version: int | None = None
    actor: str = "system"
    note: str | None = None
    reverses: UUID | None = None
    absorbed: int = 0
    about_lot: UUID | None = None
    """The lot that absorbed."""

    @property
    def lot_ids(self) -> tuple[UUID, ...]:
        """Every lot that it touched, in the order of its postings."""
        touched = dict.fromkeys(p.lot_id for p in self.postings if p.lot_id is not None)
        return tuple(touched) or ((self.about_lot,) if self.about_lot else ())


@dataclass(frozen=True, slots=True)
class LotNow:
    """A lot as it stands: what of it is left, and its dates."""

    lot_id: UUID
    pending: int
    available: int
    held: int
    zone: str
    available_from: datetime | None
    lapses_at: datetime | None

    @property
    def usable_from(self) -> date | None:
        """The first day on which it can be used, in its own zone."""
        if self.available_from is None:
            return None
        return self.available_from.astimezone(ZoneInfo(self.zone)).date()

    @property
    def last_day(self) -> date | None:
        """The last whole day on which it can be used, in its own zone."""
        if self.lapses_at is None:
            return None
        before = self.lapses_at - timedelta(microseconds=1)
        return before.astimezone(ZoneInfo(self.zone)).date()


@dataclass(frozen=True, slots=True)
class HoldNow:
    """Units that are set aside for a voucher."""

    voucher_id: UUID
    amount: int
    title: str | None
    state: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Units:
    """How amounts of the asset are written."""

    names: Mapping[Language, tuple[str, str]] | None = None
    """One and many, per language; None for plain points."""
    decimals: int = 0
    currency: str | None = None
    """Set for money credit; amounts are then its smallest units."""

    def text(self, amount: int, language: Language) -> str:
        """Return *amount* with its unit: ``129 points``, ``Rp25.000``."""
        if self.currency is not None:
            sign = CURRENCY_SIGNS.get(self.currency, f"{self.currency} ")
            figure = count_text(abs(amount), language, decimals=exponent(self.currency))
            minus = count_text(-1, language)[0] if amount < 0 else ""
            return f"{minus}{sign}{figure}"
        count = count_text(amount, language, decimals=self.decimals)
        alone = abs(amount) == 10**self.decimals
        if self.names is None:
            return LABELS["point" if alone else "points"].say(language, count=count)
        one, many = self.names[language]
        return LABELS["units"].say(language, count=count, unit=one if alone else many)
