"""Addresses that hear of what happens: made, changed, paused, tried, sent again."""

from dataclasses import replace
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.domain.ids import public_id, read_id
from app.domain.outgoing.happening import ENDPOINT
from app.domain.outgoing.secrets import OVERLAPS
from app.domain.outgoing.types import EVERY
from app.services.outgoing import desk
from app.services.outgoing.desk import Wish
from app.storage.outgoing.deliveries import DeliveryRepository, DeliveryRow
from app.storage.outgoing.endpoints import EndpointRepository, EndpointRow
from app.storage.unit_of_work import UnitOfWork
from app.web.api.reading import InvalidRequest
from app.web.api.route import Ask, Table
from app.web.api.shapes import Asked, Given, Listed, Moment
from app.web.api.webhook_shapes import (
    SCOPE,
    EventDeliveryShape,
    WebhookId,
    WebhookShape,
    noted,
)

table = Table("Webhooks")
Url = Annotated[
    str,
    Field(
        min_length=8,
        max_length=2048,
        pattern=r"^https?://[^\s\x00-\x1f\x7f]+$",
        examples=["https://erp.example/hooks/setia"],
    ),
]
Types = Annotated[
    list[Annotated[str, Field(max_length=60, examples=["points.earned"])]],
    Field(min_length=1, max_length=100, description="`*` for all of them."),
]
Description = Annotated[
    str, Field(max_length=desk.LONGEST_DESCRIPTION, pattern=r"^[^\x00-\x1f\x7f]*$")
]


class MakeWebhook(Asked):
    """Where messages go, and which."""

    url: Url
    types: Types = Field(default_factory=lambda: [EVERY])
    description: Description = ""


class ChangeWebhook(Asked):
    """What should be otherwise; what is left out stays."""

    url: Url | None = None
    types: Types | None = None
    description: Description | None = None
    state: Literal["on", "paused"] | None = None


class RotateSecret(Asked):
    """How long the former secret signs beside the new one."""

    overlap: Literal["none", "hour", "day", "week"] = "day"


class Replay(Asked):
    """A span of time to send again."""

    since: Moment
    until: Moment
    everything: bool = Field(
        default=False, description="Also what arrived, or still waits."
    )


class NewWebhookShape(Given):
    """A new address with its secret, which is given this once."""

    webhook: WebhookShape
    secret: str = Field(examples=["whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"])


class SecretShape(Given):
    """A new secret, which is given this once."""

    secret: str = Field(examples=["whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"])


class WebhookGoneShape(Given):
    """An address that was taken away."""

    id: WebhookId
    deleted: Literal[True] = True


class ReplayedShape(Given):
    """How many messages go out; at most ten thousand at once, the oldest first."""

    messages: int


def _hook(ask: Ask) -> UUID:
    return read_id(ENDPOINT, ask.path["webhook"])


@table.route(
    "GET",
    "/webhooks",
    scope=SCOPE,
    summary="All addresses",
    answer=Listed[WebhookShape],
)
def list_webhooks(ask: Ask) -> Listed[WebhookShape]:
    rows = ask.work(lambda uow: EndpointRepository(uow).all())
    return Listed(data=[WebhookShape.of(row) for row in rows])


@table.route(
    "POST",
    "/webhooks",
    scope=SCOPE,
    summary="Add an address; the answer holds its secret",
    answer=NewWebhookShape,
    body=MakeWebhook,
    status=201,
    refusals=(422,),
    example={"url": "https://erp.example/hooks/setia", "types": ["points.earned"]},
)
def make_webhook(ask: Ask) -> NewWebhookShape:
    """It is no repeatable request: the secret is kept nowhere in plain words."""
    body: MakeWebhook = ask.body

    def note(uow: UnitOfWork, row: EndpointRow) -> None:
        noted(ask, uow, "made", row.endpoint_id, **desk.facts(row))

    secret, row = desk.make(
        ask.env,
        ask.programme_id,
        Wish(body.url, body.types, body.description),
        by=ask.principal.actor,
        note=note,
    )
    return NewWebhookShape(webhook=WebhookShape.of(row), secret=secret)


@table.route(
    "GET",
    "/webhooks/{webhook}",
    scope=SCOPE,
    summary="One address",
    answer=WebhookShape,
    refusals=(404,),
)
def read_webhook(ask: Ask) -> WebhookShape:
    endpoint_id = _hook(ask)
    return WebhookShape.of(
        ask.work(lambda uow: EndpointRepository(uow).get(endpoint_id))
    )


