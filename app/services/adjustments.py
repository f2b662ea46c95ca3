"""Corrections by hand: points given or taken, and transactions undone.

The reason is a code of the caller's choosing, kept where a rule would stand; the
words of people are a note, which erasure can take away.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from app.domain.errors import Malformed, Missing
from app.domain.ledger import Key, LotTerms
from app.domain.ledger.accounts import SOURCES
from app.domain.ledger.posting import Transaction
from app.domain.programme.document import ProgrammeDocument
from app.domain.settlement import lapse
from app.services.env import Env
from app.services.living import refuse_gone
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberRow
from app.storage.programmes import ProgrammeRepository
from app.storage.reads import Reads
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

REASON: Final = "reason:"
PUBLIC: Final = "public: "
INTERNAL: Final = "internal: "


class TransactionMissing(Missing):
    """No such transaction in this programme."""

    code = "transaction_missing"


class NothingToAdjust(Malformed):
    """Zero points are no adjustment."""

    code = "nothing_to_adjust"


class UnknownAsset(Malformed):
    """The programme has no such asset."""

    code = "unknown_asset"


class ExpiryPassed(Malformed):
    """Points can't be given that have lapsed already."""

    code = "expiry_passed"


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What to give or take, and why."""

    points: int
    asset: str
    reason_code: str
    public_note: str | None = None
    internal_note: str | None = None
    expires_at: datetime | None = None
    lapses: bool = True
    """As what is earned does, where ``expires_at`` says nothing; else never."""
    to: int | None = None
    """The balance to reach: what is missing to it is reckoned where it is booked, and
    ``points`` is only what it was when somebody asked."""


@dataclass(frozen=True, slots=True)
class Booked:
    """A correction as it stands in the ledger."""

    transaction: Transaction
    points: int
    """Given, or below zero: taken."""
    again: bool
    """Whether it stood there before: its key came a second time."""


@dataclass(frozen=True, slots=True)
class Words:
    """What people wrote about a correction."""

    public_note: str | None = None
    internal_note: str | None = None


def note_of(words: Words) -> str | None:
    """Return the one note that the ledger keeps."""
    lines = []
    if words.public_note:
        lines.append(f"{PUBLIC}{words.public_note}")
    if words.internal_note:
        lines.append(f"{INTERNAL}{words.internal_note}")
    return "\n".join(lines) or None


def words_of(note: str | None) -> Words:
    """Return what ``note_of`` put together; other notes are internal."""
    if not note:
        return Words()
    public, mark, rest = note.partition(f"\n{INTERNAL}")
    if public.startswith(PUBLIC):
        return Words(public.removeprefix(PUBLIC), rest if mark else None)
    return Words(None, note.removeprefix(INTERNAL))


def anything(_points: int) -> None:
    """Let every correction pass."""


def adjust(
    env: Env,
    uow: UnitOfWork,
    member: MemberRow,
    asked: Adjustment,
    *,
    key: Key,
    actor: str,
) -> Transaction:
    """Give or take points by hand; the same key does it once.

    Raises:
        MemberGone: The account can't move any more.
        InsufficientPoints, BalanceNegative, MemberFrozen, ProgrammeFrozen:
            Refused, with the figures.
        NothingToAdjust, UnknownAsset, ExpiryPassed, AmountOutOfRange: Malformed.
    """
    return book_by_hand(env, uow, member, asked, key=key, actor=actor).transaction


def book_by_hand(
    env: Env,
    uow: UnitOfWork,
    member: MemberRow,
    asked: Adjustment,
    *,
    key: Key,
    actor: str,
    check: Callable[[int], None] = anything,
) -> Booked:
    """Give or take points by hand; tell what was booked, now or under this key before.

    Args:
        env: The collaborators.
        uow: The unit of work.
        member: Whose balance.
        asked: What to give or take.
        key: The same one does it once.
        actor: Who.
        check: Refuses by raising what may not be given. It is asked under the lock of
            the balance, with what would be booked; never for what is booked already.

    Raises:
        MemberGone, InsufficientPoints, NothingToAdjust: And others, as ``adjust``.
    """
    refuse_gone(member)
    if asked.points == 0 and asked.to is None:
        raise NothingToAdjust("give points above zero, or take them below zero")
    version, opening = _opening(env, uow, asked)
    ledger = LedgerRepository(uow, env.ids)
    account = member.member_id, asked.asset
    book = ledger.open([account], keys=[key], living=[member.member_id])
    request = _request(member.member_id, asked)
    seen = book.found(key, request)
    if seen is not None:
        return Booked(_as_posted(ledger, seen), _moved(seen), again=True)
    points = asked.points
    if asked.to is not None:
        points = asked.to - book.balance(*account).shown
    if points == 0:
        raise NothingToAdjust("the balance is that already")
    check(points)
    posted = book.adjust(
        key,
        member_id=member.member_id,
        asset=asked.asset,
        amount=points,
        at=opening.awarded_at,
        occurred_at=opening.awarded_at,
        opening=opening,
        actor=actor,
        rule_ref=f"{REASON}{asked.reason_code}",
        version=version,
        note=note_of(Words(asked.public_note, asked.internal_note)),
        request=request,
    )
    ledger.flush(book)
    return Booked(_as_posted(ledger, posted), points, again=False)


def _opening(env: Env, uow: UnitOfWork, asked: Adjustment) -> tuple[int, LotTerms]:
    """Return the version in force, and the terms of what would be given now."""
    version, document = ProgrammeRepository(uow).live()
    if asked.asset not in {asset.id for asset in document.assets}:
        raise UnknownAsset(f"the programme has no asset {asked.asset!r}")
    now, zone = env.clock.now(), StoreRepository(uow).programme().timezone
    lapses_at = _lapses_at(asked, document, now, zone)
    return version, LotTerms(
        awarded_at=now, zone=zone, available_from=now, lapses_at=lapses_at
    )


def _lapses_at(
    asked: Adjustment, document: ProgrammeDocument, now: datetime, zone: str
) -> datetime | None:
    if asked.expires_at is not None and asked.expires_at <= now:
        raise ExpiryPassed("expires_at is not in the future")
    if asked.expires_at is not None or not asked.lapses:
        return asked.expires_at
    return lapse(document.terms.lot_expiry.model_dump(), now, zone)


def _moved(posted: Transaction) -> int:
    """Return what was given, or below zero: taken."""
    given = [each.amount for each in posted.postings if each.source.place in SOURCES]
    return sum(given) or -sum(each.amount for each in posted.postings)


def _request(member_id: UUID, asked: Adjustment) -> dict[str, object]:
    said: dict[str, object] = {
        "act": "adjust",
        "member": member_id,
        "asset": asked.asset,
        "amount": asked.points,
        "reason": asked.reason_code,
        "expires_at": asked.expires_at,
    }
    if asked.to is not None:
        # What is missing to it is another figure when the same form comes again.
        del said["amount"]
        said["to"] = asked.to
    # Requests of before had no such field: they must be known by what they said.
    return said if asked.lapses else said | {"lapses": False}


def reverse(
    env: Env,
    uow: UnitOfWork,
    original: Transaction,
    *,
    key: Key,
    actor: str,
    reason_code: str,
    note: str | None,
) -> Transaction:
    """Post the mirror of an expiry, a removal, a forfeiture or a forgiveness.

    Raises:
        ReversalNotPossible: Another kind, reversed already, or used since.
    """
    ledger, now = LedgerRepository(uow, env.ids), env.clock.now()
    _, document = ProgrammeRepository(uow).live()
    accounts = {
        (account.member_id, posting.asset)
        for posting in original.postings
        for account in (posting.source, posting.target)
        if account.member_id is not None
    }
    lots = {posting.lot_id for posting in original.postings if posting.lot_id}
    holders = Reads(uow).holders(lots)
    book = ledger.open(
        accounts | holders, keys=[key], lots=lots, transactions=[original.id]
    )
    posted = book.reverse(
        key,
        original.id,
        at=now,
        occurred_at=now,
        minimum_life_days=document.terms.minimum_life_days,
        actor=actor,
        rule_ref=f"{REASON}{reason_code}",
        note=note_of(Words(None, note)),
    )
    ledger.flush(book)
    return _as_posted(ledger, posted)


def take_back(
    env: Env, uow: UnitOfWork, original: Transaction, *, key: Key, actor: str
) -> None:
    """Undo a correction by a counter-entry: given units go, taken ones return.

    Raises:
        LotTouched: Something of what was given was used since.
        ReversalNotPossible: It was undone before.
    """
    given = [
        posting for posting in original.postings if posting.source.place in SOURCES
    ]
    reason = (original.rule_ref or "").removeprefix(REASON)
    if not given:
        reverse(env, uow, original, key=key, actor=actor, reason_code=reason, note=None)
        return
    ledger, now = LedgerRepository(uow, env.ids), env.clock.now()
    lots = sorted({posting.lot for posting in given})
    keys = [key.then(lot_id) for lot_id in lots]
    book = ledger.open(Reads(uow).holders(lots), keys=keys, lots=lots)
    for one, lot_id in zip(keys, lots, strict=True):
        book.retract(
            one,
            lot_id,
            occurred_at=now,
            untouched=True,
            actor=actor,
            rule_ref=original.rule_ref,
        )
    ledger.flush(book)


def _as_posted(ledger: LedgerRepository, posted: Transaction) -> Transaction:
    """Return the transaction with the instant at which it was posted."""
    return ledger.transaction(posted.id) or posted
