"""Gifts that are things: vouchers, choices, badges. One row for each time given.

What is taken back goes first, so that voucher rows are locked before a stock
counter is. A voucher that was on its way out and turns out to have been used
counts as held again.
"""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from app.domain.gifts import GiftTarget
from app.domain.ledger import lapse_instant
from app.domain.outgoing.happening import Happening
from app.domain.programme.gifts import BadgeGift, ChoiceGift, VoucherGift
from app.domain.rewards.giving import Piece, Plan, plan
from app.domain.rewards.voucher import LIVE_STATES, Voucher, VoucherState
from app.services.gift_desk import GiftDesk, GiftResult
from app.services.gift_making import make_voucher
from app.services.redemption import begin_leaving
from app.storage.gifts import GiftRepository, GiftRow
from app.storage.ledger import LedgerRepository
from app.storage.vouchers import VoucherRepository

Placed = tuple[int, GiftTarget]
MOST_TRIES = 3
"""How often a voucher is made that its store refuses."""
HELD_STATES = frozenset({"given", "waiting", "open"})


def settle_things(desk: GiftDesk, targets: Sequence[Placed]) -> dict[int, GiftResult]:
    """Bring vouchers, choices and badges to these targets."""
    if not targets:
        return {}
    rows = GiftRepository(desk.uow).lock(
        {(target.member_id, target.rule_id, target.source) for _, target in targets}
    )
    vouchers = _vouchers(desk, rows)
    work = [
        (at, target, _rows_of(target, rows), _plan(target, rows, vouchers))
        for at, target in targets
    ]
    found: dict[int, GiftResult] = {}
    for _, _, mine, todo in work:
        _take_back(desk, mine, todo, vouchers)
    # In the order of rewards: two members' gifts must not wait for each other.
    for at, target, mine, todo in sorted(work, key=_by_reward):
        found[at] = _give(desk, target, mine, todo)
    return found


def _by_reward(work: tuple[int, GiftTarget, list[GiftRow], Plan]) -> tuple[str, int]:
    gift = work[1].gift
    return (gift.reward if isinstance(gift, VoucherGift) else "", work[0])


def _rows_of(target: GiftTarget, rows: Sequence[GiftRow]) -> list[GiftRow]:
    name = (target.member_id, target.rule_id, target.source, target.place)
    return [r for r in rows if (r.member_id, r.rule_id, r.source, r.place) == name]


def _vouchers(desk: GiftDesk, rows: Sequence[GiftRow]) -> dict[UUID, Voucher]:
    """Return the vouchers of these gifts, locked: some may go back."""
    ids = [row.voucher_id for row in rows if row.voucher_id is not None]
    return VoucherRepository(desk.uow).lock(ids) if ids else {}


def _piece(row: GiftRow, vouchers: dict[UUID, Voucher]) -> Piece:
    voucher = vouchers.get(row.voucher_id) if row.voucher_id else None
    if row.kind == "badge" or voucher is None:
        lapsed = row.state == "lapsed"
        return Piece(row.ordinal, row.state in HELD_STATES or lapsed, used=lapsed)
    if voucher.terms.kind.at_once and voucher.state is VoucherState.ISSUING:
        # It may have arrived already and can't be recalled.
        return Piece(row.ordinal, held=True, used=True)
    if voucher.state in LIVE_STATES:
        leaving = voucher.ending is not None
        return Piece(row.ordinal, not leaving or row.state in HELD_STATES, leaving)
    if voucher.state is VoucherState.WITHDRAWN:
        held = row.state in HELD_STATES and not _never_came(row, voucher)
        return Piece(row.ordinal, held, used=True)
    return Piece(row.ordinal, held=True, used=True)


def _never_came(row: GiftRow, voucher: Voucher) -> bool:
    """Tell whether the store never made it and nobody gave it up: try again."""
    given_up = voucher.reason in ("cancelled", "cancel")
    return voucher.issued_at is None and not given_up and row.n < MOST_TRIES


def _plan(
    target: GiftTarget, rows: Sequence[GiftRow], vouchers: dict[UUID, Voucher]
) -> Plan:
    pieces = [_piece(row, vouchers) for row in _rows_of(target, rows)]
    return plan(pieces, target.times, target.undo)


def _take_back(
    desk: GiftDesk, rows: list[GiftRow], todo: Plan, vouchers: dict[UUID, Voucher]
) -> None:
    gifts = GiftRepository(desk.uow)
    for row in rows:
        if row.ordinal not in todo.back:
            continue
        voucher = vouchers.get(row.voucher_id) if row.voucher_id else None
        if voucher is not None:
            ledger = LedgerRepository(desk.uow, desk.env.ids)
            book = ledger.open([])
            begin_leaving(desk.env, desk.uow, book, voucher, at=desk.at)
        row.state, row.due_at, row.updated_at = "taken_back", None, desk.at
        gifts.save(row)


def _give(
    desk: GiftDesk, target: GiftTarget, rows: list[GiftRow], todo: Plan
) -> GiftResult:
    gifts, made, waits = GiftRepository(desk.uow), [], ""
    by_ordinal = {row.ordinal: row for row in rows}
    for ordinal in (*todo.again, *todo.new):
        row = by_ordinal.get(ordinal) or _row(desk, target, ordinal)
        if ordinal in todo.new and not gifts.add(row):
            continue
        _begin(desk, target, row)
        if row.state == "waiting":
            waits = row.reason or ""
        elif row.voucher_id is not None:
            made.append(row.voucher_id)
        gifts.save(row)
    has = target.times + todo.stays
    result = GiftResult(
        target, "unchanged", has=has, reason=target.reason, voucher_ids=tuple(made)
    )
    if waits:
        return replace(result, outcome="waiting", reason=waits)
    if todo.again or todo.new:
        return replace(result, outcome="given")
    if todo.back:
        return replace(result, outcome="taken_back")
    return replace(result, outcome="kept", reason="used") if todo.stays else result


def _row(desk: GiftDesk, target: GiftTarget, ordinal: int) -> GiftRow:
    return GiftRow(
        gift_id=desk.env.ids.new(),
        member_id=target.member_id,
        rule_id=target.rule_id,
        source=target.source,
        place=target.place,
        ordinal=ordinal,
        kind=target.gift.kind,
        state="waiting",
        terms={},
        programme_version=desk.version,
        happened_at=target.happened_at,
        created_at=desk.at,
        updated_at=desk.at,
        store_id=target.store_id,
    )


def _begin(desk: GiftDesk, target: GiftTarget, row: GiftRow) -> None:
    """Give a gift for the first time, or again after it was taken back."""
    row.updated_at, row.due_at, row.reason = desk.at, None, target.reason or None
    end = target.lapses_at
    match target.gift:
        case BadgeGift(badge=badge):
            row.state, row.terms = "given", {"badge": badge}
            told = Happening(
                "badge.earned",
                desk.at,
                {"badge": badge, "rule": target.rule_id},
                target.member_id,
            )
            desk.uow.tell(lambda: [told])
        case ChoiceGift(rewards=rewards, choose_within_days=days):
            until = end or lapse_instant(desk.at, days=days, zone=desk.zone)
            row.state, row.due_at = "open", until
            row.reward_id = row.voucher_id = None
            row.terms = {
                "rewards": list(rewards),
                "until": until.isoformat(),
                "ends_at": end.isoformat() if end else None,
            }
        case VoucherGift(reward=reward, validity_days=days):
            row.reward_id = reward
            row.terms = {
                "validity_days": days,
                "ends_at": end.isoformat() if end else None,
            }
            make_voucher(desk, row)
        case other:
            raise TypeError(f"{other.kind} is no thing")
