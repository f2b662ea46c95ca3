"""Editors of play, challenges and personal offers."""

from typing import Any

from app.web.admin.programme.editors.base import Block, Editor, Item, Offered
from app.web.admin.programme.editors.common import (
    TITLED,
    WHEN,
    WHO,
    hundred_points,
    metrics_of,
)
from app.web.admin.programme.fields.base import Around, Field
from app.web.admin.programme.fields.gifts import gifts, points_assets
from app.web.admin.programme.fields.plain import (
    Choice,
    Day,
    Flag,
    Pick,
    Text,
    Whole,
)
from app.web.admin.programme.fields.rows import Nested, choices_of
from app.web.admin.programme.fields.tables import Amounts


def _play(item: Item) -> tuple[Block, ...]:
    by_kind: dict[str, tuple[Field, ...]] = {
        "quiz": (gifts("each_right", "each_right"), gifts("all_right", "all_right")),
        "survey": (Flag(at="anonymous", label="anonymous"), gifts("gifts")),
        "spin": (
            Whole(at="plays.times", label="plays_times"),
            gifts("otherwise", "otherwise"),
        ),
        "draw": (
            Day(at="closes", label="closes"),
            Pick(at="tickets", label="tickets", among=points_assets),
        ),
        "contest": (
            Choice(at="entry", label="entry", options=("photo", "text")),
            Whole(at="entries", label="entries"),
            Choice(at="decide", label="decide", options=("vote", "jury")),
            Day(at="closes", label="closes"),
        ),
        "leaderboard": (
            Pick(at="metric", label="metric", among=metrics_of),
            Choice(
                at="period",
                label="period",
                options=("day", "week", "month", "quarter", "year", "ever"),
            ),
            Whole(at="shown", label="shown"),
        ),
    }
    return (
        TITLED,
        Block(title="give", fields=by_kind.get(str(item.get("kind")), ())),
        WHO,
        WHEN,
        Block(
            title="terms", fields=(Text(at="terms", label="game_terms"),), open=False
        ),
    )


def _goal(at: str) -> tuple[Field, ...]:
    return (
        Amounts(at=f"{at}.amount", label="reach_amount"),
        Whole(at=f"{at}.count", label="reach_count"),
    )


def _challenge(item: Item) -> tuple[Block, ...]:
    kind = item.get("kind")
    goal: tuple[Field, ...] = ()
    if kind != "collect":
        goal = (Pick(at="metric", label="metric", among=metrics_of),)
    if kind in ("reach", "every", "streak"):
        goal = (*goal, *_goal("goal"))
    spans: tuple[str, ...] = ("day", "week", "month", "quarter", "year")
    if kind not in ("streak", "personal"):
        spans = (*spans, "ever")
    goal = (*goal, Choice(at="period", label="period", options=spans))
    if kind == "streak":
        goal = (*goal, Whole(at="length", label="streak_length"))
    give = () if kind == "milestones" else (gifts("gifts"),)
    return (
        TITLED,
        Block(title="goal", fields=goal),
        Block(title="gifts", fields=give),
        WHO,
        WHEN,
    )


def _streak(around: Around) -> dict[str, Any]:
    return {
        "kind": "streak",
        "metric": "orders",
        "goal": {"count": 1},
        "period": "month",
        "length": 3,
        "gifts": [hundred_points(around)],
    }


def _reach(around: Around) -> dict[str, Any]:
    return {
        "kind": "reach",
        "metric": "orders",
        "goal": {"count": 3},
        "period": "month",
        "gifts": [hundred_points(around)],
    }


def _every(around: Around) -> dict[str, Any]:
    return {**_reach(around), "kind": "every", "goal": {"count": 10}, "period": "ever"}


PLAY = Editor(section="play", blocks=_play)
CHALLENGES = Editor(
    section="challenges",
    blocks=_challenge,
    offered=(
        Offered(name="streak", template=_streak),
        Offered(name="reach", template=_reach),
        Offered(name="every", template=_every),
    ),
)


def _campaign(_item: Item) -> tuple[Block, ...]:
    again = ("never", "entry", "month", "year")
    segment = Pick(at="segment", label="segment", among=choices_of("segments"))
    drawn = Nested(
        at="surprise",
        label="surprise",
        needs=("members",),
        fields=(Whole(at="members", label="surprise_members"),),
    )
    return (
        TITLED,
        Block(title="who", fields=(segment,)),
        WHEN,
        Block(title="gifts", fields=(gifts("gifts"),)),
        Block(
            title="limits",
            fields=(
                Choice(at="again", label="again", options=again),
                Whole(at="pause_days", label="pause_days", unit="days"),
                Whole(at="most", label="most"),
                Whole(at="budget", label="campaign_budget", unit="points"),
                drawn,
            ),
        ),
    )


def _new_campaign(around: Around) -> dict[str, Any]:
    known = [segment.id for segment in around.document.segments][:1]
    return {
        **({"segment": known[0]} if known else {}),
        "gifts": [hundred_points(around)],
    }


CAMPAIGNS = Editor(
    section="campaigns",
    blocks=_campaign,
    offered=(Offered(name="gift", template=_new_campaign),),
)
