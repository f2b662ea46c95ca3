"""Writes down who did what in the back office, and proves that nothing is missing.

Call it last in a unit of work: until the commit, nobody else writes in the same
trail. Whatever a deed is rolled back takes its entry with it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeVar
from uuid import UUID

from app.domain.audit import Chained, Entry, Fact, cleaned, first_break
from app.services.env import Env
from app.storage.audit import AuditBook, Sought
from app.storage.unit_of_work import MerchantWork, UnitOfWork

__all__ = [
    "By",
    "Entry",
    "Fact",
    "Sought",
    "Witness",
    "check",
    "check_merchant",
    "record",
    "record_for_merchant",
    "unseen",
]

T_contra = TypeVar("T_contra", contravariant=True)
Witness = Callable[[UnitOfWork, T_contra], object]
"""Writes down what was done; called last in the unit of work that does it."""


def unseen(_uow: UnitOfWork, _done: object) -> None:
    """See nothing: what no member of staff does is not in the trail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who does something, and from where: what every entry of theirs says."""

    actor: str
    request_id: str = ""
    address_digest: bytes | None = None
    surface: str = ""

    def entry(
        self,
        action: str,
        subject: str,
        *,
        before: Mapping[str, Fact] | None = None,
        after: Mapping[str, Fact] | None = None,
    ) -> Entry:
        """Return the entry of one deed of theirs."""
        return Entry(
            action=action,
            subject=subject,
            actor=self.actor,
            before=before,
            after=after,
            request_id=self.request_id,
            address_digest=self.address_digest,
            surface=self.surface,
        )


AT_ONCE: Final = 1_000


def record(uow: UnitOfWork, at: datetime, entry: Entry) -> Chained:
    """Write one deed into the trail of the programme in hand."""
    return _write(AuditBook(uow), at, entry)


def record_for_merchant(work: MerchantWork, at: datetime, entry: Entry) -> Chained:
    """Write one deed into the trail of the merchant's team."""
    return _write(AuditBook(work), at, entry)


def _write(book: AuditBook, at: datetime, entry: Entry) -> Chained:
    kept = replace(entry, before=cleaned(entry.before), after=cleaned(entry.after))
    return book.add(kept, at=at)


def check(env: Env, programme_id: UUID) -> int | None:
    """Return the first entry of a programme's trail that does not hold, or None."""

    def stretch(after_seq: int) -> list[Chained]:
        return env.database.run(
            programme_id,
            lambda uow: AuditBook(uow).later(
                Sought(), after_seq=after_seq, most=AT_ONCE
            ),
        )

    return _first_break(programme_id, stretch)


def check_merchant(env: Env, merchant_id: UUID) -> int | None:
    """Return the first entry of a merchant's trail that does not hold, or None."""

    def stretch(after_seq: int) -> list[Chained]:
        return env.database.run_merchant(
            merchant_id,
            lambda work: AuditBook(work).later(
                Sought(), after_seq=after_seq, most=AT_ONCE
            ),
        )

    return _first_break(merchant_id, stretch)


def _first_break(owner_id: UUID, stretch: Callable[[int], list[Chained]]) -> int | None:
    last: Chained | None = None
    while links := stretch(last.seq if last else 0):
        broken = first_break(owner_id, links, after=last)
        if broken is not None:
            return broken
        last = links[-1]
    return None
