"""The list of members as the back office shows it, and one member's whole page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from app.domain.programme.document import ProgrammeDocument
from app.domain.tiers.ladder import ladder_of
from app.domain.words import Language
from app.services import members
from app.services.env import Env
from app.storage.member_list import Cursor, Figures, Filters, MemberList, Order
from app.storage.members import MemberRepository, MemberRow
from app.storage.tiers import TierRepository
from app.storage.unit_of_work import UnitOfWork

SIZES: Final = (25, 50, 100)
CSV_PAGE: Final = 500


@dataclass(frozen=True, slots=True)
class Listed:
    """One row."""

    member: MemberRow
    figures: Figures
    tier_id: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and where the next ones begin."""

    rows: Sequence[Listed]
    older: Cursor | None


@dataclass(frozen=True, slots=True)
class Shown:
    """How the figures of a list are meant."""

    document: ProgrammeDocument
    currency: str
    at: datetime


def page(
    uow: UnitOfWork,
    filters: Filters,
    order: Order,
    shown: Shown,
    after: Cursor | None,
    *,
    limit: int,
) -> Page:
    """Return a page of members in the order asked for."""
    ladder = ladder_of(shown.document)
    # Who never left the base tier has no history, and stands with those who hold it.
    ranks = {"": ladder.ranks.get(ladder.base or "", -1), **ladder.ranks}
    ranked = Order(order.by, order.down, ranks)
    found = MemberList(uow).page(filters, ranked, after, limit=limit + 1)
    kept = found[:limit]
    ids = [member_id for _, member_id in kept]
    older = kept[-1] if len(found) > limit else None
    return Page(_listed(uow, ids, shown), older)


def search(uow: UnitOfWork, said: str, shown: Shown, *, limit: int) -> Page:
    """Return the members that *said* may mean, best first."""
    ids = [row.member_id for row in members.search(uow, said, limit=limit)]
    return Page(_listed(uow, ids, shown), None)


def some(uow: UnitOfWork, member_ids: Sequence[UUID], shown: Shown) -> list[Listed]:
    """Return some members with their figures, in the order asked for."""
    return _listed(uow, member_ids, shown)


def every(
    env: Env, programme_id: UUID, filters: Filters, order: Order, shown: Shown
) -> Iterator[Listed]:
    """Yield every member of a filter, a page at a time and a unit of work each."""
    after: Cursor | None = None
    while True:
        begun = after

        def read(uow: UnitOfWork, begun: Cursor | None = begun) -> Page:
            return page(uow, filters, order, shown, begun, limit=CSV_PAGE)

        found = env.database.run(programme_id, read)
        yield from found.rows
        after = found.older
        if after is None:
            return


def tier_titles(document: ProgrammeDocument, language: Language) -> Mapping[str, str]:
    """Return the name of each tier as people read it."""
    return {
        tier.id: tier.title.say(language) if tier.title else tier.id.capitalize()
        for tier in document.tiers
    }


def _listed(uow: UnitOfWork, ids: Sequence[UUID], shown: Shown) -> list[Listed]:
    rows = MemberRepository(uow).many(ids)
    document = shown.document
    figures = MemberList(uow).figures(
        ids, asset=document.main_points, currency=shown.currency
    )
    held = TierRepository(uow).held_as_of([(each, shown.at) for each in ids], document)
    return [
        Listed(
            rows[each],
            figures.get(each, Figures()),
            held[each, shown.at].tier_id if (each, shown.at) in held else None,
        )
        for each in ids
        if each in rows
    ]
