"""Short ways to a document, to people with orders, and to what comes of them."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from app.domain.events import OrderLine, OrderSnapshot, OrderState
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.simulation.people import Person, Placed, Shop
from app.domain.simulation.simulator import Simulator, Terms

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
YEAR_END = datetime(2026, 12, 31, tzinfo=UTC)
SHOP = Shop(UUID(int=1), "fake", "UTC", "satu.test")
RATE = {
    "id": "spend",
    "trigger": "order",
    "award": {"kind": "rate", "rates": {"IDR": "1 per 1000"}},
}


def document_of(*rules: Mapping[str, Any], **sections: object) -> ProgrammeDocument:
    return load_document(
        {
            "identity": {"name": {"id": "Uji", "ms": "Uji", "en": "Test"}},
            "earning": [RATE, *rules],
            **sections,
        }
    )


def order(
    ref: str,
    amount_minor: int = 100_000,
    *,
    day: int = 1,
    refunded_minor: int = 0,
    product: str | None = "12",
    shop: Shop = SHOP,
    **values: Any,  # noqa: ANN401 - fields of a snapshot
) -> Placed:
    """Return a paid order, placed so many days after New Year."""
    at = NEW_YEAR + timedelta(days=day - 1, hours=12)
    line = OrderLine(
        "1",
        "Kopi",
        1,
        amount_minor,
        refunded_minor=refunded_minor,
        product_ref=product,
        gift_card=values.pop("gift_card", False),
    )
    snapshot = OrderSnapshot(
        ref,
        ref,
        values.pop("state", OrderState.PAID),
        values.pop("currency", "IDR"),
        (line,),
        at,
        at,
        paid_at=at,
        total_minor=amount_minor,
        **values,
    )
    return Placed(shop, snapshot)


def person(
    *orders: Placed,
    ref: str = "ani",
    **values: Any,  # noqa: ANN401 - fields of a person
) -> Person:
    return Person(ref, list(orders), **values)


def terms(**values: Any) -> Terms:  # noqa: ANN401 - fields of terms
    usual: dict[str, Any] = {
        "since": NEW_YEAR,
        "until": YEAR_END,
        "zone": "UTC",
        "redemption_rate": Fraction(7, 10),
    }
    return Terms(**(usual | values))


def tried(
    document: ProgrammeDocument,
    *people: Person,
    **values: Any,  # noqa: ANN401 - fields of terms
) -> Simulator:
    """Return a simulator that has played these people."""
    simulator = Simulator(document, terms(**values))
    for one in people:
        simulator.play(one)
    return simulator
