"""Which gifts tiers bring: once on entry, and once each calendar year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from app.domain.tiers.spells import NO_ENTRY, Spell

ENTRY_PLACE = 0
YEARLY_PLACE = 100
"""Gifts of each year stand behind those of entry, under places of their own."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """A tier that was entered, or a year that began in it."""

    tier_id: str
    source: str
    happened_at: datetime
    yearly: bool = False
    lapses_at: datetime | None = None
    """The end of the year."""


def occasions(spells: Sequence[Spell], *, zone: str, at: datetime) -> list[Occasion]:
    """Return what has been reason for gifts until *at*, each once."""
    found: dict[tuple[str, str], Occasion] = {}
    for spell in spells:
        for occasion in _of(spell, zone, at):
            found.setdefault((occasion.tier_id, occasion.source), occasion)
    return list(found.values())


def _of(spell: Spell, zone: str, at: datetime) -> Iterator[Occasion]:
    if spell.tier_id is None or spell.occasion is None:
        return
    if spell.occasion != NO_ENTRY:
        yield Occasion(spell.tier_id, spell.occasion, spell.since)
    local = ZoneInfo(zone)
    until = at if spell.until is None else min(at, spell.until)
    for year in range(
        spell.since.astimezone(local).year, until.astimezone(local).year + 1
    ):
        began = max(spell.since, _new_year(year, zone))
        if began <= at and (spell.until is None or began < spell.until):
            yield Occasion(
                spell.tier_id,
                f"year:{year}",
                began,
                yearly=True,
                lapses_at=_new_year(year + 1, zone),
            )


def _new_year(year: int, zone: str) -> datetime:
    return datetime(year, 1, 1, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def next_year(at: datetime, zone: str) -> datetime:
    """Return the first instant of the year after *at*'s."""
    return _new_year(at.astimezone(ZoneInfo(zone)).year + 1, zone)
