"""What every page of the back office says about the programme that is open."""

from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from app.domain.programme.document import ProgrammeDocument
from app.domain.simulation.worth import Worth, worth_of
from app.storage.programmes import DraftMissing, NothingPublished, ProgrammeRepository
from app.storage.stores import StoreRepository, StoreRow
from app.storage.unit_of_work import UnitOfWork

FIRST_CURRENCY = "IDR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The open programme, as far as every page shows it."""

    programme_id: UUID
    name: str
    state: str
    """``active``, ``paused`` or ``frozen``."""
    version: int | None
    """The version in force; None before the first publication."""
    document: ProgrammeDocument | None
    """That version, else the draft, else none yet."""
    timezone: str
    currency: str
    """In which the merchant thinks: that of the first store."""
    stores: tuple[StoreRow, ...]
    in_test: bool = False
    """Whether only testers meet it."""

    @property
    def is_live(self) -> bool:
        """Whether shoppers meet this programme."""
        return self.version is not None and self.state == "active"

    def worth_minor(self, units: int, asset: str | None = None) -> int | None:
        """Return what units are worth at most, in minor units of the currency.

        None where no reward says so. Rounded down: nobody is promised more.
        """
        worth = self.worth_of(asset)
        if worth is None:
            return None
        exact: Fraction = worth.highest * units
        return exact.numerator // exact.denominator

    def worth_of(self, asset: str | None = None) -> Worth | None:
        """Return what one unit is worth, lowest and highest."""
        if self.document is None:
            return None
        return worth_of(
            self.document, asset or self.document.main_points, self.currency
        )


def office(uow: UnitOfWork) -> Office:
    """Return what pages say of the programme of a unit of work.

    Raises:
        ProgrammeMissing: There is no such programme.
    """
    stores = StoreRepository(uow)
    row = stores.programme()
    programmes = ProgrammeRepository(uow)
    version: int | None = None
    document: ProgrammeDocument | None = None
    try:
        version, document = programmes.live()
    except NothingPublished:
        try:
            document = programmes.draft().document
        except DraftMissing:
            document = None
    kept = tuple(each for each in stores.all() if each.state != "erased")
    connected = [each for each in kept if each.state == "connected"] or list(kept)
    return Office(
        programme_id=row.programme_id,
        name=row.name,
        state=row.state,
        version=version,
        document=document,
        timezone=row.timezone,
        currency=connected[0].currency if connected else FIRST_CURRENCY,
        stores=kept,
        in_test=row.mode == "test",
    )
