"""A row of a file as an entry: what it says about one person, in our words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, Final, Literal

from app.domain.importing.columns import KEYS, Column, Mapped
from app.domain.importing.faults import AnswerNeeded, ColumnsMissing, RowFault
from app.domain.importing.options import MOST_OF_A_ROW, ImportOptions
from app.domain.importing.reading import Row
from app.domain.importing.sources import SOURCES, Source
from app.domain.importing.values import (
    NO_DAY,
    DayOrder,
    Unreadable,
    day_order,
    read_code,
    read_day,
    read_email,
    read_money,
    read_status,
    read_tags,
    read_units,
    referral_code,
    says_yes,
)
from app.domain.programme.birthdays import year_of
from app.domain.sheets import RISKY

LONGEST_CELL: Final = 2_000
LONGEST_NAME: Final = 100
LONGEST_ID: Final = 64
LONGEST_NOTE: Final = 1_000
DAYS: Final = (
    Column.POINTS_EXPIRE_AT,
    Column.POINTS_AVAILABLE_AT,
    Column.BIRTHDAY,
    Column.JOINED_AT,
    Column.TIER_UNTIL,
    Column.REWARD_EXPIRES_AT,
)
BESIDE: Final = frozenset(
    {
        Column.REWARD_CODE,
        Column.TAGS,
        Column.POINTS_LIFETIME,
        Column.POINTS_SPENT,
        Column.TIER_SPEND,
        Column.REFERRED_BY,
        Column.NOTE,
    }
)
"""What most files do not have."""
_GID: Final = "gid://shopify/Customer/"

PhoneReader = Callable[[str], str | None]
"""Returns a phone number in its international form, or None."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row says. Units are smallest ones, already at the rate."""

    row: int
    external_id: str | None = None
    email: str | None = None
    phone: str | None = None
    no_phone: bool = False
    """Whether a phone number stood there that is none; who it is, another key says."""
    first_name: str | None = None
    last_name: str | None = None
    points: int = 0
    pending: int = 0
    available_on: date | None = None
    expires_on: date | None = None
    credit_minor: int = 0
    tier_points: int | None = None
    """What counts for tiers, where the file tells it apart from the points."""
    tier: str | None = None
    tier_until: date | None = None
    birthday: date | None = None
    joined_on: date | None = None
    status: Literal["member", "guest", "blocked"] = "member"
    referral_code: str | None = None
    language: str | None = None
    consents: bool = False
    """Whether they agreed to news by e-mail; silence and "no" are the same."""
    reward_code: str | None = None
    """A code of the old programme that still works in the store."""
    reward_name: str | None = None
    reward_ends_on: date | None = None
    tags: tuple[str, ...] = ()
    lifetime: int | None = None
    """Earned and spent over there, ever: history."""
    spent: int | None = None
    tier_spend_minor: int | None = None
    referred_by: str | None = None
    """The address of the member through whom they came."""
    note: str | None = None

    @property
    def past(self) -> bool:
        """Whether it tells of history."""
        told = (self.lifetime, self.spent, self.referred_by, self.note)
        return any(each is not None for each in told)

    def code_only(self) -> "Entry":
        """Return what is left of a row whose figures another row told better."""
        return replace(
            self,
            points=0,
            pending=0,
            credit_minor=0,
            tier_points=None,
            tier_spend_minor=None,
            lifetime=None,
            spent=None,
        )


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the rows of one file."""

    options: ImportOptions
    columns: Mapped
    width: int
    order: DayOrder
    today: date
    scale: int
    credit_digits: int
    tiers: Mapping[str, str]
    """Names as they are compared, and the tier that each is here."""
    phone: PhoneReader
    source: Source
    rate: Fraction
    """Both are the options', looked up once."""
    money_digits: int = 0
    """Of the programme's currency."""

    def read(self, row: Row) -> Entry | RowFault:
        """Return what a row says, or why it is left out."""
        if len(row.cells) > self.width and any(row.cells[self.width :]):
            return RowFault(row.number, "too_many_cells")
        if max(map(len, row.cells)) > LONGEST_CELL:
            return RowFault(row.number, "cell_too_long")
        said = {
            column: _unquoted(row.cells[at])
            for column, at in self.columns.items()
            if at < len(row.cells) and row.cells[at]
        }
        if not any(key in said for key in KEYS):
            return RowFault(row.number, "no_person")
        found = self._entry(row.number, said)
        if isinstance(found, RowFault) or BESIDE.isdisjoint(said):
            return found
        return self._beside(found, said)

    def _entry(self, number: int, said: Mapping[Column, str]) -> Entry | RowFault:
        first, last = _names(said)
        column = Column.EMAIL
        try:
            email = read_email(said[column]) if column in said else None
            column = Column.PHONE
            phone = self._phone(said.get(column), alone=self._by_phone(said))
            points = self._units(said, column := Column.POINTS)
            pending = self._units(said, column := Column.POINTS_PENDING)
            tier_points = None
            if (column := Column.TIER_POINTS) in said:
                tier_points = self._units(said, column)
            days: dict[Column, date] = {}
            for column in filter(said.__contains__, DAYS):
                day = self._day(said[column], column, points)
                if day is not None:
                    days[column] = day
            credit = self._credit(said.get(column := Column.STORE_CREDIT))
            status = read_status(said.get(column := Column.STATUS, "member"))
            tier = self._tier(said.get(column := Column.TIER))
        except Unreadable as problem:
            return problem.fault(number, column)
        if status == "blocked":
            return RowFault(number, "blocked", Column.STATUS)
        link = said.get(Column.REFERRAL_CODE) or said.get(Column.REFERRAL_URL)
        return Entry(
            row=number,
            external_id=_external_id(said.get(Column.EXTERNAL_ID)),
            email=email,
            phone=phone,
            no_phone=phone is None and Column.PHONE in said,
            first_name=first,
            last_name=last,
            points=points,
            pending=pending,
            available_on=days.get(Column.POINTS_AVAILABLE_AT),
            expires_on=days.get(Column.POINTS_EXPIRE_AT),
            credit_minor=credit,
            tier_points=tier_points,
            tier=tier,
            tier_until=days.get(Column.TIER_UNTIL),
            birthday=days.get(Column.BIRTHDAY),
            joined_on=days.get(Column.JOINED_AT),
            status=status,
            referral_code=referral_code(link) if link else None,
            language=_language(said.get(Column.LANGUAGE)),
            consents=says_yes(said.get(Column.CONSENT_EMAIL, "")),
        )

    def _beside(self, entry: Entry, said: Mapping[Column, str]) -> Entry | RowFault:
        """Return the entry with what few files tell."""
        found: dict[str, Any] = {}
        for column in filter(said.__contains__, _READ):
            try:
                found[_READ[column]] = self._one(column, said)
            except Unreadable as problem:
                return problem.fault(entry.row, column)
        if Column.REWARD_CODE in said and Column.REWARD_EXPIRES_AT in said:
            found["reward_ends_on"] = self._day(
                said[Column.REWARD_EXPIRES_AT], Column.REWARD_EXPIRES_AT, 0
            )
        return replace(entry, **found)

    def _one(self, column: Column, said: Mapping[Column, str]) -> object:
        text = said[column]
        match column:
            case Column.REWARD_CODE:
                return read_code(text)
            case Column.TAGS:
                return read_tags(text)
            case Column.POINTS_LIFETIME | Column.POINTS_SPENT:
                return self._units(said, column)
            case Column.TIER_SPEND:
                return read_money(text, digits=self.money_digits)
            case Column.REFERRED_BY:
                return _address(text)
            case _:
                note = column is Column.NOTE
                return text[: LONGEST_NOTE if note else LONGEST_NAME]

    def _units(self, said: Mapping[Column, str], column: Column) -> int:
        text = said.get(column)
        if text is None:
            return 0
        units = read_units(
            text,
            scale=self.scale,
            rate=self.rate,
            separators=self.source.separators + self.options.separators,
            decimals=self.source.decimals,
        )
        if units > MOST_OF_A_ROW * 10**self.scale:
            raise Unreadable("points_above_limit")
        return units

    def _day(self, text: str, column: Column, points: int) -> date | None:
        if text.startswith(NO_DAY):
            return None
        day = read_day(text, self.order)
        if column is Column.BIRTHDAY:
            return day
        if year_of(day) is None:
            if column is Column.JOINED_AT:
                return None
            raise Unreadable("date_unreadable")
        if column is Column.POINTS_EXPIRE_AT and day < self.today and points:
            raise Unreadable("date_past")
        return day

    def _credit(self, text: str | None) -> int:
        if text is None or self.options.credit_asset is None:
            return 0
        return read_money(text, digits=self.credit_digits)

    def _phone(self, text: str | None, *, alone: bool) -> str | None:
        """Return a phone number; one that is none is left out of its row."""
        number = None if text is None else self.phone(text)
        if number is None and text is not None and alone:
            raise Unreadable("phone_unreadable")
        return number

    def _by_phone(self, said: Mapping[Column, str]) -> bool:
        """Tell whether nothing but the phone number says who somebody is."""
        return all(key is Column.PHONE or key not in said for key in KEYS)

    def _tier(self, text: str | None) -> str | None:
        if text is None:
            return None
        found = self.tiers.get(text.casefold())
        if found is None:
            raise Unreadable("tier_unknown")
        return found or None


