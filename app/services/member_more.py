"""What stands on a member's page beside points, rewards and orders.

Lifetime points and the headings behind the balance, the link and the friends it
brought, the card of the counter, consents, and orders that earned nothing. Only
reads: neither a link nor a card is made by looking.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.domain.explain.adding_up import lifetime, totals_of
from app.domain.explain.lines import Standing, Total
from app.domain.explain.standings import lapsing, waiting
from app.services.activity_stream import Asked as StreamAsked
from app.services.activity_stream import Happened, stream
from app.services.explaining import Asked, units_of
from app.storage.consents import ConsentRepository, SaidWord
from app.storage.marks import MarkRepository
from app.storage.member_sums import MemberSums
from app.storage.prove.history import HistoryReader
from app.storage.reads import OrderLine
from app.storage.referrals import ReferralRepository
from app.storage.storefront import StorefrontRepository
from app.storage.unit_of_work import UnitOfWork

MOST_REFUSED = 50


@dataclass(frozen=True, slots=True)
class Consent:
    """A kind of news, and whether the member wants it."""

    name: str
    holds: bool
    last: SaidWord | None
    """What was said of it last, where that is kept."""


@dataclass(frozen=True, slots=True)
class MemberMore:
    """The rest of a member's page."""

    totals: tuple[Total, ...]
    lifetime: int
    link_code: str | None
    """With which they invite; None before they first looked."""
    card: str | None
    """What they show at the counter."""
    friends: Mapping[str, int]
    came_by: UUID | None
    """Who invited them."""
    consents: Sequence[Consent]
    refused: Sequence[Happened]
    """Their last orders that earned nothing: the last decision about each."""


@dataclass(frozen=True, slots=True)
class Standings:
    """Where a balance comes from and where it goes."""

    totals: tuple[Total, ...]
    waiting: tuple[Standing, ...]
    lapsing: tuple[Standing, ...]


def more_of(uow: UnitOfWork, asked: Asked, orders: Sequence[OrderLine]) -> MemberMore:
    """Return it; a fixed number of reads."""
    member_id = asked.member_id
    flows = MemberSums(uow).flows(member_id, asked.asset)
    found = totals_of(member_id, flows, asked.language)
    referrals = ReferralRepository(uow)
    came = referrals.of_friend(member_id)
    return MemberMore(
        totals=found,
        lifetime=lifetime(found),
        link_code=referrals.code_of(member_id),
        card=StorefrontRepository(uow).card_of(member_id),
        friends=MemberSums(uow).friends(member_id),
        came_by=came.advocate_id if came else None,
        consents=_consents(uow, member_id),
        refused=_refused(uow, member_id, orders),
    )


def standings(uow: UnitOfWork, asked: Asked) -> Standings:
    """Return what adds up to the balance, and how what is there stands."""
    member_id, asset = asked.member_id, asked.asset
    reader = HistoryReader(uow.connection, uow.programme_id)
    lots, units = reader.lots(member_id, asset), units_of(asked.document, asset)
    origins = reader.origins(member_id, asset)
    flows = MemberSums(uow).flows(member_id, asset)
    return Standings(
        totals_of(member_id, flows, asked.language),
        waiting(lots, origins, units, asked.language),
        lapsing(lots, units, asked.language, at=asked.at),
    )


def _consents(uow: UnitOfWork, member_id: UUID) -> list[Consent]:
    held = set(MarkRepository(uow).names(member_id, "consent"))
    last = {word.name: word for word in ConsentRepository(uow).of_member(member_id)}
    return [
        Consent(name, name in held, last.get(name)) for name in sorted({*held, *last})
    ]


def _refused(
    uow: UnitOfWork, member_id: UUID, orders: Sequence[OrderLine]
) -> list[Happened]:
    """Return the last decision about each order that has earned nothing."""
    refs = tuple(order.order_ref for order in orders if order.earned == 0)
    if not refs:
        return []
    asked = StreamAsked(
        kinds=frozenset({"refusals"}),
        member_id=member_id,
        order_refs=refs,
        most=MOST_REFUSED,
    )
    newest: dict[tuple[object, str], Happened] = {}
    for each in stream(uow, asked).entries:
        newest.setdefault((each.store_id, str(each.facts["subject"])), each)
    return list(newest.values())
