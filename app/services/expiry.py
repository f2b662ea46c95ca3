"""Points that lapse by silence, and points that may not lapse untold.

Inactivity is computed from what a member did (ledger rules, 7). Where notices are
required, what was not announced in time gets more time instead of lapsing. A sweep
may run late or twice with the same result.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.inactivity import lapsed_at, silent_until
from app.domain.ledger import Book
from app.domain.ledger.lots import Lot
from app.domain.programme.assets import PointsAsset
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.terms import InactivityExpiry, Terms
from app.services.env import Env
from app.services.publication import is_published
from app.storage.expiry import Ending, ExpiryRepository, Notice
from app.storage.ledger import LedgerRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.sparing import SparingRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class ExpiryReport:
    """What one run did."""

    members: int = 0
    lots: int = 0
    units: int = 0
    spared: int = 0
    """Lots that got more time, because nobody had told the member."""


@dataclass(frozen=True, slots=True)
class _Desk:
    env: Env
    uow: UnitOfWork
    at: datetime
    document: ProgrammeDocument
    zone: str
    not_before: datetime | None
    """An inactivity rule that was switched on later ends nothing sooner."""

    @property
    def terms(self) -> Terms:
        return self.document.terms

    @property
    def points(self) -> list[str]:
        """Assets that inactivity ends."""
        return [a.id for a in self.document.assets if isinstance(a, PointsAsset)]

    def last_day(self, lapse: datetime) -> date:
        return (
            (lapse - timedelta(microseconds=1)).astimezone(ZoneInfo(self.zone)).date()
        )


def sweep(env: Env, programme_id: UUID) -> ExpiryReport:
    """Spare what was not announced, then end what silence has ended."""
    if not is_published(env, programme_id):
        return ExpiryReport()
    spared = env.database.run(programme_id, lambda uow: _spare(_desk(env, uow)))
    members = lots = units = 0
    after: UUID | None = None
    while True:
        found, ended, gone = env.database.run(
            programme_id,
            lambda uow, after=after: _silence(_desk(env, uow), after),  # type: ignore[misc]  # the loop's value, bound now
        )
        members, lots, units = members + len(found), lots + ended, units + gone
        if len(found) < AT_ONCE:
            return ExpiryReport(members, lots, units, spared)
        after = found[-1]


def upcoming(
    env: Env, uow: UnitOfWork, *, within_days: int, members: Collection[UUID]
) -> list[Ending]:
    """Return what these members lose within so many days, soonest first."""
    desk = _desk(env, uow)
    horizon = desk.at + timedelta(days=within_days)
    found = ExpiryRepository(uow).endings(members, before=horizon, zone=desk.zone)
    found += _silent_endings(desk, members, horizon)
    return sorted(found, key=lambda e: (e.lapses_on, e.member_id, e.asset))


def tell(env: Env, uow: UnitOfWork, ending: Ending, *, channel: str) -> bool:
    """Keep proof that a member was told of an ending; False when it was there.

    The proof counts for the day on which it is given, whatever was planned.
    """
    at = env.clock.now()
    desk = _desk(env, uow)
    today = at.astimezone(ZoneInfo(desk.zone)).date()
    days_before = max(1, (ending.lapses_on - today).days)
    notice = Notice(ending, days_before, channel, at)
    return ExpiryRepository(uow).tell(notice)


def _desk(env: Env, uow: UnitOfWork) -> _Desk:
    programmes = ProgrammeRepository(uow)
    _, document = programmes.live()
    return _Desk(
        env,
        uow,
        env.clock.now(),
        document,
        StoreRepository(uow).programme().timezone,
        _switched_on(programmes, document),
    )


def _switched_on(
    programmes: ProgrammeRepository, document: ProgrammeDocument
) -> datetime | None:
    """Return before when nothing lapses by silence; None when it was always so."""
    if not isinstance(document.terms.expiry, InactivityExpiry):
        return None
    since: datetime | None = None
    for version in sorted(programmes.versions(), key=lambda v: -v.version):
        terms = programmes.version(version.version).terms
        if not isinstance(terms.expiry, InactivityExpiry):
            days = document.terms.expiry_switch_on_days
            return None if since is None else since + timedelta(days=days)
        since = version.published_at
    return None


def _silence(desk: _Desk, after: UUID | None) -> tuple[list[UUID], int, int]:
    """Look at some silent members; return them, and the lots and units that ended."""
    expiry = desk.terms.expiry
    if not isinstance(expiry, InactivityExpiry) or not desk.points:
        return [], 0, 0
    if desk.not_before is not None and desk.at < desk.not_before:
        return [], 0, 0
    shortest = timedelta(days=expiry.days or 28 * (expiry.months or 0))
    repository = ExpiryRepository(desk.uow)
    found = repository.silent(
        desk.points,
        expiry.activity,
        since=desk.at - shortest,
        after=after,
        most=AT_ONCE,
    )
    if not found:
        return [], 0, 0
    ledger = LedgerRepository(desk.uow, desk.env.ids)
    book = ledger.open(
        ((member, asset) for member in found for asset in desk.points),
        lots=repository.endless_lots(found, desk.points),
    )
    told = repository.told(found)
    activity = repository.activity(found, expiry.activity)
    spared = SparingRepository(desk.uow).spells(found)
    lots = units = 0
    for member_id in found:
        for lot in _endless(book, member_id):
            lapse = lapsed_at(
                expiry,
                activity.get(member_id, ()),
                available_from=lot.available_from or lot.awarded_at,
                not_before=desk.not_before,
                zone=desk.zone,
                at=desk.at,
                spared=spared.get(member_id, ()),
            )
            if lapse is None or not _told(desk, told, lot, lapse):
                continue
            posted = book.expire(lot.lot_id, at=desk.at, lapsed_at=lapse)
            if posted is not None:
                lots, units = lots + 1, units + posted.moved()
    ledger.flush(book)
    return found, lots, units


def _endless(book: Book, member_id: UUID) -> Iterator[Lot]:
    """Yield the usable lots of a member that have no end of their own."""
    for lot in list(book.lots.values()):
        if lot.member_id == member_id and lot.available and lot.lapses_at is None:
            yield lot


def _silent_endings(
    desk: _Desk, members: Collection[UUID], horizon: datetime
) -> Iterator[Ending]:
    """Yield what these members lose before *horizon* if nothing happens."""
    expiry = desk.terms.expiry
    if not isinstance(expiry, InactivityExpiry):
        return
    activity = ExpiryRepository(desk.uow).activity(members, expiry.activity)
    spared = SparingRepository(desk.uow).spells(members)
    ledger = LedgerRepository(desk.uow, desk.env.ids)
    for member_id, asset in product(members, desk.points):
        units: Counter[date] = Counter()
        for lot in ledger.lots(member_id, asset):
            if not lot.available or lot.lapses_at is not None:
                continue
            lapse = silent_until(
                expiry,
                activity.get(member_id, ()),
                available_from=lot.available_from or lot.awarded_at,
                not_before=desk.not_before,
                zone=desk.zone,
                spared=spared.get(member_id, ()),
            )
            if lapse is not None and lapse < horizon:
                units[desk.last_day(lapse)] += lot.available
        for day, amount in units.items():
            yield Ending(member_id, asset, day, amount)


def _told(
    desk: _Desk,
    told: dict[tuple[UUID, str, date], list[datetime]],
    lot: Lot,
    lapse: datetime,
) -> bool:
    """Tell whether the member was told of this end in time, where that is asked."""
    if not desk.terms.expiry_notices.required:
        return True
    notices = told.get((lot.member_id, lot.asset, desk.last_day(lapse)), [])
    latest = lapse - timedelta(days=desk.terms.least_notice_days)
    return any(notice <= latest for notice in notices)


def _spare(desk: _Desk) -> int:
    """Give more time to lots that are about to end and were not announced."""
    notices = desk.terms.expiry_notices
    if not notices.required:
        return 0
    repository = ExpiryRepository(desk.uow)
    # From here on no notice could be in time any more.
    before = desk.at + timedelta(days=desk.terms.least_notice_days)
    found = repository.lots_ending(after=desk.at, before=before)
    told = repository.told({member_id for _, member_id, _ in found})
    ledger = LedgerRepository(desk.uow, desk.env.ids)
    book = ledger.open(
        {(member_id, asset) for _, member_id, asset in found},
        lots=[lot_id for lot_id, _, _ in found],
    )
    more, spared = timedelta(days=max(notices.days_before)), 0
    for lot in list(book.lots.values()):
        lapse = lot.lapses_at
        if not lot.available or lapse is None or not desk.at < lapse < before:
            continue
        if not _told(desk, told, lot, lapse):
            book.set_dates(
                lot.lot_id,
                available_from=lot.available_from,
                lapses_at=lapse + more,
                reason="not_told",
            )
            spared += 1
    ledger.flush(book)
    return spared
