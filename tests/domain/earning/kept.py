"""What the tests of refunds and edits start from."""

from typing import Any

from app.domain.earning.facts import AwardFacts
from app.domain.events import OrderSnapshot
from tests.domain.earning.orders import (
    decided,
    sold,
)
from tests.domain.programme.documents import spend

ONE = sold("1", 100_000)
TWO = sold("2", 50_000, product_ref="13")


def rate(currency: str, text: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a rule
    return spend(award={"kind": "rate", "rates": {currency: text}}, **more)


def facts_of(*rules: dict[str, Any], snapshot: OrderSnapshot) -> list[AwardFacts]:
    return [award.facts for award in decided(*rules, snapshot=snapshot).awards]
