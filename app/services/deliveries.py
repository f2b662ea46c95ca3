"""What deliveries say in our words, and the story of one from the door to the books.

Reading is pure: the same bytes say the same. The story only reads what is written
down: received, understood, decided, posted, sent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from app.domain.errors import Malformed, SetiaError
from app.domain.events import Event, OrderGone, OrderHint, OrderSeen
from app.domain.ledger.posting import Transaction
from app.ports import Delivery, StoreConnection
from app.services.connections import connection
from app.services.env import Env
from app.storage.inbox import InboxRepository, InboxRow, Waiting
from app.storage.ledger import LedgerRepository
from app.storage.orders import OrderRepository
from app.storage.outbox import DebtRow, OutboxRepository
from app.storage.unit_of_work import UnitOfWork

Step = Literal["received", "understood", "decided", "posted", "sent"]


class NobodyReads(Malformed):
    """The delivery came from a provider that this installation no longer has."""

    code = "nobody_reads"


def events_of(env: Env, store: StoreConnection, row: Waiting) -> list[Event]:
    """Return what a delivery says, in our words. Pure.

    Raises:
        Malformed: It breaks its contract, or nobody can read it.
    """
    delivery = Delivery(row.topic, row.body, row.headers, row.received_at)
    if row.provider in env.review_providers:
        events = env.review_providers[row.provider].normalise(delivery)
    elif row.provider in env.platforms:
        events = env.platforms[row.provider].normalise(delivery, store)
    else:
        raise NobodyReads(f"no adapter for {row.provider}")
    return [_doubted(event) for event in events] if row.late else events


def _doubted(event: Event) -> Event:
    """Ask the store how an order stands instead of believing a late delivery."""
    if isinstance(event, OrderSeen):
        return OrderHint(event.snapshot.order_ref, "late_delivery")
    return event


@dataclass(frozen=True, slots=True)
class Understood:
    """One thing that a delivery said."""

    kind: str
    """Name of the event: ``OrderSeen``."""
    order_ref: str | None


@dataclass(frozen=True, slots=True)
class Story:
    """What became of one delivery."""

    delivery: InboxRow
    events: Sequence[Understood] = ()
    unreadable: str | None = None
    """The code of why it can't be read."""
    decisions: Sequence[Mapping[str, Any]] = ()
    """Traces of the orders it was about, newest first."""
    transactions: Sequence[Transaction] = ()
    debts: Sequence[DebtRow] = ()
    """What the store was, or is, asked because of these orders."""
    body: bytes | None = None
    orders: Sequence[str] = field(default=())

    @property
    def done(self) -> tuple[Step, ...]:
        """Return the steps that were taken, in order."""
        steps: list[Step] = ["received"]
        if self.events:
            steps.append("understood")
        if self.decisions:
            steps.append("decided")
        if self.transactions:
            steps.append("posted")
        if any(debt.state == "settled" for debt in self.debts):
            steps.append("sent")
        return tuple(steps)


def story(env: Env, uow: UnitOfWork, inbox_id: UUID) -> Story:
    """Return what became of a delivery, as far as it is written down.

    Raises:
        DeliveryMissing: There is none.
    """
    inbox = InboxRepository(uow)
    row = inbox.get(inbox_id)
    letter = inbox.letter(inbox_id)
    if letter is None:
        return Story(row)
    try:
        store = connection(env, uow, row.store_id)
        events = events_of(env, store, letter)
    except SetiaError as error:
        return Story(row, unreadable=error.code, body=letter.body)
    understood = [Understood(type(each).__name__, _order_of(each)) for each in events]
    orders = list(dict.fromkeys(one.order_ref for one in understood if one.order_ref))
    return Story(
        row,
        understood,
        decisions=_decisions(uow, orders, row.store_id),
        transactions=_posted(env, uow, orders, row.store_id),
        debts=[
            debt
            for ref in orders
            for debt in OutboxRepository(uow).listed(
                states=("waiting", "blocked", "set_aside", "settled"), subject=ref
            )
        ],
        body=letter.body,
        orders=orders,
    )


def _order_of(event: Event) -> str | None:
    if isinstance(event, OrderSeen):
        return event.snapshot.order_ref
    if isinstance(event, OrderHint | OrderGone):
        return event.order_ref
    return None


def _decisions(
    uow: UnitOfWork, orders: Sequence[str], store_id: UUID
) -> list[Mapping[str, Any]]:
    repository = OrderRepository(uow)
    return [
        trace for ref in orders for trace in repository.traces(f"order:{ref}", store_id)
    ]


def _posted(
    env: Env, uow: UnitOfWork, orders: Sequence[str], store_id: UUID
) -> list[Transaction]:
    """Return what the books say of the awards of these orders, oldest first."""
    ledger, repository = LedgerRepository(uow, env.ids), OrderRepository(uow)
    found: dict[UUID, Transaction] = {}
    for ref in orders:
        row = repository.get(store_id, ref)
        for award in row.awards if row else ():
            for each in ledger.of_award(UUID(award["award_id"])):
                found[each.id] = each
    return [found[each] for each in sorted(found)]
