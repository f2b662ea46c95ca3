"""Keeps what members have from lapsing while the terms spare them.

Level-triggered, with the evaluation of where a member stands: whoever is spared has
no lot with an end by the terms; whoever is spared no more has none without one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.earning.conditions import compiled
from app.domain.gifts import GiftTarget
from app.domain.programme.conditions import Group, Leaf, leaves
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.facts import NOBODY, Facts
from app.domain.programme.terms import LifeExpiry
from app.domain.sparing import SPARED, SPARED_NO_MORE, is_to_be_spared, new_end
from app.services.member_facts import Wanted, gather
from app.services.standing import Standing
from app.storage.ledger import LedgerRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.sparing import DatedLot, SparingRepository


@dataclass(frozen=True, slots=True)
class _Lives:
    """What the terms of all versions so far said of the life of lots."""

    lives: tuple[LifeExpiry, ...]
    ever_spared: bool


@dataclass(frozen=True, slots=True)
class _NewEnd:
    lot: DatedLot
    lapses_at: datetime | None
    reason: str


def stand(standing: Standing) -> Sequence[GiftTarget]:
    """Give the lots of a member no end, or an end again; nothing is given."""
    lives = _lives(standing)
    if not lives.ever_spared:
        return ()
    repository = SparingRepository(standing.uow)
    member_id = standing.member_id
    spells = repository.spells([member_id]).get(member_id, [])
    before = bool(spells) and spells[-1][1] is None
    spared = _is_spared(standing, standing.document.terms.spared)
    if spared and not before:
        repository.begin(member_id, standing.at)
    if before and not spared:
        repository.end(member_id, standing.at)
    if spared or spells:
        _date(standing, _ends(standing, lives.lives, repository, spared=spared))
    return ()


def _lives(standing: Standing) -> _Lives:
    """Read once for each live version and kept with it: versions never change."""

    def read(live: ProgrammeDocument) -> _Lives:
        programmes = ProgrammeRepository(standing.uow)
        all_terms = [
            live.terms
            if one.version == standing.version
            else programmes.version(one.version).terms
            for one in programmes.versions()
            if one.version <= standing.version
        ]
        rules = [terms.lot_expiry for terms in all_terms]
        return _Lives(
            tuple({rule: None for rule in rules if isinstance(rule, LifeExpiry)}),
            any(terms.spared is not None for terms in all_terms),
        )

    key = f"lives/{standing.uow.programme_id}/{standing.version}"
    return standing.document.remember(key, read)


def _is_spared(standing: Standing, condition: Leaf | Group | None) -> bool:
    if condition is None:
        return False
    wanted: Wanted = (standing.member_id, standing.at, None)
    asked = frozenset(leaf.field for leaf in leaves(condition))
    found = gather(standing.uow, standing.document, [wanted], only=asked)
    facts = Facts(
        at=standing.at,
        zone=standing.zone,
        store="",
        platform="",
        member=found.get(wanted, NOBODY),
    )
    return bool(compiled(condition)(facts))


def _ends(
    standing: Standing,
    lives: tuple[LifeExpiry, ...],
    repository: SparingRepository,
    *,
    spared: bool,
) -> list[_NewEnd]:
    """Return the lots whose end changes, and to what."""
    at, life = standing.at, standing.document.terms.lot_expiry
    found = []
    for lot in repository.lots(standing.member_id):
        if spared:
            if is_to_be_spared(lot.history, lives, zone=lot.zone, at=at):
                found.append(_NewEnd(lot, None, SPARED))
        elif isinstance(life, LifeExpiry):
            end = new_end(lot.history, life, zone=lot.zone, at=at)
            if end is not None:
                found.append(_NewEnd(lot, end, SPARED_NO_MORE))
    return found


def _date(standing: Standing, ends: Sequence[_NewEnd]) -> None:
    if not ends:
        return
    ledger = LedgerRepository(standing.uow, standing.env.ids)
    book = ledger.open(
        {(standing.member_id, end.lot.asset) for end in ends},
        lots=[end.lot.lot_id for end in ends],
    )
    for end in ends:
        lot = book.lots[end.lot.lot_id]
        book.set_dates(
            lot.lot_id,
            available_from=lot.available_from,
            lapses_at=end.lapses_at,
            reason=end.reason,
        )
    ledger.flush(book)
