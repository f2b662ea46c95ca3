"""How webhooks and what became of their messages look, and how deeds are noted."""

from collections.abc import Sequence
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import Field

from app.domain.ids import public_id
from app.domain.outgoing.happening import ENDPOINT, MESSAGE
from app.services.staff import audit
from app.services.staff.audit import Entry, Fact
from app.storage.outgoing.deliveries import AttemptRow, DeliveryRow
from app.storage.outgoing.endpoints import EndpointRow
from app.storage.unit_of_work import UnitOfWork
from app.web.api.route import Ask
from app.web.api.shapes import Given, Instant

SCOPE: Final = "webhooks:write"
DELIVERY: Final = "whd"


def _id(kind: str) -> Any:  # noqa: ANN401 - what pydantic's Field is said to return
    return Field(
        pattern=f"^{kind}_[0-7][0-9A-HJKMNP-TV-Z]{{25}}$",
        examples=[f"{kind}_01KAZ3V7Q8H5M2N4P6R8T0V1W3"],
    )


WebhookId = Annotated[str, _id(ENDPOINT)]
EventId = Annotated[str, _id(MESSAGE)]


class WebhookShape(Given):
    """One address, and how it stands."""

    id: WebhookId
    url: str
    description: str
    types: list[str]
    state: Literal["on", "paused", "disabled", "stopped"] = Field(
        description="`disabled`: it failed for five days. `stopped`: it answered 410."
    )
    failing_since: Instant | None
    succeeded_at: Instant | None
    former_secret_until: Instant | None
    created_at: Instant

    @classmethod
    def of(cls, row: EndpointRow) -> "WebhookShape":
        return cls(
            id=public_id(ENDPOINT, row.endpoint_id),
            url=row.url,
            description=row.description,
            types=row.types,
            state=row.state,  # type: ignore[arg-type]  # the table checks it
            failing_since=row.failing_since,
            succeeded_at=row.succeeded_at,
            former_secret_until=row.former_until,
            created_at=row.created_at,
        )


class TryShape(Given):
    """One try, and the beginning of the answer."""

    at: Instant
    status: int | None = Field(description="Null: no whole answer came.")
    took_ms: int
    reason: str | None
    answer: str


class EventDeliveryShape(Given):
    """What became of a message at one address."""

    id: Annotated[str, _id(DELIVERY)]
    webhook_id: WebhookId
    state: Literal["waiting", "held", "done", "failed"]
    attempts: int
    next_try_at: Instant | None
    reason: str | None
    tries: list[TryShape]

    @classmethod
    def of(cls, row: DeliveryRow, tries: Sequence[AttemptRow]) -> "EventDeliveryShape":
        return cls(
            id=public_id(DELIVERY, row.delivery_id),
            webhook_id=public_id(ENDPOINT, row.endpoint_id),
            state=row.state,  # type: ignore[arg-type]  # the table checks it
            attempts=row.attempts,
            next_try_at=row.due_at if row.state == "waiting" else None,
            reason=row.reason,
            tries=[
                TryShape(
                    at=one.at,
                    status=one.status,
                    took_ms=one.took_ms,
                    reason=one.reason,
                    answer=one.answer,
                )
                for one in tries
            ],
        )


def noted(
    ask: Ask, uow: UnitOfWork, deed: str, endpoint_id: UUID, **after: Fact
) -> None:
    """Write a deed of a program into the trail."""
    entry = Entry(
        action=f"webhook.{deed}",
        subject=f"webhook:{endpoint_id}",
        actor=ask.principal.actor,
        after=after or None,
        surface="api",
    )
    audit.record(uow, ask.now, entry)