@table.route(
    "PATCH",
    "/webhooks/{webhook}",
    scope=SCOPE,
    summary="Change an address, pause it, or switch it on again",
    answer=WebhookShape,
    body=ChangeWebhook,
    refusals=(404,),
    example={"types": ["points.earned", "points.redeemed"]},
)
def change_webhook(ask: Ask) -> WebhookShape:
    body: ChangeWebhook = ask.body
    endpoint_id = _hook(ask)
    row = ask.work(lambda uow: EndpointRepository(uow).get(endpoint_id))
    wish = Wish(
        row.url if body.url is None else body.url,
        row.types if body.types is None else body.types,
        row.description if body.description is None else body.description,
    )

    def note(uow: UnitOfWork, was: EndpointRow) -> None:
        if body.state == "paused":
            desk.pause(ask.env, uow, endpoint_id)
        elif body.state == "on":
            desk.resume(ask.env, uow, endpoint_id)
        facts = desk.facts(replace(was, url=wish.url, types=list(wish.types)))
        facts["state"] = body.state or was.state
        noted(ask, uow, "changed", endpoint_id, **facts)

    desk.change(ask.env, ask.programme_id, endpoint_id, wish, note=note)
    return WebhookShape.of(
        ask.work(lambda uow: EndpointRepository(uow).get(endpoint_id))
    )


@table.route(
    "DELETE",
    "/webhooks/{webhook}",
    scope=SCOPE,
    summary="Take an address away; nothing more is sent to it",
    answer=WebhookGoneShape,
    refusals=(404,),
)
def delete_webhook(ask: Ask) -> WebhookGoneShape:
    endpoint_id = _hook(ask)

    def write(uow: UnitOfWork) -> None:
        desk.remove(ask.env, uow, endpoint_id)
        noted(ask, uow, "deleted", endpoint_id)

    ask.work(write)
    return WebhookGoneShape(id=public_id(ENDPOINT, endpoint_id))


@table.route(
    "POST",
    "/webhooks/{webhook}/rotate-secret",
    scope=SCOPE,
    summary="Give an address a new secret; both sign for a while",
    answer=SecretShape,
    body=RotateSecret,
    body_may_lack=True,
    refusals=(404,),
    example={"overlap": "day"},
)
def rotate_webhook_secret(ask: Ask) -> SecretShape:
    body: RotateSecret = ask.body
    endpoint_id = _hook(ask)

    def write(uow: UnitOfWork) -> str:
        found = desk.rotate(ask.env, uow, endpoint_id, OVERLAPS[body.overlap])
        noted(ask, uow, "rotated", endpoint_id, overlap=body.overlap)
        return found

    return SecretShape(secret=ask.work(write))


@table.route(
    "POST",
    "/webhooks/{webhook}/test",
    scope=SCOPE,
    summary="Send an address a `ping`",
    answer=EventDeliveryShape,
    refusals=(404, 422),
)
def test_webhook(ask: Ask) -> EventDeliveryShape:
    endpoint_id = _hook(ask)

    def write(uow: UnitOfWork) -> DeliveryRow:
        delivery_id = desk.ping(ask.env, uow, endpoint_id)
        noted(ask, uow, "tested", endpoint_id)
        return DeliveryRepository(uow).get(delivery_id)

    return EventDeliveryShape.of(ask.work(write), ())


@table.route(
    "POST",
    "/webhooks/{webhook}/replay",
    scope=SCOPE,
    summary="Send what happened in a span of time once more",
    answer=ReplayedShape,
    body=Replay,
    refusals=(404, 422),
    example={"since": "2026-11-22T00:00:00Z", "until": "2026-11-22T12:00:00Z"},
)
def replay_webhook(ask: Ask) -> ReplayedShape:
    body: Replay = ask.body
    endpoint_id = _hook(ask)
    if body.until <= body.since:
        raise InvalidRequest(
            [{"pointer": "/until", "code": "before_since", "detail": "after since"}]
        )
    span = (body.since, body.until)

    def write(uow: UnitOfWork) -> int:
        count = desk.replay(ask.env, uow, endpoint_id, span, everything=body.everything)
        said = [each.isoformat() for each in span]
        noted(ask, uow, "replayed", endpoint_id, span=said, count=count)
        return count

    return ReplayedShape(messages=ask.work(write))
