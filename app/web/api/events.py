"""Messages to developers: which there were, what became of them, and once more."""

import json
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import Field

from app.domain.ids import public_id, read_id
from app.domain.outgoing.happening import ENDPOINT, MESSAGE
from app.services.outgoing import desk
from app.storage.outgoing.deliveries import DeliveryRepository
from app.storage.outgoing.messages import MessageRepository, MessageRow
from app.storage.unit_of_work import UnitOfWork
from app.web.api.paging import cursor_of, moment_after
from app.web.api.route import Ask, Table
from app.web.api.shapes import (
    Asked,
    Given,
    Instant,
    Listed,
    MemberId,
    Page,
    PageQuery,
    maybe_id,
)
from app.web.api.webhook_shapes import (
    SCOPE,
    EventDeliveryShape,
    EventId,
    WebhookId,
    noted,
)

table = Table("Webhooks")
LIST: Final = "events"
JsonObject = dict[str, Any]


class Resend(Asked):
    """Where to send a message once more."""

    webhook_id: WebhookId | None = Field(
        default=None, description="Null: everywhere it was owed."
    )


class EventQuery(PageQuery):
    """Which messages."""

    type: Annotated[str, Field(max_length=60)] | None = None
    member_id: MemberId | None = None


class EventShape(Given):
    """One message, as it is sent."""

    id: EventId
    type: str
    member_id: MemberId | None
    made_at: Instant
    body: JsonObject

    @classmethod
    def of(cls, row: MessageRow) -> "EventShape":
        return cls(
            id=public_id(MESSAGE, row.message_id),
            type=row.type,
            member_id=maybe_id("mem", row.member_id),
            made_at=row.made_at,
            body=json.loads(row.body),
        )


@table.route(
    "GET",
    "/events",
    scope=SCOPE,
    summary="Messages of the last 30 days, newest first",
    answer=Page[EventShape],
    query=EventQuery,
)
def list_events(ask: Ask) -> Page[EventShape]:
    """They are kept from the first webhook on."""
    query: EventQuery = ask.query
    before = moment_after(ask.programme_id, LIST, query.cursor)
    member_id = read_id("mem", query.member_id) if query.member_id else None
    rows = ask.work(
        lambda uow: MessageRepository(uow).page(
            types=[query.type] if query.type else [],
            member_id=member_id,
            before=before,
            most=query.limit + 1,
        )
    )
    here, cursor = rows[: query.limit], None
    if len(rows) > query.limit:
        cursor = cursor_of(
            ask.programme_id, LIST, here[-1].made_at, here[-1].message_id
        )
    return Page(data=[EventShape.of(row) for row in here], next_cursor=cursor)


@table.route(
    "GET",
    "/events/{event}/deliveries",
    scope=SCOPE,
    summary="What became of a message at each address",
    answer=Listed[EventDeliveryShape],
    refusals=(404,),
)
def list_event_deliveries(ask: Ask) -> Listed[EventDeliveryShape]:
    return Listed(data=ask.work(lambda uow: _deliveries(uow, _event(ask))))


@table.route(
    "POST",
    "/events/{event}/resend",
    scope=SCOPE,
    summary="Send a message once more",
    answer=Listed[EventDeliveryShape],
    body=Resend,
    body_may_lack=True,
    refusals=(404, 422),
    example={"webhook_id": "whk_01KAZ3V7Q8H5M2N4P6R8T0V1W3"},
)
def resend_event(ask: Ask) -> Listed[EventDeliveryShape]:
    body: Resend = ask.body
    message_id = _event(ask)

    def write(uow: UnitOfWork) -> list[EventDeliveryShape]:
        MessageRepository(uow).get(message_id)
        rows = DeliveryRepository(uow).page(message_id=message_id)
        wanted = [row.endpoint_id for row in rows]
        if body.webhook_id is not None:
            wanted = [read_id(ENDPOINT, body.webhook_id)]
        for endpoint_id in sorted(set(wanted)):
            desk.resend(ask.env, uow, message_id, endpoint_id)
        for endpoint_id in sorted(set(wanted)):
            noted(ask, uow, "resent", endpoint_id, message=str(message_id))
        return _deliveries(uow, message_id)

    return Listed(data=ask.work(write))


def _event(ask: Ask) -> UUID:
    return read_id(MESSAGE, ask.path["event"])


def _deliveries(uow: UnitOfWork, message_id: UUID) -> list[EventDeliveryShape]:
    MessageRepository(uow).get(message_id)
    deliveries = DeliveryRepository(uow)
    return [
        EventDeliveryShape.of(row, deliveries.attempts(row.delivery_id))
        for row in deliveries.page(message_id=message_id)
    ]
