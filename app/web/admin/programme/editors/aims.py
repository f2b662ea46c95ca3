"""The editor of goals: which figure, from where to where, and until when.

What a goal measures is fixed when it is made: its marks are of another kind for
another figure.
"""

from collections.abc import Callable
from typing import Any, get_args

from app.domain.programme.goals import DEFAULT_DAYS, IN_MONEY, SHARES, Aim
from app.web.admin.programme.editors.base import Block, Editor, Item, Offered
from app.web.admin.programme.fields.base import Around, Field
from app.web.admin.programme.fields.plain import Day, Flag, Line, Percent, Text, Whole
from app.web.admin.programme.fields.tables import Amounts

MARKS = ("baseline", "target")


def _mark(name: str, aim: str) -> Field:
    helped = name == "baseline"
    if aim in SHARES:
        at = f"{name}.percent"
        return Percent(at=at, label=name, unit="percent", help=helped)
    if aim == "average_order":
        return Amounts(at=f"{name}.amount", label=name, help=helped)
    return Whole(at=f"{name}.count", label=name, help=helped)


def _goal(item: Item) -> tuple[Block, ...]:
    aim = str(item.get("aim"))
    money: tuple[Field, ...] = ()
    if aim in IN_MONEY:
        money = (Line(at="currency", label="goal_currency"),)
    return (
        Block(
            title="aim",
            fields=(
                *(_mark(name, aim) for name in MARKS),
                Day(at="until", label="goal_until"),
                Whole(at="within_days", label="goal_days", unit="days"),
                *money,
                Flag(at="enabled", label="enabled"),
            ),
        ),
        Block(title="name", fields=(Text(at="title", label="goal_title", help=True),)),
    )


def _new(aim: str) -> Callable[[Around], dict[str, Any]]:
    def template(around: Around) -> dict[str, Any]:
        money = {"currency": around.currencies[0]} if aim in IN_MONEY else {}
        return {"aim": aim, "within_days": DEFAULT_DAYS, "enabled": True, **money}

    return template


GOALS = Editor(
    section="goals",
    blocks=_goal,
    offered=tuple(Offered(name=aim, template=_new(aim)) for aim in get_args(Aim)),
    fixed=lambda _item: ("id", "aim"),
)
