"""Short histories of one member, posted in a book and explained."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from app.domain.explain import (
    Entry,
    Explanation,
    LotNow,
    Reason,
    Subject,
    TotalCode,
    Units,
    explain,
)
from app.domain.ledger import Book, Key, Kind, Lot, LotTerms, ShortfallPolicy
from app.domain.ledger.accounts import Account, Place
from app.domain.ledger.posting import Posting
from app.domain.words import Language

ADA = UUID(int=0xADA)
BOB = UUID(int=0xB0B)
ORDER = UUID(int=0x0A)
VOUCHER = UUID(int=0x0C)
NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=14)
POINTS = Units()
TERMS = LotTerms(awarded_at=NOON, zone="Asia/Jakarta")
SUBJECTS = {
    Kind.ACCRUAL: Subject("order", "#1042"),
    Kind.HOLD: Subject("reward", "Rp20.000 off"),
    Kind.BURN: Subject("reward", "Rp20.000 off"),
}


def book() -> Book:
    numbers = iter(range(1, 10_000))
    found = Book(
        pepper=bytes(32),
        new_id=lambda: UUID(int=next(numbers)),
        new_salt=lambda: bytes(32),
    )
    found.admit(ADA, "points")
    found.admit(BOB, "points")
    return found


def earn(
    ledger: Book, amount: int, *, award_id: UUID | None = None, pending: bool = False
) -> Lot:
    return ledger.accrue(
        Key.of("test", len(ledger.posted)),
        member_id=ADA,
        asset="points",
        amount=amount,
        award_id=award_id,
        occurred_at=NOON,
        at=NOON,
        pending=pending,
        available_from=LATER if pending else None,
        lapses_at=None,
        zone="Asia/Jakarta",
        rule_ref="base",
        version=3,
    )


def keep(ledger: Book, units: int, policy: ShortfallPolicy) -> None:
    ledger.settle_award(
        ORDER,
        units,
        key=lambda n: Key.of("order", n, units),
        n=0,
        at=NOON,
        occurred_at=NOON,
        member_id=ADA,
        asset="points",
        opening=TERMS,
        shortfall_policy=policy,
    )


def entries(
    ledger: Book, member_id: UUID = ADA, subjects: dict[Kind, Subject] | None = None
) -> list[Entry]:
    known = SUBJECTS if subjects is None else subjects
    return [
        Entry(
            transaction_id=posted.id,
            kind=posted.kind,
            occurred_at=posted.occurred_at,
            posted_at=NOON + timedelta(microseconds=number),
            postings=tuple(posted.postings),
            seq=number,
            subject=known.get(posted.kind),
            rule_ref=posted.rule_ref,
            programme_version=posted.programme_version,
        )
        for number, posted in enumerate(ledger.posted, start=1)
        if member_id
        in {
            account.member_id or ledger.lots[posting.lot].member_id
            for posting in posted.postings
            for account in (posting.source, posting.target)
        }
    ]


def lots_now(lots: Iterable[Lot]) -> list[LotNow]:
    return [
        LotNow(
            lot.lot_id,
            lot.pending,
            lot.available,
            lot.held,
            lot.zone,
            lot.available_from,
            lot.lapses_at,
        )
        for lot in lots
    ]


def explained(
    ledger: Book,
    *,
    member_id: UUID = ADA,
    language: Language = Language.EN,
    subjects: dict[Kind, Subject] | None = None,
    units: Units = POINTS,
) -> Explanation:
    return explain(
        member_id,
        "points",
        entries=entries(ledger, member_id, subjects),
        balance=ledger.balance(member_id, "points"),
        lots=lots_now(ledger.lots_of(member_id, "points")),
        holds=(),
        units=units,
        language=language,
        at=NOON,
    )


def reasons(found: Explanation) -> list[Reason]:
    return [line.reason for line in found.lines]


def sums(found: Explanation) -> dict[TotalCode, int]:
    return {total.code: total.amount for total in found.totals}


def spent_and_refunded(policy: ShortfallPolicy = ShortfallPolicy.SHORTFALL) -> Book:
    """A: spent, refunded, earning again (the worked example)."""
    ledger = book()
    earn(ledger, 100, award_id=ORDER)
    earn(ledger, 50)
    ledger.hold(
        Key.of("hold", VOUCHER),
        member_id=ADA,
        asset="points",
        amount=120,
        at=NOON,
        occurred_at=NOON,
        voucher_id=VOUCHER,
    )
    ledger.burn(VOUCHER, at=NOON, occurred_at=NOON)
    keep(ledger, 0, policy)
    return ledger


def one_entry(
    kind: Kind,
    *postings: Posting,
    subject: Subject | None = None,
    absorbed: int = 0,
    about_lot: UUID | None = None,
) -> Entry:
    return Entry(
        transaction_id=UUID(int=1),
        kind=kind,
        occurred_at=NOON,
        posted_at=NOON,
        postings=postings,
        subject=subject,
        rule_ref="birthday-gift",
        absorbed=absorbed,
        about_lot=about_lot,
    )


def move(source: Account, target: Account, amount: int = 10) -> Posting:
    return Posting(source, target, "points", amount, UUID(int=7))


MINE = Account(Place.AVAILABLE, ADA)
THEIRS = Account(Place.AVAILABLE, BOB)
