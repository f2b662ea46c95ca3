"""Stand-ins for adapters: they read a body strictly and make hints of it."""

from dataclasses import dataclass
from typing import Any

from app.domain.events import Event, OrderHint, OrderSeen
from app.domain.json_limits import read_json
from app.ports import Delivery, Signer, StoreConnection
from tests.factories import order


@dataclass(slots=True)
class StubReader:
    """A platform that reads ``{"id": …}`` and nothing else.

    A body may ask for trouble: ``{"id": …, "trouble": "KeyError"}``.
    """

    name: str
    signer: Signer

    def normalise(self, delivery: Delivery, store: StoreConnection) -> list[Event]:
        body: Any = read_json(delivery.body)
        if body.get("trouble") == "in reading":
            raise KeyError("a field that the adapter expected")
        if body.get("whole"):
            return [OrderSeen(order(ref=str(body["id"])))]
        return [OrderHint(str(body["id"]), "stub")]


@dataclass(slots=True)
class StubProvider:
    """A review app that is read the same way."""

    name: str
    signer: Signer

    def normalise(self, delivery: Delivery) -> list[Event]:
        body: Any = read_json(delivery.body)
        return [OrderHint(str(body["id"]), "review")]
