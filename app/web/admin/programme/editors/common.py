"""What several editors share."""

from typing import Any

from app.web.admin.programme.editors.base import Block
from app.web.admin.programme.fields.base import Around, Choices
from app.web.admin.programme.fields.conditions import ConditionField
from app.web.admin.programme.fields.plain import (
    Text,
    Window,
)
from app.web.admin.programme.fields.rows import choices_of

NAMED = Block(
    title="name",
    fields=(
        Text(at="title", label="title", help=True),
        Text(at="description", label="description", long=True),
    ),
)
TITLED = Block(title="name", fields=(Text(at="title", label="title", help=True),))
WHEN = Block(title="when", fields=(Window(at="active", label="active"),))
WHO = Block(title="who", fields=(ConditionField(),))
METRICS = ("spend", "orders", "points")


def metrics_of(around: Around) -> Choices:
    house = tuple((one, around.say(f"programme.is.metric_{one}")) for one in METRICS)
    return (*house, *choices_of("metrics")(around))


def hundred_points(around: Around) -> dict[str, Any]:
    return {"kind": "points", "asset": around.document.main_points, "points": "100"}
