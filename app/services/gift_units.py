"""Gifts counted in units of an asset: points, tickets, credit.

An award in the ledger with a target, like that of an order: raised, lowered as
far as ``undo`` allows, and never touched when nothing changed.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from uuid import UUID

from app.domain.gifts import GiftTarget
from app.domain.ledger import Book, Key, LotTerms, SourceRef
from app.domain.ledger.errors import MemberGone
from app.domain.programme.assets import CreditAsset
from app.domain.programme.gifts import CreditGift, PointsGift
from app.domain.rewards.giving import units_kept
from app.domain.settlement import lapse
from app.services.gift_desk import GiftDesk, GiftResult, Outcome
from app.services.posting import shortfall_policy
from app.storage.gifts import GiftRepository
from app.storage.ledger import LedgerRepository
from app.storage.orders import FactRepository, FactRow

Placed = tuple[int, GiftTarget]


def settle_units(
    desk: GiftDesk, targets: Sequence[Placed], *, reserve: Iterable[GiftTarget]
) -> dict[int, GiftResult]:
    """Bring the ledger to these targets.

    Locks the balances that *reserve*'s vouchers will need as well, because
    balances come before all other locks.
    """
    known = _known(desk, targets)
    open_ones: list[tuple[int, GiftTarget, FactRow]] = []
    found: dict[int, GiftResult] = {}
    for at, target in targets:
        row = known.get(_name(target)) or _row(desk, target)
        if row.keep == _units(desk, target):
            found[at] = GiftResult(target, "unchanged", has=row.keep)
        else:
            open_ones.append((at, target, row))
    accounts = {(row.member_id, row.asset) for _, _, row in open_ones}
    accounts |= desk.accounts_for(reserve)
    if not accounts:
        return found
    ledger = LedgerRepository(desk.uow, desk.env.ids)
    book = ledger.open(accounts, awards=[row.award_id for _, _, row in open_ones])
    for at, target, row in open_ones:
        try:
            found[at] = _aim(desk, book, target, row)
        except MemberGone as error:
            # Who was merged or erased meanwhile holds up nobody else.
            found[at] = GiftResult(target, "kept", has=row.keep, reason=error.code)
    ledger.flush(book)
    return found


def _name(target: GiftTarget) -> tuple[UUID, str, str]:
    """Return the member, the rule and the source that the award is kept under."""
    place = f"#{target.place}" if target.place else ""
    return target.member_id, target.rule_id, target.source + place


def _known(
    desk: GiftDesk, targets: Sequence[Placed]
) -> dict[tuple[UUID, str, str], FactRow]:
    if not targets:
        return {}
    rows = GiftRepository(desk.uow).units_given(
        {target.member_id for _, target in targets},
        {target.rule_id for _, target in targets},
    )
    return {(row.member_id, row.rule_id, row.source): row for row in rows}


def _units(desk: GiftDesk, target: GiftTarget) -> int:
    """Return what the target is worth, in smallest units."""
    gift = target.gift
    asset = desk.document.asset(_asset(target))
    if isinstance(gift, PointsGift):
        worth = Fraction(gift.points * target.times * 10**asset.scale)
        return worth.numerator // worth.denominator
    if isinstance(gift, CreditGift) and isinstance(asset, CreditAsset):
        return gift.amount[asset.currency] * target.times
    raise TypeError(f"{gift.kind} is not counted in units of {asset.id}")


def _asset(target: GiftTarget) -> str:
    gift = target.gift
    if isinstance(gift, PointsGift | CreditGift):
        return gift.asset
    raise TypeError(f"{gift.kind} is not counted in units")


def _row(desk: GiftDesk, target: GiftTarget) -> FactRow:
    member_id, rule_id, source = _name(target)
    return FactRow(
        award_id=desk.env.ids.new(),
        member_id=member_id,
        rule_id=rule_id,
        source=source,
        asset=_asset(target),
        keep=0,
        n=0,
        state="given",
        terms={
            "amount": _units(desk, target),
            "pending_days": 0,
            "expiry": desk.expiry_of(_asset(target)).model_dump(),
            "item": "",
        },
        programme_version=desk.version,
        happened_at=target.happened_at,
    )


def _opening(desk: GiftDesk, target: GiftTarget, row: FactRow) -> LotTerms:
    available_from = target.available_from or desk.at
    return LotTerms(
        awarded_at=target.happened_at,
        zone=desk.zone,
        pending=available_from > desk.at,
        available_from=available_from,
        lapses_at=target.lapses_at
        or lapse(row.terms["expiry"], available_from, desk.zone),
    )


def _given_by(target: GiftTarget) -> SourceRef | None:
    if target.given_by is None:
        return None
    kind, _, rest = target.source.partition(":")
    if kind == "order":
        return SourceRef("order", target.given_by, rest.partition(":")[2])
    return SourceRef("period", target.given_by, target.source.partition("@")[0])


def _aim(desk: GiftDesk, book: Book, target: GiftTarget, row: FactRow) -> GiftResult:
    wanted, before = _units(desk, target), row.keep
    left = sum(lot.pending + lot.available for lot in book.lots_of_award(row.award_id))
    keep = units_kept(wanted, net=before, left=left, undo=target.undo)
    if keep == before:
        reason = "nothing_taken_back" if target.undo == "never" else "used"
        return GiftResult(target, "kept", has=before, reason=reason)
    posted = book.settle_award(
        row.award_id,
        keep,
        key=Key.of("fact", row.rule_id, row.award_id).then,
        n=row.n,
        member_id=row.member_id,
        asset=row.asset,
        opening=_opening(desk, target, row),
        at=desk.at,
        occurred_at=target.happened_at if keep > before else desk.at,
        shortfall_policy=shortfall_policy(desk.document, row.asset),
        minimum_life_days=desk.document.terms.minimum_life_days,
        rule_ref=row.rule_id,
        version=desk.version,
        source=_given_by(target),
    )
    row.keep, row.n = keep, row.n + len(posted)
    row.state = "given" if keep else "taken_back"
    FactRepository(desk.uow).save(row)
    outcome: Outcome = "given" if keep > before else "taken_back"
    return GiftResult(target, outcome, has=keep, reason=target.reason)
