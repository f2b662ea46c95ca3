"""How things stand now: what waits, what lapses when, what is set aside."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from app.domain.explain.entries import HoldNow, LotNow, Subject, Units
from app.domain.explain.lines import Standing
from app.domain.explain.reasons import StandingCode
from app.domain.ledger.balances import Balance
from app.domain.words import Language, day_text
from app.domain.words.ledger import LABELS, STANDING


def waiting(
    lots: Iterable[LotNow],
    origins: Mapping[UUID, Subject],
    units: Units,
    language: Language,
) -> tuple[Standing, ...]:
    """Return the lots with pending units, soonest usable first."""
    found = [_waiting(lot, origins.get(lot.lot_id), units, language) for lot in lots]
    return tuple(
        sorted(
            (one for one in found if one is not None),
            key=lambda one: (one.day or date.max, one.lot_ids),
        )
    )


def _waiting(
    lot: LotNow, origin: Subject | None, units: Units, language: Language
) -> Standing | None:
    if not lot.pending:
        return None
    about_order = origin is not None and origin.kind == "order"
    if lot.usable_from is not None:
        code = (
            StandingCode.WAITS_UNTIL if about_order else StandingCode.WAITS_UNTIL_OTHER
        )
    else:
        code = StandingCode.WAITS_FOR_ORDER if about_order else StandingCode.WAITS
    name = origin.text if origin is not None else None
    day = lot.usable_from
    sentence = STANDING[code].say(
        language,
        points=units.text(lot.pending, language),
        date=day_text(day, language) if day else "",
        subject=name or LABELS["unknown"].say(language),
    )
    return Standing(code, lot.pending, day, sentence, (lot.lot_id,))


def lapsing(
    lots: Iterable[LotNow], units: Units, language: Language, *, at: datetime
) -> tuple[Standing, ...]:
    """Return available units by their last day, soonest first, endless last."""
    groups: dict[tuple[bool, date | None], list[LotNow]] = {}
    for lot in lots:
        if lot.available:
            gone = lot.lapses_at is not None and lot.lapses_at <= at
            groups.setdefault((gone, lot.last_day), []).append(lot)
    ordered = sorted(groups.items(), key=lambda item: item[0][1] or date.max)
    return tuple(
        _lapsing(members, day, units, language, gone=gone)
        for (gone, day), members in ordered
    )


def _lapsing(
    lots: list[LotNow],
    day: date | None,
    units: Units,
    language: Language,
    *,
    gone: bool,
) -> Standing:
    amount = sum(lot.available for lot in lots)
    if day is None:
        code = StandingCode.NO_END
    else:
        code = StandingCode.LAPSED_UNSWEPT if gone else StandingCode.USABLE_THROUGH
    sentence = STANDING[code].say(
        language,
        points=units.text(amount, language),
        date=day_text(day, language) if day else "",
    )
    return Standing(code, amount, day, sentence, tuple(lot.lot_id for lot in lots))


def set_aside(
    holds: Iterable[HoldNow], units: Units, language: Language
) -> tuple[Standing, ...]:
    """Return the holds that have not ended, oldest first."""
    return tuple(
        Standing(
            StandingCode.SET_ASIDE,
            hold.amount,
            None,
            STANDING[StandingCode.SET_ASIDE].say(
                language,
                points=units.text(hold.amount, language),
                subject=hold.title or LABELS["a_reward"].say(language),
            ),
            voucher_id=hold.voucher_id,
        )
        for hold in sorted(holds, key=lambda hold: (hold.since, hold.voucher_id))
    )


def owing(balance: Balance, units: Units, language: Language) -> Standing | None:
    """Return what is owed, or None."""
    if not balance.owed:
        return None
    sentence = STANDING[StandingCode.OWES].say(
        language, points=units.text(balance.owed, language)
    )
    return Standing(StandingCode.OWES, balance.owed, None, sentence)