_READ: Final = {
    Column.REWARD_CODE: "reward_code",
    Column.REWARD_NAME: "reward_name",
    Column.TAGS: "tags",
    Column.POINTS_LIFETIME: "lifetime",
    Column.POINTS_SPENT: "spent",
    Column.TIER_SPEND: "tier_spend_minor",
    Column.REFERRED_BY: "referred_by",
    Column.NOTE: "note",
}
"""The field of an entry that such a column fills."""


def _address(text: str) -> str | None:
    """Return an address; who can't be told from it is nobody."""
    try:
        return read_email(text)
    except Unreadable:
        return None


def _unquoted(cell: str) -> str:
    """Return a cell without the mark by which a spreadsheet keeps it a text."""
    if cell.startswith("'") and cell[1:].startswith(RISKY):
        return cell[1:]
    return cell


def _names(said: Mapping[Column, str]) -> tuple[str | None, str | None]:
    first, last = said.get(Column.FIRST_NAME), said.get(Column.LAST_NAME)
    if first is None and last is None and Column.NAME in said:
        first, _, last = said[Column.NAME].partition(" ")
    return (first or "")[:LONGEST_NAME] or None, (last or "")[:LONGEST_NAME] or None


def _external_id(text: str | None) -> str | None:
    """Return a store's customer id; spreadsheets and Shopify dress it up."""
    if text is None:
        return None
    return text.removeprefix(_GID)[:LONGEST_ID] or None


def _language(text: str | None) -> str | None:
    if text is None:
        return None
    tag = text.replace("_", "-")[:10]
    return tag if tag[:2].isalpha() else None


def choose_columns(options: ImportOptions, width: int) -> Mapped:
    """Return the columns that were confirmed.

    Raises:
        ColumnsMissing: None of them says who a row is about.
    """
    chosen = {column: at for column, at in options.columns.items() if at < width}
    if not any(key in chosen for key in KEYS):
        raise ColumnsMissing("choose the column with e-mail, phone or customer id")
    return chosen


def choose_order(
    options: ImportOptions, columns: Mapped, rows: Sequence[Row]
) -> DayOrder:
    """Return how the file writes days.

    Raises:
        AnswerNeeded: They could be of two months, and nobody said which.
    """
    if options.date_order != "ask":
        return options.date_order
    known = SOURCES[options.source].month_first
    places = [columns[column] for column in DAYS if column in columns]
    cells = [row.cells[at] for row in rows for at in places if at < len(row.cells)]
    found = day_order(cells)
    if found is None and known is not None:
        return "month_first" if known else "day_first"
    if found is None:
        raise AnswerNeeded("date_order")
    return found
