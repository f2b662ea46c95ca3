"""Rows brought together by person, and what each person is given.

Several rows of one person are several lots where the file says when points expire
or its program keeps lots; otherwise they are duplicates, and the higher one counts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from app.domain.importing.columns import Column
from app.domain.importing.entries import Entry
from app.domain.importing.faults import RowFault
from app.domain.importing.options import ImportOptions
from app.domain.ledger.lots import LotTerms, lapse_instant
from app.domain.programme.document import ProgrammeDocument
from app.domain.rewards.voucher import code_key
from app.domain.settlement import lapse

_ONE_DAY: Final = timedelta(days=1)


@dataclass(slots=True)
class Person:
    """Everything that a file says of one person; the first entry leads."""

    entries: list[Entry] = field(default_factory=list)

    @property
    def lead(self) -> Entry:
        """Who it is: details of later rows fill what the first left out."""
        first = self.entries[0]
        for other in self.entries[1:]:
            first = replace(
                first,
                **{
                    name: getattr(other, name)
                    for name in _DETAILS
                    if getattr(first, name) is None
                },
            )
        return first


_CODE: Final = Column.REWARD_CODE.value
_DETAILS: Final = (
    "external_id",
    "email",
    "phone",
    "first_name",
    "last_name",
    "tier",
    "tier_until",
    "birthday",
    "joined_on",
    "referral_code",
    "language",
    "lifetime",
    "spent",
    "referred_by",
    "note",
)


def by_person(
    entries: Iterable[Entry], *, lots: bool
) -> tuple[list[Person], list[RowFault]]:
    """Return people in the order of their leading rows, and the rows left out."""
    people: list[Person] = []
    known: dict[tuple[str, str], Person] = {}
    for entry in entries:
        person = _known(known, entry)
        if person is None:
            person = Person()
            people.append(person)
        person.entries.append(entry)
        for name in _names(entry):
            known.setdefault(name, person)
    left_out: list[RowFault] = []
    for person in people:
        if len(person.entries) > 1 and not (lots or _says_lots(person.entries)):
            left_out += _keep_highest(person)
    left_out += _one_owner(people)
    # A run that was stopped goes on behind a row, so rows lead in their order.
    return by_place(person for person in people if person.entries), left_out


def as_one(people: Iterable[Person], *, lots: bool) -> tuple[Person, list[RowFault]]:
    """Return people who are one member here as one, and the rows left out."""
    entries = [entry for person in people for entry in person.entries]
    one = Person(sorted(entries, key=lambda entry: entry.row))
    if lots or _says_lots(entries):
        return one, []
    return one, _keep_highest(one)


def by_place(people: Iterable[Person]) -> list[Person]:
    """Return people in the order of their leading rows."""
    return sorted(people, key=_place)


def _place(person: Person) -> int:
    return person.entries[0].row


def _names(entry: Entry) -> list[tuple[str, str]]:
    said = ("external_id", entry.external_id), ("email", entry.email)
    return [(kind, value) for kind, value in (*said, ("phone", entry.phone)) if value]


def _known(known: Mapping[tuple[str, str], Person], entry: Entry) -> Person | None:
    for name in _names(entry):
        person = known.get(name)
        if person is None:
            continue
        theirs = {one.external_id for one in person.entries} - {None}
        # Two accounts may share an address; their ids tell them apart.
        if entry.external_id is None or not theirs or entry.external_id in theirs:
            return person
    return None


def _says_lots(entries: Sequence[Entry]) -> bool:
    return len({entry.expires_on for entry in entries}) == len(entries)


def _keep_highest(person: Person) -> list[RowFault]:
    """Leave one row its figures; another that brings a code of its own keeps that."""
    best = max(person.entries, key=lambda entry: (entry.points, -entry.row))
    others = [entry for entry in person.entries if entry is not best]
    codes = {code_key(best.reward_code)} if best.reward_code else set()
    person.entries, left_out = [best], []
    for entry in others:
        if entry.reward_code and code_key(entry.reward_code) not in codes:
            codes.add(code_key(entry.reward_code))
            person.entries.append(entry.code_only())
        else:
            left_out.append(RowFault(entry.row, "duplicate"))
    return left_out


def _one_owner(people: Iterable[Person]) -> list[RowFault]:
    """Leave out rows that give one person's code to somebody else too."""
    owners: dict[str, Person] = {}
    left_out: list[RowFault] = []
    for person in people:
        for entry in [one for one in person.entries if one.reward_code]:
            owner = owners.setdefault(code_key(entry.reward_code or ""), person)
            if owner is not person:
                person.entries.remove(entry)
                left_out.append(RowFault(entry.row, "reward_code_taken", _CODE))
    return left_out


@dataclass(frozen=True, slots=True)
class Gift:
    """Units that one row brings; each opens a lot."""

    row: int
    units: int
    entry: Entry
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What one person is given, and how much is taken."""

    gifts: tuple[Gift, ...]
    taken: int = 0

    @property
    def given(self) -> int:
        """Units that come together for this person, those that wait counted in."""
        return sum(gift.units for gift in self.gifts)


def plan(
    mode: Literal["add", "set", "keep_higher"],
    entries: Sequence[Entry],
    *,
    held: int,
    pending: int = 0,
) -> Plan:
    """Return what brings a member from what they hold to what the file says.

    Args:
        mode: Whether the file adds, sets, or is kept where it is higher.
        entries: The person's rows.
        held: Units that the member can use now.
        pending: Units that wait.
    """
    offered = [Gift(entry.row, entry.points, entry) for entry in entries]
    waiting = [Gift(entry.row, entry.pending, entry, True) for entry in entries]  # noqa: FBT003 - a field
    if mode == "add":
        return Plan(tuple(gift for gift in offered + waiting if gift.units))
    total, later = sum(g.units for g in offered), sum(g.units for g in waiting)
    gifts = _some(offered, total - held) + _some(waiting, later - pending)
    too_many = max(held - total, 0) if mode == "set" else 0
    return Plan(tuple(gifts), too_many)


def _some(offered: Sequence[Gift], missing: int) -> list[Gift]:
    """Return gifts that add up to what is missing: those that last longest first."""
    found: list[Gift] = []
    for gift in sorted(
        offered, key=lambda one: one.entry.expires_on or date.max, reverse=True
    ):
        units = min(gift.units, missing)
        if units > 0:
            found.append(replace(gift, units=units))
            missing -= units
    return found


def terms_of(
    gift: Gift,
    options: ImportOptions,
    document: ProgrammeDocument,
    *,
    at: datetime,
    zone: str,
) -> LotTerms:
    """Return from when until when a gift can be used."""
    entry, local = gift.entry, ZoneInfo(zone)
    pending = gift.pending
    available_from: datetime | None = at
    if entry.available_on is not None and pending:
        available_from = datetime.combine(entry.available_on, at.min.time(), local)
    elif pending:
        available_from = at + timedelta(days=document.terms.pending.days)
    lapses_at: datetime | None = None
    ends_on = entry.expires_on
    if ends_on is None and options.expiry == "date":
        ends_on = options.expiry_date
    if ends_on is not None:
        lapses_at = datetime.combine(ends_on + _ONE_DAY, at.min.time(), local)
    elif options.expiry == "programme":
        life = document.terms.lot_expiry.model_dump()
        lapses_at = lapse(life, available_from or at, zone)
    elif options.expiry == "days":
        lapses_at = lapse_instant(at, days=options.expiry_days, zone=zone)
    return LotTerms(
        awarded_at=at,
        zone=zone,
        pending=pending,
        available_from=available_from,
        lapses_at=lapses_at,
    )
