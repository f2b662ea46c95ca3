"""A programme with an order to settle, and a receiver that a test lets answer."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from app.services.outgoing import desk
from app.services.outgoing.desk import Wish
from app.storage.outgoing.deliveries import AttemptRow, DeliveryRepository, DeliveryRow
from app.storage.outgoing.endpoints import EndpointRepository, EndpointRow
from app.storage.outgoing.messages import MessageRepository, MessageRow
from tests.integrations.wire import Wire
from tests.world import POINTS_IDR, World, opened
from webhooks import outgoing


@dataclass(slots=True)
class Post:
    """What a receiver was sent."""

    headers: dict[str, str]
    body: bytes

    @property
    def said(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


def posts(wire: Wire) -> list[Post]:
    """Return what came in at a receiver, in order."""
    found = []
    for request in wire.requests:
        head, _, body = request.partition(b"\r\n\r\n")
        lines = [line.partition(b": ") for line in head.split(b"\r\n")[1:]]
        headers = {name.decode().lower(): value.decode() for name, _, value in lines}
        found.append(Post(headers, body))
    return found


@dataclass(slots=True)
class Hooks:
    """A world with short names for its webhooks."""

    world: World

    def listen(self, url: str, *types: str) -> tuple[UUID, str]:
        """Add an address; return its id and secret."""
        secret, row = desk.make(
            self.world.env,
            self.world.programme_id,
            Wish(url, types or ("*",)),
            by="test",
            note=lambda _uow, _row: None,
        )
        return row.endpoint_id, secret

    def drain(self) -> int:
        return outgoing.drain(self.world.env, most=100)

    def hook(self, endpoint_id: UUID) -> EndpointRow:
        row: EndpointRow = self.world.run(
            lambda uow: EndpointRepository(uow).get(endpoint_id)
        )
        return row

    def deliveries(self, endpoint_id: UUID | None = None) -> list[DeliveryRow]:
        rows: list[DeliveryRow] = self.world.run(
            lambda uow: DeliveryRepository(uow).page(endpoint_id=endpoint_id)
        )
        return rows

    def attempts(self, delivery_id: UUID) -> list[AttemptRow]:
        rows: list[AttemptRow] = self.world.run(
            lambda uow: DeliveryRepository(uow).attempts(delivery_id)
        )
        return rows

    def messages(self, *types: str) -> list[MessageRow]:
        """Return messages in the order in which they were written."""
        rows: list[MessageRow] = self.world.run(
            lambda uow: MessageRepository(uow).page(types=types, most=500)
        )
        return rows[::-1]

    def types(self) -> list[str]:
        return [row.type for row in self.messages()]

    def said(self, name: str) -> Sequence[dict[str, Any]]:
        """Return the data of all messages of a type."""
        return [json.loads(row.body)["data"] for row in self.messages(name)]


@pytest.fixture
def hooks(fresh_database_url: str) -> Iterator[Hooks]:
    with opened(fresh_database_url, document=POINTS_IDR) as world:
        yield Hooks(world)
